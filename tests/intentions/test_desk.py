"""The desk: the outline, a chapter or the whole round as one text, and each part edited where it stands."""

import json

import pytest

from intentions import actions
from intentions.models import Chapter, Intention, Programme, Section, Version

from .conftest import WHOLE
from .crowd import crowd
from .editing import autosave, carry, now, theirs
from .reading import DRAFT, EDIT, problems, queries_of, soup, text, typed

DESK = "/rounds/intentions-2019-20/desk/"
PART = f"{DESK}UEC-01/description/"
HTMX = {"HX-Request": "true"}


def part_of(desk, address=PART):
    """The form of one part, as it comes into the text."""
    return typed(desk.get(address, headers=HTMX)) if address else {}


def put(desk, sent, address=PART, **changes):
    return desk.post(address, {**sent, **changes}, headers=HTMX)


# ── The page of one intention ───────────────────────────────────────────────────────────────────────────────────────
def test_the_facts_are_one_line_the_important_first_and_each_holds_its_questions(desk):
    page = soup(desk.get(EDIT))
    said = [text(one.summary) for one in page.select("details.app-fact")]
    assert said[:4] == ["Strength of intent: not set", "Where: not set", "When: 2019/20", "Providers affected: No provider is affected"]
    assert page.select_one("#fact-timescale input[name=timescale]")["value"] == "2019/20"
    assert not page.select("details.app-fact[open]")
    assert len({one["id"] for one in page.select("[id]")}) == len(page.select("[id]")), "an id stands twice"


def test_a_fact_is_open_where_something_in_it_is_wrong_or_a_row_was_asked_for(desk):
    sent = typed(desk.get(EDIT))
    wrong = soup(desk.post(EDIT, {**sent, "from_date_day": "40"}))
    assert [one["id"] for one in wrong.select("details.app-fact[open]")] == ["fact-timescale"]
    asked = soup(desk.post(EDIT, {**sent, "add_money": "1"}))
    assert [one["id"] for one in asked.select("details.app-fact[open]")] == ["fact-money"]


def test_the_bar_says_what_is_wrong_and_has_the_buttons(desk):
    bar = soup(desk.get(EDIT)).select_one("#bar")
    assert [text(one) for one in bar.select("button")] == ["Save", "Send for approval", "Cancel"]
    assert text(bar.select_one("#problem-count")) == "2 problems"
    assert bar.select_one("#here")


def test_a_problem_leads_to_the_fact_that_mends_it(desk):
    page = soup(desk.get(EDIT))
    links = [one["href"] for one in page.select("#problems a")]
    assert links == ["#part-places", "#part-strength"]
    assert all(page.select_one(link) for link in links)


def test_after_a_save_by_itself_the_page_is_told_what_was_stored(desk, borough):
    sent = typed(desk.get(EDIT))
    answer = soup(autosave(desk, sent, timescale="Q3 2019/20", strength="will", description="<p>·&nbsp;one</p><p>two</p>"))
    assert text(answer.select_one("#said-strength")) == "Will"
    assert text(answer.select_one("#period")) == "Read as: October to December 2019 (quarter 3 of 2019/20)."
    assert text(answer.select_one("#problem-count")) == "1 problem"
    assert "where it holds" in text(answer.select_one("#problems"))
    assert json.loads(answer.select_one("#stored")["value"])["description"]["html"] == now().description


def test_the_other_authors_paragraph_and_fields_come_with_the_save_and_the_mark_from_which_to_judge(desk, author, colleague):
    actions.save_version(version=now(), by=author, content={"description": "<p>One.</p><p>So.</p><p>Two.</p>"}, revision=now().revision)
    sent = typed(desk.get(EDIT))
    theirs(colleague, description="<p>One.</p><p>So.</p><p>Two, theirs.</p>", theme="Theirs")
    first = autosave(desk, sent, description="<p>One, mine.</p><p>So.</p><p>Two.</p>")
    answer = soup(first)
    stored = json.loads(answer.select_one("#stored")["value"])["description"]
    assert stored["html"] == "<p>One, mine.</p><p>So.</p><p>Two, theirs.</p>" == now().description
    theme = answer.select_one("#part-theme")
    assert theme.input["value"] == "Theirs"

    shown = carry({**sent, "description": [stored["html"]], "theme": ["Theirs"]}, first)
    said = json.loads(shown["opened"][0]) | {"description": stored["opened"], "theme": json.loads(theme["data-fresh"])}
    again = autosave(desk, {**shown, "opened": json.dumps(said)}, description="<p>One, mine.</p><p>So.</p><p>Two, both.</p>", theme="Both")
    assert again.status_code == 200
    assert (now().description, now().theme) == ("<p>One, mine.</p><p>So.</p><p>Two, both.</p>", "Both")


