"""One amount over all years of a round: typed once, shown, summed, rolled and taken away with its years; split by nobody."""

import json
from decimal import Decimal

import pytest

from intentions import actions, documents
from intentions.documents.paper.programme import programme_section
from intentions.documents.rolled.span import Span
from intentions.documents.rolled.whole import rolled, settled
from intentions.models import Intention

from .conftest import NOON, WHOLE
from .reading import DRAFT, banner, problems, soup, text, typed

OF_CHAPTER, MONEY = f"{DRAFT}UEC/money/", f"{DRAFT}money/"
OVER = {"kind": "saving", "amount": 3_000_000, "confidence": "committed", "basis": "Counted", "year_from": 2019, "year_to": 2021}
YEARS = "2019/20 to 2021/22"


@pytest.fixture(autouse=True)
def three_years(round):
    round.year_to = 2021
    round.save()


@pytest.fixture
def over(chapter, author):
    content = {**WHOLE, "money": [OVER, {**OVER, "kind": "investment", "amount": 500_000, "year_to": 2019}]}
    return actions.add_intention(chapter=chapter, by=author, content=content)


def posted(desk, **cells):
    page = desk.post(OF_CHAPTER, {**typed(desk.get(OF_CHAPTER)), "add_money": "1"})
    return desk.post(OF_CHAPTER, typed(page) | {f"money-0-{name}": value for name, value in cells.items()}, follow=True)


def test_it_is_typed_once_and_kept_with_the_first_year_and_the_last(at_desk, author, chapter):
    desk = at_desk(author)
    box = soup(desk.post(OF_CHAPTER, {**typed(desk.get(OF_CHAPTER)), "add_money": "1"})).find("select", attrs={"name": "money-0-year_from"})
    assert text(box.find("option", value="all")) == f"All years of the round: {YEARS}"
    answer = posted(desk, kind="saving", amount="3m", year_from="all", confidence="committed")
    assert banner(answer) == "The money of Urgent and emergency care is saved."
    chapter.refresh_from_db()
    assert [(Decimal(row["amount"]), row["year_from"], row["year_to"]) for row in chapter.money] == [(3_000_000, 2019, 2021)]


def test_another_last_year_beside_it_is_said_at_its_question_and_nothing_typed_is_lost(at_desk, author, chapter):
    answer = posted(at_desk(author), kind="saving", amount="3m", year_from="all", year_to="2020")
    assert (answer.status_code, problems(answer)) == (422, ["Leave the last year empty: all years of the round are selected"])
    chosen = [one["value"] for one in soup(answer).select("select[name^=money-0-year] option[selected]")]
    assert chosen == ["all", "2020"]


def test_a_round_of_one_year_offers_no_such_answer(at_desk, author, chapter, round):
    round.year_to = 2019
    round.save()
    desk = at_desk(author)
    page = desk.post(OF_CHAPTER, {**typed(desk.get(OF_CHAPTER)), "add_money": "1"})
    assert not soup(page).select("select[name=money-0-year_from] option[value=all]")


def test_it_is_offered_where_an_intention_is_written(at_desk, author, over):
    page = soup(at_desk(author).get(f"{DRAFT}UEC-01/"))
    assert text(page.select_one("select[name=money-0-year_from] option[value=all]")) == f"All years of the round: {YEARS}"


def test_it_is_summed_whole_and_stands_in_a_line_of_its_own_split_by_nobody(at_desk, author, over, round):
    rows = documents.round_money(round)["years"]
    assert [(row["year"], row["cells"]) for row in rows] == [
        ("2019/20", ["£500,000", "£0", "-£500,000", "-£500,000"]),
        (f"{YEARS}, not split by year", ["£0", "£3,000,000", "£3,000,000", "£2,500,000"]),
    ]
    page = text(soup(at_desk(author).get(MONEY)).find("main"))
    assert "Cash-releasing saving: £3,000,000" in page and "It has paid for itself in 2021/22." in page
    assert "It stands in a line of its own" in page or "it stands in a line of its own" in page
    assert "£1,000,000" not in page, "a third of it is nobody's figure"


def test_it_is_shown_with_its_years_and_moves_with_the_round(at_desk, author, over, round):
    whole = rolled(round, Span(2019, 2021, 2020, 2022), settled(round), writers=())
    [first, _] = whole.by_key["UEC-01"].after(())["money"]
    assert (first["year_from"], first["year_to"], first["amount"]) == (2020, 2022, 3_000_000)
    assert YEARS in text(soup(at_desk(author).get(MONEY)).find("main"))


def test_papers_pages_and_files_have_it_with_its_years(client, over, round, author, approver):
    version = actions.submit(version=Intention.objects.get().latest, by=author, is_carried_over=True)
    actions.approve(version=version, by=approver, at=NOON, is_carried_over=True)
    about = {"approving_body": "The board", "approved_date": None, "at": NOON}
    edition = actions.publish(round=round, by=approver, is_carried_over=True, **about)

    assert YEARS in str(programme_section(edition.content["chapters"][0], "1", is_full=True))
    assert YEARS in str(documents.volume_of_edition(edition, None))
    assert YEARS in text(soup(client.get(f"/rounds/{round.slug}/UEC-01/")).find("main"))
    kept = client.get(f"/rounds/{round.slug}/editions/1.json").json()
    assert YEARS in json.dumps(kept, ensure_ascii=False)
    [found] = client.get(f"/api/v1/intentions/?round={round.slug}").json()["results"]
    assert (2019, 2021) in [(row["year_from"], row["year_to"]) for row in found["published"]["money"]]
