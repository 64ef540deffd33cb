"""An agenda line by line: as its readers see it, and as its clerk does."""

from django.db.models import prefetch_related_objects

from .. import documents
from ..models import AgendaItem
from ..states import ExemptBasis, ItemStatus, PaperStatus
from . import packs


def items_of(meeting, user):
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting).select_related("deferred_to", "paper__document", "annex")
    return list(items.order_by("number", "place"))


def read_by(items, meeting, user, bound):
    """Number, words and pages of each line; of an exempt one only why, unless the reader sits on the committee."""
    may_read = set(AgendaItem.objects.visible_to(user).filter(meeting=meeting).open_to(user).values_list("pk", flat=True))
    parts = _parts_of(bound)
    return [_line(item, parts) if item.pk in may_read else _private(item) for item in items]


def _parts_of(bound):
    """{print: its place in the agenda pack or the supplement that holds it}"""
    prefetch_related_objects(bound, "document__parts")
    return {part.document_id: part for pack in bound for part in pack.document.parts.all()}


def _pages(item, parts):
    part = parts.get(item.document.pk) if item.document else None
    return packs.pages(part) if part else ""


def _private(item):
    return {"number": item.mark, "private": documents.private_words(item)}  # why it is late may say what it is about


def _line(item, parts):
    is_published = item.paper is not None and item.paper.status == PaperStatus.PUBLISHED
    return {
        "number": item.mark,
        "private": "",
        "item": item,
        "title": documents.title_words(item),
        "note": documents.note_of(item),
        "standing": documents.standing_words(item),
        "late": documents.late_line(item),
        "paper": item.paper if is_published else None,
        "pages": _pages(item, parts),
    }


def prepared(meeting, bound, today):
    """Every line with the state of its paper, for the clerk."""
    items = meeting.items.select_related("deferred_to", "paper__document", "paper__committee", "annex", "meeting__committee")
    items = items.order_by("number", "place")
    parts, lines = _parts_of(bound), []
    for item in items:
        item.meeting = meeting
        if item.paper:
            item.paper.item = item
        basis = ExemptBasis(item.exemption.exempt_basis).short if item.is_part_2 else ""
        line = {"item": item, "state": state_of(item, today), "basis": basis, "pages": _pages(item, parts)}
        lines.append({**line, "title": documents.title_words(item), "late": documents.late_line(item)})
    return _with_places(lines)


def _with_places(lines):
    """Which each is of those it stands among."""
    among = {}
    for line in lines:
        among.setdefault(line["item"].parent_id, []).append(line)
    for same in among.values():
        for at, line in enumerate(same, 1):
            line["place"] = {"is_first": at == 1, "is_last": at == len(same), "at": at}
    return lines


def state_of(item, today):
    """The word of the tag: whether a paper is there, whether it waits for reasons, whether it is printed."""
    paper = item.paper
    if item.status != ItemStatus.ON:
        return item.get_status_display()
    if paper is None and item.is_unsettled:
        return str(item.get_upload_unseen_display())
    if paper is None:
        return str(item.annex.get_status_display()) if item.annex else "To follow" if item.expects else ""
    if paper.status == PaperStatus.DRAFT:
        paper.item = item
        return "Late, reason needed" if documents.unreasoned(paper, today) else "Draft"
    return str(paper.document.get_status_display()) if paper.document else paper.get_status_display()


def changed_since(pack, meeting, *, in_public=False):
    """Numbers of the items whose print is not the one in the pack; of those in public alone where the pack has no others."""
    if pack is None:
        return []
    bound = {line.item_id: line.document_id for line in pack.items.all()}
    items = meeting.items.part_1() if in_public else meeting.items
    items = items.filter(is_supplementary=False).select_related("paper__document", "annex").order_by("number", "place")
    return [item.mark for item in items if item.document and bound.get(item.pk) != item.document.pk]
