"""Every time that a sentence names: proposed, left as it is, or not to be moved, and why."""

import pytest

from intentions.documents.rolled.sentences import (
    ADDRESS,
    BEFORE_ROUND,
    BEGINS_BEFORE,
    MAY_BE_BASELINE,
    MAY_BE_NAME,
    MAY_BE_NUMBER,
    MAY_END,
    NAME,
    NO_ROOM,
    PARTLY_BEFORE,
    STYLES,
    places,
)
from intentions.documents.rolled.span import Span
from intentions.documents.rolled.whole import written
from intentions.states import Way

YEAR = Span(2019, 2019, 2020, 2020)


def found(text, span=YEAR, **more):
    return list(places(text, span, label="Description", path=("description",), **more))


def all_taken(text, span=YEAR, **more):
    return written({"description": text}, found(text, span, **more))["description"]


@pytest.mark.parametrize(
    ("text", "one_year", "two_years"),
    [
        ("Open in 2019/20.", "Open in 2020/21.", "Open in 2021/22."),
        ("Open in 2019-20.", "Open in 2020-21.", "Open in 2021-22."),
        ("Open in 2019/2020.", "Open in 2020/2021.", "Open in 2021/2022."),
        ("Open by September 2019.", "Open by September 2020.", "Open by September 2021."),
        ("Open by Sept 2019.", "Open by Sept 2020.", "Open by Sept 2021."),
        ("from April 2019 to March 2020", "from April 2020 to March 2021", "from April 2021 to March 2022"),
        ("from April to June 2019", "from April to June 2020", "from April to June 2021"),
        ("in Q4 2019/20", "in Q4 2020/21", "in Q4 2021/22"),
        ("in the third quarter of 2019/20", "in the third quarter of 2020/21", "in the third quarter of 2021/22"),
        ("by the end of 2019", "by the end of 2020", "by the end of 2021"),
        ("on 1 July 2019", "on 1 July 2020", "on 1 July 2021"),
        ("by 31/03/2020", "by 31/03/2021", "by 31/03/2022"),
        ("by 2020-03-31", "by 2021-03-31", "by 2022-03-31"),
        ("spring 2020", "spring 2021", "spring 2022"),
        ("by 2024", "by 2025", "by 2026"),
        ("across 2019/20 to 2021/22", "across 2020/21 to 2022/23", "across 2021/22 to 2023/24"),
        ("in Dec '19", "in Dec '20", "in Dec '21"),
        ("before 2099/00", "before 2100/01", "before 2101/02"),
    ],
)
def test_what_a_sentence_plans_is_proposed_and_ticked(text, one_year, two_years):
    assert [(one.way, one.is_likely) for one in found(text)] == [(Way.PROPOSED, True)]
    assert all_taken(text) == one_year
    assert all_taken(text, Span(2019, 2019, 2021, 2021)) == two_years


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("in 2017/18 we treated fewer people", BEFORE_ROUND),
        ("It has run since 2010", BEFORE_ROUND),
        ("by 31 March 2019", BEFORE_ROUND),
        ("the NHS Long Term Plan 2019", NAME),
        ("under the Care Act 2022", NAME),
        ("a review (2020) found", NAME),
        ("see https://example.org/2019/20/plan.pdf", ADDRESS),
        ("see plan-2020.pdf", ADDRESS),
    ],
)
def test_what_lies_before_the_round_and_what_is_a_name_is_left(text, why):
    assert [(one.way, one.why) for one in found(text)] == [(Way.KEPT, why)]
    assert all_taken(text) == text


