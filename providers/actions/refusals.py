"""What could not be done, and why: each is a sentence a page can show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any


class Refused(Exception):
    """Nothing was changed."""


class TooLate(Exception):
    """It reached the server after the deadline, by `late_by`. The response stays a draft marked late."""

    def __init__(self, late_by: timedelta):
        super().__init__(f"late by {late_by}")
        self.late_by = late_by


class NothingAnswered(Refused):
    """A response with no position at all."""

    def __init__(self) -> None:
        super().__init__(
            "You have not taken a position on any intention. Answer at least one, or add a point of your own, before you submit."
        )


class HalfSaid(Refused):
    """Something is typed or attached where no position is taken, or in a point that is not whole, and nobody chose to leave it out."""

    def __init__(self, left: list[dict[str, str]]) -> None:
        self.left = left
        count, about = len(left), ", ".join(dict.fromkeys(one["reference"] for one in left))
        what = "1 text or file has" if count == 1 else f"{count} texts or files have"
        lacking = f"{what} no position, or a point of your own no words, and would not be sent"
        super().__init__(f"{lacking}: {about}. Finish them, or choose to send without them.")


class Unsigned(Refused):
    """Signatures that are required are missing, or are of another text."""

    def __init__(self, missing: Iterable[Any]):
        self.missing = list(missing)
        names = ", ".join(organisation.name for organisation in self.missing)
        super().__init__(f"Not signed yet by {names}." if names else "This group has no member that can sign.")


class StillWaiting(Refused):
    """The same was asked before and is not answered yet."""


class CannotSign(Refused):
    """This person cannot sign for this organisation."""


class TextChanged(Refused):
    """The text is not the one that was read."""

    def __init__(self) -> None:
        super().__init__("The text changed after you opened this page. Nothing was signed. Read it again and sign.")


class Gone(Refused):
    """A colleague removed the point after this page was opened."""

    def __init__(self) -> None:
        super().__init__("A colleague removed this point. What you typed is still on this page: copy it into a new point.")


class FileSwapped(Refused):
    """A file is not the one whose hash was signed."""

    def __init__(self, attachment: Any) -> None:
        super().__init__(f"The file “{attachment.title}” is not the one that was attached. Remove it, attach it again and sign.")


class KeyReused(Refused):
    """The key was used before, with other words or for another response."""

    def __init__(self) -> None:
        super().__init__("This was sent before with other words. Nothing was changed. Load the page again.")


class QuestionsClosed(Refused):
    """The round takes no more questions."""


class NotLater(Refused):
    """More time must end later than the time there is."""


class NothingToPublish(Refused):
    """Every decision written is published already."""


class NotInWords(Refused):
    """What is decided does not end in words that both sides can read as agreed."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = list(missing)
        super().__init__(f"{'. '.join(self.missing)}.")
