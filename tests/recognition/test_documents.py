"""Documents by other hands' habits: what is in them is found, little else is proposed, and every word ends somewhere."""

import pytest

from intentions.recognition import propose
from portal.reading import read
from tests.recognition import facts_of, making
from tests.recognition.matching import pairs
from tests.recognition.measuring import measured

NAMES = [path.stem for path in sorted(facts_of.DOCUMENTS.glob("*.txt"))]
LEAST_RECALL, LEAST_PRECISION = 0.85, 0.8


def held(told):
    return told["coverage"] == 1 and told["intentions"]["recall"] >= LEAST_RECALL and told["intentions"]["precision"] >= LEAST_PRECISION


@pytest.mark.parametrize("name", NAMES)
def test_a_document_of_other_habits_is_recognised_as_text(name):
    told = measured(read(facts_of.DOCUMENTS / f"{name}.txt"), facts_of.of_document(facts_of.DOCUMENTS / f"{name}.yaml"), facts_of.KNOWN)

    assert held(told), told


@pytest.mark.slow
@pytest.mark.parametrize(("form", "layout"), [("docx", "bold"), ("pdf", "styled"), ("pdf", "columns")])
@pytest.mark.parametrize("name", ["vale-levels", "questions"])
def test_a_document_is_recognised_as_word_and_as_pdf(name, form, layout):
    content = making.made(read(facts_of.DOCUMENTS / f"{name}.txt"), form, layout)

    told = measured(read(content, f"paper.{form}"), facts_of.of_document(facts_of.DOCUMENTS / f"{name}.yaml"), facts_of.KNOWN)

    assert held(told), told


def test_a_giant_table_is_recognised_from_excel():
    path = facts_of.DOCUMENTS / "giant.yaml"
    told = measured(read(facts_of.workbook(path), "giant.xlsx"), facts_of.of_document(path), facts_of.KNOWN)

    assert held(told) and told["cells"]["recall"] == 1 and told["money"]["recall"] == 1, told


@pytest.mark.parametrize("name", NAMES)
def test_the_round_of_a_document_has_its_title_years_and_deadline(name):
    wanted = facts_of.read_yaml(facts_of.DOCUMENTS / f"{name}.yaml")["round"]
    (found,) = propose(read(facts_of.DOCUMENTS / f"{name}.txt"), facts_of.KNOWN).of("round")

    deadline = found.fields["deadline"]
    assert found.fields["years"] == wanted["years"]
    assert (deadline["date"] if deadline else None) == wanted["deadline"]
    assert wanted["title"] in (None, found.fields["title"])


def test_the_rule_of_matching_takes_each_side_once_and_misses_what_differs():
    facts = [("Falls clinic in the town", "A clinic for falls opens weekly"), ("Night nurses", "Nurses visit by night")]
    proposed = [
        ("Open a falls clinic", "We open a weekly falls clinic in town"),
        ("Falls clinic", "again the falls clinic"),
        ("Parking", "Cars park"),
    ]

    assert [(at, to) for at, to, _ in pairs(proposed, facts)] == [(0, 0)]


def test_no_rule_names_a_document():
    rules = "".join(
        path.read_text().lower() for path in (facts_of.ROOT / "intentions/recognition").rglob("*") if path.suffix in (".py", ".yaml")
    )
    names = [place.names[0].lower() for place in facts_of.KNOWN.places] + [
        "luton",
        "lambeth",
        "lewisham",
        "bexley",
        "bromley",
        "southwark",
        "greenwich",
    ]

    assert [name for name in names if name in rules] == []
