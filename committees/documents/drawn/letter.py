"""The letter that invites providers to answer an edition."""

from __future__ import annotations

from portal.nhsuk import words

from ...models import Paper
from ..sources import edition_of
from ..text import Facts
from .sections import unnumbered


def letter(paper: Paper) -> list[Facts]:
    edition = edition_of(paper)
    round_ = edition.round
    said = [
        f"{round_.lead.name} has published edition {edition.number} of {round_.title}. Approved by: {edition.approving_body}.",
        "Please answer each intention that affects you: support it, support it with conditions, or say why you cannot.",
    ]
    if edition.question_deadline:
        said.append(f"Questions can be asked until {words.when(edition.question_deadline)}. Answers go to everybody.")
    if edition.response_deadline:
        said.append(f"Your response must arrive by {words.when(edition.response_deadline)}, London time.")
    said.append("Responses are given in the portal, where a receipt proves what was received and when.")
    affected = dict.fromkeys(name for chapter in edition.content["chapters"] for one in chapter["intentions"] for name in one["providers"])
    lines = [{"kind": "plain", "text": text} for text in said]
    sections = [unnumbered("Invitation to respond", lines)]
    if affected:
        sections.append(unnumbered("To", [{"kind": "bullets", "lines": list(affected)}]))
    return sections
