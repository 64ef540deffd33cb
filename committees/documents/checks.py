"""What a paper still lacks, whether it is late, and whether it contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from portal.nhsuk import words
from portal.richtext.clean import to_text

from ..models import AgendaItem, Meeting, Paper
from ..states import CoverAsk, HeadingKind, KeyDecision, PackKind, PaperForm
from . import quoted, sources
from .clear_days import is_late
from .drawn.written import lacking as lacking_in_words
from .lateness import is_reasoned, late_words, lateness_of, place_of, reason_in, reason_of
from .paper import paper_facts

# "No direct financial implications", "The report costs nothing", "None."
SAYS_NONE = re.compile(
    r"\bno\b[^.]{0,60}\bfinancial (?:implications?|effects?|consequences?)|\bcosts? nothing\b|\bno (?:extra |additional |direct )?costs?\b"
    r"|^(?:none|nil|not applicable)\b",
    re.IGNORECASE,
)
Heading = dict[str, Any]


# ── What is missing ─────────────────────────────────────────────────────────────────────────────────────────────────
def missing(paper: Paper, on: date) -> list[str]:
    """What must be written before the paper can be cleared on this day, heading by heading."""
    asked = [heading for heading in paper.committee.headings if heading["mandatory"]]
    if paper.form == PaperForm.REPORT:
        lacking = [words for heading in asked for words in _lacking(paper, heading)]
    else:
        lacking = lacking_in_words(paper) if paper.form == PaperForm.WRITTEN else sources.lacking(paper)
    return [*lacking, *_cover(paper), *_unsaid(paper), *unreasoned(paper, on)]


def _unsaid(paper: Paper) -> list[str]:
    """A paper that replaces a published one says what changed."""
    return ["Say what changed since the paper it replaces."] if paper.replaces_id and not paper.what_changed.strip() else []


COVER = {
    CoverAsk.WARDS: ("wards", "Say which wards it affects; all or none is an answer."),
    CoverAsk.KEY_DECISION: ("key_decision", "Say whether it is a key decision."),
    CoverAsk.FRAMEWORK: ("framework", "Say whether it is within the budget and policy framework."),
}


def _cover(paper: Paper) -> Iterator[str]:
    """What the cover sheet of the committee asks."""
    for asked in paper.committee.asks:
        name, words = COVER[CoverAsk(asked)]
        if not getattr(paper, name):
            yield words
    if paper.key_decision == KeyDecision.YES and CoverAsk.KEY_DECISION in paper.committee.asks and not paper.key_reference:
        yield "Give the reference of the key decision in the forward plan."


def unreasoned(paper: Paper, on: date) -> list[str]:
    """What a paper of whatever form says before it goes to its meeting late: why, and who agreed for the chair."""
    place = place_of(paper)
    if place is None:
        return []
    lateness, said = lateness_of(place.meeting, on), reason_of(place) if place.paper_id == paper.pk else reason_in(paper)
    if is_reasoned(said, lateness):
        return []
    return ["Say who agreed, for the chair, that this late paper is urgent, and when."] if said["chair_reason"] else [late_words(paper, on)]


def _lacking(paper: Paper, heading: Heading) -> Iterator[str]:
    match HeadingKind(heading["kind"]):
        case HeadingKind.RECOMMENDATIONS if not paper.recommendations:
            yield "Add a recommendation: say what members are asked to do."
        case HeadingKind.PURPOSE | HeadingKind.POLICY_CONTEXT | HeadingKind.CONCLUSION as kind if not _own_words(paper, kind):
            yield f"Write the {heading['heading'].lower()}."
        case HeadingKind.STRATEGIC_CONTEXT if not (paper.strategic_context or (paper.edition_id and paper.quotes_front_matter)):
            yield f"Write the {heading['heading'].lower()}, or quote it from the edition."
        case HeadingKind.PROGRAMMES if not paper.programmes:
            yield "Choose at least one programme."
        case HeadingKind.IMPLICATION if not paper.implications.get(heading["section"]):
            yield f"Write the {heading['heading'].lower()}; none is an answer."
        case HeadingKind.CONTACT if not paper.contact_role:
            yield "Give the contact."


def _own_words(paper: Paper, kind: HeadingKind) -> str:
    return str(getattr(paper, kind.value.replace("-", "_")))


# ── Contradiction ───────────────────────────────────────────────────────────────────────────────────────────────────
def contradiction(paper: Paper) -> str:
    """Said when the financial section sees no effect while quoted sections speak of money."""
    if paper.form != PaperForm.REPORT:
        return ""
    said = to_text(paper.implications.get("financial", ""))
    claiming = sum(quoted.claims_money(chapter) for chapter in quoted.chosen(paper))
    if not claiming or not SAYS_NONE.search(said):
        return ""
    sections = "1 section claims" if claiming == 1 else f"{claiming} sections claim"
    return f"Section {_number_of(paper, 'financial')} says no financial implications; {sections} savings."


def _number_of(paper: Paper, implication: str) -> str:
    name = next(heading["heading"] for heading in paper.committee.headings if heading["section"] == implication)
    return next((section["number"] for section in paper_facts(paper)["sections"] if section["heading"] == name), "")


def superseded(paper: Paper) -> str:
    """Said when the round has a later edition than the one the paper is made from."""
    if paper.edition is None:
        return ""
    later = paper.edition.round.editions.filter(number__gt=paper.edition.number).order_by("-number").first()
    if later is None:
        return ""
    on = words.day(later.published_at)
    return f"Edition {later.number} replaced {paper.edition} on {on}. This paper still quotes {paper.edition}."


# ── Packs ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def not_issuable(meeting: Meeting, kind: str = PackKind.MAIN) -> list[str]:
    """Why no pack, or no supplement, can be issued yet."""
    if not meeting.first_published_at:
        return ["Publish the agenda before you issue a pack."]
    is_supplement = kind == PackKind.SUPPLEMENT
    bound = [item for item in meeting.items.select_related("paper", "annex") if item.document and item.is_supplementary == is_supplement]
    if is_supplement:
        if not meeting.packs.filter(kind=PackKind.MAIN, recalled_at=None).exists():
            return ["Issue the agenda pack before a supplement to it."]
        return [] if any(is_new_in_a_supplement(item) for item in bound) else ["Nothing that came after the deadline is cleared."]
    return [] if bound else ["No paper on the agenda is cleared. Clear at least one before you issue a pack."]


def is_new_in_a_supplement(item: AgendaItem) -> bool:
    """Whether it is in none yet, or was printed anew since."""
    return item.supplement is None or not item.pack_items.filter(document=item.document, pack__recalled_at=None).exists()


def is_after_the_deadline(meeting: Meeting, on: date) -> bool:
    """Whether what is put on a public agenda on this day goes into a supplement."""
    return meeting.first_published_at is not None and is_late(meeting, on)
