from portal.nhsuk import fields


class ConfirmForm(fields.NHSForm):
    """A last step that asks nothing more; what stands in its way is said in its error summary."""


class IssueForm(fields.NHSForm):
    """Carries the number of the issue the clerk saw, so that a double click issues once."""

    issue = fields.HiddenField(max_length=5)

    def clean_issue(self):
        typed = self.cleaned_data["issue"]
        if not typed.isdecimal():
            self.add_error(None, "This page is incomplete. Load it again")
            return None
        return int(typed)
