from portal.nhsuk import fields


class FilledForm(fields.NHSForm):
    """The file that was downloaded and filled in with colleagues."""

    file = fields.FileField(
        label="Filled file",
        kinds=("excel", "word"),
        hint="The Excel or Word file that was downloaded here, filled in",
        missing="Select the filled file",
    )
