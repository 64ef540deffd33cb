"""A joint committee from its founding to the meeting at which its actions come back, with a report from Word and three appendices."""

import re
from datetime import date, timedelta
from secrets import token_hex

import pytest

from tests.portal import report_files

from .clerks import confirms, follows_item, keeps, on, passes, pdf, says_why
from .conftest import NARROW

pytestmark = pytest.mark.journey
NAME = "Eastmere Joint Committee for Community Beds"
COUNCIL = "Eastmere Demonstration Borough Council"
HEADING = "What the partners are asked to agree"
AGENDA = "Apologies\nReport on community beds\nDate of the next meeting"
CLERK, SECOND, MEMBER = "clerk@eastmere-council.example", "author2@eastmere.example", "member@eastmere-council.example"
NOTE = "Ask who answers at night."
ACTION = "Bring the figures for the winter."


@pytest.fixture(autouse=True)
def _another_name(monkeypatch):
    """Walked again, the journey founds another committee: the first one stands."""
    monkeypatch.setattr(f"{__name__}.NAME", f"{NAME} {token_hex(2)}")


def test_a_joint_committee_from_its_founding_to_the_actions_that_come_back(person, stack):
    # Given an administrator who founds a joint committee with headings and an agenda of its own
    found_by(person("administrator@eastmere.example"))
    clerk, second = person(CLERK), person(SECOND)

    # When its clerk calls a meeting with that agenda, and brings the report in from Word
    meeting = calls(clerk, date.today() + timedelta(days=70))
    paper = brings_the_report_in(clerk, meeting)

    # And answers what the cover sheet of this committee asks
    fills_the_cover(clerk, paper)

    # And adds three appendices, one of them in private
    for title, is_private in (("Beds by borough", False), ("Prices of beds", True), ("What people said", False)):
        appends(clerk, meeting, title, is_private=is_private)

    # And another clerk clears the report, and the pack is issued
    clears(second, paper)
    publishes_and_issues(clerk, meeting)

    # Then a member reads the report on a phone with its picture, and writes a note beside a paragraph
    member = person(MEMBER, viewport=NARROW)
    reads_and_notes(member, meeting)

    # And the public reads the report and two appendices, and nothing of the third
    reader = person()
    reader.opens(meeting.replace("draft/", ""))
    reader.sees("This appendix will be considered in private")
    assert "Prices of beds" not in reader.page.content()
    reader.finds_no_barrier()

    # When the meeting is brought forward, and an item comes late, with its reason, into a supplement
    brings_forward(clerk, meeting, date.today() + timedelta(days=1))
    adds_a_late_item(clerk, meeting)

    # And the minutes are written from the agenda with an action, and cleared by the other clerk
    passes(stack, meeting)
    minutes(clerk, meeting)
    clears_the_minutes(second, meeting)

    # Then the action comes back at the next meeting
    following = calls(clerk, date.today() + timedelta(days=100))
    clerk.opens(following)
    clerk.sees(ACTION)
    clerk.finds_no_barrier()


def found_by(administrator):
    page = administrator.opens("/committees/found/")
    page.get_by_label("Organisation that hosts it").select_option(index=1)
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Joint committee").check()
    administrator.presses("Found")
    confirms(administrator)
    page.goto("/meetings/")
    administrator.follows(f"How the {NAME} works")
    page.locator("[name=partners]").fill(COUNCIL)
    page.locator("[name=agenda-1-name]").fill("A meeting of the partners")
    page.locator("[name=agenda-1-lines]").fill(AGENDA)
    page.locator("details:has([name=heading-2-heading]) > summary").click()
    page.locator("[name=heading-2-heading]").fill(HEADING)
    administrator.finds_no_barrier()
    administrator.presses("Save")
    for email, role in ((CLERK, "Committee clerk"), (SECOND, "Committee clerk"), (MEMBER, "Committee member")):
        seats(administrator, email, role)


def seats(administrator, email, role):
    page = administrator.page
    page.goto("/meetings/")
    administrator.follows(f"Who sits on the {NAME}")
    value = page.locator("[name=person] option", has_text=email).get_attribute("value")
    page.locator("[name=person]").select_option(value)
    page.get_by_label(role, exact=True).check()
    page.locator("main form:has([name=person]) button").first.click()
    administrator.arrives()
    confirms(administrator)


def calls(clerk, day):
    """The address of the draft of the meeting."""
    page = clerk.opens("/meetings/call/")
    page.get_by_label("Committee", exact=True).select_option(label=NAME)
    on(page, "at", day, "2pm")
    page.locator("[name=agenda]").select_option(label=f"A meeting of the partners, {NAME}")
    clerk.presses("Call")
    if "/draft/" not in page.url:  # a day on which offices are closed
        keeps(page)
        clerk.presses("Call")
    return page.url