@pytest.mark.parametrize(
    ("text", "moved", "why"),
    [
        ("the road map (2018/19 to 2019/20)", "the road map (2019/20 to 2020/21)", BEGINS_BEFORE),
        ("in 2018/19 and 2019/20", "in 2019/20 and 2020/21", BEGINS_BEFORE),
        ("10% below the baseline of 2019/20", "10% below the baseline of 2020/21", MAY_BE_BASELINE),
        ("10% below 2019/20 levels", "10% below 2020/21 levels", MAY_BE_BASELINE),
        ("the NHS Standard Contract 2019/20", "the NHS Standard Contract 2020/21", MAY_BE_NAME),
        ("a contract that ends in June 2019", "a contract that ends in June 2020", MAY_END),
        ("2020 patients", "2021 patients", MAY_BE_NUMBER),
        ("early in 2019", "early in 2020", PARTLY_BEFORE.format(year=2019)),
        ("on Monday 1 July 2019", "on Wednesday 1 July 2020", "1 July 2020 is another day of the week"),
        ("by 29 February 2020", "by 28 February 2021", "There is no 29 February in 2021"),
        ("by 29/02/2020", "by 28/02/2021", "There is no 29 February in 2021"),
        ("in 19/20", "in 20/21", "Written in two digits: it may not be a year"),
        ("by September", "by September 2020", "Names no year, and so moves with the round: tick to write the year"),
        ("by the end of February", "by the end of February 2021", "Names no year, and so moves with the round: tick to write the year"),
        ("by 30 June.", "by 30 June 2020.", "Names no year, and so moves with the round: tick to write the year"),
        ("in Q4", "in Q4 2020/21", "Names no year, and so moves with the round: tick to write the year"),
    ],
)
def test_what_may_be_meant_otherwise_is_proposed_with_the_reason_and_not_ticked(text, moved, why):
    assert [(one.way, one.is_likely, one.why) for one in found(text)] == [(Way.PROPOSED, False, why)]
    assert all_taken(text) == moved


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("in 2019/29", "“2019/29” is not a financial year: its second half does not follow the first"),
        ("in 2019/18", "“2019/18” is not a financial year: its second half does not follow the first"),
        ("from 2020/21 to 2019/20", "The years run backwards"),
        ("from June 2020 to April 2019", "The years run backwards"),
        ("in Q5 2019/20", "A year has four quarters, and “Q5 2019/20” names another"),
        ("by 31 June 2019", "“31 June 2019” is not a day of the calendar"),
        ("by 31/06/2019", "“31/06/2019” is not a day of the calendar"),
        ("by 29 February 2019", "“29 February 2019” is not a day of the calendar"),
    ],
)
def test_what_cannot_be_moved_says_why_and_stays(text, why):
    assert [(one.way, one.why) for one in found(text)] == [(Way.CANNOT, why)]
    assert all_taken(text) == text


def test_a_leap_day_stays_where_there_is_one():
    assert all_taken("by 29 February 2020", Span(2019, 2019, 2023, 2023)) == "by 29 February 2024"


def test_a_month_alone_cannot_be_given_a_year_where_the_round_has_several():
    assert [one.way for one in found("by September", Span(2019, 2023, 2020, 2024))] == [Way.KEPT]


@pytest.mark.parametrize(
    "text",
    [
        "It may march on",
        "May we ask",
        "£2019",
        "£2,019,000",
        "2,019 people",
        "20,192 people",
        "the 2020s",
        "0207 2019999",
        "1 of 2",
        "",
        "24/7",
    ],
)
def test_what_is_no_time_is_not_found(text):
    assert found(text) == []


def test_tags_and_entities_stay_where_they_are():
    rich = (
        '<p>R&amp;D in <strong>2019</strong>/20 and <a href="https://a.example/2019/20/">by March 2020</a></p><ul><li>Q4 2019/20</li></ul>'
    )
    moved = (
        '<p>R&amp;D in <strong>2020</strong>/21 and <a href="https://a.example/2019/20/">by March 2021</a></p><ul><li>Q4 2020/21</li></ul>'
    )
    assert all_taken(rich, is_rich=True) == moved


def test_a_year_in_two_styles_is_named_and_left():
    rich = "<p>By 20<em>19</em></p>"
    assert [(one.way, one.why) for one in found(rich, is_rich=True)] == [(Way.CANNOT, STYLES)]
    assert all_taken(rich, is_rich=True) == rich


def test_what_has_no_room_for_a_year_is_named_and_left():
    assert [(one.way, one.why) for one in found("by September", most=14)] == [(Way.CANNOT, NO_ROOM)]


def test_each_place_is_taken_or_left_by_itself():
    text = "Begun in 2019/20, ready by March 2021, reviewed in 2019/20."
    first, second, third = found(text)
    assert written({"description": text}, [second])["description"] == "Begun in 2019/20, ready by March 2022, reviewed in 2019/20."
    assert (third.lead, third.tail) == ("Begun in 2019/20, ready by March 2021, reviewed in ", ".")
    assert len({one.key for one in (first, second, third)}) == 3
