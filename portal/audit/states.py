"""The life of an email, on one page."""

from django.db.models import TextChoices

from portal.moves import Moves


class EmailStatus(TextChoices):
    WAITING = "WAITING", "Waiting"
    SENT = "SENT", "Sent"
    FAILED = "FAILED", "Not delivered"
    HELD = "HELD", "Kept for the email of the day"  # its reader wants one a day
    JOINED = "JOINED", "In the email of the day"
    DROPPED = "DROPPED", "Not sent: it concerns its reader no more"


MOVES = Moves(
    {
        "send": ({EmailStatus.WAITING}, EmailStatus.SENT),
        "give_up": ({EmailStatus.WAITING}, EmailStatus.FAILED),
        "try_again": ({EmailStatus.FAILED}, EmailStatus.WAITING),
        "join": ({EmailStatus.HELD}, EmailStatus.JOINED),
        "drop": ({EmailStatus.HELD}, EmailStatus.DROPPED),
    }
)
