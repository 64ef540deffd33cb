"""The committee paper of 2018 and the committee that read it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from committees import actions
from committees.models import Committee, Meeting, Paper

from .reading import item, read
from .rounds import Shelf
from .words import bullets, plain, rich

FILE = "papers.yaml"


def load(shelf: Shelf) -> None:
    """Committee, meeting, paper, agenda and the pack of the meeting of 3 December 2018."""
    content = read(FILE)
    committees = {}
    for row in content["committees"]:
        with item(FILE, row.get("slug")):
            committees[row["slug"]] = found(row, shelf, host=row["host"], name=row["name"], slug=row["slug"])
    meetings = {}
    for row in content["meetings"]:
        with item(FILE, row.get("slug")):
            meetings[row["slug"]] = actions.call_meeting(
                committee=committees[row["committee"]],
                date=row["date"],
                time=row["time"],
                venue=row["place"] or "",
                by=shelf.writer,
                slug=row["slug"],
            )
    for row in content["papers"]:
        with item(FILE, row.get("slug")):
            publish(write(row, committees[row["committee"]], shelf), meetings[row["meeting"]], int(row["header"]["item_number"]), shelf)


def found(row: dict[str, Any], shelf: Shelf, *, host: str, name: str, slug: str, **fields: Any) -> Committee:
    """A committee with the house headings and the clear-day rule of this row."""
    return actions.found_committee(
        slug=slug,
        name=name,
        host=shelf.organisations[host],
        kind=row["kind"],
        headings=[{key: heading[key] for key in ("heading", "numbered", "mandatory")} for heading in row["house_headings"]],
        implications=row["standing_implications"],
        by=shelf.writer,
        clear_days=row["clear_days"]["count"],
        day_count=row["clear_days"]["kind"],
        **fields,
    )


def write(row: dict[str, Any], committee: Committee, shelf: Shelf) -> Paper:
    """The words around the programme sections; the sections themselves come from the edition."""
    head = row["header"]
    parts = {section["title"]: section for section in row["sections"]}
    round_ = shelf.rounds[row["draws"]["round"]]
    codes = {chapter.programme.slug: chapter.code for chapter in round_.chapters.select_related("programme")}
    contact = row["contact"]
    return actions.make_paper(
        committee=committee,
        author=shelf.organisations[head["contributors"][0]],
        title=head["title"],
        by=shelf.writer,
        edition=round_.editions.get(number=1),
        programmes=[codes[chapter["programme"]] for chapter in row["draws"]["chapters"]],
        detail="full",
        kind=head["class"],
        contributors="; ".join(shelf.organisations[slug].name for slug in head["contributors"]),
        strategic_summary=plain(head["strategic_context"]),
        why_late=plain(row["lateness"]["why_late"]),
        why_urgent=plain(row["lateness"]["why_it_cannot_wait"]),
        purpose=rich(parts["Purpose"]["body"]),
        recommendations=[
            {"verb": entry["verb"], "text": plain(entry["text"]), "informed_by": entry["informed_by"]}
            for entry in parts["Recommendations"]["recommendations"]
        ],
        policy_context=rich(policy(parts["Policy context"], shelf)),
        implications={entry["kind"]: rich(entry["statement"]) for entry in row["implications"]},
        conclusion=rich(row["conclusion"]["body"]),
        background=[{"title": entry["title"], "date": "", "where": "", "url": ""} for entry in row["background_documents"]],
        contact_role=f"{contact['role']}, {shelf.organisations[contact['organisation']].name}",
        slug=row["slug"],
    )


def policy(section: dict[str, Any], shelf: Shelf) -> str:
    lines = [
        f"**{entry['title']}** ({shelf.organisations[entry['publisher']].name}, {entry['year']}): {plain(entry['relevance'])}"
        for entry in section["policies"]
    ]
    lines += [f"**{entry['date']}**: {plain(entry['statement'])}" for entry in section["milestones"]]
    return bullets(lines)


def publish(paper: Paper, meeting: Meeting, number: int, shelf: Shelf) -> None:
    """Clear it, put it on the agenda under its number, publish the agenda, issue the pack."""
    at = timezone.now()
    paper = actions.clear(paper=paper, by=shelf.approver, at=at)
    actions.add_item(meeting=meeting, title=paper.title, by=shelf.writer, paper=paper, number=number)
    actions.publish_agenda(meeting=meeting, by=shelf.writer, at=at, chair_reason="It was written down here long after the meeting.")
    actions.issue_pack(meeting=meeting, by=shelf.writer, at=at)
