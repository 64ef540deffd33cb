"""The list of many, what is missing, and what may not be changed."""

import pytest

from intentions import actions
from intentions.models import Many, Programme, Version
from intentions.states import Status

from ..conftest import NOON, WHOLE
from ..crowd import crowd
from ..reading import DRAFT, problems, soup, text
from .pages import CHANGE, MANY, latest, said

ROWS = 400


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_list_sorts_by_every_column(three, look, client, author):
    page = soup(client.get(MANY))
    heads = [head for head in page.select("#list th") if head.a]
    assert [text(head) for head in heads] == ["Ref", "Title", "Where", "When", "Owner", "State", "Programme", "Strength", "Theme"]
    for head in heads:
        assert client.get(MANY + head.a["href"]).status_code == 200
    titles = soup(client.get(f"{MANY}?sort=title")).select("#list tbody tr")
    assert [text(row)[-1] != "" and row.input["value"] for row in titles] == ["UEC-01", "UEC-03", "UEC-02"]


def test_the_draft_is_sorted_in_one_table(three, cancer, at_desk, author):
    actions.add_intention(chapter=cancer, by=author, content={**WHOLE, "title": "Alpha"})
    desk = at_desk(author)
    page = soup(desk.get(f"{DRAFT}?sort=title"))
    rows = page.select("#list-results table tbody tr")
    assert [text(row.a) for row in rows] == ["CAN-01", "UEC-01", "UEC-03", "UEC-02"]
    assert page.select_one("#list-results th[aria-sort=ascending] a")["href"] == "?sort=-title"
    assert "Cancer" in text(rows[0])
    assert len(soup(desk.get(DRAFT)).select("#list-results table")) == 2


def test_the_draft_leads_there_with_its_filters(three, at_desk, author):
    page = soup(at_desk(author).get(f"{DRAFT}?state=DRAFT"))
    assert page.find("a", string="Change many at once")["href"] == f"{MANY}?state=DRAFT"


def test_a_viewer_may_not_change_many(three, at_desk, viewer):
    desk = at_desk(viewer)
    assert desk.get(MANY).status_code == 403
    assert desk.post(CHANGE, {"kind": "theme", "theme": "x", "seen": "UEC-01:x"}).status_code == 403
    assert soup(desk.get(DRAFT)).find("a", string="Change many at once") is None


def test_an_empty_round_says_what_to_do_next(chapter, at_desk, author):
    page = soup(at_desk(author).get(MANY))
    assert page.find("a", string="Add an intention")
    assert page.find("form", id="many") is None


def test_looking_changes_nothing(three, look):
    before = [(latest(one).latest.revision, latest(one).latest.theme) for one in ("UEC-01", "UEC-02", "UEC-03")]
    page = look(kind="theme", theme="Frailty")
    assert [text(added) for added in soup(page).select("ins")] == ["Added: Frailty"] * 3
    assert [(latest(one).latest.revision, latest(one).latest.theme) for one in ("UEC-01", "UEC-02", "UEC-03")] == before
    assert not Many.objects.exists()


# ── Bad input ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({}, "Select what to do with them"),
        ({"kind": "owner"}, "Select an owner, or Nobody"),
        ({"kind": "dates"}, "Enter when, in words or as dates"),
        ({"kind": "places", "how": "only"}, "Select at least one place"),
        ({"kind": "theme"}, "Enter a theme"),
        ({"kind": "programme"}, "Select a programme"),
        ({"kind": "strength", "strength": "x"}, "Select one of the answers listed"),
        ({"kind": "copy"}, "Select the place to copy to"),
        ({"kind": "withdraw"}, "Enter why they are withdrawn"),
    ],
)
def test_a_value_that_is_missing_is_named_and_the_ticks_stay(three, look, answers, says):
    answer = look(["UEC-02"], **answers)
    assert answer.status_code == 422
    assert problems(answer) == [says]
    assert [box["value"] for box in soup(answer).select("#list input[checked]")] == ["UEC-02"]


