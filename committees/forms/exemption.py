"""What is asked of anything that is kept from the public."""

from portal.nhsuk import fields
from portal.organisations.states import Kind

from ..states import ExemptBasis

PART_1, PART_2 = "1", "2"
ASKED = ["exempt_basis", "exempt_reason", "exempt_decided_by", "exempt_decided_date", "exempt_review_date"]
PARTS = [(PART_1, "Part 1, public"), (PART_2, "Part 2, exempt")]


def bases(host):
    """Schedule 12A for councils, the 1960 Act for NHS bodies."""
    if Kind.COUNCIL in host.kinds or Kind.SCRUTINY_HOST in host.kinds:
        return [(basis.value, basis.label) for basis in ExemptBasis if basis != ExemptBasis.RESOLUTION]
    return [(ExemptBasis.RESOLUTION.value, ExemptBasis.RESOLUTION.label)]


class ExemptionForm(fields.NHSForm):
    """Part 1 asks nothing more; part 2 asks basis, reason, decider and dates."""

    part = fields.Radios(label="Part", choices=PARTS, reveals={PART_2: ASKED}, missing="Select part 1 or part 2")
    exempt_basis = fields.Radios(label="Exempt under", choices=ExemptBasis.choices, missing="Select why it is exempt")
    exempt_reason = fields.TextArea(
        label="Why keeping it private serves the public better", rows=3, max_length=2000, missing="Enter why it is kept private"
    )
    exempt_decided_by = fields.TextField(
        label="Who decided", hint="The role, for example monitoring officer", max_length=200, missing="Enter who decided"
    )
    exempt_decided_date = fields.DateField(label="Date of the decision", missing="Enter the date of the decision")
    exempt_review_date = fields.DateField(label="Review date", missing="Enter the date on which this is looked at again")

    def __init__(self, *args, host, **more):
        super().__init__(*args, **more)
        self.fields["exempt_basis"].choices = bases(host)

    def clean(self):
        super().clean()
        decided, review = self.cleaned_data.get("exempt_decided_date"), self.cleaned_data.get("exempt_review_date")
        if decided and review and review <= decided:
            self.add_error("exempt_review_date", "Review date must be after the date of the decision")

    def exemption(self):
        """As a paper or an item keeps it."""
        said = self.cleaned_data
        return {"is_exempt": said.get("part") == PART_2, **{name: _kept(said.get(name), name) for name in ASKED}}


class PrivateItemForm(fields.NHSForm):
    """What the public is told of a line that is private."""

    public_title = fields.TextField(
        label="Title for the public",
        hint="The public reads this in place of the title. Left empty, it reads only that something is considered in private",
        required=False,
        max_length=300,
    )
    private_notice_date = fields.DateField(
        label="Date of the notice that it is private", hint="An executive gives 28 clear days' notice", required=False
    )

    def private(self):
        return {name: self.cleaned_data.get(name) or empty for name, empty in (("public_title", ""), ("private_notice_date", None))}


class RemarkForm(PrivateItemForm, ExemptionForm):
    """Part 1 becomes part 2: everything that this takes is asked."""

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        del self.fields["part"]

    def clean(self):
        self.cleaned_data["part"] = PART_2
        super().clean()

    def exemption(self):
        return {**super().exemption(), **self.private()}


class ReleaseForm(fields.NHSForm):
    reason = fields.TextArea(label="Why it can be made public", rows=3, max_length=2000, missing="Enter why it can be made public")


def exemption_of(thing):
    """What stands in the form when it is opened."""
    return {"part": PART_2 if thing.is_exempt else PART_1, **{name: getattr(thing, name) for name in ASKED}}


def _kept(value, name):
    return value or (None if name.endswith("_date") else "")
