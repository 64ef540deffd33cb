from copy import deepcopy
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from committees import actions, documents
from committees.documents import quoted
from committees.documents.house import HOUSE
from committees.models import Committee
from portal.printing.pdf import print_paper, render_html

from ..conftest import EXEMPT, LATE, LATENESS, WORDS


@pytest.fixture
def facts(item, paper):
    return documents.paper_facts(paper)


def section(facts, heading):
    return next(one for one in facts["sections"] if one["heading"] == heading)


def cells(table):
    return [[cell["text"] for cell in row] for row in table["rows"]]


def headings(facts):
    return [f"{one['number']} {one['heading']}".strip() for one in facts["sections"]]


def drawn(facts):
    return BeautifulSoup(render_html("documents/paper.html", facts, title="Intentions"), "html.parser")


# ── House headings ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_house_headings_stand_in_their_order_and_programmes_in_theirs(facts):
    assert headings(facts) == [
        "1 Purpose",
        "2 Recommendations",
        "3 Policy context",
        "4 Strategic context",
        "5 Urgent and emergency care",
        "6 Cancer",
        "7 Financial implications",
        "8 Legal implications",
        "9 Crime and disorder implications",
        "10 Equalities implications",
        "11 Environmental implications",
        "12 Conclusion",
        "Background documents",
        "Contact",
    ]


def test_another_house_has_its_own_headings_order_and_numbering(committee, ccg, author):
    committee.headings = [
        {"heading": "Why we write", "kind": "purpose", "section": "", "numbered": True, "mandatory": True},
        {"heading": "What we ask", "kind": "recommendations", "section": "", "numbered": False, "mandatory": True},
        {"heading": "In the end", "kind": "conclusion", "section": "", "numbered": True, "mandatory": True},
    ]
    committee.save()
    paper = actions.make_paper(committee=committee, author=ccg, title="x", by=author, **WORDS)

    assert headings(documents.paper_facts(paper)) == ["1 Why we write", "What we ask", "2 In the end"]


def test_a_heading_with_nothing_under_it_takes_no_number(committee, ccg, author):
    paper = actions.make_paper(committee=committee, author=ccg, title="x", by=author, **{**WORDS, "policy_context": ""})

    assert headings(documents.paper_facts(paper))[:4] == [
        "1 Purpose",
        "2 Recommendations",
        "3 Strategic context",
        "4 Financial implications",
    ]


def test_the_form_of_2018_is_the_house_template_when_none_is_brought(db):
    assert [heading["heading"] for heading in HOUSE][:2] == ["Header block", "Reasons for lateness and urgency"]
    assert Committee._meta.get_field("clear_days").default == 5


# ── Header, lateness, recommendations ───────────────────────────────────────────────────────────────────────────────
def test_the_header_block_has_every_field_and_the_item_number_last(cleared):
    assert documents.printed(cleared)["header"] == [
        ["Committee", "Healthier Communities Committee"],
        ["Report title", "Commissioning intentions 2019/20"],
        ["Contributors", "NHS Eastham CCG"],
        ["Class", "Part 1, information item"],
        ["Made from", "Eastham intentions 2019/20, edition 1, published on 1 October 2018"],
        ["Meeting", "Monday 3 December 2018"],
        ["Item number", "1"],
    ]


def test_lateness_is_printed_only_when_late_with_the_clear_days_left(item, paper, approver, clerk):
    actions.save_paper(paper=paper, by=clerk, revision=0, **LATENESS)
    late = actions.clear(paper=paper, by=approver, at=LATE).facts["sections"][0]

    assert (late["number"], late["heading"]) == ("", "Reasons for lateness and urgency")
    assert [block["text"] for block in late["blocks"]] == [
        "Figures came late.",
        "Contracts are signed in January.",
        "The vice-chair, on 25 November 2018",
        "Published on Monday 26 November 2018: 4 clear days before the meeting, not 5.",
    ]


def test_a_recommendation_has_its_verb_once_however_it_was_typed(facts):
    lead, asked = section(facts, "Recommendations")["blocks"]

    assert lead["words"] == "Members of the Healthier Communities Committee are asked to:"
    assert (asked["number"], asked["verb"], asked["text"], asked["informed_by"]) == (
        "2.1.1",
        "Note",
        "the priorities.",
        ["The joint group"],
    )


def test_an_exempt_paper_says_so_at_its_head(committee, ccg, author):
    paper = actions.make_paper(committee=committee, author=ccg, title="x", by=author, **WORDS, **EXEMPT)
    facts = documents.paper_facts(paper)

    assert facts["exempt"] == "Part 2: not for publication. Exempt under paragraph 3 of Schedule 12A to the Local Government Act 1972."
    assert facts["marking"] == "Part 2: not for publication"
    assert ["Class", "Part 2, information item"] in facts["header"]


# ── What is quoted ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_everything_quoted_is_marked_and_numbered_after_the_writers_own_words(facts):
    context = section(facts, "Strategic context")

    assert [block["number"] for block in context["blocks"]] == ["4.1"]
    assert [(part["number"], part["heading"], part["quoted"]) for part in context["parts"]] == [
        ("4.2", "What this round covers", "From edition 1"),
        ("4.3", "Challenges", "From edition 1"),
    ]


def test_front_matter_is_left_out_when_the_writer_says_so(item, paper, clerk):
    paper = actions.save_paper(paper=paper, by=clerk, revision=0, quotes_front_matter=False)

    assert section(documents.paper_facts(paper), "Strategic context").get("parts") == []


