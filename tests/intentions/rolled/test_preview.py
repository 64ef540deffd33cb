"""A round rolled forward in the browser: looked at, ticked, then made in one step."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intentions import actions
from intentions.documents.rolled.span import Span
from intentions.documents.rolled.whole import rolled, settled
from intentions.models import Intention, Round
from portal.audit.models import Event

from ..conftest import WHOLE
from ..crowd import crowd
from ..reading import problems, soup, text
from .pages import ROLL, START, boxes

MADE = "/rounds/intentions-2020-21/draft/"
OPENS, NAMELESS = "UEC-01.description.2", "UEC-01.description.3"


def counts(answer):
    return {text(row.dt): text(row.dd) for row in soup(answer).select(".nhsuk-summary-list__row")}


def made(reference="UEC-01"):
    return Intention.objects.select_related("latest", "owner").get(round__slug="intentions-2020-21", reference=reference)


# ── Looking ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_looking_makes_nothing_and_changes_nothing(three, look):
    said = [one.latest.content() for one in Intention.objects.select_related("latest")]
    page = text(soup(look()).main)
    assert "Everything moves by 1 year. Nothing is changed yet. Intentions 2019/20 stays as it is." in page
    assert Round.objects.count() == 1
    assert [one.latest.content() for one in Intention.objects.select_related("latest")] == said


def test_it_says_how_many_move_are_proposed_stay_and_cannot_be_moved(three, gone, round, look):
    round.savings_target = 5_000_000
    round.save(update_fields=["savings_target"])
    assert counts(look()) == {
        "Intentions": "3",
        "Move by themselves": "3 When 2, Money 1",
        "Proposed": "2 1 ticked",
        "Left as they are": "1 Before the first year of the round 1",
        "Cannot be moved": "1 A savings target is that of its own years: set the new one on the page of facts",
        "Owners who stay": "1 No longer an author or approver here: Gus Gone 1",
    }


def test_each_proposal_is_a_redline_with_a_box_that_is_ticked_where_it_is_likely(three, look):
    answer = look()
    assert boxes(answer) == {OPENS: True, NAMELESS: False}
    box = soup(answer).find("input", value=OPENS).find_parent("li")
    assert [text(one) for one in box.select(".app-redline del, .app-redline ins")] == ["Removed: 2019", "Added: 2020"]
    assert "Names no year, and so moves with the round: tick to write the year" in text(soup(answer).main)


def test_every_kind_is_shown_under_an_address_of_its_own(three, look, again):
    first = look()
    found = {text(one): one["formaction"] for one in soup(first).select("button.app-show")}
    assert list(found) == [
        "To decide",
        "Proposed (2)",
        "Moves by itself (3)",
        "Left as it is (1)",
        "Cannot be moved (0)",
        "Offered for leaving out (1)",
        "Everything",
    ]
    moved = again(first, button=None, to=found["Moves by itself (3)"])
    assert [text(one) for one in soup(moved).select("#thing-UEC-01 ~ ul li")][1].startswith("Money. Moves by itself £45,000,000,")
    assert soup(moved).find("button", attrs={"aria-current": "true"}).text == "Moves by itself (3)"


def test_what_stops_or_was_to_be_done_is_offered_for_leaving_out(three, look):
    page = soup(look())
    assert "Leave out? Stops a service from 1 June 2019, before 2020/21 begins." in text(page.find(id="thing-UEC-02").parent)
    assert boxes(look(), "leave") == {"UEC-01": False, "UEC-02": False}


def test_who_starts_no_round_rolls_none(three, at_desk, viewer, answers):
    assert at_desk(viewer).post(ROLL, answers).status_code == 403


def test_the_address_alone_leads_to_the_questions(at_desk, author):
    assert at_desk(author).get(ROLL).url == START


def test_a_round_one_does_not_write_cannot_be_rolled(three, at_desk, stranger, answers, elsewhere):
    answer = at_desk(stranger).post(ROLL, {**answers, "lead": str(elsewhere.pk), "go": "1"})
    assert (answer.status_code, problems(answer)) == (422, ["Select one of the answers listed"])


# ── Ticks ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_ticks_are_kept_from_one_filter_to_the_next(three, look, again):
    turned = again(look(), button=None, untick=[OPENS], tick=[NAMELESS, "UEC-02"], to=f"{ROLL}?show=moved")
    back = again(turned, button=None, to=f"{ROLL}?show=decide")
    assert boxes(back) == {OPENS: False, NAMELESS: True}
    assert boxes(back, "leave")["UEC-02"]


def test_every_proposal_that_is_found_is_ticked_or_not_by_one_button(three, look, again):
    on = again(look(), button=("every", "on"))
    assert boxes(on) == {OPENS: True, NAMELESS: True}
    assert boxes(again(on, button=("every", "off"))) == {OPENS: False, NAMELESS: False}


def test_ticks_of_one_page_are_kept_on_the_next(chapter, round, author, look, again):
    for number in range(25):
        actions.add_intention(
            chapter=chapter, by=author, content={**WHOLE, "title": f"Number {number}", "description": "<p>By May 2019</p>"}
        )
    first = look()
    assert len(boxes(first)) == 20
    second = again(first, button=None, untick=["UEC-01.description.1"], to=f"{ROLL}?show=decide&page=2")
    assert len(boxes(second)) == 5
    again(second)
    assert [made(one).latest.description for one in ("UEC-01", "UEC-02", "UEC-25")] == [
        "<p>By May 2019</p>",
        "<p>By May 2020</p>",
        "<p>By May 2020</p>",
    ]


# ── Rolling ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_ticked_is_what_the_new_round_says(three, gone, look, again):
    answer = again(look(), tick=[NAMELESS, "UEC-02"])
    assert answer.url == MADE
    first = made()
    opened = "By September 2020 every site is open, then reviewed by September 2020."
    assert first.latest.description == f"<p>In 2017/18 we saw more. {opened}</p>"
    assert (first.latest.timescale, first.latest.content()["money"][0]["year_from"], first.owner.name) == ("2020/21", 2020, "Ann Author")
    assert [one.reference for one in Round.objects.get(slug="intentions-2020-21").intentions.in_order()] == ["UEC-01", "UEC-03"]
    assert made("UEC-03").owner is None
    assert Event.objects.filter(name="round.rolled_forward").count() == 1


def test_a_round_that_was_changed_meanwhile_is_shown_again_with_every_tick(three, look, again, author):
    first = look()
    version = Intention.objects.get(reference="UEC-01").latest
    actions.save_version(version=version, by=author, content={"timescale": "2020/21"}, revision=version.revision)
    answer = again(first, tick=[NAMELESS])
    assert answer.status_code == 422
    assert problems(answer) == ["The round was changed after you looked. This is how it stands now; your ticks are kept"]
    assert boxes(answer) == {OPENS: True, NAMELESS: True}
    assert Round.objects.count() == 1
    assert again(answer).url == MADE


def test_a_page_sent_twice_makes_one_round(three, look, again):
    first = look()
    again(first)
    answer = again(first)
    assert (answer.status_code, Round.objects.count()) == (422, 2)
    assert problems(answer) == ["There is already a round called “Intentions 2020/21”. Enter another title"]


def test_the_answers_can_be_changed_without_typing_them_again(three, look, again):
    answer = again(look(), button=("again", "1"), to=START)
    assert answer.status_code == 200
    assert soup(answer).find("input", id="id_title")["value"] == "Intentions 2020/21"


@pytest.mark.parametrize(
    ("years", "says"),
    [
        (("2018", "2018"), "First financial year must be 2019/20 or later: “Intentions 2019/20” begins then, and a copy rolls forward"),
        (("2021", "2020"), "Last financial year must be the same as or after the first"),
    ],
)
def test_years_in_the_wrong_order_are_refused_and_nothing_typed_is_lost(three, look, years, says):
    answer = look(year_from=years[0], year_to=years[1])
    assert (answer.status_code, problems(answer)) == (422, [says])
    assert soup(answer).find("input", id="id_title")["value"] == "Intentions 2020/21"


def test_of_the_same_years_nothing_moves(three, look, again):
    answer = look(year_from="2019", year_to="2019", title="Intentions 2020/21")
    assert "The years are the same: nothing moves." in text(soup(answer).main)
    again(answer)
    assert made().latest.timescale == "2019/20"


def test_it_is_taken_back_by_deleting_the_draft_and_the_round_it_came_from_is_as_it_was(three, look, again, client, round):
    said = {one.reference: one.latest.content() for one in round.intentions.select_related("latest")}
    again(look())
    assert client.post(f"{MADE}delete/", {"is_meant": "on"}).url == "/rounds/deleted/"
    assert list(Round.objects.all()) == [round]
    assert {one.reference: one.latest.content() for one in round.intentions.select_related("latest")} == said


def test_it_says_of_each_who_goes_on_looking_after_it(three, gone, look, again):
    page = text(soup(again(look(), button=None, to=f"{ROLL}?show=all")).main)
    assert "Ann Author goes on looking after it." in page
    assert "Nobody looks after it: Gus Gone is no longer an author or approver here." in page


# ── Size ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_four_hundred_are_looked_at_in_as_many_queries_as_one(chapter, author, trust, borough, look):
    actions.add_intention(chapter=chapter, by=author, content=WHOLE)
    look()  # what is asked once and remembered
    counted = []
    for count in (0, 400):
        crowd(chapter, author, trust, borough, count)
        with CaptureQueriesContext(connection) as asked:
            assert look().status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 25


def test_what_the_mark_stands_for_changes_it(three, round):
    span = Span(2019, 2019, 2020, 2020)
    before = rolled(round, span, settled(round), writers=()).mark
    Intention.objects.filter(reference="UEC-01").update(reference="UEC-09")
    assert rolled(round, span, settled(round), writers=()).mark != before
