"""The eight steps of the main job, as people take them: each says in one line what it saw, or fails with what it met."""

from __future__ import annotations

import io
import time
import uuid
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import holidays
import pikepdf

if TYPE_CHECKING:
    from tests.smoke import Smoke
    from tests.visitor import Page, Visitor

EASTMERE, HARBOURSIDE = "Eastmere Demonstration Clinical", "Harbourside"
LIVE, SOURCE = "/rounds/eastmere-live/", "/rounds/sel-2019-20/"
PROGRAMMES = (
    "Prevention", "Primary care", "Urgent and emergency care", "Planned (elective) care", "Cancer", "Mental health", "Community based care",
)  # fmt: skip
PATIENCE = 180  # seconds for the worker to print a pack on a busy machine

ENGLAND = holidays.country_holidays("GB", subdiv="ENG")  # as the product reckons


def working_day(day: date) -> date:
    """This day, or the first after it that is neither of a weekend nor a bank holiday of England."""
    while day.weekday() >= 5 or day in ENGLAND:
        day += timedelta(days=1)
    return day


def expect(page: Page, *words: str, status: int = 200) -> Page:
    """The page answered so and says all of this."""
    assert page.status == status, f"{page.address} answered {page.status}: {page.words[:300]}"
    for one in words:
        assert one in page.words, f"“{one}” is not on {page.address} ({page.title}): {page.words[:1500]}"
    return page


def option(page: Page, button: str, name: str, words: str) -> str:
    """The value of the choice that has these words in it."""
    for choice in page.form(button).find("select", {"name": name}).find_all("option"):
        if words in choice.get_text():
            return str(choice["value"])
    raise AssertionError(f"No “{words}” to choose for {name} on {page.address}")


