"""The house's own form: what a committee begins with, and what its clerk and the administrators of its host edit later."""

import io
from datetime import date, time

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from committees import actions, documents
from committees.documents.house import HOUSES, OF_A_KIND, house_template
from committees.models import Committee, Meeting, Paper, Seat
from committees.states import CommitteeKind, CoverAsk
from portal.moves import CannotMove
from portal.organisations.states import Role

from ..conftest import IN_TIME, WORDS, a_pdf, organisation, person, print_everything
from ..reading import entering, main, problems, soup, typed, words


@pytest.fixture
def desk(client, clerk):
    return entering(client, clerk)


@pytest.fixture
def administrator(council):
    return person("Ada Administrator", (council, Role.ADMINISTRATOR))


def address(committee, verb="edit"):
    return f"/committees/{committee.slug}/{verb}/"


def edited(client, committee, **changes):
    sent = typed(soup(client.get(address(committee))), **changes)
    return client.post(address(committee), sent)


# ── What it begins with ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("kind", CommitteeKind)
def test_every_kind_of_committee_begins_with_a_form_that_can_be_written_under(council, kind):
    house = HOUSES[OF_A_KIND[kind]]
    found = actions.found_committee(name=f"The {kind.label}", host=council, kind=kind, by=None, house=OF_A_KIND[kind])
    assert found.headings == house_template(house.headings, house.implications)
    assert found.agendas[0]["lines"] == list(house.agenda) and found.asks == list(house.asks)


def test_the_headings_of_2018_are_one_house_among_others(client, administrator, council):
    page = soup(entering(client, administrator).get("/committees/found/"))
    assert [words(one) for one in page.select("select[name=house] option")][:3] == [
        "A committee of its kind",
        "Health scrutiny, as a London council had it in 2018",
        "Scrutiny",
    ]
    said = {"host": str(council.pk), "name": "Board", "kind": "health-and-wellbeing-board", "clear_days": "5", "day_count": "working-days"}
    client.post("/committees/found/", said)
    assert CoverAsk.WARDS in Committee.objects.get(name="Board").asks


# ── Edited later ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_saved_as_it_is_nothing_changes(desk, committee):
    before = Committee.objects.values().get(pk=committee.pk)
    assert edited(desk, committee).status_code == 302
    assert Committee.objects.values().get(pk=committee.pk) == before


def test_a_heading_is_renamed_moved_and_taken_out_and_an_implication_keeps_its_words(desk, committee, paper):
    at = {one["heading"]: number for number, one in enumerate(committee.headings, 1)}
    changes = {
        f"heading-{at['Policy context']}-heading": "",
        f"heading-{at['Financial implications']}-heading": "Money",
        f"heading-{at['Conclusion']}-place": "1",
    }
    edited(desk, committee, **changes)
    committee.refresh_from_db()
    names = [one["heading"] for one in committee.headings]
    assert "Policy context" not in names and names.index("Conclusion") < names.index("Purpose")
    sections = documents.paper_facts(Paper.objects.get(pk=paper.pk))["sections"]
    money = next(one for one in sections if one["heading"] == "Money")
    assert "No direct financial implications" in str(money["blocks"])


def test_what_is_wrong_is_said_where_it_is_and_the_rest_stays_typed(desk, committee):
    number = len(committee.headings) + 1
    page = soup(
        edited(desk, committee, name="", **{f"heading-{number}-heading": "Purpose again", f"heading-{number}-kind": "purpose"}), 422
    )
    assert problems(page)[0] == "Enter its name"
    assert "Heading 3 has the same under it" in problems(page)[1]
    assert page.find("input", {"name": f"heading-{number}-heading"})["value"] == "Purpose again"


def test_papers_without_numbers_have_none(desk, committee, paper):
    edited(desk, committee, numbering="PLAIN")
    facts = documents.paper_facts(Paper.objects.get(pk=paper.pk))
    assert not [one["number"] for one in facts["sections"] if one["number"]]
    assert all(block.get("number", "") == "" for one in facts["sections"] for block in one["blocks"])


def test_what_is_published_keeps_the_form_it_had(desk, committee, packs, paper):
    before = Paper.objects.get(pk=paper.pk).facts
    edited(desk, committee, numbering="PLAIN", **{"heading-3-heading": ""})
    assert Paper.objects.get(pk=paper.pk).facts == before


