"""What stands around the intentions moves as they do: chapters, front matter, challenges, enabler sheets, examples."""

import pytest

from intentions.documents.rolled.around import around, said
from intentions.documents.rolled.span import Span
from intentions.documents.rolled.whole import written
from intentions.models import CaseStudy, Challenge, Chapter, Enabler, RegisterEntry, Section
from intentions.states import Way

YEAR = Span(2019, 2019, 2020, 2020)


def rolled(row):
    places = list(around(row, YEAR))
    return [(one.label, one.way, one.is_likely) for one in places], written(said(row), places)


def test_plans_by_year_and_the_money_of_a_chapter_move_by_themselves_and_its_words_are_proposed():
    chapter = Chapter(
        title="Cancer",
        objectives=["First of all in 2019/20", "Later"],
        narrative="<p>Ready by <em>March</em> 2020</p>",
        year_plans=[{"year": "2019/20", "text": "<p>From April 2019</p>"}, {"year": "Year 2", "text": ""}],
        money=[{"kind": "saving", "amount": 7, "year_from": 2019, "year_to": 2020, "basis": "Agreed in 2018/19"}],
    )
    places, after = rolled(chapter)
    assert places == [
        ("Narrative", Way.PROPOSED, True),
        ("Objectives", Way.PROPOSED, True),
        ("Plan by year", Way.MOVED, False),
        ("Plan by year", Way.PROPOSED, True),
        ("Money", Way.MOVED, False),
        ("Money", Way.KEPT, False),
    ]
    assert after["objectives"] == ["First of all in 2020/21", "Later"]
    assert after["narrative"] == "<p>Ready by <em>March</em> 2021</p>"
    assert after["year_plans"] == [{"year": "2020/21", "text": "<p>From April 2020</p>"}, {"year": "Year 2", "text": ""}]
    assert after["money"] == [{"kind": "saving", "amount": 7, "year_from": 2020, "year_to": 2021, "basis": "Agreed in 2018/19"}]
    assert chapter.year_plans[0]["year"] == "2019/20"


def test_the_timetable_of_a_sheet_moves_by_itself_as_deep_as_it_lies():
    sheet = Enabler(
        title="Workforce", content={"aims": ["Train by 2021"], "timetable": [{"period": "2019/20", "items": ["In Q2 2019/20"]}]}
    )
    places, after = rolled(sheet)
    assert [way for _, way, _ in places] == [Way.PROPOSED, Way.MOVED, Way.PROPOSED]
    assert after["content"] == {"aims": ["Train by 2022"], "timetable": [{"period": "2020/21", "items": ["In Q2 2020/21"]}]}


@pytest.mark.parametrize(
    ("row", "name", "becomes"),
    [
        (Section(heading="Plans for 2019/20", body=""), "heading", "Plans for 2020/21"),
        (Section(heading="Plans", body="<p>In 2019/20</p>"), "body", "<p>In 2020/21</p>"),
        (Challenge(area="Money", statement="Short in 2019/20"), "statement", "Short in 2020/21"),
        (CaseStudy(title="Ward", narrative="<p>Open to March 2020</p>"), "narrative", "<p>Open to March 2021</p>"),
        (CaseStudy(title="Ward", benefits_nhs=["40 beds by 2020"]), "benefits_nhs", ["40 beds by 2021"]),
        (RegisterEntry(role="Runs it from April 2019"), "role", "Runs it from April 2020"),
    ],
)
def test_a_sentence_anywhere_is_proposed(row, name, becomes):
    places, after = rolled(row)
    assert [one[1:] for one in places] == [(Way.PROPOSED, True)]
    assert after[name] == becomes
