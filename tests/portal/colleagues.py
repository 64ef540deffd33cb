"""An organisation with its administrator, a colleague and a stranger."""

from bs4 import BeautifulSoup

from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Kind, Role

from ..standing import standing

PASSWORD = "correct horse battery"


def person(name, organisation=None, role=None):
    user = User.objects.create_user(f"{name.split()[0].lower()}@example.org", PASSWORD, name=name, is_demonstration=True)
    if organisation:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@standing
def trust(db):
    return Organisation.objects.create(slug="acute", name="Demo Acute Trust", short_name="Demo Acute", kinds=[Kind.ACUTE_TRUST])


@standing
def ada(trust):
    return person("Ada Ministrator", trust, Role.ADMINISTRATOR)


@standing
def con(trust):
    return person("Con Tributor", trust, Role.CONTRIBUTOR)


@standing
def stranger(db):
    return person("Stran Ger")


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def problems(answer):
    return [one.get_text(strip=True) for one in soup(answer).select(".nhsuk-error-summary li")]
