"""Why an action did nothing, besides a status that has moved on (CannotMove)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class OwnText(Exception):
    """A paper is cleared by somebody who did not write in it."""

    def __init__(self) -> None:
        super().__init__("You wrote in this paper. Another person must clear it.")


class OwnProposal(Exception):
    """What is exempt is made public by somebody else than who proposed it."""

    def __init__(self) -> None:
        super().__init__("You proposed this. Another person must agree to make it public.")


class Unseen(Exception):
    """An upload has words or pictures that nobody sees: somebody decides what becomes of them. `held` is the file meanwhile."""

    def __init__(self, held: Any):
        super().__init__("words or pictures that nobody sees")
        self.held = held


class NotReady(Exception):
    """What is still missing, each as a sentence a person can act on."""

    def __init__(self, problems: Iterable[str]):
        self.problems = list(problems)
        super().__init__(" ".join(self.problems))


class NotTaken(NotReady):
    """The same of a file that was uploaded: the sentence belongs beside the question for it."""


class AlreadyIssued(Exception):
    """The issue the clerk meant exists: a double click, or a colleague. `packs` are its packs."""

    def __init__(self, packs: Iterable[Any]):
        super().__init__("already issued")
        self.packs = list(packs)
