from portal.nhsuk import fields


class DaysForm(fields.NHSForm):
    """The days of a round after its responses have come."""

    wording_by_date = fields.DateField(
        label="Last day to agree on wording", hint="After this day the commissioners decide. For example, 28 2 2027", required=False
    )
    reply_by_date = fields.DateField(
        label="Last day to reply to decisions", hint="A provider may agree or disagree until the end of this day.", required=False
    )


class WordingForm(fields.NHSForm):
    """A wording that is put to the other side, of the point or of one condition."""

    about = fields.HiddenField()
    text = fields.TextArea(label="Wording", required=False, max_length=8000, rows=4)
    note = fields.TextArea(label="Why, for the other side", required=False, max_length=2000, rows=2)
    turn = fields.HiddenField(required=False)

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        for name in ("text", "note"):
            self.fields[name].says_optional = False

    def clean(self):
        cleaned = super().clean()
        if self.data.get("step") != "accept" and not (cleaned.get("text") or "").strip():
            self.add_error("text", "Enter the wording you propose")
        return cleaned
