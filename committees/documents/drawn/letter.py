"""The letter that invites providers to answer an edition, as a committee reads it before or after it is sent."""

from __future__ import annotations

from intentions.documents.paper import programme
from intentions.documents.paper.sections import unnumbered
from intentions.documents.paper.text import Facts, bullets, table
from portal.nhsuk import words

from ...models import Paper
from .. import quoted
from ..sources import edition_of

THEN = (
    "The commissioners decide every point that is raised, with a reason, and publish the decisions together. "
    "What is agreed goes into a memorandum and into contracts."
)


def letter(paper: Paper) -> list[Facts]:
    edition = edition_of(paper)
    intentions = [one for chapter in quoted.chosen(paper) for one in chapter["intentions"]]
    sent = (
        f"{edition.round.lead.name} has published edition {edition.number} of {edition.round.named}. Approved by: {edition.approving_body}."
    )
    named = [name for one in intentions for name in one["providers"]]
    kinds = [f"Every {programme.kind_of(kind)}" for one in intentions for kind in one["provider_kinds"]]
    affected = list(dict.fromkeys([*named, *kinds]))
    rows = [[one["reference"], one["title"], programme.who(one) or "Not given"] for one in intentions]
    found = {
        "Invitation to respond": [{"kind": "plain", "text": sent}],
        "What is asked": [bullets(_asked(paper))],
        "What happens then": [{"kind": "plain", "text": THEN}],
        "To": [bullets(affected)] if affected else [],
        "The intentions": [table("Each intention and who provides it", ["Intention", "Title", "Who provides it"], rows)] if rows else [],
    }
    return [unnumbered(heading, blocks) for heading, blocks in found.items() if blocks]


def _asked(paper: Paper) -> list[str]:
    edition, said = edition_of(paper), []
    if edition.response_deadline:
        said.append(f"Respond by {words.when(edition.response_deadline)} (London time). Only the portal's clock counts.")
    if edition.question_deadline:
        said.append(f"Ask questions by {words.when(edition.question_deadline)} (London time). Each is answered once, to everybody.")
    return [
        *said,
        "Answer each intention that affects you: support it, support it with conditions, or say why you cannot.",
        "Respond in the portal, where a receipt proves what was received and when.",
    ]