def test_what_is_still_to_be_settled_is_not_drawn_over(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs", theme="Theirs")
    answer = soup(autosave(desk, sent, title="Mine", lever="CQUIN"))
    assert answer.select_one("#part-theme").input["value"] == "Theirs"
    assert answer.select_one("#part-title") is None


# ── The outline ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_outline_has_the_chapter_with_states_and_problems_and_leads_to_the_others(desk, round, author):
    programme = Programme.objects.create(slug="cancer", name="Cancer", kind="cancer", order=2)
    actions.add_chapter(round=round, programme=programme, code="CAN", title="Cancer", by=author)
    page = soup(desk.get(f"{DESK}outline/?chapter=UEC&at=UEC-01"))
    assert [text(one) for one in page.select("[data-move]")] == ["UEC-01 Same day emergency care Draft, 2 problems"]
    assert page.select_one("[aria-current=page]")["href"] == EDIT
    assert page.find("a", string="CAN Cancer")["href"] == f"{DESK}?chapter=CAN"
    assert soup(desk.get(EDIT)).select_one("#outline")["hx-get"] == f"{DESK}outline/?chapter=UEC&at=UEC-01"


def test_an_intention_is_moved_from_the_outline(desk, chapter, author):
    second = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "Two"})
    first = Intention.objects.get(reference="UEC-01")
    answer = desk.post(f"{DRAFT}move/intention/{second.pk}/", {"before": str(first.pk), "by": "desk"})
    assert answer.status_code == 204
    moved = soup(desk.get(f"{DESK}outline/?chapter=UEC")).select("[data-move]")
    assert [one["data-pk"] for one in moved] == [str(second.pk), str(first.pk)]


def test_pages_of_the_desk_ask_the_database_a_dozen_things_at_most(desk, chapter, author, trust, borough):
    crowd(chapter, author, trust, borough, 20)
    pages = (EDIT, DESK, f"{DESK}?chapter=all", f"{DESK}outline/?chapter=UEC")
    counts = {page: queries_of(desk, page) for page in pages}
    assert max(counts.values()) <= 12, counts


def test_a_text_comes_whole_into_the_desk_and_goes_on_in_pieces(desk):
    """The frame asks for another text by the same address as a page; what is read on comes as a piece."""
    whole = soup(desk.get(f"{DESK}?chapter=UEC", headers={**HTMX, "HX-Target": "desk-text"}))
    assert whole.select_one("#desk-text h1")
    assert whole.select_one("#desk-text")["data-outline"] == f"{DESK}outline/?chapter=UEC&at=UEC"
    assert whole.select_one("#desk-margin #problems")
    assert soup(desk.get(f"{DESK}?chapter=UEC", headers=HTMX)).select_one("#desk-text") is None


# ── One text ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_chapter_reads_as_one_text_and_each_part_can_be_edited_there(desk, chapter, author):
    actions.edit_chapter(chapter=chapter, by=author, revision=chapter.revision, narrative="<p>Why we do this.</p>")
    page = soup(desk.get(f"{DESK}?chapter=UEC"))
    assert "Why we do this." in text(page.select_one("#flow-UEC-narrative"))
    assert text(page.select_one("#flow-UEC-01-title h3")) == "UEC-01 Same day emergency care"
    assert "Every acute site will see people on the day." in text(page.select_one("#flow-UEC-01-description"))
    assert text(page.select_one("#flow-UEC-01-timescale")).startswith("When: 2019/20 Edit")
    assert page.select_one("#flow-UEC-01-description a")["href"] == PART
    assert page.select_one("article details #flow-UEC-01-strength a")["href"] == f"{DESK}UEC-01/strength/"


