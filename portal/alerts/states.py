"""What somebody asks to be emailed about, when, and the life of such an email."""

from django.db.models import TextChoices

from portal.moves import Moves


class About(TextChoices):
    """Their names stand in addresses."""

    COMMITTEE = "committee", "Committee"
    PROGRAMME = "programme", "Programme"
    PLACE = "place", "Place"
    ROUND = "round", "Round"


class Pace(TextChoices):
    AT_ONCE = "AT_ONCE", "When something is published"
    DAILY = "DAILY", "Once a day, all together"


class LetterKind(TextChoices):
    ASKED = "ASKED", "Whether the address is right"
    NEWS = "NEWS", "What was published"


class LetterStatus(TextChoices):
    WAITING = "WAITING", "Waiting"
    SENT = "SENT", "Sent"
    FAILED = "FAILED", "Not delivered"
    DROPPED = "DROPPED", "Not sent: nothing of it is public or asked for any more"


MOVES = Moves(
    {
        "send": ({LetterStatus.WAITING}, LetterStatus.SENT),
        "give_up": ({LetterStatus.WAITING}, LetterStatus.FAILED),
        "drop": ({LetterStatus.WAITING}, LetterStatus.DROPPED),
    }
)
