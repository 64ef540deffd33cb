from portal.nhsuk import fields

from ..documents.workbook import Offered
from .choices import Choices


class WorkbookForm(fields.NHSForm):
    """The file that was downloaded and filled in."""

    file = fields.FileField(
        label="Workbook", kinds=("excel",), hint="The Excel file that you downloaded here, filled in", missing="Select the workbook"
    )


def offered(round, user):
    """What the cells of a workbook of this round may name."""
    choices = Choices(round, user, None)
    chapters = list(round.chapters.order_by("order", "code"))
    return Offered(chapters, choices.places, choices.providers, choices.outcomes, choices.kinds, choices.years)
