"""What a commissioner sees of a draft round, read as HTML."""

import re

import pytest

from intentions import actions
from intentions.states import Status

from .conftest import NOON, WHOLE
from .reading import DRAFT, EDIT, queries_of, soup, text


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
    assert fix["href"] == f"{DRAFT}UEC-02/#part-description"


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
    assert "8 to look at" in page  # no place and no strength, twice; not read as a period; twins; word for word the same; a Sunday


# ── How much a page asks of the database ────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("path", "most"), [("", 13), ("?state=DRAFT", 14), ("UEC-01/", 18), ("problems/", 12), ("money/", 12)])
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