def brings_the_report_in(clerk, meeting):
    page = clerk.opens(meeting)
    follows_item(clerk, "Report on community beds")
    clerk.follows("Bring the report in from Word")
    page.locator("[name=upload]").set_input_files({"name": "Beds.docx", "mimeType": WORD, "buffer": report_files.report("Community beds")})
    clerk.finds_no_barrier()
    clerk.presses("Bring it in")
    clerk.sees("In Word, and in the paper")
    clerk.finds_no_barrier()
    page.locator("[name=alt-1]").fill("Beds in each borough: Northmere has most.")
    clerk.presses("Take it in")
    clerk.sees("The report is taken in.")
    clerk.finds_no_barrier()
    return page.url


def fills_the_cover(clerk, paper):
    page = clerk.opens(paper)
    page.locator("[name=wards]").fill("All")
    page.locator("[name=key_decision][value=NO]").check()
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).last.click()
    clerk.sees("Saved at")


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def appends(clerk, meeting, title, *, is_private):
    page = clerk.opens(meeting)
    row = page.get_by_role("row").filter(has_text="Report on community beds").first
    row.get_by_role("link", name=re.compile("^add to it")).first.click()
    clerk.arrives()
    page.locator("main a[href*='as=upload']").first.click()
    clerk.arrives()
    page.locator("[name=title]").fill(title)
    page.locator("[name=upload]").set_input_files(pdf(title))
    if is_private:
        page.locator("[name=part][value='2']").check()
        page.locator("[name=exempt_basis]").first.check()
        page.locator("[name=exempt_reason]").fill("Prices are still being agreed.")
        page.locator("[name=exempt_decided_by]").fill("Monitoring officer")
        on(page, "exempt_decided_date", date.today())
        on(page, "exempt_review_date", date.today() + timedelta(days=400))
    else:
        page.locator("[name=part][value='1']").check()
    clerk.presses("Add")
    assert page.url.startswith(meeting), page.locator("main").inner_text()[:600]


def clears(second, paper):
    second.opens(f"{paper}clear/")
    second.finds_no_barrier()
    second.presses("Clear")
    second.sees("The paper is cleared and is being printed.")


def publishes_and_issues(clerk, meeting):
    clerk.opens(f"{meeting}publish/")
    clerk.presses("Publish the agenda")
    confirms(clerk)
    clerk.opens(f"{meeting}issue/")
    clerk.presses("Issue pack 1")
    confirms(clerk)


def reads_and_notes(member, meeting):
    page = member.opens(meeting.replace("draft/", ""))
    member.follows("Issue 1, Parts 1 and 2")
    confirms(member)
    page.get_by_role("link", name=re.compile("^Download")).first.wait_for(timeout=300_000)
    page.goto(f"{page.url}web/")
    confirms(member)
    page.get_by_role("link", name=re.compile("Report on community beds|Community beds")).first.click()
    member.arrives()
    shown = page.get_by_role("img", name="Beds in each borough: Northmere has most.")
    shown.wait_for()
    assert shown.evaluate("(one) => one.complete && one.naturalWidth > 0")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    member.follows("Write notes beside paragraphs")
    member.follows("Write a note here")
    page.locator("[name=text]").fill(NOTE)
    member.presses("Keep this note")
    member.sees(NOTE)


def brings_forward(clerk, meeting, day):
    """What it makes late says why; a day on which offices are closed is kept."""
    page = clerk.opens(f"{meeting}move/")
    on(page, "at", day, "2pm")
    clerk.presses("Save")
    for _ in range(2):
        if page.url.endswith("/move/"):
            keeps(page)
            says_why(page)
            clerk.presses("Save")
    clerk.sees("The meeting is moved.")


def adds_a_late_item(clerk, meeting):
    page = clerk.opens(f"{meeting}add/?as=upload")
    page.locator("[name=title]").fill("A ward that closes")
    page.locator("[name=upload]").set_input_files(pdf("Ward"))
    page.locator("[name=part][value='1']").check()
    clerk.presses("Add item")
    clerk.sees("Enter why it is late and cannot wait")
    says_why(page)
    page.locator("[name=upload]").set_input_files(pdf("Ward"))
    clerk.presses("Add item")
    clerk.opens(f"{meeting}issue/?kind=supplement")
    clerk.presses("Issue supplement 1")
    confirms(clerk)
    clerk.opens(meeting)
    clerk.sees("Supplement 1")
    clerk.finds_no_barrier()


def minutes(clerk, meeting):
    page = clerk.opens(f"{meeting}minutes/")
    page.locator("[name=chair]").fill("Pat Demo")
    page.locator("[name=present]").fill("Omar Demo\nPat Demo")
    clerk.presses("Save")
    clerk.opens(meeting)
    follows_item(clerk, "Community beds")
    clerk.follows("What became of it")
    page.locator("[name=text]").fill("The partners welcomed the report.")
    page.locator("[name=promise-1-text]").fill(ACTION)
    page.locator("[name=promise-1-owner]").fill("Head of strategy")
    on(page, "promise-1-due_date", date.today() + timedelta(days=90))
    clerk.presses("Save")
    clerk.sees("is recorded")


def clears_the_minutes(second, meeting):
    second.opens(f"{meeting}minutes/")
    second.finds_no_barrier()
    second.opens(f"{meeting}minutes/clear/")
    second.presses("Clear")
    confirms(second)
