import pytest

from intentions.documents.comparison import Year, between, intentions_between
from intentions.documents.rolled.span import Span

LATER = Year(Span(2019, 2019, 2020, 2020), (["All of it"], ["All of that"]))


def intention(reference, **parts):
    blank = dict.fromkeys(
        ("title", "description", "theme", "setting", "strength", "kind", "timescale", "period", "lever", "schedule", "dependencies"), ""
    )
    rows = {name: [] for name in ("places", "providers", "provider_kinds", "outcomes", "money", "standards", "rollouts")}
    return {"reference": reference, **blank, **rows, "affects_no_provider": False, "title": reference, **parts}


def content(*intentions, sections=(), **chapter):
    texts = {"narrative": "", "finance_short_term": "", "finance_medium_long_term": "", "finance_rule": "", "objectives": []}
    return {
        "sections": list(sections),
        "chapters": [{"code": "UEC", "title": "Urgent", **texts, **chapter, "intentions": list(intentions)}],
    }


def words(found):
    return {one.key: one.word for one in found}


def test_intentions_are_new_changed_dropped_or_the_same():
    before = content(intention("UEC-01"), intention("UEC-02", theme="Front door"), intention("UEC-03"))
    after = content(intention("UEC-01"), intention("UEC-02", theme="Back door"), intention("UEC-04"))

    found = words(intentions_between(before, after))

    assert found == {"UEC-01": "The same", "UEC-02": "Changed", "UEC-04": "New", "UEC-03": "Dropped"}


def test_a_change_is_drawn_with_what_was_added_and_removed():
    before = content(intention("UEC-01", description="<p>seven days by April</p>"))
    after = content(intention("UEC-01", description="<p>seven days by July</p>"))

    change = next(intentions_between(before, after)).changes[0]

    assert (change.label, "<del" in change.drawn, "<ins" in change.drawn) == ("Description", True, True)


def test_another_year_follows_what_was_rolled_over_under_another_reference():
    before = content(intention("UEC-07", title="Streaming"), intention("UEC-08"))
    after = content(intention("UEC-01", title="Streaming"), intention("UEC-08"))

    found = list(intentions_between(before, after, {"UEC-01": "UEC-07"}, LATER))

    assert words(found) == {"UEC-01": "Moved", "UEC-08": "Dropped"}
    assert [one.word for one in found] == ["Moved", "New", "Dropped"]


def test_another_year_alone_is_no_change():
    before, after = content(intention("UEC-01", timescale="2019/20")), content(intention("UEC-01", timescale="2020/21"))

    assert words(intentions_between(before, after, {"UEC-01": "UEC-01"}, LATER)) == {"UEC-01": "Moved"}
    assert words(intentions_between(before, after)) == {"UEC-01": "Changed"}


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("<p>Old</p>", "<p>New</p>", "Changed"),
        ("<p>Old</p>", "<p>Old</p>", "The same"),
        (None, "<p>New</p>", "New"),
        ("<p>Old</p>", None, "Dropped"),
    ],
)
def test_a_passage_is_told_apart_by_its_heading(before, after, word):
    def with_context(body):
        return content(sections=[{"heading": "Context", "body": body}] if body else [])

    assert words(between(with_context(before), with_context(after)))["Context"] == word


def test_objectives_and_finance_of_a_chapter_are_compared():
    found = between(
        content(objectives=["Fewer falls"]), content(objectives=["Fewer falls", "Shorter stays"], finance_rule="Net of <costs>")
    )

    chapter = next(one for one in found if one.key == "UEC")
    assert [change.label for change in chapter.changes] == ["Financial rule", "Objectives"]
    assert "&lt;costs&gt;" in chapter.changes[0].after


# ── Another year ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("was", "now", "word"),
    [
        ({"description": "<p>Open by May 2019 in 2019/20</p>"}, {"description": "<p>Open by May 2020 in 2020/21</p>"}, "Moved"),
        ({"description": "<p>Open by May 2019 in 2019/20</p>"}, {"description": "<p>Open by May 2020 in 2019/20</p>"}, "Moved"),
        ({"description": "<p>Open by May 2019</p>"}, {"description": "<p>Open by June 2020</p>"}, "Changed"),
        ({"description": "<p>Open by May 2019</p>"}, {"description": "<p>Open by May 2021</p>"}, "Changed"),
        ({"description": "<p>Open by May 2019</p>"}, {"description": "<p>Open by May 2020, we hope</p>"}, "Changed"),
        ({"description": "<p>Open by May</p>"}, {"description": "<p>Open by May 2020</p>"}, "Moved"),
        ({"description": "<p>By 29 February 2020</p>"}, {"description": "<p>By 28 February 2021</p>"}, "Moved"),
        ({"description": "<p>In 2019/29</p>"}, {"description": "<p>In 2020/30</p>"}, "Changed"),
        ({"timescale": "Q3 2019/20"}, {"timescale": "Q1 2020/21"}, "Changed"),
        ({"places": ["All of it"]}, {"places": ["All of that"]}, "Moved"),
        ({"places": ["All of it"]}, {"places": ["A part of that"]}, "Changed"),
        (
            {"from_date": "2019-04-01", "to_date": "2020-03-31", "period": "2019/20"},
            {"from_date": "2020-04-01", "to_date": "2021-03-31", "period": "2020/21"},
            "Moved",
        ),
    ],
)
def test_what_only_moved_by_the_years_is_told_from_what_truly_changed(was, now, word):
    before, after = content(intention("UEC-01", **was)), content(intention("UEC-01", **now))

    assert words(intentions_between(before, after, {"UEC-01": "UEC-01"}, LATER)) == {"UEC-01": word}


def test_of_what_truly_changed_the_parts_that_only_moved_are_set_apart():
    before = content(intention("UEC-01", timescale="2019/20", theme="Frailty"))
    after = content(intention("UEC-01", timescale="2020/21", theme="Falls"))

    found = next(intentions_between(before, after, {"UEC-01": "UEC-01"}, LATER))

    assert ([one.name for one in found.changes], [one.name for one in found.moved]) == (["theme"], ["timescale"])
