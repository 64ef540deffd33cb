import io
from datetime import UTC, date, datetime, time

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from committees import actions
from committees.models import Pack
from committees.states import CommitteeKind, ExemptBasis, SeatRole
from intentions import actions as intentions
from intentions.states import MoneyKind, ProgrammeKind, RoundKind
from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation, Place
from portal.organisations.states import Kind, PlaceKind, Role
from portal.printing import press
from portal.printing.models import Document

from ..standing import standing

PUBLISHED = datetime(2018, 10, 1, 11, tzinfo=UTC)
IN_TIME = datetime(2018, 11, 23, 9, tzinfo=UTC)  # Friday: five clear working days before the meeting
LATE = datetime(2018, 11, 26, 9, tzinfo=UTC)  # Monday: four
MEETING = date(2018, 12, 3)
EXEMPT = {
    "is_exempt": True,
    "exempt_basis": ExemptBasis.BUSINESS,
    "exempt_reason": "It names prices that are still being agreed.",
    "exempt_decided_by": "Monitoring officer",
    "exempt_decided_date": date(2018, 11, 20),
    "exempt_review_date": date(2019, 6, 3),
}
WORDS = {
    "purpose": "<p>Says what is to be bought.</p><p>For information.</p>",
    "recommendations": [{"verb": "note", "text": "Note the priorities.", "informed_by": ["The joint group"]}],
    "policy_context": "<p>A national plan.</p>",
    "strategic_context": "<p>A road map.</p>",
    "implications": {
        "financial": "<p>No direct financial implications.</p>",
        "legal": "<p>None.</p>",
        "crime-and-disorder": "<p>None.</p>",
        "equalities": "<p>Each change is analysed.</p>",
        "environmental": "<p>None.</p>",
    },
    "conclusion": "<p>The committee is brought up to date.</p>",
    "contact_role": "Head of strategy",
}
LATENESS = {
    "why_late": "Figures came late.",
    "why_urgent": "Contracts are signed in January.",
    "chair_agreed_by": "The vice-chair",
    "chair_agreed_date": date(2018, 11, 25),
}


def person(name, *holdings):
    user = User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", name=name, is_demonstration=True)
    for organisation, role in holdings:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def organisation(slug, name, kind):
    return Organisation.objects.create(slug=slug, name=name, short_name=name, kinds=[kind])


def seated(name, committee, role=SeatRole.MEMBER):
    user = person(name)
    actions.seat(committee=committee, user=user, role=role, by=None)
    return user


@standing
def council(db):
    return organisation("eastham-council", "Eastham Council", Kind.COUNCIL)


@standing
def ccg(db):
    return organisation("eastham-ccg", "NHS Eastham CCG", Kind.CLINICAL_COMMISSIONING_GROUP)


@standing
def committee(council):
    return actions.found_committee(
        slug="healthier-communities",
        name="Healthier Communities Committee",
        host=council,
        kind=CommitteeKind.HEALTH_SCRUTINY,
        by=None,
        contact_role="Committee clerk, Eastham Council",
        contact_email="clerk@example.org",
    )


@standing
def elsewhere(db):
    host = organisation("westham-council", "Westham Council", Kind.COUNCIL)
    return actions.found_committee(slug="westham", name="Westham Committee", host=host, kind=CommitteeKind.HEALTH_SCRUTINY, by=None)


@standing
def clerk(committee):
    return seated("Clara Clerk", committee, SeatRole.CLERK)


@standing
def second_clerk(committee):
    return seated("Sol Second", committee, SeatRole.CLERK)


@standing
def member(committee):
    return seated("Mo Member", committee)


@standing
def stranger(elsewhere):
    return seated("Sid Stranger", elsewhere, SeatRole.CLERK)


@standing
def author(ccg):
    return person("Ann Author", (ccg, Role.AUTHOR))


@standing
def approver(ccg):
    return person("Abe Approver", (ccg, Role.APPROVER))


@standing
def meeting(committee, clerk):
    return actions.call_meeting(committee=committee, date=MEETING, time=time(19), venue="Civic Suite", by=clerk)


