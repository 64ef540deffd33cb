from portal.nhsuk import fields


class RelateForm(fields.NHSForm):
    """Another intention of the round, by its reference."""

    other = fields.TextField(
        label="Reference",
        hint="Of another intention of this round",
        missing="Enter a reference",
        max_length=20,
        width="10",
    )

    def __init__(self, data=None, *, others):
        super().__init__(data)
        self.others = others

    def clean_other(self):
        typed = self.cleaned_data["other"].upper()
        self.other = self.others.filter(reference=typed).first()
        if self.other is None:
            self.add_error("other", f"There is no other intention {typed} in this round")
        return typed
