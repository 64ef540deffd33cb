"""Adding intentions and chapters in the browser, moving and giving them."""

import pytest

from intentions import actions
from intentions.models import Chapter, Intention

from .reading import DRAFT, EDIT, banner, problems, soup, text, typed


# ── Adding ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_intention_is_added_by_its_title(at_desk, author, chapter):
    desk = at_desk(author)
    sent = typed(desk.get(f"{DRAFT}add/?chapter=UEC"))
    assert sent["chapter"] == ["UEC"]
    answer = desk.post(f"{DRAFT}add/", {**sent, "title": "Frailty"})
    assert answer.url == EDIT
    assert Intention.objects.get().latest.title == "Frailty"
    assert Intention.objects.get().owner == author


def test_a_double_click_adds_one_intention(at_desk, author, chapter):
    desk = at_desk(author)
    sent = {**typed(desk.get(f"{DRAFT}add/?chapter=UEC")), "title": "Frailty"}
    first, second = desk.post(f"{DRAFT}add/", sent), desk.post(f"{DRAFT}add/", sent)
    assert first.url == second.url == EDIT
    assert Intention.objects.count() == 1


def test_the_id_of_somebody_elses_intention_adds_nothing(at_desk, author, stranger, elsewhere, chapter, programme):
    other = actions.start_round(
        title="x", slug="x", kind="annual", lead=elsewhere, participants=[], year_from=2020, year_to=2020, by=stranger
    )
    foreign = actions.add_chapter(round=other, programme=programme, code="UEC", title="UEC", by=stranger)
    theirs = actions.add_intention(chapter=foreign, by=stranger, content={"title": "Secret"})
    answer = at_desk(author).post(f"{DRAFT}add/", {"chapter": "UEC", "title": "Mine", "once": str(theirs.pk)})
    assert answer.status_code == 422
    assert problems(answer) == ["This page was used before. Load it again"]
    assert "Secret" not in answer.content.decode()
    assert Intention.objects.get().latest.title == "Secret"


@pytest.mark.parametrize("once", ["", "nonsense"])
def test_a_page_without_its_id_adds_nothing(at_desk, author, chapter, once):
    answer = at_desk(author).post(f"{DRAFT}add/", {"chapter": "UEC", "title": "Mine", "once": once})
    assert answer.status_code == 422
    assert problems(answer) == ["This page is incomplete. Load it again"]


def test_a_chapter_is_added_out_of_the_known_programmes_or_a_new_one(at_desk, author, round):
    desk = at_desk(author)
    answer = desk.post(f"{DRAFT}add-chapter/", {"programme": "kind:cancer", "code": "can"})
    assert answer.url == f"{DRAFT}CAN/"
    desk.post(f"{DRAFT}add-chapter/", {"programme": "other", "name": "Sleep", "code": "SLP"})
    assert [str(chapter) for chapter in Chapter.objects.order_by("order")] == ["Cancer", "Sleep"]
    taken = desk.post(f"{DRAFT}add-chapter/", {"programme": "other", "name": "Snore", "code": "SLP"})
    assert taken.status_code == 422
    assert problems(taken) == ["SLP is already the code of a chapter of this round"]


def test_a_chapter_is_edited(at_desk, author, chapter):
    desk = at_desk(author)
    sent = typed(desk.get(f"{DRAFT}UEC/"))
    changed = {**sent, "objectives": "One\n\nTwo ", "plan_2019_20": "Begin", "finance_short_term": "Small"}
    assert desk.post(f"{DRAFT}UEC/", changed).status_code == 302
    chapter.refresh_from_db()
    assert chapter.objectives == ["One", "Two"]
    assert chapter.year_plans == [{"year": "2019/20", "text": "<p>Begin</p>"}]
    assert chapter.finance_short_term == "Small"


def test_a_stale_chapter_shows_both_texts(at_desk, author, colleague, chapter):
    desk = at_desk(author)
    sent = typed(desk.get(f"{DRAFT}UEC/"))
    actions.edit_chapter(chapter=chapter, by=colleague, revision=0, objectives=["Theirs"])
    answer = desk.post(f"{DRAFT}UEC/", {**sent, "objectives": "Mine"})
    assert answer.status_code == 409
    conflict = text(soup(answer).find(id="conflict-objectives"))
    assert "Col League saved this at" in conflict
    assert "Mine" in conflict
    assert "Theirs" in conflict
    kept = desk.post(f"{DRAFT}UEC/", {**typed(answer), "keep-objectives": "mine"})
    assert kept.status_code == 302
    chapter.refresh_from_db()
    assert chapter.objectives == ["Mine"]


def test_chapters_move(at_desk, author, chapter, round):
    desk = at_desk(author)
    desk.post(f"{DRAFT}add-chapter/", {"programme": "kind:cancer", "code": "CAN"})
    desk.post(f"{DRAFT}move/chapter/{Chapter.objects.get(code='CAN').pk}/", {"up": "1"})
    assert [str(one) for one in Chapter.objects.order_by("order")] == ["Cancer", "Urgent and emergency care"]


def test_an_intention_is_given_to_a_colleague_and_to_nobody_else(at_desk, author, colleague, stranger, intention):
    desk = at_desk(author)
    assert banner(desk.post(f"{EDIT}assign/", {"owner": str(colleague.pk)}, follow=True)) == "UEC-01 is now looked after by Col League."
    assert Intention.objects.get().owner == colleague
    desk.post(f"{EDIT}assign/", {"owner": str(stranger.pk)})
    assert Intention.objects.get().owner == colleague
    desk.post(f"{EDIT}assign/", {"owner": ""})
    assert Intention.objects.get().owner is None