def a_logo(kind="PNG"):
    out = io.BytesIO()
    picture = Image.new("RGB", (1200, 300), "navy")
    picture.save(out, kind, **({"comment": b"canary-comment"} if kind == "JPEG" else {}))
    return out.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("logo.png", "PNG"), ("logo.jpg", "JPEG")])
def test_a_logo_stands_on_the_papers_and_packs_without_what_else_was_in_its_file(desk, committee, meeting, paper, name, kind):
    edited(desk, committee, logo=SimpleUploadedFile(name, a_logo(kind)))
    committee.refresh_from_db()
    assert committee.logo.startswith("data:image/png;base64,") and len(committee.logo) < 100_000
    assert documents.paper_facts(Paper.objects.get(pk=paper.pk))["logo"] == {"src": committee.logo, "alt": "Eastham Council"}
    edited(desk, committee, takes_logo_away="on")
    assert Committee.objects.get(pk=committee.pk).logo == ""


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\nno picture at all", b"GIF89a"])
def test_a_file_that_is_no_picture_is_refused_by_name(desk, committee, content):
    page = soup(edited(desk, committee, logo=SimpleUploadedFile("logo.png", content)), 422)
    assert problems(page)


# ── The cover sheet ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_cover_sheet_asks_what_the_house_asks_and_prints_it(desk, committee, paper):
    committee.asks = list(CoverAsk)
    committee.save()
    paper = Paper.objects.get(pk=paper.pk)
    lacking = documents.missing(paper, on=IN_TIME.date())
    assert "Say which wards it affects; all or none is an answer." in lacking and "Say whether it is a key decision." in lacking
    page = soup(desk.get(paper.get_draft_url()))
    said = {"wards": "All", "key_decision": "YES", "key_reference": "FP-7", "framework": "WITHIN"}
    assert desk.post(paper.get_draft_url(), typed(page, **said)).status_code == 302
    paper = Paper.objects.get(pk=paper.pk)
    assert documents.missing(paper, on=IN_TIME.date()) == []
    header = dict(documents.paper_facts(paper)["header"])
    assert (header["Wards affected"], header["Key decision"]) == ("All", "Yes, FP-7")


def test_a_house_that_does_not_ask_prints_nothing_of_it(desk, paper):
    assert soup(desk.get(paper.get_draft_url())).find("input", {"name": "wards"}) is None
    assert documents.missing(paper, on=IN_TIME.date()) == []


# ── Agendas to begin with ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_meeting_begins_with_the_routine_of_the_house(desk, committee, time_machine):
    time_machine.move_to("2018-10-01T09:00Z")
    edited(desk, committee, **{"agenda-1-name": "Ordinary meeting", "agenda-1-lines": "Apologies\nMinutes\n\nWork programme"})
    when = {"at_day": "3", "at_month": "12", "at_year": "2018", "at_time": "7pm", "at_hour": "7pm"}
    page = soup(desk.get("/meetings/call/"))
    assert "Ordinary meeting, Healthier Communities Committee" in words(page.find("select", {"name": "agenda"}))
    clock = {box["name"]: "7pm" for box in page.select("input[name^=at]") if box["name"] not in when}
    desk.post("/meetings/call/", {**when, **clock, "committee": str(committee.pk), "agenda": f"{committee.pk}:0", "venue": ""})
    assert [item.title for item in Meeting.objects.get().items.order_by("number")] == ["Apologies", "Minutes", "Work programme"]


# ── Joint committees and co-opted members ───────────────────────────────────────────────────────────────────────────
def test_people_of_a_partner_sit_on_a_joint_committee_and_those_of_others_do_not(desk, committee):
    partner = organisation("northam", "Northam Council", "council")
    theirs, nobody = person("Pat Partner", (partner, Role.MEMBER)), person("Nora Nobody")
    seats = f"/committees/{committee.slug}/seats/"
    assert problems(soup(desk.post(seats, {"person": str(theirs.pk), "role": "COOPTED"}), 422))

    page = soup(edited(desk, committee, partners="Nowhere Council"), 422)
    assert problems(page) == ["There is no organisation called “Nowhere Council”. Write its name as the register has it"]
    edited(desk, committee, partners="northam council")
    desk.post(seats, {"person": str(theirs.pk), "role": "COOPTED"})
    assert Seat.objects.get(user=theirs).role == "COOPTED"
    assert problems(soup(desk.post(seats, {"person": str(nobody.pk), "role": "MEMBER"}), 422))


