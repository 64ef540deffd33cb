from portal.nhsuk import fields

from ..documents.writers import writers_among


def writers_of(round):
    """{key: person}: every author or approver of the round's commissioners."""
    return writers_among(round.commissioner_ids())


class AssignForm(fields.NHSForm):
    """Any author or approver of the round's commissioners, or nobody."""

    owner = fields.Select(label="Owner", choices=(), blank="Nobody", required=False)

    def __init__(self, data=None, *, intention):
        super().__init__(data, initial={"owner": str(intention.owner_id or "")})
        self.people = writers_of(intention.round)
        self.fields["owner"].choices = [(pk, person.name) for pk, person in self.people.items()]
        self.fields["owner"].says_optional = False

    @property
    def person(self):
        return self.people.get(self.cleaned_data["owner"])
