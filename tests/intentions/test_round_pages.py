"""The round as a document: front matter, order, dates, what was carried over, and its problems as a to-do list."""

import pytest

from intentions import actions, checks
from intentions.models import Accepted, Challenge, Chapter, Section
from intentions.states import Status
from portal.audit.models import Event

from .conftest import WHOLE
from .reading import DRAFT, banner, problems, queries_of, soup, text, typed

FRONT = f"{DRAFT}front/"


@pytest.fixture
def passage(round):
    return round.sections.get(heading="Context")


@pytest.fixture
def challenge(round, author):
    return actions.add_passage(round=round, model=Challenge, by=author, area="Funding", statement="Less than its share", amount=14_200_000)


# ── Front matter ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_front_matter_shows_passages_by_kind_and_challenges_with_their_pounds(at_desk, viewer, round, challenge):
    page = soup(at_desk(viewer).get(FRONT))
    assert "Context" in text(page.find(id="sections").find_next("section"))
    assert "£14,200,000" in text(page.find(id=f"challenge-{challenge.pk}"))
    assert not page.find("main").find("button")


@pytest.mark.parametrize("path", ["", "section/add/", "challenge/add/"])
def test_front_matter_is_not_there_for_others(at_desk, stranger, round, path):
    assert at_desk(stranger).get(f"{FRONT}{path}").status_code == 404


def test_a_vision_is_added_and_cleaned(at_desk, author, round):
    sent = {"heading": "Vision", "kind": "vision", "body": "<p>One system</p><script>x</script>", "revision": "0"}
    assert banner(at_desk(author).post(f"{FRONT}section/add/", sent, follow=True)) == "“Vision” is added."
    made = Section.objects.get(heading="Vision")
    assert (made.get_kind_display(), made.body, made.order) == ("Vision", "<p>One system</p>", 2)


def test_a_challenge_without_an_area_keeps_what_was_typed(at_desk, author, round):
    answer = at_desk(author).post(f"{FRONT}challenge/add/", {"area": "", "statement": "Growth", "amount": "lots"})
    assert answer.status_code == 422
    assert problems(answer) == ["Enter the area", "Amount must be an amount, like 250,000 or 1.5 million"]
    assert "Growth" in soup(answer).find("textarea").text


def test_of_a_passage_saved_meanwhile_both_texts_are_shown_and_one_is_chosen(at_desk, author, colleague, passage):
    address = f"{FRONT}section/{passage.pk}/"
    desk = at_desk(author)
    sent = typed(desk.get(address)) | {"body": "<p>Mine</p>"}
    actions.edit_passage(passage=passage, by=colleague, revision=0, body="<p>Theirs</p>", heading="Where we are")
    late = desk.post(address, sent)
    assert (late.status_code, problems(late)) == (409, ["Text: Col League changed this too. Choose the text to keep"])
    assert "Theirs" in text(soup(late).find(id="conflict-body"))
    answer = desk.post(address, typed(late) | {"keep-body": "mine"}, follow=True)
    assert "Kept as well: Heading, changed by Col League" in banner(answer)
    passage.refresh_from_db()
    assert (passage.heading, passage.body) == ("Where we are", "<p>Mine</p>")


def test_two_people_in_different_paragraphs_of_a_passage_both_keep_theirs(at_desk, author, colleague, passage):
    actions.edit_passage(passage=passage, by=author, revision=0, body="<p>One.</p><p>Two.</p><p>Three.</p>")
    address = f"{FRONT}section/{passage.pk}/"
    desk = at_desk(author)
    sent = typed(desk.get(address)) | {"body": "<p>Mine.</p><p>Two.</p><p>Three.</p>"}
    actions.edit_passage(passage=passage, by=colleague, revision=1, body="<p>One.</p><p>Two.</p><p>Theirs.</p>")
    assert "Kept as well: other paragraphs of Text" in banner(desk.post(address, sent, follow=True))
    passage.refresh_from_db()
    assert passage.body == "<p>Mine.</p><p>Two.</p><p>Theirs.</p>"


