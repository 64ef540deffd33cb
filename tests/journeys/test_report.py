"""Report: a paper made from an edition, an agenda, a pack printed by the worker, and a member who reads it."""

import io
import re

import pikepdf
import pytest

from portal.running.demo.people import PASSWORD

from .conftest import keep

pytestmark = pytest.mark.journey
HEADINGS = ("Purpose", "Policy context", "Conclusion", "Financial", "Legal", "Crime and disorder", "Equalities", "Environmental")
ADDED = {
    "recommendations-1-text": "Note the intentions.",
    "background-1-title": "Edition 1 of the round",
    "contact_role": "Committee services",
    "contact_email": "clerk@eastmere-council.example",
}


def test_a_clerk_makes_a_paper_issues_the_pack_and_a_member_reads_it(person):
    # Given a clerk with a meeting to prepare
    clerk = person("clerk@eastmere-council.example")
    clerk.opens("/meetings/")
    clerk.follows("Prepare Eastmere Health Scrutiny Committee")
    meeting = clerk.page.url
    clerk.finds_no_barrier()

    # When the clerk makes a paper from the South East London edition, and retypes nothing of it
    paper = makes_a_paper(clerk)
    writes_what_the_committee_adds(clerk)

    # Then another person clears it
    approver = person("approver@eastmere.example")
    approver.opens(f"{paper}clear/")
    approver.finds_no_barrier()
    approver.presses("Clear")
    approver.finds_no_barrier()

    # When it is on the agenda, and the pack is issued
    puts_it_on_the_agenda(clerk, meeting)
    issues_the_pack(clerk, meeting)

    # Then a member sees it being printed, and downloads one tagged PDF with one numbering
    member = person("member@eastmere-council.example")
    member.opens(meeting.replace("draft/", ""))
    member.finds_no_barrier()
    with pikepdf.open(io.BytesIO(downloads_the_pack(member))) as pdf:
        assert len(pdf.pages) >= 20
        assert "/StructTreeRoot" in pdf.Root
        assert len(pdf.open_outline().root) >= 1

    # And reads the same pack on the web, with the same page marks
    member.opens(f"{member.page.url}web/")
    member.finds_no_barrier()
    member.page.get_by_role("navigation", name="Items of this pack").get_by_role("link").first.click()
    member.page.wait_for_url("**/web/item-*/")
    member.sees("[page 3 of")
    member.finds_no_barrier()

    # And nothing of what is exempt is public
    reader = person()
    reader.opens(meeting.replace("draft/", ""))
    reader.sees("This item will be considered in private")
    assert "range of the negotiation" not in reader.page.content()
    reader.finds_no_barrier()


def makes_a_paper(clerk):
    clerk.opens("/papers/make/")
    clerk.page.get_by_label("Committee").select_option(label="Eastmere Health Scrutiny Committee (demonstration)")
    clerk.page.get_by_label("Edition").select_option(label="South East London commissioning intentions 2019/20, edition 1")
    clerk.page.get_by_label("Organisation that reports").select_option(label="Eastmere Demonstration Clinical Commissioning Group")
    clerk.page.get_by_label("Title of the report").fill("What commissioners intend")
    clerk.finds_no_barrier()
    clerk.presses("Make the paper")
    clerk.finds_no_barrier()
    return clerk.page.url


def writes_what_the_committee_adds(clerk):
    for name, words in ADDED.items():
        clerk.page.locator(f"[name={name}]").fill(words)
    clerk.page.locator("[name=recommendations-1-verb]").select_option("note")
    for heading in HEADINGS:
        writes(clerk, heading, f"Nothing more than the sections say ({heading.lower()}).")
    clerk.page.get_by_role("main").get_by_role("button", name="Save", exact=True).last.click()
    clerk.arrives()


def writes(somebody, heading, words):
    """Into a rich text editor, or the plain box it stands on."""
    box = somebody.page.get_by_role("textbox", name=re.compile(f"^{heading}", re.IGNORECASE)).first
    box.click()
    somebody.page.keyboard.type(words)


def puts_it_on_the_agenda(clerk, meeting):
    clerk.opens(f"{meeting}add/?as=paper")
    clerk.page.get_by_label("Paper", exact=True).select_option(label="What commissioners intend (Cleared)")
    clerk.presses("Add item")
    clerk.opens(f"{meeting}publish/")
    clerk.finds_no_barrier()
    clerk.presses("Publish the agenda")
    confirms(clerk)


def issues_the_pack(clerk, meeting):
    clerk.opens(f"{meeting}issue/")
    clerk.finds_no_barrier()
    clerk.presses("Issue pack 1")
    confirms(clerk)


def confirms(somebody):
    """Gives the password again where a step asks for it."""
    if "Confirm it is you" in somebody.page.content():
        somebody.page.get_by_label("Password", exact=True).fill(PASSWORD)
        somebody.presses("Confirm")


def downloads_the_pack(member):
    member.page.get_by_role("link", name="Issue 1, Part 1", exact=True).first.click()
    download = member.page.get_by_role("link", name=re.compile("Download|PDF")).first
    download.wait_for(timeout=180_000)
    member.finds_no_barrier()
    with member.page.expect_download() as file:
        download.click()
    return keep("pack.pdf", file.value.path().read_bytes()).read_bytes()