def test_a_co_opted_member_reads_what_the_committee_reads_and_prepares_nothing(client, packs, committee, exempt_item):
    coopted = person("Cora Opted")
    actions.seat(committee=committee, user=coopted, role="COOPTED", by=None)
    assert "canary-line" in main(entering(client, coopted).get(packs[1].meeting.get_absolute_url()))
    assert client.get(packs[1].meeting.get_draft_url()).status_code == 404


def test_a_committee_has_several_clerks(client, committee, clerk, second_clerk):
    for one in (clerk, second_clerk):
        assert entering(client, one).get(address(committee)).status_code == 200


# ── Its end ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def successor(council):
    return actions.found_committee(name="Health Board", host=council, kind=CommitteeKind.HEALTH_AND_WELLBEING, by=None)


def test_a_closed_committee_calls_no_meeting_and_its_drafts_go_to_its_successor(
    client, administrator, clerk, committee, successor, paper, packs, time_machine
):
    waiting = actions.make_paper(committee=committee, author=paper.author, title="Waiting", by=clerk, **WORDS)
    client.force_login(administrator)
    assert client.post(address(committee, "close"), {"successor": str(successor.pk)}).status_code == 302
    committee.refresh_from_db()
    assert (committee.status, committee.successor) == ("CLOSED", successor)
    assert Paper.objects.get(pk=waiting.pk).committee == successor
    with pytest.raises(actions.NotReady, match="was closed on"):
        actions.call_meeting(committee=committee, date=date(2030, 1, 7), time=time(19), venue="", by=clerk)
    client.logout()
    assert "Its work goes on in the Health Board" in main(client.get(committee.get_absolute_url()))
    assert client.get(packs[0].get_absolute_url()).status_code == 200  # what was published stays


def test_a_committee_that_still_meets_is_not_closed(committee, meeting, administrator):
    with pytest.raises(actions.NotReady, match="It still meets on Monday 3 December 2018"):
        actions.close(committee=committee, by=administrator, at=IN_TIME)


def test_a_committee_is_closed_once_and_does_not_succeed_itself(committee, administrator):
    with pytest.raises(actions.NotReady, match="does not succeed itself"):
        actions.close(committee=committee, by=administrator, at=IN_TIME, successor=committee)
    actions.close(committee=committee, by=administrator, at=IN_TIME)
    with pytest.raises(CannotMove):
        actions.close(committee=committee, by=administrator, at=IN_TIME)


@pytest.mark.parametrize(
    ("who", "edit", "close"), [("clerk", 200, 403), ("member", 403, 403), ("stranger", 403, 403), ("author", 403, 403)]
)
def test_its_clerks_edit_it_and_only_its_host_closes_it(client, committee, request, who, edit, close):
    entering(client, request.getfixturevalue(who))
    assert client.get(address(committee)).status_code == edit
    assert client.get(address(committee, "close")).status_code == close


def test_a_closed_committee_is_offered_for_no_paper(desk, committee, administrator, meeting):
    actions.cancel(meeting=meeting, by=administrator)
    actions.close(committee=committee, by=administrator, at=IN_TIME)
    page = soup(desk.get("/papers/make/"))
    assert [words(one) for one in page.select("select[name=committee] option")] == ["Select a committee"]


def test_a_house_may_want_a_sheet_before_each_pdf_from_elsewhere(desk, committee, meeting, clerk, files):
    for wanted, pages in ((True, 2), (False, 1)):
        assert edited(desk, committee, divides_annexes=["on"] if wanted else []).status_code == 302
        upload = ContentFile(a_pdf(), name="map.pdf")
        item = actions.add_item(meeting=type(meeting).objects.get(pk=meeting.pk), title=f"Map {wanted}", by=clerk, upload=upload)
        print_everything()
        item.annex.refresh_from_db()
        assert item.annex.pages == pages