def test_nothing_ticked_is_named_and_what_was_typed_stays(three, look):
    answer = look([], kind="theme", theme="Frailty")
    assert (answer.status_code, problems(answer)) == (422, ["Tick the intentions to change"])
    assert soup(answer).find("input", attrs={"name": "theme"})["value"] == "Frailty"


def test_dates_in_the_wrong_order_are_refused(three, look):
    dates = {
        "from_date_day": "1",
        "from_date_month": "5",
        "from_date_year": "2019",
        "to_date_day": "1",
        "to_date_month": "4",
        "to_date_year": "2019",
    }
    answer = look(kind="dates", **dates)
    assert (answer.status_code, problems(answer)) == (422, ["End date must be the same as or after the start date"])


def test_everything_unticked_in_the_preview_changes_nothing(three, change):
    answer = change(kind="theme", theme="Frailty", without=("UEC-01", "UEC-02", "UEC-03"))
    assert (answer.status_code, problems(answer)) == (422, ["Tick the intentions to change"])
    assert not Many.objects.exists()


def test_of_400_half_may_not_be_changed_and_are_named_with_the_reason(chapter, author, approver, trust, borough, look, change, client):
    versions = crowd(chapter, author, trust, borough, ROWS)
    sent = {"status": Status.IN_REVIEW, "submitted_by": author, "submitted_at": NOON}
    Version.objects.filter(pk__in=[one.pk for one in versions[:150]]).update(**sent)
    done = {"status": Status.APPROVED, "approved_by": approver, "approved_at": NOON}
    Version.objects.filter(pk__in=[one.pk for one in versions[:50]]).update(**done)
    ticks = [one.intention.reference for one in versions[:350]]
    others = [f"XXX-{number:03}" for number in range(50)]

    page = text(soup(look(ticks + others, kind="theme", theme="Frailty")).find("main"))

    assert "Approved. Start its next version first (50): UEC-001 , UEC-002" in page
    assert "In review. Take it back first (100): UEC-051 ," in page
    assert "Not in this round (50): XXX-000 ," in page
    assert "200 would change" in page
    answer = change(*ticks, *others, kind="theme", theme="Frailty")
    assert "Set the theme: 200 intentions" in text(soup(answer))
    assert Version.objects.filter(theme="Frailty").count() == 200
    assert not Version.objects.filter(theme="Frailty").exclude(status=Status.DRAFT).exists()


def test_what_somebody_changed_after_the_preview_is_left_alone_and_named(three, look, client, colleague):
    page = soup(look(kind="theme", theme="Frailty"))
    tokens = [box["value"] for box in page.select("[name=seen]")]
    second = latest("UEC-02").latest
    actions.save_version(version=second, by=colleague, content={"title": "Two and a half"}, revision=second.revision)

    answer = client.post(CHANGE, {"kind": "theme", "theme": "Frailty", "seen": tokens}, follow=True)

    assert said("theme") == ["Frailty", "", "Frailty"]
    assert "Left as it is. Changed after you looked, last by Col League: UEC-02." in text(soup(answer))


def test_what_another_commissioner_writes_is_not_in_this_round(three, look, stranger, elsewhere):
    other = actions.start_round(
        title="Other", slug="other", kind="annual", lead=elsewhere, participants=[], year_from=2019, year_to=2019, by=stranger
    )
    chapter = actions.add_chapter(round=other, programme=Programme.objects.get(), code="OTH", title="Other", by=stranger)
    actions.add_intention(chapter=chapter, by=stranger, content={**WHOLE, "title": "Secret of others"})
    page = text(soup(look(["UEC-01", "OTH-01"], kind="theme", theme="x")).find("main"))
    assert "Not in this round (1): OTH-01" in page
    assert "Secret of others" not in page


def test_no_two_things_of_the_page_have_one_id_and_each_label_leads_to_its_own(three, at_desk, author):
    page = soup(at_desk(author).get(MANY))
    ids = [one["id"] for one in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    owner = page.select_one("#many select[name=owner]")
    assert page.select(f"label[for={owner['id']}]")
