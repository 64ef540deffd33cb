"""Intentions under headings that begin with a reference, as they are proposed of a Word file."""

import io

import docx
import pytest

from intentions.recognition import propose
from portal.reading import read

from .test_proposing import KNOWN

HEADS = ("WX-01 Wheelchairs at home", "WX-02 Night nursing")
FACTS = (
    ("Where", "Ashby"),
    ("When", "By March 2031"),
    ("Who provides it", "Vale ICB"),
    ("Strength", "Will"),
    ("Depends on", "A lease"),
    ("Note", "x y"),
)
AMOUNTS = (("Effect", "Borne by", "Amount", "Years"), ("Investment", "Provider", "£40,000", "2030/31"))


def proposed(heads=HEADS, facts=FACTS, amounts=AMOUNTS, words="Wheelchairs are fitted where people live."):
    document = docx.Document()
    document.add_heading("Urgent care", 1)
    for head in heads:
        document.add_heading(head, 2)
        document.add_paragraph(words)
        document.add_paragraph("First thing", style="List Bullet")
        for rows in filter(None, (facts, amounts)):
            table = document.add_table(len(rows), len(rows[0]))
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    table.cell(at, place).text = cell
            document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    found = propose(read(out.getvalue(), "paper.docx"), KNOWN)
    assert found.coverage().share == 1.0
    return found


def test_what_stands_under_a_heading_with_a_reference_is_one_intention_with_its_facts():
    first, second = proposed().of("intention")

    assert (first.fields["title"], second.fields["title"]) == HEADS
    assert first.fields["description"] == "Wheelchairs are fitted where people live.\nFirst thing"
    assert (first.fields["places"], first.fields["organisations"], first.fields["strength"]) == (["ashford"], ["vale-icb"], "will")
    assert (first.fields["timescale"]["to"], first.fields["dependencies"]) == ("2031-03-31", "A lease")
    assert first.sure >= 0.8 and "begins with a reference, “WX-01”" in first.why


def test_what_a_row_says_that_is_no_fact_stays_words():
    first, _ = proposed().of("intention")

    assert "Strength" in first.fields["told"] and "Note" not in first.fields["told"] and "x y" not in first.fields["told"]
    assert any(span.key.endswith("r5.c1") for span in first.spans)


def test_a_table_of_amounts_under_it_is_its_money():
    found = proposed()
    money = [one.fields for one in found.of("money")]

    assert [one["intention"] for one in money] == [one.key for one in found.of("intention")]
    assert (money[0]["kind"], money[0]["bearer"], money[0]["amount_gbp"], money[0]["years"]) == (
        "investment",
        "provider",
        40000,
        [2030, 2030],
    )
    assert money[0]["text"] == "Investment, Provider, £40,000, 2030/31"


def test_a_table_with_another_row_stays_whole():
    found = proposed(amounts=(*AMOUNTS, ("See", "the", "annex", "below")))

    assert any("annex" in one.fields["body"] for one in found.of("passage"))


@pytest.mark.parametrize("heads", [("NHS 111 at night", "Night nursing"), ("NHS 111 at night", "NHS 111 by day"), ("A1 Aims", "B2 Ways")])
def test_letters_and_a_number_that_count_nothing_are_no_reference(heads):
    assert not any("begins with a reference" in one.why for one in proposed(heads, facts=(), amounts=()).of("intention"))


def test_the_outcomes_that_a_row_names_are_proposed_with_their_intention():
    found = proposed(facts=(*FACTS, ("Outcomes", "Fewer falls; More time at home")))
    first, _ = found.of("intention")
    named = [one for one in found.of("outcome") if one.fields["with"] == [first.key]]

    assert [one.fields["statement"] for one in named] == ["Fewer falls", "More time at home"]
    assert "Outcomes" in first.fields["told"]


TABLE = "Outcome\tMeasure\nPeople wait less\tDays waited\n"


def tied(text):
    found = propose(read(text.encode(), "paper.txt"), KNOWN)
    titles = {one.key: one.fields["title"] for one in found.of("intention")}
    (outcome,) = found.of("outcome")
    return [titles[key] for key in outcome.fields["with"]]


def test_an_outcome_goes_with_the_intentions_of_its_section_or_of_the_nearest_one():
    one, other = "We will open a hot clinic in Ashby next year.", "We will close the night ward in Briarton next year."
    assert tied(
        f"1. Urgent care\n\n1.1 Commissioning intentions\n\n{one}\n\n{TABLE}\n2. Cancer\n\n2.1 Commissioning intentions\n\n{other}\n"
    ) == ["Open a hot clinic in Ashby next year"]
    assert tied(f"1. Urgent care\n\n1.1 Commissioning intentions\n\n{one}\n\n1.2 Outcomes\n\n{TABLE}") == [
        "Open a hot clinic in Ashby next year"
    ]


def test_an_outcome_of_the_whole_document_goes_with_none():
    many = "\n\n".join(f"We will open hot clinic number {at} in Ashby next year." for at in range(14))
    assert tied(f"1. Urgent care\n\n1.1 Commissioning intentions\n\n{many}\n\n1.2 Outcomes\n\n{TABLE}") == []
