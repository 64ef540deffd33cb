"""What moves by itself: when it is, money and roll-out by year, when a rule begins."""

from datetime import date
from decimal import Decimal

import pytest

from intentions import timescale
from intentions.documents.rolled.facts import intention
from intentions.documents.rolled.span import Span
from intentions.documents.rolled.whole import written
from intentions.models import Version
from intentions.models.content import COLUMNS, LINKS, ROWS, row
from intentions.states import Precision, Way

NAMELESS = "Names no year, and so moves with the round: tick to write the year"
YEAR = Span(2019, 2019, 2020, 2020)
EMPTY = {**{name: getattr(Version(), name) for name in COLUMNS}, **{name: [] for name in (*LINKS, *ROWS)}}


def said(text="", **more):
    read = timescale.read(text, (2019, 2019))
    dates = {"from_date": read.from_date, "to_date": read.to_date, "precision": read.precision} if read else {}
    return {**EMPTY, "timescale": text, **dates, **more}


def rolled(content, span=YEAR):
    """The places, and what it says with all of them taken."""
    places = list(intention(content, span))
    return places, written(content, places)


@pytest.mark.parametrize(
    ("text", "new", "first", "last"),
    [
        ("2019/20", "2020/21", date(2020, 4, 1), date(2021, 3, 31)),
        ("Commencing Q3 2019/20", "Commencing Q3 2020/21", date(2020, 10, 1), None),
        ("Q4 2019/20", "Q4 2020/21", date(2021, 1, 1), date(2021, 3, 31)),
        ("by the end of 2019", "by the end of 2020", None, date(2020, 12, 31)),
        ("by September 2019", "by September 2020", None, date(2020, 9, 30)),
        ("February 2020", "February 2021", date(2021, 2, 1), date(2021, 2, 28)),
        ("from April 2019 to March 2020", "from April 2020 to March 2021", date(2020, 4, 1), date(2021, 3, 31)),
        ("2019/20 to 2021/22", "2020/21 to 2022/23", date(2020, 4, 1), date(2023, 3, 31)),
        ("Year 1", "Year 1", date(2020, 4, 1), date(2021, 3, 31)),
    ],
)
def test_when_it_is_moves_by_itself_words_and_dates_together(text, new, first, last):
    places, after = rolled(said(text))
    assert [one.way for one in places] == [Way.MOVED]
    assert (after["timescale"], after["from_date"], after["to_date"]) == (new, first, last)


@pytest.mark.parametrize(
    ("text", "new", "first", "last", "why"),
    [
        ("2018/19", "2019/20", date(2019, 4, 1), date(2020, 3, 31), "Before the first year of the round"),
        ("Commencing Q3 2018/19", "Commencing Q3 2019/20", date(2019, 10, 1), None, "Begins before the first year of the round"),
        ("2018/19 to 2019/20", "2019/20 to 2020/21", date(2019, 4, 1), date(2021, 3, 31), "Begins before the first year of the round"),
        ("29 February 2020", "28 February 2021", date(2021, 2, 28), date(2021, 2, 28), "There is no 29 February in 2021"),
        (
            "by September",
            "by September 2020",
            None,
            date(2020, 9, 30),
            "Names no year, and so moves with the round: tick to write the year",
        ),
        ("Q4", "Q4 2020/21", date(2021, 1, 1), date(2021, 3, 31), NAMELESS),
    ],
)
def test_when_it_may_be_meant_otherwise_it_is_asked(text, new, first, last, why):
    places, after = rolled(said(text))
    assert [(one.way, one.why, one.is_likely) for one in places] == [(Way.PROPOSED, why, False)]
    assert (after["timescale"], after["from_date"], after["to_date"]) == (new, first, last)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2019/29", "“2019/29” is not a financial year: its second half does not follow the first"),
        ("2020/21 to 2019/20", "The years run backwards"),
        ("31 February 2019", "“31 February 2019” is not a day of the calendar"),
        ("Q5 2019/20", "A year has four quarters, and “Q5 2019/20” names another"),
        ("when funds allow", "“when funds allow” is not read as a time: say when"),
    ],
)
def test_when_it_cannot_be_moved_it_says_why_and_stays(text, why):
    content = said(text)
    places, after = rolled(content)
    assert [(one.way, one.why) for one in places] == [(Way.CANNOT, why)]
    assert after == content