def test_a_passage_saves_itself_and_overwrites_nobody(at_desk, author, colleague, passage):
    address = f"{FRONT}section/{passage.pk}/"
    desk = at_desk(author)
    sent = typed(desk.get(address)) | {"autosave": "1", "turn": "1", "heading": "Mine", "body": "<p>Mine</p>"}
    actions.edit_passage(passage=passage, by=colleague, revision=0, body="<p>Theirs</p>")
    answer = desk.post(address, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "Not saved. Col League changed Text after you opened it." in text(soup(answer))
    passage.refresh_from_db()
    assert (passage.heading, passage.body) == ("Mine", "<p>Theirs</p>")  # the rest is saved all the same


def test_who_else_is_in_a_passage_or_a_chapter_is_said(at_desk, author, colleague, passage, chapter):
    for address, writing, where in ((f"{FRONT}section/{passage.pk}/", "body", "Text"), (f"{DRAFT}UEC/", "plan_2019_20", "Year plans")):
        assert soup(at_desk(author).get(address)).find(id="here")["hx-post"] == f"{address}here/"
        at_desk(author).post(f"{address}here/", {"writing": writing})
        assert text(soup(at_desk(colleague).post(f"{address}here/"))) == f"Ann Author is also here, in {where}."


def test_a_passage_is_removed_and_its_words_stay_in_the_history(at_desk, author, passage):
    at_desk(author).post(f"{FRONT}section/{passage.pk}/remove/")
    assert not Section.objects.exists()
    event = Event.objects.get(name="section.removed")
    assert event.details["body"] == "<p>Money is short.</p>"


def test_the_places_of_a_round_are_said_and_kept_in_the_history(at_desk, author, round, borough):
    desk = at_desk(author)
    desk.post(f"{DRAFT}facts/", typed(desk.get(f"{DRAFT}facts/")) | {"places": [str(borough.pk)]})
    assert list(round.places.all()) == [borough]
    assert Event.objects.get(name="round.edited").says == f"said that {round} is for Eastham"
    assert "Places Eastham" in text(soup(desk.get(DRAFT)).find(id="people").find_next("dl"))
    desk.post(f"{DRAFT}facts/", typed(desk.get(f"{DRAFT}facts/")))
    assert Event.objects.filter(name="round.edited").count() == 1


def test_dates_and_the_savings_target_are_changed(at_desk, author, round):
    desk = at_desk(author)
    sent = typed(desk.get(f"{DRAFT}facts/")) | {"savings_target": "128.7m", "savings_note": "Over five years"}
    assert banner(desk.post(f"{DRAFT}facts/", sent, follow=True)).startswith("Saved at ")
    round.refresh_from_db()
    assert (round.savings_target, round.savings_note) == (128_700_000, "Over five years")


def test_two_who_set_dates_and_target_overwrite_nothing_of_each_other(at_desk, author, colleague, round, borough):
    mine, theirs = at_desk(author), at_desk(colleague)
    opened, also_opened = typed(mine.get(f"{DRAFT}facts/")), typed(theirs.get(f"{DRAFT}facts/"))
    theirs.post(f"{DRAFT}facts/", also_opened | {"savings_target": "128.7m", "places": [str(borough.pk)]})

    mine.post(f"{DRAFT}facts/", opened | {"savings_note": "Over five years"})  # another part: both stand
    round.refresh_from_db()
    assert (round.savings_target, round.savings_note, list(round.places.all())) == (128_700_000, "Over five years", [borough])

    answer = mine.post(f"{DRAFT}facts/", opened | {"savings_target": "90m", "savings_note": "Over five years"})
    assert answer.status_code == 409
    page = text(soup(answer).find("main"))
    assert "Nothing is lost. Choose the text to keep." in page
    assert "£128.7 million" in page or "£128,700,000" in page
    round.refresh_from_db()
    assert round.savings_target == 128_700_000

    chosen = typed(answer) | {"keep-savings_target": "mine"}
    assert banner(mine.post(f"{DRAFT}facts/", chosen, follow=True)).startswith("Saved at ")
    round.refresh_from_db()
    assert round.savings_target == 90_000_000


def test_dates_in_the_wrong_order_are_said_at_the_field_and_kept(at_desk, author, round):
    desk = at_desk(author)
    sent = typed(desk.get(f"{DRAFT}facts/"))
    sent |= {f"notice_by_date_{part}": value for part, value in (("day", "1"), ("month", "4"), ("year", "2019"))}
    sent |= {f"effective_date_{part}": value for part, value in (("day", "1"), ("month", "3"), ("year", "2019"))}
    answer = desk.post(f"{DRAFT}facts/", sent)
    assert answer.status_code == 422
    assert problems(answer) == ["The day it takes effect must be after the day of notice"]
    assert soup(answer).find("input", attrs={"name": "effective_date_month"})["value"] == "3"


# ── Order ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_passages_move_by_buttons_and_by_dragging(at_desk, author, round, passage):
    second, third = (round.sections.create(order=number, heading=f"Part {number}") for number in (2, 3))
    desk, where = at_desk(author), f"{DRAFT}move/section/"
    desk.post(f"{where}{second.pk}/", {"up": "1"})
    desk.post(f"{where}{third.pk}/", {"before": str(second.pk)})
    assert [one.heading for one in round.sections.order_by("order")] == ["Part 3", "Part 2", "Context"]
    answer = desk.post(f"{where}{third.pk}/", {"before": ""})
    assert [one.heading for one in round.sections.order_by("order")] == ["Part 2", "Context", "Part 3"]
    assert answer.url == f"{FRONT}#section-{third.pk}"


def test_an_intention_moves_within_its_chapter(at_desk, author, round, chapter, intention):
    second = actions.add_intention(chapter=chapter, by=author, content={"title": "Second"})
    at_desk(author).post(f"{DRAFT}move/intention/{second.pk}/", {"up": "1"})
    assert [one.reference for one in round.intentions.in_order()] == ["UEC-02", "UEC-01"]


@pytest.mark.parametrize("path", ["section", "chapter", "organisation"])
def test_only_what_is_of_this_round_moves(at_desk, author, round, intention, path):
    assert at_desk(author).post(f"{DRAFT}move/{path}/{intention.pk}/", {"up": "1"}).status_code == 404


# ── What was carried over ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def carried(round, approved, lead, author):
    later = {"lead": lead, "participants": [], "by": author}
    middle = actions.roll_forward(round=round, title="Middle", slug="middle", year_from=2020, year_to=2020, **later)
    return actions.roll_forward(round=middle, title="Next", slug="next", year_from=2021, year_to=2021, **later)


def test_each_carried_intention_is_asked_about_with_its_years(at_desk, author, carried):
    page = text(soup(at_desk(author).get("/rounds/next/draft/still-true/")).find("main"))
    assert "1 intention was carried over. 1 still to answer." in page
    assert "Rolled over twice, last from Middle." in page


def test_that_page_asks_the_same_of_the_database_however_much_was_carried(at_desk, author, round, chapter, approved, lead):
    later = {"lead": lead, "participants": [], "by": author, "year_from": 2020, "year_to": 2020}
    desk, counts = at_desk(author), []
    for title in ("One", "Two", "Three"):
        new = actions.roll_forward(round=round, title=title, slug=title.lower(), **later)
        for intention in new.intentions.all():
            actions.confirm(intention=intention, by=author, answer="yes")
        counts.append((new.intentions.count(), queries_of(desk, f"/rounds/{new.slug}/draft/still-true/")))
        actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": title})
    assert counts == [(number, counts[0][1]) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("answer", "status", "leads_to"),
    [
        ("yes", Status.DRAFT, "/rounds/next/draft/still-true/"),
        ("changed", Status.DRAFT, "/rounds/next/draft/UEC-01/"),
        ("no", Status.WITHDRAWN, "/rounds/next/draft/still-true/"),
    ],
)
def test_the_answer_is_kept_and_no_withdraws(at_desk, author, carried, answer, status, leads_to):
    sent = at_desk(author).post("/rounds/next/draft/UEC-01/still-true/", {"answer": answer})
    assert sent.url == leads_to
    intention = carried.intentions.select_related("latest").get()
    assert (intention.still_true, intention.still_true_by, intention.latest.status) == (answer, author, status)


def test_no_answer_is_no_answer(at_desk, author, carried):
    answer = at_desk(author).post("/rounds/next/draft/UEC-01/still-true/", {"answer": "maybe"}, follow=True)
    assert "Select" in banner(answer)
    assert carried.intentions.get().still_true == ""


def test_a_round_that_is_being_edited_is_carried_over_as_it_was_approved(round, approved, author, lead):
    following = actions.open_next_version(intention=approved.intention, by=author)
    actions.save_version(version=following, by=author, content={"title": "Half a sent"}, revision=0)
    new = actions.roll_forward(round=round, title="N", slug="n", lead=lead, participants=[], year_from=2020, year_to=2020, by=author)
    assert new.intentions.get().latest.title == WHOLE["title"]


def test_a_round_without_chapters_is_carried_over_drafted_and_checked(at_desk, author, round, lead):
    new = actions.roll_forward(round=round, title="N", slug="n", lead=lead, participants=[], year_from=2020, year_to=2020, by=author)
    assert new.intentions.count() == Chapter.objects.count() == 0
    for page in ("", "problems/", "front/", "still-true/", "money/", "facts/"):
        assert at_desk(author).get(f"/rounds/n/draft/{page}").status_code == 200


# ── This is right ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def odd(chapter, author):
    return actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "timescale": "2018/19"})


