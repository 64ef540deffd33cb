"""A plan on a page inside another document, and chapters that are set out like one: neither takes the intentions of the document."""

from intentions.recognition import propose
from portal.reading import read
from tests.recognition import facts_of

PLAN = """

Plan on a page

Vision

People live well in Harbour Vale.

Objectives

- Fewer people wait

- Better access for all

Delivered by

- One team in each town

- A shared record

Governance

Overseen through the board of partners

Success criteria

- Five per cent fewer admissions

Risks to be mitigated

- Not enough staff
"""
CHAPTER = """

{number}. {name}

Vision

People stay well at home.

Objectives

- Fewer admissions

Commissioning intentions

- We will commission a {name} hub in every borough by April 2028.

- We will review the {name} pathway with providers in 2027/28.

Success criteria

- Five per cent fewer admissions

Risks to be mitigated

- Not enough staff
"""
NAMES = ("Urgent care", "Cancer", "Mental health", "Planned care")


def found_in(text):
    proposed = propose(read(text.encode(), "paper.txt"), facts_of.KNOWN)
    return [one.fields["title"] for one in proposed.of("intention")], [one.fields["text"] for one in proposed.of("plan")]


def test_a_plan_at_the_end_of_a_document_takes_none_of_its_intentions():
    text = (facts_of.DOCUMENTS / "vale-levels.txt").read_text()
    alone, _ = found_in(text)

    intentions, lines = found_in(text + PLAN)

    assert intentions == alone
    assert {"Fewer people wait", "A shared record", "Not enough staff"} <= set(lines)


def test_chapters_with_vision_objectives_and_risks_keep_their_intentions():
    text = "Commissioning intentions 2027/28" + "".join(
        CHAPTER.format(number=number, name=name) for number, name in enumerate(NAMES, start=1)
    )

    intentions, lines = found_in(text)

    assert intentions == [
        title
        for name in NAMES
        for title in (f"Commission a {name} hub in every borough by April 2028", f"Review the {name} pathway with providers in 2027/28")
    ]
    assert lines.count("Not enough staff") == len(NAMES)


def test_a_plan_by_itself_is_read_as_one():
    intentions, lines = found_in(PLAN)

    assert intentions == [] and len(lines) >= 6