def test_a_programme_has_objectives_intentions_and_its_contribution_to_financial_recovery(facts):
    cancer = section(facts, "Cancer")

    assert cancer["quoted"] == "From edition 1"
    assert [f"{part['number']} {part['heading']}" for part in cancer["parts"]] == [
        "6.1 Objectives",
        "6.2 Commissioning intentions",
        "6.3 Contribution to financial recovery",
    ]


def test_in_full_each_intention_is_a_numbered_block_with_all_that_is_known_of_it(facts):
    intention = section(facts, "Cancer")["parts"][1]["groups"][0]["intentions"][0]

    assert (intention["number"], intention["reference"], intention["id"]) == ("6.2.1", "CAN-01", "p6-2-1")
    assert intention["rows"] == [
        ["Where", "Eastham"],
        ["When", "2019/20"],
        ["Who provides it", "Every acute trust"],
        ["Strength", "Will"],
    ]
    assert [table["caption"] for table in intention["tables"]] == ["Standards: CAN-01", "Roll-out: CAN-01", "Money: CAN-01"]
    assert cells(intention["tables"][0]) == [["First appointment", "under 7 days"]]
    assert cells(intention["tables"][2])[0][:3] == ["Cash-releasing saving", "Commissioner", "£1,000"]


def test_as_a_summary_the_intentions_are_one_table(item, paper, clerk):
    paper = actions.save_paper(paper=paper, by=clerk, revision=0, detail="summary")
    part = section(documents.paper_facts(paper), "Cancer")["parts"][1]

    assert part["blocks"][0]["heads"] == ["Reference", "Change", "What and description", "Timescale"]
    assert [row[0] for row in cells(part["blocks"][0])] == ["CAN-01", "CAN-02"]
    assert part["groups"] == []


def test_only_the_chosen_programmes_are_quoted_in_the_chosen_order(item, paper, clerk):
    paper = actions.save_paper(paper=paper, by=clerk, revision=0, programmes=["CAN", "UEC"])

    assert headings(documents.paper_facts(paper))[4:6] == ["5 Cancer", "6 Urgent and emergency care"]


def test_what_is_quoted_is_what_was_frozen_in_the_edition(item, paper, round_):
    before = documents.paper_facts(paper)
    round_.chapters.update(title="Changed since", narrative="<p>Changed since</p>")

    assert documents.paper_facts(paper) == before


def test_a_summary_takes_fewer_pages_than_the_full_text(paper):
    full = documents.page_estimate(paper)
    paper.detail = "summary"

    assert documents.page_estimate(paper) < full


# ── Contradiction ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "said",
    [
        "<p>There are no direct financial implications.</p>",
        "<p>The report in itself costs nothing. What follows is for others.</p>",
        "<p>None.</p>",
        "<p>No additional cost.</p>",
    ],
)
def test_no_financial_implications_against_sections_about_money_is_a_contradiction(paper, clerk, said):
    paper = actions.save_paper(paper=paper, by=clerk, revision=0, implications={**WORDS["implications"], "financial": said})

    assert documents.contradiction(paper) == "Section 7 says no financial implications; 2 sections claim savings."


@pytest.mark.parametrize("said", ["<p>Savings of £1 million are expected.</p>", "<p>The cost is met from the reserve.</p>", ""])
def test_money_that_is_admitted_is_no_contradiction(paper, clerk, said):
    paper = actions.save_paper(paper=paper, by=clerk, revision=0, implications={**WORDS["implications"], "financial": said})

    assert documents.contradiction(paper) == ""


def test_one_section_claims_in_the_singular(paper, clerk):
    paper = actions.save_paper(paper=paper, by=clerk, revision=0, programmes=["CAN"])

    assert documents.contradiction(paper) == "Section 6 says no financial implications; 1 section claims savings."


# ── As it is drawn ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_drawn_paper_has_one_main_heading_no_skipped_level_and_no_id_twice(cleared):
    page = drawn(documents.printed(cleared))
    levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    ids = [element["id"] for element in page.find_all(id=True)]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert all(page.find(id=link["href"][1:]) for link in page.select("a[href^='#']"))


def test_what_was_typed_is_drawn_as_words(item, paper, clerk):
    paper = actions.save_paper(paper=paper, by=clerk, revision=0, contributors="<b>Bold & Sons</b>", title="A < B")

    assert "<b>Bold & Sons</b>" in drawn(documents.paper_facts(paper)).get_text()


@pytest.mark.slow
def test_a_paper_prints_without_a_fault(cleared):
    printed = print_paper("documents/paper.html", documents.printed(cleared), title=cleared.title)

    assert printed.faults == []
    assert printed.pages >= 3


@pytest.mark.parametrize(
    ("kinds", "said"),
    [(["Every provider"], "Every provider"), (["Acute trust", "GP federation"], "Every acute trust and GP federation")],
)
def test_who_provides_it_is_said_as_one_would_say_it(paper, kinds, said):
    chapter = deepcopy(paper.edition.content["chapters"][0])
    chapter["intentions"][0].update(provider_kinds=kinds, providers=[], affects_no_provider=False)
    written = quoted.programme_section(chapter, "1", paper)["parts"]
    block = next(part for part in written if part["groups"])["groups"][0]["intentions"][0]
    assert ["Who provides it", said] in block["rows"]
