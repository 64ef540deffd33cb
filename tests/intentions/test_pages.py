"""What a commissioner sees and does, read as HTML."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intentions import actions
from intentions.models import Chapter, Intention, Round, Version
from intentions.states import Status

from .conftest import NOON, WHOLE
from .reading import DRAFT, EDIT, banner, problems, soup, text, typed


# ── Who comes in ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "path", ["", "problems/", "money/", "add/", "UEC/", "UEC-01/", "UEC-01/approve/", "UEC-01/return/", "UEC-01/withdraw/"]
)
def test_a_draft_is_not_there_for_others(at_desk, stranger, in_review, path):
    assert at_desk(stranger).get(f"{DRAFT}{path}").status_code == 404


def test_a_draft_asks_who_is_there(client, intention):
    response = client.get(EDIT)
    assert response.status_code == 302
    assert response.url.startswith("/login/")


def test_the_draft_of_a_public_round_is_still_not_there_for_others(at_desk, stranger, edition):
    assert at_desk(stranger).get(EDIT).status_code == 404


@pytest.mark.parametrize("path", ["submit", "take-back", "next", "approve", "return", "withdraw"])
def test_a_viewer_does_nothing(at_desk, viewer, in_review, path):
    assert at_desk(viewer).post(f"{EDIT}{path}/").status_code == 403
    in_review.refresh_from_db()
    assert in_review.status == Status.IN_REVIEW


@pytest.mark.parametrize("path", ["approve", "return"])
def test_an_author_neither_approves_nor_returns(at_desk, colleague, in_review, path):
    assert at_desk(colleague).post(f"{EDIT}{path}/", {"reason": "x"}).status_code == 403


# ── The draft round ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_round_says_how_far_it_is(at_desk, author, chapter, in_review):
    actions.add_intention(chapter=chapter, by=author, content={"title": "Frailty"})
    page = soup(at_desk(author).get(DRAFT))
    assert text(page.find(id="counts")) == "2 intentions: 1 in review, 1 draft. 3 must fix"
    assert text(page.find("h1")) == "Intentions 2019/20: draft of edition 1"
    rows = [text(row) for row in page.find(id="list-results").find("tbody").find_all("tr")]
    assert "UEC-01" in rows[0]
    assert "In review" in rows[0]
    assert "Not set" in rows[1]
    assert "Nobody" in rows[1]
    fix = page.find(id="problems").find_next("ul").find("a")
    assert fix["href"] == f"{DRAFT}UEC-02/#what"


def test_a_viewer_has_no_buttons(at_desk, viewer, intention):
    page = soup(at_desk(viewer).get(DRAFT))
    assert not page.find("main").find("a", string=re.compile("Add"))
    assert "Check and publish" not in text(page.find("main"))


def test_the_filters_are_in_the_address(at_desk, author, chapter, borough, in_review):
    content = {"title": "Frailty", "places": [borough]}
    actions.add_intention(chapter=chapter, by=author, content=content, owner=author)
    desk = at_desk(author)

    def shown(query):
        return re.findall(r"UEC-\d\d", text(soup(desk.get(f"{DRAFT}?{query}")).find(id="list-results")))

    assert shown("state=IN_REVIEW") == ["UEC-01"]
    assert shown("place=eastham") == ["UEC-02"]
    assert shown("owner=nobody") == []
    assert shown("programme=uec&mine=on") == ["UEC-01", "UEC-02"]
    assert shown("q=frail") == ["UEC-02"]
    assert shown("state=NONSENSE") == ["UEC-01", "UEC-02"]


def test_an_empty_match_says_what_to_do(at_desk, author, intention):
    page = soup(at_desk(author).get(f"{DRAFT}?state=APPROVED"))
    assert "No intentions match. Without “Approved” there is 1. Clear all filters" in text(page.find(id="list-results"))


def test_a_draft_round_downloads_what_is_shown(at_desk, author, intention):
    answer = at_desk(author).get(f"{DRAFT}?download=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "Same day emergency care" in answer.content.decode("utf-8-sig")


def test_a_round_without_a_chapter_says_where_to_begin(at_desk, author, round):
    page = soup(at_desk(author).get(DRAFT))
    assert "This round has no chapter yet." in text(page.find("main"))
    assert page.find("a", string="Add a chapter")


def test_after_publication_the_next_edition_is_drafted(at_desk, author, edition):
    assert "Edition 1 is public. You are working on edition 2." in text(soup(at_desk(author).get(DRAFT)).find("main"))


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


# ── Approval ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_author_sends_and_takes_back(at_desk, author, version):
    desk = at_desk(author)
    answer = desk.post(f"{EDIT}submit/", follow=True)
    assert "UEC-01 is in review" in banner(answer)
    assert soup(answer).find("button", string=re.compile("Take back"))
    assert not soup(answer).find("form", id="edit")
    desk.post(f"{EDIT}take-back/")
    version.refresh_from_db()
    assert version.status == Status.DRAFT


def test_an_approver_reads_and_approves(at_desk, approver, in_review):
    desk = at_desk(approver)
    page = soup(desk.get(f"{EDIT}approve/"))
    assert "This is the first version." in text(page.find("main"))
    assert "Every acute site" in text(page.find("main"))
    desk.post(f"{EDIT}approve/")
    in_review.refresh_from_db()
    assert (in_review.status, in_review.approved_by) == (Status.APPROVED, approver)


def test_an_approver_goes_on_to_the_next(at_desk, approver, author, chapter, in_review):
    second = actions.add_intention(chapter=chapter, by=author, content=WHOLE)
    actions.submit(version=second.latest, by=author)
    own = actions.add_intention(chapter=chapter, by=approver, content=WHOLE)
    actions.submit(version=own.latest, by=author)
    desk = at_desk(approver)
    assert soup(desk.get(f"{EDIT}approve/")).find("button", attrs={"name": "next"}).text == "Save and open the next (1 left)"
    assert desk.post(f"{EDIT}approve/", {"next": "1"}).url == f"{DRAFT}UEC-02/approve/"
    assert desk.post(f"{DRAFT}UEC-02/approve/", {"next": "1"}).url == DRAFT


def test_own_text_is_refused_in_words(at_desk, approver, chapter, author):
    own = actions.add_intention(chapter=chapter, by=approver, content=WHOLE)
    actions.submit(version=own.latest, by=author)
    desk = at_desk(approver)
    assert "You wrote this version. Another approver must approve it." in text(soup(desk.get(f"{EDIT}approve/")).find("main"))
    answer = desk.post(f"{EDIT}approve/")
    assert answer.status_code == 422
    assert "You wrote this version. Another approver must approve it." in text(soup(answer).find(class_="nhsuk-error-summary"))
    assert Version.objects.get().status == Status.IN_REVIEW


def test_the_redline_shows_what_changed_since_the_version_before(at_desk, approver, author, intention, edition):
    intention.refresh_from_db()
    second = actions.open_next_version(intention=intention, by=author)
    actions.save_version(version=second, by=author, content={"title": "Same day care every day"}, revision=0)
    actions.submit(version=second, by=author)
    page = soup(at_desk(approver).get(f"{EDIT}approve/"))
    assert "What changed since UEC-01 version 1" in text(page.find("main"))
    assert page.find("ins")
    assert page.find("del")


def test_a_return_needs_its_reason_and_tells_the_author(at_desk, approver, in_review):
    desk = at_desk(approver)
    empty = desk.post(f"{EDIT}return/", {"reason": " "})
    assert empty.status_code == 422
    assert problems(empty) == ["Enter what should change"]
    answer = desk.post(f"{EDIT}return/", {"reason": "Say by when"}, follow=True)
    assert "Returned to the author: Say by when" in text(soup(answer).find("main"))


def test_a_second_click_on_approve_says_who_was_first(at_desk, approver, in_review):
    desk = at_desk(approver)
    desk.post(f"{EDIT}approve/")
    answer = desk.post(f"{EDIT}approve/", follow=True)
    assert "Someone else did this first" in text(soup(answer).find("main")) or "Approved" in text(soup(answer).find("main"))
    assert Version.objects.get().approved_by == approver


def test_a_withdrawal_asks_why(at_desk, author, version):
    desk = at_desk(author)
    assert desk.post(f"{EDIT}withdraw/", {"reason": ""}).status_code == 422
    desk.post(f"{EDIT}withdraw/", {"reason": "Done elsewhere"})
    version.refresh_from_db()
    assert (version.status, version.reason) == (Status.WITHDRAWN, "Done elsewhere")


def test_a_published_version_is_read_and_the_next_is_started(at_desk, author, edition):
    desk = at_desk(author)
    page = soup(desk.get(EDIT))
    assert not page.find("form", id="edit")
    assert page.find("button", string=re.compile("Start version 2"))
    answer = desk.post(f"{EDIT}next/", follow=True)
    assert "UEC-01 version 2 is a draft. It says what version 1 says until you change it." in banner(answer)
    assert soup(answer).find("form", id="edit")


# ── Starting a round ────────────────────────────────────────────────────────────────────────────────────────────────
def start(**changes):
    whole = {"begin": "empty", "title": "Intentions 2027/28", "kind": "annual", "year_from": "2027", "year_to": "2027"}
    return {**whole, **changes}


def test_a_round_is_started(at_desk, author, lead, partner):
    answer = at_desk(author).post("/rounds/start/", start(lead=str(lead.pk), participants=[str(partner.pk)]))
    assert answer.url == "/rounds/intentions-2027-28/draft/"
    round = Round.objects.get()
    assert (round.lead, list(round.participants.all()), round.year_from) == (lead, [partner], 2027)


def test_a_round_is_copied_from_last_year(at_desk, author, lead, round, version):
    sent = start(begin="copy", source=str(round.pk), lead=str(lead.pk))
    answer = at_desk(author).post("/rounds/start/", sent)
    assert answer.url == "/rounds/intentions-2027-28/draft/"
    copy = Round.objects.get(slug="intentions-2027-28")
    assert [str(one) for one in copy.intentions.all()] == ["UEC-01"]


def test_a_double_click_starts_one_round(at_desk, author, lead):
    desk = at_desk(author)
    desk.post("/rounds/start/", start(lead=str(lead.pk)))
    answer = desk.post("/rounds/start/", start(lead=str(lead.pk)))
    assert answer.status_code == 422
    assert problems(answer) == ["There is already a round called “Intentions 2027/28”. Enter another title"]
    assert Round.objects.count() == 1


def test_a_date_on_a_saturday_is_asked_about_and_may_stay(at_desk, author, lead):
    desk = at_desk(author)
    saturday = {
        "response_deadline_day": "30",
        "response_deadline_month": "1",
        "response_deadline_year": "2027",
        "response_deadline_time": "5pm",
    }
    answer = desk.post("/rounds/start/", start(lead=str(lead.pk), **saturday))
    assert answer.status_code == 422
    assert problems(answer) == ["30 January 2027 is a Saturday. Change the date, or tick “Keep these dates”"]
    assert soup(answer).find("input", attrs={"name": "response_deadline_time"})["value"] == "5pm"
    kept = desk.post("/rounds/start/", start(lead=str(lead.pk), keep_dates="on", **saturday))
    assert kept.status_code == 302


def test_a_bank_holiday_is_asked_about(at_desk, author, lead):
    christmas = {"notice_by_date_day": "25", "notice_by_date_month": "12", "notice_by_date_year": "2026"}
    answer = at_desk(author).post("/rounds/start/", start(lead=str(lead.pk), **christmas))
    assert problems(answer) == ["25 December 2026 is a bank holiday (Christmas Day). Change the date, or tick “Keep these dates”"]


def test_a_round_is_led_only_by_an_organisation_one_writes_for(at_desk, author, elsewhere):
    answer = at_desk(author).post("/rounds/start/", start(lead=str(elsewhere.pk)))
    assert answer.status_code == 422
    assert problems(answer) == ["Select one of the answers listed"]


def test_a_viewer_starts_no_round(at_desk, viewer):
    assert at_desk(viewer).get("/rounds/start/").status_code == 403


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "start"}, "Title must have a word that can be in an address"),
        ({"title": "???"}, "Title must have a word that can be in an address"),
        ({"year_to": "2026"}, "Last financial year must be the same as or after the first"),
        ({"begin": "copy"}, "Select the round to copy"),
        ({"begin": "copy", "source": "7b7c0f2c-8a5e-4c58-9d4a-000000000000"}, "Select one of the answers listed"),
    ],
)
def test_what_is_wrong_with_a_new_round_is_said(at_desk, author, lead, changes, says):
    answer = at_desk(author).post("/rounds/start/", start(lead=str(lead.pk), **changes))
    assert answer.status_code == 422
    assert problems(answer) == [says]
    assert not Round.objects.exists()


# ── Money and problems ──────────────────────────────────────────────────────────────────────────────────────────────
def test_committed_and_illustrative_money_are_never_added_together(at_desk, author, chapter):
    rows = [{"kind": "saving", "amount": 45, "confidence": "illustrative"}, {"kind": "saving", "amount": 6, "confidence": "committed"}]
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "money": [*rows, {"kind": "saving", "confidence": "committed"}]})
    page = text(soup(at_desk(author).get(f"{DRAFT}money/")).find("main"))
    assert "Cash-releasing saving: £6 and 1 not known" in page
    assert "Cash-releasing saving: £45 (illustrative)" in page
    assert "£51" not in page


def test_problems_are_listed_by_what_stops_publishing(at_desk, author, chapter):
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "timescale": ""})
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "timescale": "soon"})
    page = text(soup(at_desk(author).get(f"{DRAFT}problems/")).find("main"))
    assert "1 must fix" in page
    assert "UEC-01 has no timescale" in page
    assert "4 to look at" in page  # not read as a period; twins; word for word the same; notice on a Sunday


# ── How much a page asks of the database ────────────────────────────────────────────────────────────────────────────
def queries_of(desk, path):
    desk.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert desk.get(path).status_code == 200
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize(("path", "most"), [("", 12), ("?state=DRAFT", 12), ("UEC-01/", 18), ("problems/", 12), ("money/", 12)])
def test_a_page_asks_the_same_of_the_database_however_long_the_round_is(at_desk, author, chapter, trust, borough, path, most):
    money = [{"kind": "saving", "is_recurrent": True}]  # without a basis: a problem in every row
    content = {**WHOLE, "affects_no_provider": False, "providers": [trust], "places": [borough], "money": money}
    desk = at_desk(author)
    actions.add_intention(chapter=chapter, by=author, content=content, owner=author)
    with_one = queries_of(desk, f"{DRAFT}{path}")
    assert with_one <= most
    for _ in range(2):
        actions.add_intention(chapter=chapter, by=author, content=content, owner=author)
    assert queries_of(desk, f"{DRAFT}{path}") == with_one


def test_an_edition_published_meanwhile_is_what_the_author_sees(at_desk, author, approved, round, approver):
    actions.publish(round=round, by=approver, approving_body="x", approved_date=None, at=NOON)
    assert "Published" in text(soup(at_desk(author).get(EDIT)).find("main"))
