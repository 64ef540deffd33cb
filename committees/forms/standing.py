"""An item that its meeting does not take: why, and where it goes."""

from portal.nhsuk import fields

from .. import documents


class WithdrawItemForm(fields.NHSForm):
    reason = fields.TextArea(label="Why", rows=3, max_length=2000, missing="Enter why")


class DeferForm(WithdrawItemForm):
    """To a later meeting of the committee, or to one that is not called yet."""

    to = fields.Select(label="To which meeting", choices=(), blank="A meeting that is not called yet", required=False)
    field_order = ["to", "reason"]

    def __init__(self, *args, meetings, **more):
        super().__init__(*args, **more)
        self.meetings = {str(one.pk): one for one in meetings}
        self.fields["to"].choices = [(pk, documents.when_words(one)) for pk, one in self.meetings.items()]

    def facts(self):
        return {"reason": self.cleaned_data["reason"], "to": self.meetings.get(self.cleaned_data["to"])}
