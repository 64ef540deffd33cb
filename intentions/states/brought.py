"""The life of a document that was brought into a draft, and what may be said of what was found in it."""

from django.db.models import TextChoices

from portal.moves import Moves


class BroughtStatus(TextChoices):
    """A document that somebody brought into a draft round."""

    WAITING = "WAITING", "Waiting"
    READING = "READING", "Being read"
    READY = "READY", "Ready to go through"
    REFUSED = "REFUSED", "Not read"
    TAKEN_IN = "TAKEN_IN", "Taken in"
    TAKEN_BACK = "TAKEN_BACK", "Taken back"


BROUGHT_MOVES = Moves(
    {
        "begin": ({BroughtStatus.WAITING, BroughtStatus.READING}, BroughtStatus.READING),  # again, when a worker was lost
        "refuse": ({BroughtStatus.READING}, BroughtStatus.REFUSED),
        "offer": ({BroughtStatus.READING}, BroughtStatus.READY),
        "take_in": ({BroughtStatus.READY, BroughtStatus.TAKEN_BACK}, BroughtStatus.TAKEN_IN),
        "bring_back": ({BroughtStatus.TAKEN_IN}, BroughtStatus.TAKEN_BACK),
    }
)


class Verdict(TextChoices):
    """What somebody said of a proposal."""

    OPEN = "open", "Not looked at"
    ACCEPTED = "accepted", "Accepted"
    DROPPED = "dropped", "Left out"


class DateOrder(TextChoices):
    """What comes first in a document's days in figures, like 04/03/2019."""

    ASK = "ask", "Nobody knows yet"
    DAY = "day", "Day first"
    MONTH = "month", "Month first"


class Fate(TextChoices):
    """What becomes of an intention that a document does not name, once the document is taken in."""

    KEEP = "keep", "Stays"
    STOP = "stop", "Is withdrawn"


class FindingKind(TextChoices):
    """What a stretch of a document seems to be."""

    INTENTION = "intention", "Intention"
    CHAPTER = "chapter", "Chapter"
    PASSAGE = "passage", "Passage"
    MONEY = "money", "Money"
    OUTCOME = "outcome", "Outcome"
    PLAN = "plan", "Part of a plan"
    ROUND = "round", "About the document"
    ACRONYM = "acronym", "Acronym"
    REFERENCE = "reference", "Reference"
    VERSION = "version", "Version of the document"
    FIGURE = "figure", "Picture"
