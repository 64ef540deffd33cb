from portal.accounts.models import User
from portal.nhsuk import fields
from portal.organisations.states import Role

STEPS = 5


class RouteForm(fields.NHSForm):
    """The steps in their order: a desk or body, and the approver who speaks for it. An empty step is none."""

    def __init__(self, data=None, *, round):
        here = {"memberships__organisation__in": round.commissioner_ids(), "memberships__ended_at": None}
        approvers = User.objects.filter(**here, memberships__role=Role.APPROVER, is_active=True).distinct().order_by("name")
        self.people = {str(person.pk): person for person in approvers}
        kept = list(round.steps.order_by("order"))
        initial = {f"name_{number}": step.name for number, step in enumerate(kept, 1)}
        initial |= {f"person_{number}": str(step.person_id or "") for number, step in enumerate(kept, 1)}
        super().__init__(data, initial=initial)
        choices = [(pk, person.name) for pk, person in self.people.items()]
        for number in range(1, STEPS + 1):
            self.fields[f"name_{number}"] = fields.TextField(label=f"Step {number}", required=False, max_length=120)
            self.fields[f"person_{number}"] = fields.Select(
                label=f"Who speaks for step {number}", choices=choices, blank="Any approver", required=False
            )

    def clean(self):
        names = [self.cleaned_data.get(f"name_{number}") for number in range(1, STEPS + 1)]
        for number, name in enumerate(names, 1):
            if self.cleaned_data.get(f"person_{number}") and not name:
                self.add_error(f"name_{number}", f"Enter the name of step {number}, or choose nobody for it")
            if name and name in names[: number - 1]:
                self.add_error(f"name_{number}", f"“{name}” is already a step. Enter another name")

    def steps(self):
        """[(name, person or None)] in their order."""
        said = self.cleaned_data
        numbers = [number for number in range(1, STEPS + 1) if said[f"name_{number}"]]
        return [(said[f"name_{number}"], self.people.get(said[f"person_{number}"])) for number in numbers]