def today() -> date:
    """By London's clock, as the portal counts days."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month), f"{name}_year": str(when.year)}


def draft(smoke: Smoke) -> str:
    """An intention written in the browser; a mistake is answered at the field and nothing typed is lost."""
    author = smoke.visitor("Author", EASTMERE)
    expect(author.open(f"{LIVE}draft/?programme=cancer"), "CAN-01")
    title = f"Prehabilitation before surgery {uuid.uuid4().hex[:6]}"
    author.open(f"{LIVE}draft/add/?chapter=CAN")
    expect(author.send("Add the intention", chapter=option(author.page, "Add the intention", "chapter", "Cancer"), title=title), title)
    smoke.found["reference"] = author.page.address.rstrip("/").rpartition("/")[2]
    wrong = {**day("from_date", today()), **day("to_date", today() - timedelta(days=9))}
    said = {"description": "<p>Exercise and diet <strong>before</strong> surgery.</p><script>alert(1)</script>", "timescale": "2027/28"}
    expect(author.send("Save", **said, **wrong), "There is a problem", "Exercise and diet", status=422)
    right = {f"{name}_{part}": "" for name in ("from_date", "to_date") for part in ("day", "month", "year")}
    expect(author.send("Save", **right, affects="named", provider_kinds=["acute-trust"], strength="will", kind="new-service"), title)
    assert b"<script>alert" not in author.page.body
    return f"{smoke.found['reference']} saved after its dates were mended"


def publish(smoke: Smoke) -> str:
    """Sent, returned, sent again, approved by another person, and published as the next edition."""
    reference = smoke.found["reference"]
    author, approver = smoke.visitor("Author", EASTMERE), smoke.visitor("Approver", EASTMERE)
    address = f"{LIVE}draft/{reference}/"
    author.open(address)
    expect(author.send("Send for approval"))
    approver.open(f"{address}return/")
    expect(approver.send("Return to the author", reason="Say how many patients."))
    expect(author.open(address), "Returned", "Say how many patients.")
    expect(author.send("Send for approval"))
    approver.open(f"{address}approve/")
    expect(approver.send("Approve"))
    approver.open(f"{LIVE}publish/")
    password = smoke.person("Approver", EASTMERE)["password"]
    yesterday = today() - timedelta(days=1)
    due = working_day(today() + timedelta(days=21))
    when = {"approving_body": "Governing body", **day("approved_date", today()), "is_answered": "True", "password": password}
    when["what_changed"] = "One intention is new."
    past = {**day("response_deadline", yesterday), "response_deadline_time": "5pm"}
    expect(approver.send("Publish edition", **when, **past), "There is a problem", status=422)
    expect(approver.send("Publish edition", **{**when, **day("response_deadline", due), "keeps_day": "on"}))
    expect(smoke.visitor().open(f"{LIVE}{reference}/"), "Prehabilitation before surgery")
    return f"{reference} is public: {approver.page.title}"


def outcomes(smoke: Smoke) -> str:
    """An outcome with measure, target and chart, linked both ways with intentions."""
    reader = smoke.visitor()
    expect(reader.open("/outcomes/?q=emergency"))
    expect(reader.open("/outcomes/eastmere-same-day/"), "UEC-02", "at least 40", "Data in this chart")
    expect(reader.open(f"{LIVE}UEC-02/"), "treated and home again on the same day")
    return "an outcome leads to its intentions and an intention to its outcomes"


def respond(smoke: Smoke) -> str:
    """Positions with a condition and an impact, submitted before the deadline; the receipt is on the page, printed, and verifies."""
    contributor, signatory = smoke.visitor("Contributor", HARBOURSIDE), smoke.visitor("Signatory", HARBOURSIDE)
    expect(contributor.open("/responses/"))
    contributor.follow(f"for {HARBOURSIDE}")
    if "It is submitted" in contributor.page.words:  # by an earlier run: until the deadline it may be answered again
        contributor.follow("Change the response")
        expect(contributor.send("Start a new response"))
    response = contributor.page.address
    expect(contributor.open(f"{response}UEC-02/"), "What they intend")
    expect(
        contributor.send(
            "Save and next",
            stance="support-with-conditions",
            impact_workforce="4 more nurses",
            **{"conditions-0-text": "Same day emergency care has a local price."},
        )
    )
    signatory.open(f"{response}check/")
    password = smoke.person("Signatory", HARBOURSIDE)["password"]
    fields = {
        name: "on" for name in ("is_signed", "is_seen", "goes_on") if signatory.page.form("Sign and submit").find(attrs={"name": name})
    }
    expect(signatory.send("Sign and submit", password=password, role="Chief executive", **fields), "Response submitted", "Receipt CI-")
    number = signatory.page.words.partition("Receipt ")[2].split(".")[0].split()[0]
    smoke.found["receipt"] = number
    pdf = wait_for(signatory, f"{response}receipt/pdf/")
    smoke.keep("receipt.pdf", pdf.body)
    reader = smoke.visitor()
    sha256 = next(word for word in signatory.open(f"{response}receipt/").words.split() if len(word) == 64)
    reader.open("/receipts/")
    expect(reader.send("Check", number=number, sha256=sha256), "Genuine")
    expect(reader.send("Check", number=number, sha256="0" * 64), "does not match any receipt")
    return f"receipt {number}, {len(pdf.body):,} bytes of PDF, verified"


def wait_for(visitor: Visitor, address: str) -> Page:
    """The file at this address, as soon as the worker has printed it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        page = visitor.open(address)
        if page.status == 200 and page.kind == "application/pdf":
            return page
        time.sleep(1)
    raise AssertionError(f"{address} was not printed in {PATIENCE} seconds: {visitor.page.status} {visitor.page.words[:300]}")


def decide(smoke: Smoke) -> str:
    """The table of providers and intentions, a decision on a point, and all decisions published together."""
    author, approver = smoke.visitor("Author", EASTMERE), smoke.visitor("Approver", EASTMERE)
    expect(author.open(f"{LIVE}responses/"), "UEC-02")
    expect(author.open(f"{LIVE}responses/UEC-02/demo-acute/"), "Same day emergency care has a local price.")
    expect(
        author.send(
            "Save",
            verdict="accept-in-part",
            reason="A local price is right.",
            agreed="A local price from July.",
            destination="local-price",
            owner="Director of finance",
        )
    )
    password = smoke.person("Approver", EASTMERE)["password"]
    expect(approver.open(f"{LIVE}decisions/publish/"), "not published")
    fields = {name: "on" for name in ("goes_on", "is_seen") if approver.page.form("Publish").find(attrs={"name": name})}
    expect(approver.send("Publish", password=password, **fields))
    expect(smoke.visitor().open(f"{LIVE}decisions/"), "A local price is right.")
    return "decided, published and public"