def test_the_whole_round_begins_with_its_front_matter_and_brings_the_other_chapters_as_one_comes_to_them(desk, round, author):
    programme = Programme.objects.create(slug="cancer", name="Cancer", kind="cancer", order=2)
    actions.add_chapter(round=round, programme=programme, code="CAN", title="Cancer", by=author)
    page = soup(desk.get(f"{DESK}?chapter=all"))
    assert "Money is short." in text(page.find("main"))
    waiting = page.select_one("section[hx-trigger=revealed]")
    assert waiting["hx-get"] == waiting.a["href"] == f"{DESK}?chapter=CAN"
    part = soup(desk.get(waiting["hx-get"], headers=HTMX))
    assert part.find("h1") is None
    assert "No intention is written in this chapter." in text(part)


def test_a_round_without_chapters_says_what_to_do_next(round, at_desk, author):
    page = soup(at_desk(author).get(DESK))
    assert page.find("main").find("a", string="Add a chapter")


def test_a_chapter_there_is_not_is_not_found(desk):
    for address in (f"{DESK}?chapter=XXX", f"{DESK}XXX/narrative/", f"{DESK}UEC/title/", f"{DESK}UEC-01/nothing/"):
        assert desk.get(address).status_code == 404


def test_a_part_is_saved_where_it_stands_and_says_what_was_stored(desk, author):
    answer = put(desk, part_of(desk), description="<p>New words.</p>")
    assert answer.status_code == 200
    assert "New words." in text(soup(answer))
    assert soup(answer).find("form") is None
    assert (now().description, now().title) == ("<p>New words.</p>", WHOLE["title"])
    assert now().changes["description"]["by"] == str(author.pk)


@pytest.mark.parametrize(
    ("part", "answers", "says"),
    [
        ("title", {"title": "Other"}, "Other"),
        ("timescale", {"timescale": "Q3 2019/20"}, "Q3 2019/20"),
        ("strength", {"strength": "will"}, "Will"),
        ("dependencies", {"dependencies": "On others"}, "On others"),
    ],
)
def test_each_kind_of_fact_is_saved_alone(desk, part, answers, says):
    address, before = f"{DESK}UEC-01/{part}/", now().content()
    answer = put(desk, part_of(desk, address), address, **answers)
    assert says in text(soup(answer))
    after = now().content()
    assert {key for key in after if after[key] != before[key]} <= {part, "from_date", "to_date", "precision"}


def test_a_part_saves_by_itself_and_merges_as_its_page_does(desk, author, colleague):
    actions.save_version(version=now(), by=author, content={"description": "<p>One.</p><p>So.</p><p>Two.</p>"}, revision=now().revision)
    sent = part_of(desk)
    theirs(colleague, description="<p>One.</p><p>So.</p><p>Two, theirs.</p>", theme="Theirs")
    answer = desk.post(PART, {**sent, "description": "<p>One, mine.</p><p>So.</p><p>Two.</p>", "autosave": "1"}, headers=HTMX)
    assert "Kept as well: other paragraphs of Description" in text(soup(answer).find(id="save-state"))
    assert (now().description, now().theme) == ("<p>One, mine.</p><p>So.</p><p>Two, theirs.</p>", "Theirs")


def test_two_in_the_same_paragraph_are_asked_in_place(desk, colleague):
    sent = part_of(desk)
    theirs(colleague, description="<p>Theirs.</p>")
    answer = put(desk, sent, description="<p>Mine.</p>")
    assert answer.status_code == 409
    assert now().description == "<p>Theirs.</p>"
    settled = put(desk, typed(answer), **{"keep-description": "mine"})
    assert settled.status_code == 200
    assert now().description == "<p>Mine.</p>"


