from django.utils import timezone

from portal.moves.clock import database_now
from portal.nhsuk import fields, words

from .confirming import ConfirmingForm

NOW, LATER = "now", "later"


class PublishForm(fields.DayForm, ConfirmingForm):
    """Who approved it, until when it may be asked about and answered, and who is told besides those it names."""

    approving_body = fields.TextField(
        label="Approving body", hint="For example, Governing body of the clinical commissioning group", missing="Enter the approving body"
    )
    approved_date = fields.DateField(label="Date approved", latest=timezone.localdate, missing="Enter the date on which it was approved")
    what_changed = fields.TextArea(
        label="What was changed, and why",
        hint="Everybody reads it with the edition, beside the list of changes.",
        missing="Enter what was changed and why",
        max_length=4000,
        rows=4,
    )
    is_answered = fields.YesNo(
        label="Do providers answer this edition?",
        missing="Select yes if providers answer this edition",
        reveals={"True": ["question_deadline", "response_deadline", "invited"]},
    )
    question_deadline = fields.DateTimeField(label="Question deadline", required=False)
    response_deadline = fields.DateTimeField(
        label="Response deadline",
        hint="London time. For example, 31 1 2019, 5pm. Only our clock counts, and there is no grace.",
        missing="Enter the response deadline",
    )
    invited = fields.Checkboxes(
        label="Other organisations to ask",
        hint="Those that the intentions name, or name by their kind, are asked in any case.",
        choices=[],
        required=False,
        small=True,
    )
    when = fields.Radios(
        label="When is it published?",
        choices=[(NOW, "Now"), (LATER, "Later, at a time I choose")],
        reveals={LATER: "publish_at"},
        initial=NOW,
        required=False,
    )
    publish_at = fields.DateTimeField(
        label="Publish at", hint="London time. You are told if something stops it.", missing="Enter when to publish"
    )

    def __init__(self, *args, others=(), number=1, is_from_paper=False, **more):
        super().__init__(*args, **more)
        if number == 1:
            del self.fields["what_changed"]
        self.organisations = {str(one.pk): one for one in others}
        if self.organisations:
            self.fields["invited"].choices = [(key, one.name) for key, one in self.organisations.items()]
        else:
            del self.fields["invited"]
            self.fields["is_answered"].reveals = {"True": ["question_deadline", "response_deadline"]}
        if is_from_paper:
            self._ask_as_of_a_paper()

    def _ask_as_of_a_paper(self):
        """Nobody is asked, nothing is timed, and the paper may not say who approved it."""
        for name in ("is_answered", "question_deadline", "response_deadline", "invited", "keeps_day", "when", "publish_at"):
            self.fields.pop(name, None)
        for name in ("approving_body", "approved_date"):
            self.fields[name].required = False
        self.fields["approving_body"].help_text = "As the paper says. Leave it empty if it does not"
        self.fields["approved_date"].help_text = "Leave it empty if the paper does not say"

    def clean(self):
        cleaned = super().clean()
        questions, responses = cleaned.get("question_deadline"), cleaned.get("response_deadline")
        now = database_now()
        for name, moment in (("question_deadline", questions), ("response_deadline", responses)):
            if moment and moment <= now:
                self.add_error(name, f"{self.fields[name].label} must be in the future. It is now {words.when(now)}")
        publish_at = cleaned.get("publish_at")
        if publish_at and publish_at <= now:
            self.add_error("publish_at", f"Publish at must be in the future. It is now {words.when(now)}")
        if publish_at and responses and responses <= publish_at:
            self.add_error("response_deadline", "Response deadline must be after the edition is published")
        if questions and responses and questions > responses:
            self.add_error("question_deadline", "Question deadline must be at or before the response deadline")
        self.ask_of_odd_days([questions, responses], "deadline")
        return cleaned

    def chosen(self):
        """The organisations ticked."""
        return [self.organisations[key] for key in self.cleaned_data.get("invited") or []]


class ExtendForm(fields.DayForm):
    until = fields.DateTimeField(label="New deadline", missing="Enter the new deadline")
    reason = fields.TextArea(label="Why", hint="Only this organisation is told.", missing="Enter why it has more time", max_length=2000)

    def clean(self):
        super().clean()
        self.ask_of_odd_days([self.cleaned_data.get("until")], "deadline")


class AskForTimeForm(fields.NHSForm):
    until = fields.DateTimeField(label="Until when do you need?", hint="London time", missing="Enter until when you need")
    reason = fields.TextArea(label="Why", hint="The commissioners read this.", missing="Enter why you need more time", max_length=2000)


class RefuseTimeForm(fields.NHSForm):
    reason = fields.TextArea(
        label="Why", hint="The organisation that asked reads this.", missing="Enter why it gets no more time", max_length=2000
    )


class OutageForm(ConfirmingForm):
    """From when to when the portal could not be used, and why."""

    began_at = fields.DateTimeField(label="It began", missing="Enter when it began")
    ended_at = fields.DateTimeField(label="It ended", missing="Enter when it ended")
    reason = fields.TextArea(label="What happened", hint="Everybody asked reads this.", missing="Enter what happened", max_length=2000)

    def clean(self):
        cleaned = super().clean()
        began, ended = cleaned.get("began_at"), cleaned.get("ended_at")
        if began and ended and ended <= began:
            self.add_error("ended_at", "It ended must be after it began")
        return cleaned
