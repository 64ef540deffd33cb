"""An agenda line by line: as its readers see it, and as its clerk does."""

from .. import documents
from ..models import AgendaItem
from ..states import ExemptBasis, PaperStatus
from . import packs


def read_by(meeting, user, pack):
    """Number, words and pages of each line; of an exempt one only why, unless the reader sits on the committee."""
    items = list(AgendaItem.objects.visible_to(user).filter(meeting=meeting).select_related("paper__document", "annex").order_by("number"))
    may_read = set(AgendaItem.objects.visible_to(user).filter(meeting=meeting).open_to(user).values_list("pk", flat=True))
    parts = _parts_of(pack)
    return [_line(item, parts) if item.pk in may_read else _private(item) for item in items]


def _parts_of(pack):
    """{print: its place in the pack}"""
    return {part.document_id: part for part in pack.document.parts.all()} if pack else {}


def _pages(item, parts):
    part = parts.get(item.document.pk) if item.document else None
    return packs.pages(part) if part else ""


def _private(item):
    return {"number": item.number, "private": documents.private_words(item)}  # why it is late may say what it is about


def _line(item, parts):
    is_published = item.paper is not None and item.paper.status == PaperStatus.PUBLISHED
    return {
        "number": item.number,
        "private": "",
        "item": item,
        "late": documents.late_line(item),
        "paper": item.paper if is_published else None,
        "pages": _pages(item, parts),
    }


def prepared(meeting, pack, today):
    """Every line with the state of its paper, for the clerk."""
    items = meeting.items.select_related("paper__document", "paper__committee", "annex", "meeting__committee").order_by("number")
    parts, lines = _parts_of(pack), []
    for item in items:
        item.meeting = meeting
        if item.paper:
            item.paper.item = item
        basis = ExemptBasis(item.exemption.exempt_basis).short if item.is_part_2 else ""
        lines.append(
            {"item": item, "state": state_of(item, today), "basis": basis, "pages": _pages(item, parts), "late": documents.late_line(item)}
        )
    return lines


def state_of(item, today):
    """The word of the tag: whether a paper is there, whether it waits for reasons, whether it is printed."""
    paper = item.paper
    if paper is None and item.is_unsettled:
        return str(item.get_upload_unseen_display())
    if paper is None:
        return str(item.annex.get_status_display()) if item.annex else "To follow"
    if paper.status == PaperStatus.DRAFT:
        paper.item = item
        return "Late, reason needed" if documents.unreasoned(paper, today) else "Draft"
    return str(paper.document.get_status_display()) if paper.document else paper.get_status_display()


def changed_since(pack, meeting):
    """Numbers of the items whose print is not the one in the pack."""
    if pack is None:
        return []
    bound = {line.item_id: line.document_id for line in pack.items.all()}
    items = meeting.items.filter(is_supplementary=False).select_related("paper__document", "annex").order_by("number")
    return [item.number for item in items if item.document and bound.get(item.pk) != item.document.pk]
