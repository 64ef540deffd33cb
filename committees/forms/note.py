from portal.nhsuk import fields


class NoteForm(fields.NHSForm):
    """A member's own words beside a place of a paper."""

    anchor = fields.Select(label="Beside", choices=(), blank="The whole item", required=False)
    text = fields.TextArea(
        label="Your note", hint="Nobody else can read it. An empty note is taken away", rows=5, required=False, max_length=5000
    )

    def __init__(self, *args, places, **more):
        super().__init__(*args, **more)
        self.places = dict(places)
        self.fields["anchor"].choices = list(places)

    def facts(self):
        anchor = self.cleaned_data["anchor"] or ""
        return {"anchor": anchor, "place": self.places.get(anchor, "")[:200], "text": self.cleaned_data["text"] or ""}
