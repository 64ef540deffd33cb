from portal.nhsuk import fields


class AskForm(fields.NHSForm):
    intention = fields.Select(label="Which intention is it about?", choices=[], blank="The round as a whole", required=False)
    text = fields.TextArea(
        label="Your question",
        hint="Everybody invited may read it, in these or other words. Do not say who you are or anything confidential.",
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
    wording = fields.TextArea(
        label="The question as everyone reads it",
        hint="You can shorten it or take out what says who asked. The words in which it was asked are kept for you and for who asked.",
        missing="Enter the question",
        max_length=4000,
        rows=4,
    )
    text = fields.TextArea(label="Answer to everyone", missing="Enter the answer", max_length=8000, rows=8)


class PrivatelyForm(fields.NHSForm):
    text = fields.TextArea(label="Answer to who asked", missing="Enter the answer", max_length=8000, rows=8)
    reason = fields.TextArea(
        label="Why not to everyone",
        hint="Who asked reads this, and it stands in your history. For example, the question is about staff of theirs.",
        missing="Enter why it is not answered to everyone",
        max_length=1000,
        rows=3,
    )


class MergeForm(fields.NHSForm):
    into = fields.Radios(label="With which question?", choices=[], missing="Select a question")

    def __init__(self, *args, others=(), **more):
        super().__init__(*args, **more)
        self.others = {str(one.pk): one for one in others}
        self.fields["into"].choices = [(key, self._named(one)) for key, one in self.others.items()]

    @staticmethod
    def _named(question):
        said = question.wording or question.text
        return f"{question if question.number else 'Open'}: {said[:150]}{'...' if len(said) > 150 else ''}"

    def chosen(self):
        return self.others[self.cleaned_data["into"]]
