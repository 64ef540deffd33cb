"""A published round with three intentions, two providers invited, and the people of each."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db.models import Value

from intentions import actions as intentions
from intentions.actions.edition import frozen
from intentions.documents import edition_content
from intentions.models import Chapter, Edition, EditionPlace, Entry, FrozenChapter, Intention, Programme, Round, Version
from portal.accounts.models import User
from portal.organisations.models import GroupMembership, Membership, Organisation, Place
from portal.organisations.states import Kind, PlaceKind, Role
from providers import actions

from ..standing import standing
from .sealing import sealed

PASSWORD = "a password of some length"
PUBLISHED = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 12, 18, 17, 0, tzinfo=UTC)
IN_TIME = DEADLINE - timedelta(minutes=2)


def person(name, *holdings):
    user = User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, name=name)
    for organisation, role in holdings:
        Membership.objects.create(user=user, organisation=organisation, role=role, job_title=f"{role.label} of {organisation}")
    return user


def organisation(slug, name, kind, place=None):
    return Organisation.objects.create(slug=slug, name=name, short_name=name, kinds=[kind], place=place)


@standing
def borough(db):
    return Place.objects.create(slug="eastham", name="Eastham", kind=PlaceKind.BOROUGH)


@standing
def commissioner(borough):
    return organisation("north-ccg", "North CCG", Kind.CLINICAL_COMMISSIONING_GROUP, borough)


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
def neighbour(db):
    """An approver of a commissioner that has no part in this round."""
    other = organisation("south-ccg", "South CCG", Kind.CLINICAL_COMMISSIONING_GROUP)
    return person("Ned Neighbour", (other, Role.APPROVER))


@standing
def acute(borough):
    return organisation("acute", "Eastham Acute Trust", Kind.ACUTE_TRUST, borough)


@standing
def rival(borough):
    return organisation("rival", "Westham Acute Trust", Kind.ACUTE_TRUST, borough)


@standing
def contributor(acute):
    return person("Con Tributor", (acute, Role.CONTRIBUTOR))


@standing
def signatory(acute):
    return person("Sig Natory", (acute, Role.SIGNATORY))


@standing
def competitor(rival):
    return person("Com Petitor", (rival, Role.CONTRIBUTOR), (rival, Role.SIGNATORY))


def round_of(lead, place, **fields):
    wanted = {
        "slug": "sel-2027",
        "title": "South East London 2027/28",
        "year_from": 2027,
        "year_to": 2027,
        "first_published_at": PUBLISHED,
        "response_deadline": DEADLINE,
        **fields,
    }
    made = Round.objects.create(lead=lead, **wanted)
    made.places.add(place)
    return made


def published_version(round, chapter, reference, title, approver, order=0, **fields):
    """A version as an edition holds it; its rows tied on before it is frozen."""
    providers = fields.pop("providers", [])
    intention = Intention.objects.create(round=round, chapter=chapter, reference=reference, order=order)
    said = {"title": title, "description": f"<p>We will do {title.lower()}.</p>", "timescale": "2027/28", **fields}
    is_public = {"status": "PUBLISHED", "approved_at": PUBLISHED, "approved_by": approver, "published_at": PUBLISHED}
    version = Version.objects.create(intention=intention, **said, **({} if providers else is_public))
    if providers:
        version.providers.set(providers)
        for status in ("IN_REVIEW", "APPROVED", "PUBLISHED"):
            Version.objects.filter(pk=version.pk).update(**{**is_public, "status": status})
        version.refresh_from_db()
    Intention.objects.filter(pk=intention.pk).update(latest=version, published=version)
    return version


def edition_of(round, versions, number=1, at=PUBLISHED, content=None):
    edition = Edition.objects.create(
        round=round,
        number=number,
        approving_body="Governing body",
        published_at=at,
        response_deadline=round.response_deadline,
        content=content or {},
        sha256="0" * 64,
        savings_target=round.savings_target,
    )
    Entry.objects.bulk_create(
        Entry(edition=edition, version=version, chapter_code="UEC", order=order) for order, version in enumerate(versions)
    )
    put_in_force(edition, versions)
    return edition


def put_in_force(edition, versions):
    """As publishing does: what public pages read of chapters is frozen with the edition, and each intention points to it."""
    EditionPlace.objects.bulk_create(EditionPlace(edition=edition, place=place) for place in edition.round.places.all())
    FrozenChapter.objects.bulk_create(frozen(one, edition) for one in edition.round.chapters.all())
    chapters = {one.code: one for one in edition.chapters.all()}
    for order, version in enumerate(versions):
        where = {"published_in": chapters[version.intention.chapter.code], "published_order": order}
        Intention.objects.filter(pk=version.intention_id).update(**where)
    Round.objects.filter(pk=edition.round_id).update(in_force=edition)
    edition.round.in_force = edition


@standing
def round(commissioner, borough):
    return round_of(commissioner, borough)


@standing
def chapter(round):
    programme = Programme.objects.create(slug="uec", name="Urgent and emergency care", kind="uec")
    return Chapter.objects.create(round=round, programme=programme, code="UEC", title="Urgent and emergency care")


@standing
def edition(round, chapter, approver, acute):
    versions = [
        published_version(round, chapter, "UEC-01", "Streaming at the front door", approver, 1, provider_kinds=[Kind.ACUTE_TRUST]),
        published_version(round, chapter, "UEC-02", "Same day emergency care", approver, 2, providers=[acute]),
        published_version(round, chapter, "UEC-03", "Frailty assessment", approver, 3, affects_no_provider=True),
    ]
    frozen = Version.objects.filter(pk__in=[version.pk for version in versions]).with_everything()
    return edition_of(round, versions, content=edition_content(round, frozen))


@standing
def first(edition):
    return Intention.objects.get(reference="UEC-01")


@standing
def second(edition):
    return Intention.objects.get(reference="UEC-02")


@standing
def invitation(round, edition, acute, approver, contributor, signatory):
    return actions.invite(round=round, organisations=[acute], by=approver, at=PUBLISHED)[0]


@standing
def rival_invitation(round, edition, rival, approver, competitor):
    return actions.invite(round=round, organisations=[rival], by=approver, at=PUBLISHED)[0]


@standing
def response(invitation, contributor):
    return actions.start(invitation=invitation, by=contributor)


@standing
def answered(response, first, second, contributor):
    """A draft with two positions, one of them with conditions and money."""
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support", "comment": "CANARY-ONE"})
    content = {
        "stance": "support-with-conditions",
        "comment": "CANARY-TWO",
        "conditions": [{"text": "A local price is agreed", "by_date": DEADLINE.date()}],
        "effects": [{"kind": "investment", "bearer": "commissioner", "amount": 185000, "year_from": 2027, "year_to": 2027}],
    }
    actions.save_position(response=response, intention=second, by=contributor, content=content)
    return response


TABLE = "<p>We propose a hub.</p><table><tbody><tr><td><p>Beds</p></td><td><p>12</p></td></tr></tbody></table>"


def add_point(response, by, **said):
    """A point of its own as its page saves it for the first time."""
    return actions.save_point(response=response, point=uuid4(), by=by, content={"subject": "MONEY", "words": "<p>Uplift.</p>", **said})


@standing
def proposal(answered, contributor):
    """A proposed new intention in a draft beside two positions."""
    return add_point(answered, contributor, subject="PROPOSED", title="A frailty hub", words=TABLE)


@standing
def receipt(answered, signatory):
    return actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")


@standing
def submitted(receipt):
    receipt.response.refresh_from_db()
    return receipt.response


@pytest.fixture
def sealed_round(round, approver):
    sealed(round, approver)
    return round


@pytest.fixture
def clock_at(monkeypatch):
    """The scopes ask this instant; the policies of the database ask the real one."""
    return lambda moment: monkeypatch.setattr("providers.models.seal.clock", lambda: Value(moment))


@standing
def group(db, acute, rival):
    alliance = organisation("alliance", "Provider Alliance", Kind.PROVIDER_GROUP)
    for member in (acute, rival):
        GroupMembership.objects.create(group=alliance, member=member, must_sign=True)
    return alliance


@standing
def drafted(commissioner, borough, author, approver, acute):
    """A round with one approved intention that names a kind of provider, ready to be published."""
    made = intentions.start_round(
        title="South East London 2027/28",
        slug="sel-2027",
        kind="annual",
        lead=commissioner,
        participants=[],
        year_from=2027,
        year_to=2027,
        by=author,
        places=[borough],
    )
    programme = intentions.add_programme(slug="uec", name="Urgent care", kind="uec", by=author)
    chapter = intentions.add_chapter(round=made, programme=programme, code="UEC", title="Urgent care", by=author)
    content = {
        "title": "Streaming",
        "description": "<p>Stream.</p>",
        "timescale": "2027/28",
        "provider_kinds": [Kind.ACUTE_TRUST],
        "strength": "will",
        "kind": "service-change",
        "setting": "in-hospital",
        "places": [borough],
    }
    intention = intentions.add_intention(chapter=chapter, by=author, content=content)
    intentions.submit(version=intention.latest, by=author)
    intentions.approve(version=intention.latest, by=approver, at=PUBLISHED - timedelta(days=1))
    return made
