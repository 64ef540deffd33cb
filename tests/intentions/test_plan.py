from datetime import date

import pytest
from bs4 import BeautifulSoup

from intentions.documents.plan import plan as facts_of
from intentions.models import Plan

CCG = {
    "visions": [
        {"where": "page", "statements": ["People stay well for longer."]},
        {"where": "appendix-b", "statements": ["People stay well for longer."], "same_as_page": True},
    ],
    "objectives": [
        {"number": 1, "name": "Prevention", "statement": "Fewer years lost."},
        {"number": 2, "name": "Money", "statement": "Balance."},
    ],
    "delivered_by": [{"serves": [1, 2], "text": "- Work with public health.\n- Test the market.", "see_also": [3], "mapping": "printed"}],
    "governance": ["The health and wellbeing board"],
    "success_criteria": [
        {"statement": "Balance is reached.", "domains": [1, 4], "threshold": "Green", "by_when": "2015-03-31", "by_when_text": "year end"}
    ],
    "risks": [{"statement": "Quality slips."}],
}
NHS_ENGLAND = {
    "objectives": [{"number": 1, "word": "One", "statement": "Among the best tenth.", "measured_by": "the rank", "until": 2020}],
    "theme_blocks": [{"title": "Patient focus", "links": [1], "mapping": "read", "items": ["Patients take part."]}],
    "commitments": [
        {
            "actor": "Commissioners",
            "commitment": "A practice for every veteran",
            "limit": {"value": 3, "unit": "months", "counted_from": "discharge"},
            "alternative_limit": {"value": 4, "unit": "weeks", "counted_from": "request"},
        }
    ],
}


@pytest.fixture
def write(lead):
    def make(content, **fields):
        return Plan.objects.create(
            slug="plan", organisation=lead, title="Plan of the lead", form="ccg", content=content, status="PUBLISHED", **fields
        )

    return make


def test_one_block_may_serve_several_objectives(write):
    block = facts_of(write(CCG))["blocks"][0]

    assert block["title"] == "Delivered by, for objectives 1 and 2"
    assert block["see_also"] == "See also objective 3."
    assert "<li>" in block["body"]


def test_a_vision_said_alike_elsewhere_is_shown_once(write):
    facts = facts_of(write(CCG))

    assert len(facts["visions"]) == 1
    assert facts["visions_elsewhere"] == []


def test_a_commitment_keeps_both_limits(write):
    assert facts_of(write(NHS_ENGLAND))["commitments"][0]["limit"] == "3 months from discharge, or 4 weeks from request"


@pytest.mark.parametrize("content", [{}, {"objectives": None, "risks": None}, {"mission": {"statement": "Better health."}}])
def test_a_form_leaves_out_what_it_has_not(write, content):
    assert facts_of(write(content))["objectives"] == []


CCG_WORDS = [
    "Objective 1: Prevention",
    "Delivered by, for objectives 1 and 2",
    "Work with public health.",
    "NHS Outcomes Framework domains 1 and 4",
    "Quality slips.",
]
NHS_ENGLAND_WORDS = [
    "Objective One",
    "Measured by: the rank",
    "Patient focus, for objective 1",
    "our reading of the layout",
    "4 weeks from request",
]


@pytest.mark.parametrize(("content", "shown"), [(CCG, CCG_WORDS), (NHS_ENGLAND, NHS_ENGLAND_WORDS)])
def test_the_page_shows_every_block_of_its_form(client, write, content, shown):
    plan = write(content, year_from=2014, year_to=2018, document_status="draft", document_version="0.19", signed_off_date=date(2014, 4, 4))

    response = client.get(plan.get_absolute_url())

    text = " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())
    assert response.status_code == 200
    assert "2014/15 to 2018/19" in text
    assert "Draft 0.19, signed off 4 April 2014" in text
    assert [one for one in shown if one not in text] == []


def test_a_plan_in_draft_is_not_there_even_for_its_writers(client, write, author):
    plan = write(CCG)
    Plan.objects.update(status="DRAFT")
    client.force_login(author)

    assert client.get(plan.get_absolute_url()).status_code == 404


def test_plans_are_listed(client, write):
    write(CCG, year_from=2014, year_to=2018)

    page = BeautifulSoup(client.get("/plans/").content, "html.parser")

    assert [link.get_text() for link in page.select("tbody a")] == ["Plan of the lead"]