def test_a_time_without_a_year_is_asked_about_where_the_round_has_several():
    places, _ = rolled(said("Q4"), Span(2019, 2023, 2020, 2024))
    assert [(one.way, one.why) for one in places] == [(Way.CANNOT, "“Q4” names no year, and the round has several: say when")]


def test_what_had_no_date_of_its_own_is_for_the_years_of_the_new_round():
    dates = {"from_date": date(2019, 4, 1), "to_date": date(2020, 3, 31), "precision": Precision.ROUND}
    _, after = rolled(said(**dates), Span(2019, 2019, 2020, 2022))
    assert (after["from_date"], after["to_date"], after["timescale"]) == (date(2020, 4, 1), date(2023, 3, 31), "")


@pytest.mark.parametrize(
    ("first", "last", "precision", "moved"),
    [
        (date(2019, 6, 1), date(2020, 2, 29), Precision.MONTH, (date(2020, 6, 1), date(2021, 2, 28))),
        (date(2022, 2, 1), date(2023, 2, 28), Precision.MONTH, (date(2023, 2, 1), date(2024, 2, 29))),
        (date(2022, 2, 28), date(2023, 2, 28), Precision.DAY, (date(2023, 2, 28), date(2024, 2, 28))),
        (date(2019, 4, 1), None, Precision.OPEN, (date(2020, 4, 1), None)),
    ],
)
def test_dates_without_words_move_and_the_end_of_a_month_stays_one(first, last, precision, moved):
    _, after = rolled(said(from_date=first, to_date=last, precision=precision))
    assert (after["from_date"], after["to_date"]) == moved


def test_money_moves_by_financial_year_and_its_sum_stays():
    sums = [
        row(
            "money", {"kind": "saving", "amount": Decimal("45000000.50"), "year_from": 2019, "year_to": 2020, "basis": "Agreed in 2019/20"}
        ),
        row("money", {"kind": "saving", "year_from": 2018, "year_to": 2018}),
        row("money", {"kind": "saving", "amount": Decimal(7)}),
    ]
    places, after = rolled(said(money=sums))
    assert [(one.way, one.before, one.after) for one in places] == [
        (Way.MOVED, "£45,000,000.50, 2019/20 to 2020/21", "£45,000,000.50, 2020/21 to 2021/22"),
        (Way.PROPOSED, "Not known, 2018/19", "Not known, 2019/20"),
        (Way.PROPOSED, "2019/20", "2020/21"),
    ]
    assert [(one["amount"], one["year_from"], one["year_to"]) for one in after["money"]] == [
        (Decimal("45000000.50"), 2020, 2021),
        (None, 2019, 2019),
        (Decimal(7), None, None),
    ]


def test_roll_out_and_rules_move_by_their_year_and_a_contract_ends_when_it_ends():
    content = said(
        rollouts=[row("rollouts", {"bundle": "Vital 5", "year": "2019/20", "coverage": "80% by March 2020"})],
        policies=[row("policies", {"subject": "IVF", "effective": "Commencing Q4 2018/19"})],
        contracts=[{"reference": "C1", "provider": "", "ends_on": date(2020, 3, 31), "notice_months": 6, "clause": "", "unserved": ""}],
    )
    places, after = rolled(content)
    assert [(one.label, one.way, one.why) for one in places] == [
        ("Roll-out", Way.MOVED, ""),
        ("Policy or access rules", Way.PROPOSED, "Begins before the first year of the round"),
        ("Contracts it touches", Way.KEPT, "A contract ends on its own day"),
        ("Roll-out", Way.PROPOSED, ""),
    ]
    assert (after["rollouts"][0]["year"], after["rollouts"][0]["coverage"]) == ("2020/21", "80% by March 2021")
    assert after["policies"][0]["effective"] == "Commencing Q4 2019/20"
    assert after["contracts"][0]["ends_on"] == date(2020, 3, 31)


def test_what_is_given_is_not_changed():
    content = said("2019/20", description="<p>In 2019/20</p>", money=[row("money", {"kind": "saving", "year_from": 2019, "year_to": 2019})])
    rolled(content)
    assert (content["timescale"], content["description"], content["money"][0]["year_from"]) == ("2019/20", "<p>In 2019/20</p>", 2019)
