from outcomes.models import Measure, Outcome
from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation, Place
from portal.organisations.states import Kind, PlaceKind, Role

from ..standing import standing


def person(name, *holdings):
    user = User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", name=name)
    for organisation, role in holdings:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@standing
def commissioner(db):
    return Organisation.objects.create(slug="north-ccg", name="North CCG", short_name="North", kinds=[Kind.CLINICAL_COMMISSIONING_GROUP])


@standing
def neighbour(db):
    return Organisation.objects.create(slug="south-ccg", name="South CCG", short_name="South", kinds=[Kind.CLINICAL_COMMISSIONING_GROUP])


@standing
def author(commissioner):
    return person("Ann Author", (commissioner, Role.AUTHOR))


@standing
def approver(commissioner):
    return person("Abe Approver", (commissioner, Role.APPROVER))


@standing
def viewer(commissioner):
    return person("Vi Viewer", (commissioner, Role.VIEWER))


@standing
def stranger(neighbour):
    return person("Sid Stranger", (neighbour, Role.APPROVER))


@standing
def borough(db):
    return Place.objects.create(slug="eastham", name="Eastham", short_name="Eastham", kind=PlaceKind.BOROUGH)


@standing
def outcome(commissioner):
    return Outcome.objects.create(slug="live-at-home", statement="I live in my own home", owner=commissioner)


@standing
def published(commissioner):
    return Outcome.objects.create(
        slug="early-help", statement="I get help early", owner=commissioner, population="All citizens", is_published=True
    )


@standing
def measure(published):
    return Measure.objects.create(outcome=published, order=1, title="Emergency admissions", status="available")
