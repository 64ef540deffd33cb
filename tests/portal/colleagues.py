"""An organisation with its administrator, a colleague and a stranger."""

import pytest
from bs4 import BeautifulSoup

from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Kind, Role

PASSWORD = "correct horse battery"


def person(name, organisation=None, role=None):
    user = User.objects.create_user(f"{name.split()[0].lower()}@example.org", PASSWORD, name=name, is_demonstration=True)
    if organisation:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def trust(db):
    return Organisation.objects.create(slug="acute", name="Demo Acute Trust", short_name="Demo Acute", kinds=[Kind.ACUTE_TRUST])


@pytest.fixture
def ada(trust):
    return person("Ada Ministrator", trust, Role.ADMINISTRATOR)


@pytest.fixture
def con(trust):
    return person("Con Tributor", trust, Role.CONTRIBUTOR)


@pytest.fixture
def stranger(db):
    return person("Stran Ger")


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def problems(answer):
    return [one.get_text(strip=True) for one in soup(answer).select(".nhsuk-error-summary li")]
