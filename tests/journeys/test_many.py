"""Many at once: rows are ticked, given an owner and a date, looked at before and after, and taken back; with a script and without."""

import pytest

pytestmark = pytest.mark.journey
MANY = "/rounds/eastmere-live/draft/many/?state=DRAFT&state=RETURNED"  # what the demonstration has to be written on
NEW_DATE = "October 2027"


def rows(author):
    """[(reference, its row in words)] as the page has them."""
    found = author.page.locator("#list tbody tr").all()
    boxes = author.page.locator("[name=tick]").all()
    return [(box.get_attribute("value"), " ".join(row.inner_text().split())) for box, row in zip(boxes, found, strict=True)]


def ticks(author, references):
    for reference in references:
        author.page.locator(f"#tick-{reference}").check(force=True)


def of(author, references):
    return [words for reference, words in rows(author) if reference in references]


def gives_another_owner(author, before):
    """Whose name stands in none of the rows."""
    author.page.locator("[name=kind][value=owner]").check(force=True)
    owner = author.page.locator("#many select[name=owner]")
    names = [one.inner_text() for one in owner.locator("option").all()[1:]]
    name = next(one for one in names if not any(one in words for words in before))
    owner.select_option(label=name)
    return name


@pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without"])
def test_an_author_changes_two_at_once_and_takes_it_back(person, javascript):
    # Given an author before the drafts of a round, and two of them that may be changed
    author = person("author@eastmere.example", javascript=javascript)
    author.opens(MANY)
    if javascript:
        author.finds_no_barrier()
    chosen = [reference for reference, _ in rows(author)][:2]
    before = of(author, chosen)

    # When she ticks them and gives them an owner
    ticks(author, chosen)
    name = gives_another_owner(author, before)
    author.presses("See what would change")

    # Then she sees each before and after, and nothing is changed yet
    author.sees("Nothing is changed yet")
    author.sees("2 would change")
    if javascript:
        author.finds_no_barrier()
    assert author.page.locator("[name=seen]").count() == 2

    # When she does it
    author.presses("Change the owner")

    # Then it is done, and she can take it back
    author.sees("You can undo this step")
    assert all(name in words for words in of(author, chosen))

    # When she gives the same two a date as well, and unticks one of them in the preview
    ticks(author, chosen)
    author.page.locator("[name=kind][value=dates]").check(force=True)
    author.page.locator("[name=timescale]").fill(NEW_DATE)
    author.presses("See what would change")
    author.page.locator("[name=seen]").nth(1).uncheck(force=True)
    author.presses("Set the dates")

    # Then one has it and the other has not
    author.sees("You can undo this step")
    assert [NEW_DATE in words for words in of(author, chosen)] == [True, False]

    # When she undoes both steps, the last first
    for _ in range(2):
        author.presses("Undo")
        author.sees("Undone for")

    # Then everything stands as it stood
    author.opens(MANY)
    assert of(author, chosen) == before