@standing
def round_(ccg, author):
    place = Place.objects.create(slug="eastham", name="Eastham", short_name="Eastham", kind=PlaceKind.BOROUGH)
    round_ = intentions.start_round(
        title="Eastham intentions 2019/20",
        slug="eastham-2019-20",
        kind=RoundKind.ANNUAL,
        lead=ccg,
        participants=[],
        year_from=2019,
        year_to=2019,
        by=author,
        places=[place],
        sections=[{"heading": "What this round covers", "body": "<p>The whole of Eastham.</p><ul><li>One</li></ul>", "source": ""}],
        challenges=[{"area": "Finance", "statement": "A gap.", "amount": None, "source": ""}],
    )
    for code, name, kind in [("UEC", "Urgent and emergency care", ProgrammeKind.UEC), ("CAN", "Cancer", ProgrammeKind.CANCER)]:
        programme = intentions.add_programme(slug=kind.value, name=name, kind=kind, by=author)
        chapter = intentions.add_chapter(
            round=round_,
            programme=programme,
            code=code,
            title=name,
            by=author,
            objectives=["See people on the day"],
            narrative="<p>Why it matters.</p>",
            finance_short_term="Saves from the first year.",
        )
        for number in (1, 2):
            intentions.add_intention(chapter=chapter, by=author, content=content(code, number, place))
    return round_


def content(code, number, place):
    return {
        "title": f"{code} intention {number}",
        "description": f"<h3>Detail</h3><p>What {code} {number} changes.</p>",
        "theme": "First steps",
        "timescale": "2019/20",
        "strength": "will",
        "places": [place],
        "provider_kinds": ["acute-trust"],
        "money": [{"kind": MoneyKind.SAVING, "bearer": "commissioner", "amount": 1000, "year_from": 2019, "year_to": 2019}],
        "standards": [{"metric": "First appointment", "operator": "under", "value": "7", "unit": "days", "population": ""}],
        "rollouts": [{"bundle": "Vital 5", "element": "", "year": "2019/20", "setting": "acute", "population": "", "coverage": "all"}],
    }


@standing
def edition(round_, author, approver):
    for intention in round_.intentions.order_by("reference"):
        version = intentions.submit(version=intention.latest, by=author)
        intentions.approve(version=version, by=approver, at=PUBLISHED)
    return intentions.publish(round=round_, by=approver, approving_body="The governing body", approved_date=None, at=PUBLISHED)


@standing
def paper(committee, ccg, author, edition):
    return actions.make_paper(
        committee=committee, author=ccg, title="Commissioning intentions 2019/20", by=author, edition=edition, **WORDS
    )


@standing
def item(meeting, paper, clerk):
    return actions.add_item(meeting=meeting, title="Commissioning intentions", by=clerk, paper=paper)


@standing
def cleared(item, paper, approver):
    return actions.clear(paper=paper, by=approver, at=IN_TIME)


@standing
def exempt_item(meeting, committee, ccg, author, approver, clerk):
    """Item 2: contract sums, with a canary in every word of it."""
    words = {**WORDS, "purpose": "<p>canary-purpose</p>", "conclusion": "<p>canary-conclusion</p>"}
    paper = actions.make_paper(committee=committee, author=ccg, title="canary-title", by=author, slug="canary-slug", **words, **EXEMPT)
    item = actions.add_item(meeting=meeting, title="canary-line", by=clerk, paper=paper, at=IN_TIME)
    actions.clear(paper=paper, by=approver, at=IN_TIME)
    return item


def a_pdf(words="Map"):
    """A PDF from elsewhere, of one page."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(595, 842)).obj
    page.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
    page.Contents = file.make_stream(f"BT /F 20 Tf 72 700 Td ({words}) Tj ET".encode())
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


# ── A meeting whose packs are printed ───────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


PRINTED = {}  # by fingerprint: the same paper in another test is not laid out again


@pytest.fixture(autouse=True)
def _print_once(monkeypatch):
    make = press.make

    def remember(document):
        if document.fingerprint not in PRINTED:
            PRINTED[document.fingerprint] = make(document)
        return PRINTED[document.fingerprint]

    monkeypatch.setattr(press, "make", remember)


def print_everything():
    """What the worker would do: each document that is free to print, until none is left."""
    while waiting := list(Document.objects.free_to_print()):
        for document in waiting:
            press.print_document(document_id=str(document.pk))


@standing
def published(meeting, cleared, clerk):
    return actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)


@pytest.fixture
def packs(files, published, exempt_item, clerk):
    """Issue 1, printed: part 1, and parts 1 and 2."""
    issued = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    print_everything()
    return [Pack.objects.get(pk=pack.pk) for pack in issued]
