from portal.nhsuk import fields


class AskForm(fields.NHSForm):
    intention = fields.Select(label="Which intention is it about?", choices=[], blank="The round as a whole", required=False)
    text = fields.TextArea(
        label="Your question",
        hint="Everybody invited reads it with the answer. Do not say who you are or anything confidential.",
        missing="Enter your question",
        max_length=4000,
        count=True,
    )

    def __init__(self, *args, intentions=(), **more):
        super().__init__(*args, **more)
        self.intentions = {one.reference: one for one in intentions}
        titles = [(one.reference, f"{one.reference} {one.published.title if one.published else ''}"[:120]) for one in intentions]
        self.fields["intention"].choices = titles

    def about(self):
        return self.intentions.get(self.cleaned_data["intention"])


class AnswerForm(fields.NHSForm):
    text = fields.TextArea(label="Answer to everyone", missing="Enter the answer", max_length=8000, rows=8)
