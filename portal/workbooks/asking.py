"""The question for a workbook that was filled in."""

from portal.nhsuk import fields


class WorkbookForm(fields.NHSForm):
    """The file that was downloaded and filled in."""

    file = fields.FileField(
        label="Workbook", kinds=("excel",), hint="The Excel file that you downloaded here, filled in", missing="Select the workbook"
    )
