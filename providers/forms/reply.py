from portal.nhsuk import fields

from .confirming import ConfirmingForm

AGREE, DISAGREE = "agree", "disagree"


class ReplyForm(fields.NHSForm):
    """What a provider says to a decision."""

    says = fields.Radios(
        label="Your reply",
        choices=[(AGREE, "We agree"), (DISAGREE, "We disagree")],
        missing="Select whether you agree",
        reveals={DISAGREE: "reasons"},
    )
    reasons = fields.TextArea(label="Why you disagree", required=False, max_length=4000)

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["reasons"].says_optional = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("says") == DISAGREE and not (cleaned.get("reasons") or "").strip():
            self.add_error("reasons", "Enter why you disagree")
        return cleaned

    def content(self):
        return {"is_agreement": self.cleaned_data["says"] == AGREE, "reasons": self.cleaned_data.get("reasons") or ""}


class LastWordsForm(ConfirmingForm):
    """The last word to each reply; to an agreement it may be left empty."""

    def __init__(self, *args, replies, **more):
        super().__init__(*args, **more)
        self.replies = list(replies)
        for one in self.replies:
            label = f"Last word to {one.decision.position.response.organisation} on {one.decision.position.reference}"
            hint = "They agree." if one.is_agreement else f"They disagree: {one.reasons}"
            missing = f"Enter your last word on {one.decision.position.reference}"
            asked = fields.TextArea(label=label, hint=hint, required=not one.is_agreement, missing=missing, max_length=4000, rows=3)
            self.fields[f"word_{one.pk}"] = asked
        self.order_fields([*(name for name in self.fields if name != "password"), "password"])

    def last_words(self):
        return {one.pk: self.cleaned_data.get(f"word_{one.pk}") or "" for one in self.replies}