def test_something_wrong_is_said_in_place_and_what_was_typed_stays(desk):
    address = f"{DESK}UEC-01/title/"
    answer = put(desk, part_of(desk, address), address, title="x" * 201)
    assert (answer.status_code, problems(answer)) == (422, ["Title must be 200 characters or less"])
    assert soup(answer).find("input", attrs={"name": "title"})["value"] == "x" * 201


def test_a_row_is_added_in_place(desk):
    address = f"{DESK}UEC-01/money/"
    answer = put(desk, part_of(desk, address), address, add_money="1")
    assert answer.status_code == 200
    sent = {**typed(answer), "money-0-kind": "saving", "money-0-amount": "45"}
    assert "£45" in text(soup(put(desk, sent, address)))
    assert now().money.get().amount == 45


def test_parts_of_a_chapter_and_passages_are_edited_in_place_too(desk):
    for part, answers, says in (
        ("narrative", {"narrative": "<p>So.</p>"}, "So."),
        ("objectives", {"objectives": "One\nTwo"}, "Two"),
        ("year_plans", {"plan_2019_20": "<p>Begin.</p>"}, "Begin."),
    ):
        address = f"{DESK}UEC/{part}/"
        assert says in text(soup(put(desk, part_of(desk, address), address, **answers)))
    chapter, section = Chapter.objects.get(), Section.objects.get()
    assert (chapter.narrative, chapter.objectives) == ("<p>So.</p>", ["One", "Two"])
    address = f"{DESK}front/section/{section.pk}/"
    assert "Less of it." in text(soup(put(desk, part_of(desk, address), address, body="<p>Less of it.</p>")))


def test_without_scripts_a_part_has_a_page_of_its_own_and_leads_back(desk):
    page = desk.get(PART)
    assert text(soup(page).h1) == "Description of UEC-01"
    answer = desk.post(PART, {**typed(page), "description": "<p>By hand.</p>"})
    assert answer.url == f"{DESK}?chapter=UEC#intention-UEC-01"
    assert now().description == "<p>By hand.</p>"


def test_what_is_in_review_is_read_and_cannot_be_saved_and_what_was_typed_stays(desk, author):
    sent = part_of(desk)
    actions.submit(version=now(), by=author)
    assert soup(desk.get(PART, headers=HTMX)).find("form") is None
    answer = put(desk, sent, description="<p>Late.</p>")
    assert answer.status_code == 409
    assert "What you typed is still on this page: copy it." in text(soup(answer))
    assert "Late." in answer.content.decode()
    assert soup(desk.get(f"{DESK}?chapter=UEC")).select_one("#flow-UEC-01-description a") is None


def test_who_only_reads_reads_the_text_and_is_offered_nothing(version, at_desk, viewer):
    desk = at_desk(viewer)
    page = soup(desk.get(f"{DESK}?chapter=UEC"))
    assert "Every acute site" in text(page)
    assert not page.select("[data-edit-here]")
    assert soup(desk.get(PART, headers=HTMX)).find("form") is None
    assert desk.post(PART, {"description": "x"}).status_code == 403
    assert desk.post(f"{DESK}UEC/narrative/", {"narrative": "x"}).status_code == 403
    assert desk.post(f"{DESK}front/section/{Section.objects.get().pk}/", {"heading": "x"}).status_code == 403


def test_the_text_asks_as_much_for_one_as_for_forty(chapter, author, trust, borough, at_desk):
    crowd(chapter, author, trust, borough, 1)
    desk = at_desk(author)
    one = [queries_of(desk, address) for address in (f"{DESK}?chapter=UEC", f"{DESK}outline/?chapter=UEC")]
    Intention.objects.update(reference="UEC-999")
    crowd(chapter, author, trust, borough, 40)
    assert [queries_of(desk, address) for address in (f"{DESK}?chapter=UEC", f"{DESK}outline/?chapter=UEC")] == one
    assert max(one) <= 12
    assert Version.objects.count() == 41
    page = soup(desk.get(f"{DESK}?chapter=UEC"))
    assert len(page.select("article")) == 6
    more = page.select_one("div[hx-trigger=revealed]")
    assert len(soup(desk.get(more["hx-get"], headers=HTMX)).select("article")) == 6
