from portal.nhsuk import fields


class DeclineForm(fields.NHSForm):
    reason = fields.TextArea(
        label="Why you do not sign",
        hint="Those who write the response are emailed this.",
        missing="Enter why you do not sign",
        max_length=2000,
    )


class DelegateForm(fields.NHSForm):
    """To a colleague of the same organisation; whether they may sign is judged where it is handed over."""

    to = fields.Select(label="Colleague who signs instead of you", choices=[], blank="Select a colleague", missing="Select a colleague")

    def __init__(self, *args, colleagues, **more):
        super().__init__(*args, **more)
        self.colleagues = {str(one.pk): one for one in colleagues}
        self.fields["to"].choices = [(key, one.name) for key, one in self.colleagues.items()]

    def chosen(self):
        return self.colleagues[self.cleaned_data["to"]]


class ChooseForm(fields.NHSForm):
    """What happens at the last signature that is needed."""

    submits_itself = fields.Radios(
        label="When the last member that must sign has signed",
        choices=[
            ("yes", "Submit the response by itself, at that moment"),
            ("no", "Email those who can submit it; one of them does"),
        ],
        missing="Select what happens then",
    )

    def chosen(self):
        return self.cleaned_data["submits_itself"] == "yes"
