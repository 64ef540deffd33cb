"""Meetings made by chance, a canary in every word of part 2: what a part 1 pack of each must not hold."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from committees import documents
from committees.models import AgendaItem, Committee, Meeting, Paper
from committees.states import ExemptBasis, PackAudience, PackKind, PaperStatus
from portal.organisations.models import Organisation
from portal.printing.drawing import WEB_FRAME, render_html
from portal.printing.fronts import entries_of, with_pages
from portal.printing.models import Document

CANARY = "canary"


def meeting_by_chance(chance: Random) -> tuple[Meeting, list[AgendaItem]]:
    """Nothing is stored: a committee, a day, and up to nine items, some of them exempt, some without a paper."""
    host = Organisation(name="Eastham Council", short_name="Eastham")
    committee = Committee(name="Healthier Communities", host=host, clear_days=5, contact_role="Clerk", contact_email="clerk@example.org")
    day = date(2018, 1, 1) + timedelta(days=chance.randrange(700))
    published = datetime(2017, 12, 1, tzinfo=UTC) if chance.random() < 0.8 else None
    meeting = Meeting(committee=committee, slug="m", date=day, time=time(19), venue="Civic Suite", first_published_at=published)
    items = [_item(chance, meeting, number) for number in range(1, chance.randint(1, 9) + 1)]
    return meeting, items


def _item(chance: Random, meeting: Meeting, number: int) -> AgendaItem:
    is_exempt, has_paper = chance.random() < 0.4, chance.random() < 0.8
    words = f"{CANARY}-{number}" if is_exempt else f"Item {number} in public"
    exemption = {
        "is_exempt": True,
        "exempt_basis": chance.choice(list(ExemptBasis)),
        "exempt_reason": f"{CANARY}-reason-{number}",
        "exempt_decided_by": f"{CANARY}-decider-{number}",
        "exempt_decided_date": meeting.date,
        "exempt_review_date": meeting.date,
    }
    said = exemption if is_exempt else {}
    item = AgendaItem(meeting=meeting, number=number, title=words, is_supplementary=chance.random() < 0.1, **({} if has_paper else said))
    item.supplement = 1 if item.is_supplementary else None
    if is_exempt:
        item.lateness, item.chair_reason, item.chair_agreed_by = "LATE", f"{CANARY}-urgent-{number}", f"{CANARY}-chair-{number}"
        item.chair_agreed_date, item.status_reason = meeting.date, f"{CANARY}-why-{number}"
        item.status, item.public_title = chance.choice(["ON", "ON", "WITHDRAWN", "DEFERRED"]), chance.choice(["", "Sums"])
    if number > 1 and chance.random() < 0.2:
        item.place, item.holds = 1, chance.choice(["APPENDIX", "REPORT"])
    if has_paper:
        facts = {"sections": [{"heading": words}]}
        paper = Paper(committee=meeting.committee, title=words, slug=f"p-{words}", status=chance.choice(list(PaperStatus)), **said)
        paper.document = Document(title=words, file_name=f"p-{words}", template="documents/paper.html", facts=facts)
        item.paper = paper
    elif chance.random() < 0.5:
        item.upload, item.upload_name, item.upload_hides = f"annexes/{words}.pdf", f"{words}.pdf", [words]
        item.annex = Document(title=words, file_name=words, template="documents/annex.html", facts={})
    return item


def part_1_of(chance: Random, meeting: Meeting, items: list[AgendaItem], audience: str = PackAudience.PUBLIC) -> str:
    """Everything of a pack, part 1 unless told, that is text: its names, labels, manifest, and its front on paper and on the web."""
    kind = chance.choice(list(PackKind))
    facts = documents.pack_facts(meeting, items, audience=audience, kind=kind, issue=1, at=datetime(2018, 1, 1, tzinfo=UTC))
    labels = [(line.key, line.label, [("p1", line.item.title, 1)]) for line in facts["lines"]]
    front = with_pages(facts["front"], entries_of(labels, [3] * len(labels), 3), 3 + 3 * len(labels))
    drawn = [render_html("documents/pack.html", front, title=facts["title"], **frame) for frame in ({}, {"frame": WEB_FRAME})]
    held = [(line.key, line.label, line.line, line.item.title, line.item.document.title) for line in facts["lines"]]
    return "\n".join([facts["title"], facts["file_name"], json.dumps(facts["front"]), json.dumps(held), *drawn])