def the_look(round, check="year"):
    return next(one for one in checks.problems(round) if one.check == check)


def test_a_finding_is_kept_as_right_with_a_reason_until_its_words_change(at_desk, author, round, odd):
    desk, found = at_desk(author), the_look(round)
    right = f"{DRAFT}problems/{found.key}/right/"
    assert right in [link["href"] for link in soup(desk.get(f"{DRAFT}problems/")).find_all("a")]
    assert problems(desk.post(right, {"reason": ""})) == ["Enter why this is right"]
    desk.post(right, {"reason": "It began last year"})
    assert "year" not in {one.check for one in checks.problems(round)}
    assert "“It began last year” Ann Author" in text(soup(desk.get(f"{DRAFT}problems/")).find(id="right").find_next("ul"))
    actions.save_version(version=odd.latest, by=author, content={"timescale": "2017/18"}, revision=odd.latest.revision)
    assert the_look(round).message == "UEC-01 is for 2017/18, outside the years of the round (2019/20)"


def test_what_was_right_is_looked_at_again(at_desk, author, round, odd):
    found = the_look(round)
    actions.accept(round=round, problem=found, reason="x", by=author)
    actions.accept(round=round, problem=found, reason="said twice", by=author)
    at_desk(author).post(f"{DRAFT}problems/{found.key}/again/")
    assert not Accepted.objects.exists()
    assert the_look(round)


