from portal.nhsuk import fields


class ReturnForm(fields.NHSForm):
    reason = fields.TextArea(
        label="What should change",
        hint="The author reads this on the page of the intention.",
        missing="Enter what should change",
        max_length=2000,
    )


class WithdrawForm(fields.NHSForm):
    reason = fields.TextArea(
        label="Why it is withdrawn",
        hint="Colleagues read this in the draft round.",
        missing="Enter why it is withdrawn",
        max_length=2000,
    )
