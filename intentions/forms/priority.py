"""What is typed in a prioritisation: what is weighed, interests, points, decisions."""

from django.core.exceptions import ValidationError

from portal.accounts.models import User
from portal.nhsuk import fields

from ..states import Priority


class ExerciseForm(fields.NHSForm):
    title = fields.TextField(
        label="Name of the prioritisation", hint="For example, Priorities for 2027/28", missing="Enter a name", max_length=200
    )


class CriterionForm(fields.NHSForm):
    name = fields.TextField(label="Criterion", missing="Enter the criterion", max_length=120)
    question = fields.TextField(label="Question to the panel", required=False, max_length=300)
    weight = fields.NumberField(label="Weight", hint="1 to 100", minimum=1, maximum=100, missing="Enter the weight")
    scale = fields.TextArea(
        label="Words of the scale",
        hint="One on each line, from 0 points up",
        missing="Enter the words of the scale",
        max_length=2000,
        rows=5,
    )

    def clean_scale(self):
        words = [line.strip() for line in self.cleaned_data["scale"].splitlines() if line.strip()]
        if not 2 <= len(words) <= 11:
            raise ValidationError("Enter between 2 and 11 words, one on each line")
        if any(len(word) > 200 for word in words):
            raise ValidationError("Each line must be 200 characters or fewer")
        return words


class AspirationForm(fields.NHSForm):
    title = fields.TextField(
        label="Aspiration", hint="What is wished for that no intention says yet", missing="Enter the aspiration", max_length=200
    )


class CandidatesForm(fields.NHSForm):
    """Intentions of the round that are not weighed yet."""

    intentions = fields.Checkboxes(label="Intentions to weigh", choices=[], small=True, missing="Select at least one intention")

    def __init__(self, data=None, *, intentions):
        super().__init__(data)
        self.known = {str(one.pk): one for one in intentions}
        self.fields["intentions"].choices = [(pk, f"{one.reference} {one.latest.title}") for pk, one in self.known.items()]

    def chosen(self):
        return [self.known[pk] for pk in self.cleaned_data["intentions"]]


class PanellistForm(fields.NHSForm):
    """Anybody of the round's commissioners."""

    user = fields.Select(label="Person who scores", choices=[], blank="Select a person", missing="Select a person")

    def __init__(self, data=None, *, exercise):
        super().__init__(data)
        here = {"memberships__organisation__in": exercise.round.commissioner_ids(), "memberships__ended_at": None, "is_active": True}
        sitting = exercise.panel.values("user")
        self.people = {str(one.pk): one for one in User.objects.filter(**here).exclude(pk__in=sitting).distinct().order_by("name")}
        self.fields["user"].choices = [(pk, one.name) for pk, one in self.people.items()]

    @property
    def person(self):
        return self.people[self.cleaned_data["user"]]


class InterestsForm(fields.NHSForm):
    """For each candidate what one's interest is; empty is none."""

    def __init__(self, data=None, *, panellist, candidates):
        kept = {one.candidate_id: one.what for one in panellist.interests.all()}
        self.candidates = {f"what_{one.pk}": one for one in candidates}
        super().__init__(data, initial={name: kept.get(one.pk, "") for name, one in self.candidates.items()})
        for name, one in self.candidates.items():
            self.fields[name] = fields.TextField(label=str(one), required=False, max_length=300)
            self.fields[name].says_optional = False

    def interests(self):
        return {one: self.cleaned_data[name] for name, one in self.candidates.items() if self.cleaned_data[name]}


class ScoreForm(fields.NHSForm):
    """Points on each criterion, in its own words, and why."""

    def __init__(self, data=None, *, criteria, given):
        self.criteria = {str(one.pk): one for one in criteria}
        initial = {f"points_{pk}": str(given[pk].points) for pk in self.criteria if pk in given}
        initial |= {f"why_{pk}": given[pk].evidence for pk in self.criteria if pk in given}
        super().__init__(data, initial=initial)
        for pk, one in self.criteria.items():
            choices = [(str(points), f"{points}: {word}") for points, word in enumerate(one.scale)]
            self.fields[f"points_{pk}"] = fields.Radios(
                label=f"{one.name} (weighs {one.weight})",
                hint=one.question,
                choices=choices,
                missing=f"Select points for {one.name.lower()}",
            )
            self.fields[f"why_{pk}"] = fields.TextField(label=f"Why, or evidence, for {one.name.lower()}", required=False, max_length=500)

    def points(self):
        said = self.cleaned_data
        return {one: (int(said[f"points_{pk}"]), said[f"why_{pk}"] or "") for pk, one in self.criteria.items()}


class JudgeForm(fields.NHSForm):
    decision = fields.Radios(label="Decision", choices=Priority.choices, missing="Select the decision")
    reason = fields.TextArea(label="Reason", missing="Enter the reason", max_length=2000, rows=3)
