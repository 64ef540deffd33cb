from django.core.exceptions import ValidationError

from portal.nhsuk import fields


class FilledForm(fields.NHSForm):
    """The file that was downloaded and filled in with colleagues; or several, filled in by several of them."""

    file = fields.FilesField(
        label="Filled file",
        kinds=("excel", "word"),
        hint="The Excel or Word file that was downloaded here, filled in. Select several to gather them into one",
        missing="Select the filled file",
    )

    def clean_file(self):
        """All of them or none: what is gathered is seen as one."""
        chosen = self.cleaned_data["file"]
        if chosen.refused:
            raise ValidationError(chosen.refused)
        if not chosen.good:
            raise ValidationError(self.fields["file"].error_messages["required"], code="required")
        return chosen