def report(smoke: Smoke) -> str:
    """A paper made from the South East London edition, in the committee's headings, cleared by another person, on an agenda."""
    clerk, approver = smoke.visitor("Committee clerk"), smoke.visitor("Approver", EASTMERE)
    clerk.open("/papers/make/")
    button = "Make the paper"
    title = f"Commissioning intentions 2019/20 ({uuid.uuid4().hex[:4]})"
    clerk.send(
        button,
        committee=option(clerk.page, button, "committee", "Eastmere"),
        edition=option(clerk.page, button, "edition", "South East London commissioning intentions"),
        author=option(clerk.page, button, "author", EASTMERE),
        title=title,
    )
    paper = expect(clerk.page, title).address
    nothing = "There are no particular implications."
    implications = {f"implication-{name}": nothing for name in ("legal", "crime-and-disorder", "equalities", "environmental")}
    expect(
        clerk.send(
            "Save",
            purpose="To inform members of what commissioners intend for 2019/20.",
            policy_context="The intentions follow the national plan.",
            conclusion="Members are brought up to date.",
            contact_role="Committee services",
            contact_email="clerk@eastmere-council.example",
            **{
                "implication-financial": "Investment and savings are set out in each section.",
                "recommendations-1-verb": "note",
                "recommendations-1-text": "Note the intentions.",
                "background-1-title": "South East London commissioning intentions 2019/20, edition 1",
                **implications,
            },
        ),
        title,
    )
    approver.open(f"{paper}clear/")
    expect(approver.send("Clear"))
    meeting = meeting_of(clerk)
    clerk.open(f"{meeting}add/?as=paper")
    button = "Add item"
    expect(clerk.send(button, paper=option(clerk.page, button, "paper", title)))
    expect(clerk.open(meeting), title)
    smoke.found |= {"paper": paper, "title": title, "meeting": meeting}
    return f"{title} is on the agenda"


def meeting_of(clerk: Visitor) -> str:
    """Where the clerk prepares the next meeting."""
    clerk.open("/meetings/")
    return clerk.page.link("Prepare Eastmere Health Scrutiny Committee")


def pack(smoke: Smoke) -> str:
    """The agenda published, the pack ordered and printed, one PDF downloaded by a member and the same pack read on the web."""
    clerk, member = smoke.visitor("Committee clerk"), smoke.visitor("Committee member")
    meeting = smoke.found["meeting"]
    if "Publish the agenda" in clerk.open(meeting).words:
        clerk.open(f"{meeting}publish/")
        expect(clerk.send("Publish the agenda"))
    issue = clerk.open(f"{meeting}issue/").title.rpartition(" ")[2]
    expect(clerk.send(f"Issue pack {issue}"))
    expect(member.open(meeting.replace("draft/", "")), smoke.found["title"])
    address = expect(member.follow(f"Issue {issue}, Part 1")).address
    pdf = wait_for(member, f"{address}pdf/")
    smoke.keep("pack.pdf", pdf.body)
    expect(member.open(f"{address}web/"), smoke.found["title"])
    web = expect(member.follow("Everything on one page"), *PROGRAMMES, "[page ")
    smoke.keep("pack.html", web.body)
    with pikepdf.open(io.BytesIO(pdf.body)) as read:
        pages = len(read.pages)
        assert "/StructTreeRoot" in read.Root, "the pack has no tags"
    assert pages >= 20, f"the pack has only {pages} pages"
    return f"{pages} pages, {len(pdf.body):,} bytes of PDF, and the same pack as a page"
