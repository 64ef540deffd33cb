"""A round with its whole chain, for the pages that compose several storeys: intentions, answers, decisions, papers."""

from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace

import pytest

from committees import actions as committees
from committees.states import CommitteeKind, SeatRole
from intentions import actions as intentions
from intentions.states import ProgrammeKind, RoundKind
from outcomes import actions as outcomes
from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation, Place
from portal.organisations.states import Kind, PlaceKind, Role
from providers import actions as providers

from ..standing import standing
from .colleagues import ada, con, stranger, trust  # noqa: F401  fixtures
from .richtext_desk import chromium, open_page  # noqa: F401

PUBLISHED = datetime(2026, 10, 1, 9, tzinfo=UTC)
DEADLINE = datetime(2026, 12, 18, 17, tzinfo=UTC)
DECIDED = DEADLINE + timedelta(days=20)


def person(name, *holdings):
    user = User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", name=name)
    for organisation, role in holdings:
        Membership.objects.create(user=user, organisation=organisation, role=role, job_title=str(role.label))
    return user


def organisation(slug, name, kind):
    return Organisation.objects.create(slug=slug, name=name, short_name=name, kinds=[kind])


@standing
def town(db):
    """Who and where: a commissioner, two trusts, a council with its committee, one borough."""
    ccg = organisation("north-ccg", "North CCG", Kind.CLINICAL_COMMISSIONING_GROUP)
    eastham = organisation("eastham-trust", "Eastham Trust", Kind.ACUTE_TRUST)
    rival = organisation("westham-trust", "Westham Trust", Kind.ACUTE_TRUST)
    council = organisation("north-council", "North Council", Kind.COUNCIL)
    committee = committees.found_committee(
        slug="scrutiny", name="Scrutiny Committee", host=council, kind=CommitteeKind.HEALTH_SCRUTINY, by=None
    )
    town = SimpleNamespace(
        ccg=ccg,
        trust=eastham,
        rival=rival,
        committee=committee,
        borough=Place.objects.create(slug="eastham", name="Eastham", short_name="Eastham", kind=PlaceKind.BOROUGH),
        author=person("Ann Author", (ccg, Role.AUTHOR)),
        approver=person("Abe Approver", (ccg, Role.APPROVER)),
        viewer=person("Vi Viewer", (ccg, Role.VIEWER)),
        contributor=person("Con Tributor", (eastham, Role.CONTRIBUTOR)),
        signatory=person("Sig Natory", (eastham, Role.SIGNATORY)),
        competitor=person("Com Petitor", (rival, Role.SIGNATORY)),
        clerk=person("Clara Clerk"),
        member=person("Mo Member"),
        stranger=person("Sid Stranger"),
    )
    committees.seat(committee=committee, user=town.clerk, role=SeatRole.CLERK, by=None)
    committees.seat(committee=committee, user=town.member, role=SeatRole.MEMBER, by=None)
    return town


@standing
def outcome(town):
    written = outcomes.add_outcome(
        slug="home-soon", statement="I go home as soon as I am well", by=town.author, owner=town.ccg, is_published=True
    )
    measure = outcomes.add_measure(outcome=written, title="Days in hospital", by=town.author, status="available")
    for year, value in ((2023, 9), (2024, 8), (2025, 7)):
        day = datetime(year + 1, 3, 31, tzinfo=UTC).date()
        outcomes.add_observation(measure=measure, by=town.author, period=f"{year}/{year + 1 - 2000}", date=day, value=value)
    return written


@standing
def round(town):
    return intentions.start_round(
        title="North 2027/28",
        slug="north-2027-28",
        kind=RoundKind.ANNUAL,
        lead=town.ccg,
        participants=[],
        year_from=2027,
        year_to=2027,
        by=town.author,
        places=[town.borough],
        sections=[{"heading": "Context", "body": "<p>Money is short.</p>", "source": ""}],
        challenges=[{"area": "Finance", "statement": "The gap grows", "amount": 14_200_000, "source": ""}],
    )


@standing
def chapter(round, town):
    programme = intentions.add_programme(slug="uec", name="Urgent and emergency care", kind=ProgrammeKind.UEC, by=None)
    return intentions.add_chapter(
        round=round,
        programme=programme,
        code="UEC",
        title="Urgent and emergency care",
        by=town.author,
        objectives=["Fewer long waits"],
        finance_short_term="Beds close",
    )


def written(title, chapter, town, *, approve=True, **content):
    """An intention in draft, or carried as far as asked."""
    whole = {
        "title": title,
        "description": f"<p>{title} for every child who needs it.</p>",
        "timescale": "2027/28",
        "theme": "Front door",
        "places": [town.borough],
        "providers": [town.trust],
        **content,
    }
    version = intentions.add_intention(chapter=chapter, by=town.author, content=whole, owner=town.author).latest
    if approve:
        intentions.submit(version=version, by=town.author)
        intentions.approve(version=version, by=town.approver, at=PUBLISHED)
    version.refresh_from_db()
    return version.intention


def published(round, town, at=PUBLISHED, deadline=DEADLINE, invited=()):
    return providers.publish(
        round=round,
        by=town.approver,
        approving_body="Governing body",
        approved_date=at.date(),
        at=at,
        question_deadline=deadline - timedelta(days=14),
        response_deadline=deadline,
        invited=invited,
    )


def answered(round, by, organisation, intention, **content):
    """A position submitted by a provider."""
    response = providers.start(invitation=round.invitations.get(organisation=organisation), by=by)
    position = providers.save_position(response=response, intention=intention, by=by, content=content)
    at = DEADLINE - timedelta(days=1)
    providers.sign(response=response, by=by, organisation=organisation, at=at, role="Chief executive")
    providers.submit(response=response, by=by, arrived_at=at)
    return position


@pytest.fixture
def write(chapter, town):
    return partial(written, chapter=chapter, town=town)


@pytest.fixture
def publish(round, town):
    return partial(published, round, town)


@pytest.fixture
def answer(edition, round):
    return partial(answered, round)


@standing
def streaming(chapter, town, outcome):
    return written("Streaming at the front door", chapter, town, outcomes=[outcome])


@standing
def edition(streaming, round, town):
    return published(round, town, invited=[town.trust, town.rival])


@standing
def decided(edition, streaming, town, round):
    """One position with a condition, decided and published."""
    position = answered(
        round,
        town.signatory,
        town.trust,
        streaming,
        stance="support-with-conditions",
        comment="We can start in July.",
        conditions=[{"text": "Imaging at weekends"}],
    )
    decision = providers.decide(
        position=position, by=town.author, verdict="accept-in-part", reason="From July.", agreed="Imaging on Saturdays"
    )
    providers.publish_decisions(round=round, by=town.approver, at=DECIDED)
    return decision