def test_what_must_be_fixed_is_never_right(at_desk, author, round, chapter):
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "timescale": ""})
    found = the_look(round, "timescale")
    with pytest.raises(actions.MustBeMended):
        actions.accept(round=round, problem=found, reason="x", by=author)
    answer = at_desk(author).post(f"{DRAFT}problems/{found.key}/right/", {"reason": "x"}, follow=True)
    assert "no longer in the list" in banner(answer)


def test_a_viewer_reads_the_problems_and_says_nothing(at_desk, viewer, round, odd):
    desk = at_desk(viewer)
    assert "This is right" not in text(soup(desk.get(f"{DRAFT}problems/")).find("main"))
    assert desk.post(f"{DRAFT}problems/{the_look(round).key}/right/", {"reason": "x"}).status_code == 403


def test_the_page_says_what_is_checked(at_desk, author, round):
    page = soup(at_desk(author).get(f"{DRAFT}problems/"))
    assert len(page.find(id="rules").find_all("li")) == len(checks.CHECKS)


def test_the_order_of_a_round_is_one_page(at_desk, author, viewer, round, chapter, intention):
    page = soup(at_desk(author).get(f"{DRAFT}order/"))
    listed = page.find(attrs={"data-order": True}).find_all(attrs={"data-move": True})
    assert [one["data-pk"] for one in listed] == [str(chapter.pk), str(intention.pk)]
    assert at_desk(viewer).get(f"{DRAFT}order/").status_code == 403
