"""The life of a document, on one page."""

from django.db.models import TextChoices

from portal.moves import Moves


class Status(TextChoices):
    ORDERED = "ORDERED", "Ordered"
    PRINTING = "PRINTING", "Printing"
    READY = "READY", "Ready"
    FAILED = "FAILED", "Failed"
    CANCELLED = "CANCELLED", "Withdrawn"


MOVES = Moves(
    {
        "claim": ({Status.ORDERED, Status.PRINTING}, Status.PRINTING),  # from PRINTING only when the lease has run out
        "give_back": ({Status.PRINTING}, Status.ORDERED),
        "finish": ({Status.PRINTING}, Status.READY),
        "fail": ({Status.PRINTING, Status.ORDERED}, Status.FAILED),
        "retry": ({Status.FAILED}, Status.ORDERED),
        "cancel": ({Status.ORDERED, Status.PRINTING}, Status.CANCELLED),
    }
)
