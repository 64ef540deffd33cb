from datetime import UTC, datetime
from decimal import Decimal

import pytest

from intentions import actions
from intentions.models import Programme
from intentions.states import ProgrammeKind, RoundKind, Status
from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation, Place
from portal.organisations.states import Kind, PlaceKind, Role

from ..standing import standing

NOON = datetime(2018, 10, 1, 11, 0, tzinfo=UTC)
DEADLINE = datetime(2019, 1, 31, 17, 0, tzinfo=UTC)
WHOLE = {
    "title": "Same day emergency care",
    "description": "<p>Every acute site will see people on the day.</p>",
    "timescale": "2019/20",
    "affects_no_provider": True,
}
MONEY = {
    "kind": "saving",
    "bearer": "system",
    "amount": Decimal("45000000"),
    "year_from": 2019,
    "year_to": 2020,
    "is_recurrent": True,
    "confidence": "illustrative",
    "basis": "Two admissions a month",
}


def person(name, *holdings):
    user = User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", name=name)
    for organisation, role in holdings:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def organisation(slug, name, *kinds):
    return Organisation.objects.create(slug=slug, name=name, short_name=name, kinds=list(kinds))


@standing
def lead(db):
    return organisation("lead-ccg", "Lead CCG", Kind.CLINICAL_COMMISSIONING_GROUP)


@standing
def partner(db):
    return organisation("partner-council", "Partner Council", Kind.COUNCIL)


@standing
def elsewhere(db):
    return organisation("elsewhere-ccg", "Elsewhere CCG", Kind.CLINICAL_COMMISSIONING_GROUP)


@standing
def trust(db):
    return organisation("acute-trust", "Acute Trust", Kind.ACUTE_TRUST)


@standing
def borough(db):
    return Place.objects.create(slug="eastham", name="Eastham", short_name="Eastham", kind=PlaceKind.BOROUGH)


@standing
def author(lead):
    return person("Ann Author", (lead, Role.AUTHOR))


@standing
def colleague(partner):
    return person("Col League", (partner, Role.AUTHOR))


@standing
def approver(lead):
    return person("Abe Approver", (lead, Role.APPROVER))


@standing
def viewer(lead):
    return person("Vi Viewer", (lead, Role.VIEWER))


@standing
def stranger(elsewhere):
    return person("Sid Stranger", (elsewhere, Role.APPROVER))


@standing
def round(lead, partner, author):
    return actions.start_round(
        title="Intentions 2019/20",
        slug="intentions-2019-20",
        kind=RoundKind.ANNUAL,
        lead=lead,
        participants=[partner],
        year_from=2019,
        year_to=2019,
        by=author,
        sections=[{"heading": "Context", "body": "<p>Money is short.</p>", "source": ""}],
    )


@standing
def programme(db):
    return Programme.objects.create(slug="uec", name="Urgent and emergency care", kind=ProgrammeKind.UEC, order=1)


@standing
def chapter(round, programme, author):
    return actions.add_chapter(round=round, programme=programme, code="UEC", title="Urgent and emergency care", by=author)


@standing
def intention(chapter, author):
    return actions.add_intention(chapter=chapter, by=author, content=WHOLE, owner=author)


@standing
def version(intention):
    return intention.latest


@standing
def in_review(version, author):
    return actions.submit(version=version, by=author)


@standing
def approved(in_review, approver):
    return actions.approve(version=in_review, by=approver, at=NOON)


@standing
def edition(approved, round, approver):
    return actions.publish(round=round, by=approver, approving_body="Governing body", approved_date=NOON.date(), at=NOON)


@pytest.fixture
def at_status(request, version, author, approver, round):
    """A version in the status asked for, reached by moves."""

    def reach(status):
        if status in (Status.IN_REVIEW, Status.RETURNED, Status.APPROVED, Status.PUBLISHED):
            actions.submit(version=version, by=author)
        if status == Status.RETURNED:
            actions.return_(version=version, by=approver, reason="Say by when")
        if status in (Status.APPROVED, Status.PUBLISHED):
            actions.approve(version=version, by=approver, at=NOON)
        if status == Status.PUBLISHED:
            actions.publish(round=round, by=approver, approving_body="Governing body", approved_date=None, at=NOON)
        if status == Status.WITHDRAWN:
            actions.withdraw(version=version, by=author, reason="Done elsewhere")
        version.refresh_from_db()
        return version

    return reach


@pytest.fixture
def at_desk(client):
    """A browser with somebody logged in."""

    def sit(user):
        client.force_login(user)
        return client

    return sit


@pytest.fixture
def desk(at_desk, author, version):
    """The author at the editor of a draft."""
    return at_desk(author)
