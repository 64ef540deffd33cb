"""Change, by keyboard alone: an intention changes after the pack went out, and a member sees what changed since the issue they opened."""

import re

import pytest

from portal.running.demo.people import PASSWORD

from .keyboard import presses, reaches, types
from .test_keyboard import publishes

pytestmark = pytest.mark.journey
ROUND = "/rounds/eastmere-live/"
REFERENCE = "UEC-01"
SOURCE = "Eastmere commissioning intentions 2027/28"
NOTE = "Ask who answers at night."
ADDED = "A nurse answers by telephone at night."


def test_a_paper_is_replaced_after_its_intention_changed_and_the_member_sees_it(person):
    # Given a pack with a paper on the open round, and a member who read it and made a note beside a section
    clerk, approver, member = (
        person(email) for email in ("clerk@eastmere-council.example", "approver@eastmere.example", "member@eastmere-council.example")
    )
    clerk.opens("/meetings/")
    presses(clerk.page, "Prepare Eastmere Health Scrutiny Committee", "A")
    meeting = clerk.page.url
    first = makes(clerk, approver, "What is bought and when")
    puts_on_the_agenda(clerk, meeting, "What is bought and when")
    issue = issues(clerk, meeting)
    reads(member, meeting, issue)
    notes = makes_a_note(member)

    # When the intention changes, and a new edition is published
    changes_the_intention(person("author@eastmere.example"), approver)
    publishes(approver)

    # Then the public sees word for word what changed
    reader = person()
    reader.opens(f"{ROUND}compare/")
    reader.sees(ADDED)
    reader.finds_no_barrier()

    # And the clerk is told that the paper still quotes the edition before
    clerk.opens(first)
    clerk.sees("This paper still quotes edition")

    # When the clerk puts a paper from the new edition in its place, and issues the pack again
    makes(clerk, approver, "What is bought and when, corrected")
    replaces(clerk, meeting, "What is bought and when", "What is bought and when, corrected")
    again = issues(clerk, meeting)
    assert again == issue + 1

    # Then the member sees what changed since the issue they opened, and their note is still there
    reads(member, meeting, again)
    since = member.page.locator("#since").inner_text()
    assert re.search(rf"Since issue {issue}, opened on .*: item \d+ replaced \(pages? \d+", since), since
    member.finds_no_barrier()
    member.opens(notes)
    member.sees(NOTE)
    member.sees("1 Prevention")
    member.finds_no_barrier()


def chooses(page, label, words):
    """Reaches a list of choices, and types the words the choice begins with."""
    reaches(page, label, "SELECT")
    page.keyboard.type(words)
    chosen = page.evaluate("document.activeElement.selectedOptions[0].textContent")
    assert chosen.strip().startswith(words), chosen


def makes(clerk, approver, title):
    """A paper drawn from the newest edition, which another person clears; its address."""
    clerk.opens("/papers/make/")
    chooses(clerk.page, "What to make", "Appendix")
    chooses(clerk.page, "Committee", "Eastmere Health Scrutiny")
    chooses(clerk.page, "Edition", SOURCE)
    chooses(clerk.page, "Organisation that reports", "Eastmere Demonstration Clinical")
    types(clerk.page, "Title of the report", title)
    presses(clerk.page, "Make the paper")
    paper = clerk.page.url
    approver.opens(f"{paper}clear/")
    presses(approver.page, "Clear")
    return paper


def puts_on_the_agenda(clerk, meeting, title):
    clerk.opens(f"{meeting}add/?as=paper")
    chooses(clerk.page, "Paper", title)
    presses(clerk.page, "Add item")
    if clerk.page.get_by_role("button", name="Publish the agenda").or_(clerk.page.get_by_role("link", name="Publish the agenda")).count():
        clerk.opens(f"{meeting}publish/")
        presses(clerk.page, "Publish the agenda")
        confirms(clerk)


def replaces(clerk, meeting, title, other):
    clerk.opens(meeting)
    row = clerk.page.get_by_role("row").filter(has_text=title).first.get_attribute("id").removeprefix("item-")
    presses(clerk.page, f"Change item {row}", "A")
    chooses(clerk.page, "Paper", other)
    presses(clerk.page, "Save")
    clerk.finds_no_barrier()


def issues(clerk, meeting):
    """The number of the issue that was made."""
    clerk.opens(f"{meeting}issue/")
    name = clerk.page.get_by_role("heading", level=1).inner_text()
    issue = int(re.search(r"Issue pack (\d+)", name)[1])
    presses(clerk.page, f"Issue pack {issue}")
    confirms(clerk)
    return issue


def confirms(somebody):
    """Gives the password again where a step asks for it."""
    if "Confirm it is you" in somebody.page.content():
        types(somebody.page, "Password", PASSWORD, "INPUT")
        presses(somebody.page, "Confirm")


def reads(member, meeting, issue):
    """The public part of an issue, once it is printed; reading it is what later issues are compared with."""
    member.opens(meeting.replace("draft/", ""))
    presses(member.page, f"Issue {issue}, Part 1", "A")
    address = member.page.url
    member.page.get_by_role("link", name=re.compile("Download")).first.wait_for(timeout=180_000)
    member.opens(address)
    presses(member.page, "Read it on the web", "A")
    member.sees("What is bought and when")
    member.opens(address)


def makes_a_note(member):
    """Beside the first section of the paper; the address of its notes."""
    line = member.page.get_by_role("row").filter(has_text="What is bought and when")
    address = line.get_by_role("link", name="My notes").get_attribute("href")
    presses(member.page, f"My notes on {line.get_by_role('link').first.inner_text()}", "A")
    chooses(member.page, "Beside", "1 Prevention")
    types(member.page, "Your note", NOTE, "TEXTAREA")
    presses(member.page, "Keep this note")
    member.sees(NOTE)
    return address


def changes_the_intention(author, approver):
    address = f"{ROUND}draft/{REFERENCE}/"
    author.opens(address)
    presses(author.page, "Start version")
    author.page.locator(".ProseMirror").wait_for()
    types(author.page, "Description", ADDED)
    author.sees("Saved at")
    author.opens(address)
    presses(author.page, "Send for approval")
    approver.opens(f"{address}approve/")
    approver.sees(ADDED)
    presses(approver.page, "Approve")
