from portal.nhsuk import fields


class FilledForm(fields.NHSForm):
    """The file that was downloaded and filled in with colleagues."""

    file = fields.FileField(
        label="Filled workbook", kinds=("excel",), hint="The Excel file that was downloaded here, filled in", missing="Select the workbook"
    )
