"""Money of a round: effects, the target, overlaps, both sides, years."""

from decimal import Decimal

import pytest

from intentions import actions, documents
from intentions.documents.bars import bars

from .conftest import WHOLE
from .reading import DRAFT, banner, problems, soup, text, typed

MONEY = f"{DRAFT}money/"
OF_CHAPTER = f"{DRAFT}UEC/money/"


def row(kind="saving", amount=None, confidence="committed", **more):
    return {"kind": kind, "amount": amount, "confidence": confidence, "basis": "Counted", **more}


@pytest.fixture
def say(chapter, author):
    def add(*rows, title="Pays"):
        return actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": title, "money": rows})

    return add


@pytest.fixture
def target(round):
    round.savings_target = Decimal("128700000")
    round.save()
    return round


def test_the_three_illustrative_savings_leave_the_whole_target_open(target, say):
    for amount in (6_000_000, 45_000_000, 40_000_000):
        say(row(amount=amount, confidence="illustrative"), title=f"{amount}")
    facts = documents.round_money(target)
    assert facts["reconciliation"] == [
        ("Savings target", 128_700_000),
        ("Illustrative savings", 91_000_000),
        ("Gap: target less committed and estimated", 128_700_000),
    ]


def test_the_gap_closes_with_what_is_committed_and_estimated(target, say):
    say(row(amount=100_000_000), row(amount=30_000_000, confidence="estimated"), row(amount=1, kind="investment"))
    assert dict(documents.round_money(target)["reconciliation"])["Gap: target less committed and estimated"] == 0


def test_money_of_a_chapter_counts_and_may_be_the_same_pounds(target, chapter, say, author):
    actions.edit_chapter(
        chapter=chapter, by=author, revision=9, money=[row(amount="45000000", confidence="estimated", year_from=2019, year_to=2019)]
    )
    assert documents.round_money(target)["overlaps"] == []
    say(row(amount=6_000_000, year_from=2019, year_to=2019))
    say(row(amount=1_000_000, kind="investment"))
    assert documents.round_money(target)["overlaps"] == ["Chapter UEC names £45 million and its intentions £6 million (UEC-01)"]
    assert dict(documents.round_money(target)["reconciliation"])["Estimated savings"] == 45_000_000


def test_linked_intentions_with_the_same_money_may_overlap(round, say, author):
    first, second = say(row(amount=5), title="One"), say(row(amount=5), title="Other")
    assert documents.round_money(round)["overlaps"] == []
    actions.relate(intention=first, others=[second], by=author)
    assert documents.round_money(round)["overlaps"] == ["UEC-01 and UEC-02 are linked and both name cash-releasing saving"]


def test_both_sides_of_cost_out_are_shown(round, say):
    say(
        row(amount=5_000_000, bearer="commissioner"),
        row(amount=2_000_000, bearer="provider", confidence="illustrative"),
        row(bearer="provider"),
    )
    (saving,) = documents.round_money(round)["sides"]
    assert saving["cells"] == ["£5 million", "£2 million illustrative, 1 not known", "None", "None"]


def test_an_investment_pays_for_itself_over_the_years(at_desk, author, round, say):
    round.year_to = 2021
    round.save()
    say(row("investment", 900_000, year_from=2019, year_to=2019), row(amount=1_000_000, year_from=2020, year_to=2021))
    rows = documents.round_money(round)["years"]
    over = "2020/21 to 2021/22, not split by year"
    assert [(one["year"], one["cells"][3]) for one in rows] == [("2019/20", "-£900,000"), (over, "£100,000")]
    page = text(soup(at_desk(author).get(MONEY)).find("main"))
    assert "It has paid for itself in 2021/22." in page


def test_bars_begin_at_nought_and_say_their_pounds():
    chart = bars("Savings", [("Target", Decimal(100)), ("Found", Decimal(50))])
    assert [mark["width"] for mark in chart["marks"]] == [350.0, 175.0]
    assert chart["description"] == "Target £100; Found £50."
    assert bars("Savings", [("Target", Decimal(0))]) is None


def test_the_chart_has_its_table(at_desk, viewer, target, say):
    say(row(amount=6_000_000))
    page = soup(at_desk(viewer).get(MONEY))
    assert page.find("svg", class_="app-chart").find("desc").text.startswith("Savings target £128.7 million; Committed savings £6 million")
    assert "£6,000,000" in text(page.find("main").find("details").find("table"))


# ── Money of a chapter ──────────────────────────────────────────────────────────────────────────────────────────────
def test_money_of_a_chapter_is_typed_and_kept(at_desk, author, chapter):
    desk = at_desk(author)
    with_row = desk.post(OF_CHAPTER, {**typed(desk.get(OF_CHAPTER)), "add_money": "1"})
    sent = typed(with_row) | {
        "money-0-kind": "saving",
        "money-0-amount": "1.5m",
        "money-0-year_from": "2019",
        "money-0-confidence": "estimated",
    }
    assert banner(desk.post(OF_CHAPTER, sent, follow=True)) == "The money of Urgent and emergency care is saved."
    chapter.refresh_from_db()
    assert (Decimal(chapter.money[0]["amount"]), chapter.money[0]["year_from"]) == (1_500_000, 2019)
    assert "1,500,000" in str(soup(desk.get(OF_CHAPTER)).find("input", attrs={"name": "money-0-amount"}))


def test_a_wrong_amount_is_said_where_it_stands(at_desk, author, chapter):
    sent = {"money-TOTAL_FORMS": "1", "money-INITIAL_FORMS": "0", "money-0-kind": "saving", "money-0-amount": "much", "revision": "0"}
    answer = at_desk(author).post(OF_CHAPTER, sent)
    assert (answer.status_code, problems(answer)) == (422, ["Amount must be an amount, like 250,000 or 1.5 million"])
    assert "much" in str(soup(answer).find("input", attrs={"name": "money-0-amount"}))


def test_money_saved_meanwhile_is_shown_and_not_overwritten(at_desk, author, colleague, chapter):
    desk = at_desk(author)
    form = desk.post(OF_CHAPTER, {**typed(desk.get(OF_CHAPTER)), "add_money": "1"})
    actions.edit_chapter(
        chapter=chapter, by=colleague, revision=0, money=[row(amount="7000000", bearer="", year_from=None, year_to=None, is_recurrent=None)]
    )
    sent = typed(form) | {"money-0-kind": "saving", "money-0-amount": "5"}
    late = desk.post(OF_CHAPTER, sent)
    assert late.status_code == 409
    assert "£7,000,000" in text(soup(late).find(class_="nhsuk-inset-text"))
    desk.post(OF_CHAPTER, typed(late))
    chapter.refresh_from_db()
    assert chapter.money[0]["amount"] == "5"
