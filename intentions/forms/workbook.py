"""What the cells of a workbook of a round may name."""

from ..documents.workbook import Offered
from .choices import Choices


def offered(round, user):
    """What the cells of a workbook of this round may name."""
    choices = Choices(round, user, None)
    chapters = list(round.chapters.order_by("order", "code"))
    return Offered(chapters, choices.places, choices.providers, choices.outcomes, choices.kinds, choices.years)
