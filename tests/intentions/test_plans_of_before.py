"""Plans that were loaded before they could be written in the browser are read as those written since."""

from importlib import import_module

from intentions.models import Plan

STEP = import_module("intentions.migrations.0011_what_a_plan_holds_lies_flat")
BEFORE = {
    "vision": ["The best care"],
    "ambition": {"statement": "Fewer years of life lost", "measures": [{"name": "Years lost", "target": "3.2%"}]},
    "scorecard": {"slug": "scorecard", "domains": [{"number": 1, "question": "Is care good?", "objectives": [5]}]},
    "collaborative_programmes": {"items": [{"title": "Cancer"}]},
}


def test_what_a_plan_held_lies_flat_and_nothing_is_lost():
    after = STEP.flat(BEFORE)
    assert after == {
        "vision": ["The best care"],
        "ambition": "Fewer years of life lost",
        "measures": [{"name": "Years lost", "target": "3.2%"}],
        "scorecard": [{"number": 1, "question": "Is care good?", "objectives": [5]}],
        "together": [{"title": "Cancer"}],
    }
    assert STEP.flat(after) == after


def test_such_a_plan_is_read(client, lead):
    about = {"organisation": lead, "title": "Before", "form": "ccg", "year_from": 2014, "year_to": 2018}
    Plan.objects.create(slug="before", content=STEP.flat(BEFORE), status="PUBLISHED", **about)
    page = client.get("/plans/before/")
    assert page.status_code == 200
    assert b"Is care good?" in page.content and b"Fewer years of life lost" in page.content
