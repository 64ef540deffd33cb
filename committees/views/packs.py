"""The issues of a meeting's packs as one person may read them: which is current, which are replaced, what changed."""

import re

from django.urls import reverse

from intentions.documents.paper.text import sentence
from portal.audit.models import Event
from portal.nhsuk import words
from portal.printing.progress import progress as progress_of
from portal.printing.progress import size_words

from ..models import Pack
from ..states import ExemptBasis, PackAudience, PackKind

UNREAD = ("document__facts", "document__read", "document__words", "document__anchors")  # megabytes that no list needs
OF_A_PAGE = re.compile(r"page (\d+): (.*)", re.DOTALL)


def issued(meeting, user):
    """Every issue this person may open, newest first, parts 1 and 2 before part 1."""
    packs = Pack.objects.visible_to(user).filter(meeting=meeting).select_related("document", "meeting__committee")
    return list(packs.order_by("kind", "-issue", "audience"))


def current(packs):
    """The newest agenda pack that is ready, for each audience, and the supplements to it. An issue stays until the next is ready or it is
    recalled; a supplement until its agenda pack is issued again.
    """
    ready = [pack for pack in packs if pack.document.is_ready and not pack.recalled_at]
    newest = {}
    for pack in ready:
        if pack.kind == PackKind.MAIN:
            newest.setdefault(pack.audience, pack)
    before = {pack.document_id: pack.document.after_id for pack in packs}
    supplements = [pack for pack in ready if pack.kind == PackKind.SUPPLEMENT and _is_to(pack, newest.get(pack.audience), before)]
    return [*newest.values(), *sorted(supplements, key=lambda pack: pack.issue)]


def _is_to(supplement, main, before):
    """Whether its page numbers go on from this agenda pack, through other supplements or not."""
    document = supplement.document_id
    while before.get(document):
        document = before[document]
    return main is None or document == main.document_id


def read_together(packs):
    """The agenda pack with most in it that this person may open, and the supplements to it."""
    main = fullest(packs)
    return [pack for pack in current(packs) if main and pack.audience == main.audience]


def replaced(packs):
    now = current(packs)
    return [pack for pack in packs if pack.document.is_ready and not pack.recalled_at and pack not in now]


def over(packs):
    """What became of the issues that are no longer read: {pk: (the word of its tag, the sentence)}."""
    told = {one.pk: ("Replaced", f"A later issue replaced {one.named}.") for one in replaced(packs)}
    recalled = [one for one in packs if one.recalled_at]
    said = "{} was recalled on {}. Only clerks can open it."
    return told | {one.pk: ("Recalled", said.format(one.name, words.history(one.recalled_at))) for one in recalled}


def fullest(packs):
    """The current main pack with most in it: its page numbers are those the reader sees."""
    now = sorted(current(packs), key=lambda pack: (pack.kind, pack.audience != PackAudience.PRIVATE))
    return now[0] if now else None


def holding(paper, user):
    """The newest ready pack in which this person may read the paper."""
    packs = Pack.objects.visible_to(user).filter(document__status="READY", document__parts__document=paper.document)
    return packs.select_related("document", "meeting").order_by("-issue", "audience").first()


def address_in(pack):
    """The web address of another paper of the pack, by its key; nothing outside a pack."""
    return (lambda key: f"{pack.get_absolute_url()}web/{key}/") if pack else None


def progress(pack):
    """W9, in the words of packs: Printing issue 3."""
    said = progress_of(pack.document)
    told = said.words.replace(pack.document.title, pack.named, 1)
    return said._replace(words=f"{told[:1].upper()}{told[1:]}")


def shown(packs):
    """With the size of the PDF, as its link says it."""
    return [{"pack": pack, "size": size_words(pack.document)} for pack in packs]


def manifest(pack):
    """Each paper with its true pages in the pack."""
    parts = {part.order: part for part in pack.document.parts.select_related("document").defer(*UNREAD)}
    lines = pack.items.select_related("item__paper").order_by("order")
    return [{"line": line, "part": parts[line.order], "pages": pages(parts[line.order])} for line in lines]


def since_last_opened(pack, user):
    """What this issue changed against the newest earlier issue the person opened: (that issue, when, [sentence])."""
    earlier = {str(one.pk): one for one in _earlier(pack, user)} if pack.issue > 1 else {}
    if not earlier:
        return None
    opened = Event.objects.filter(name="pack.opened", by=user, target_id__in=earlier).order_by("-at").first()
    if opened is None:
        return None
    before = earlier[str(opened.target_id)]
    web = reverse("committees:pack_web", args=[before.pk])
    return {"issue": before.issue, "at": opened.at, "changes": changes(before, pack), "before": before, "web": web}


def _earlier(pack, user):
    """Those the user sat before, the recalled ones among them: what is gone from them is what they must hear of."""
    same = pack.meeting.packs.filter(kind=pack.kind, audience=pack.audience, issue__lt=pack.issue)
    is_compared = pack.kind == PackKind.MAIN and user.has_perm("committees.sit", pack.meeting)
    return same.select_related("document") if is_compared else same.none()


def changed_items(before, after):
    """{item: Added or Replaced} of what is not in the later issue as it was in the earlier one."""
    old = {line["line"].item_id: _print_of(line) for line in manifest(before)}
    new = {line["line"].item_id: _print_of(line) for line in manifest(after)}
    return {key: "Replaced" if key in old else "Added" for key, made in new.items() if old.get(key) != made}


def changes(before, after):
    """Item 6 replaced (pages 40 to 52), item 9 added, item 2 taken out."""
    old = {line["line"].item_id: line for line in manifest(before)}
    new = {line["line"].item_id: line for line in manifest(after)}
    told = []
    for key, line in new.items():
        number = line["line"].item.mark
        if key not in old:
            told.append(f"item {number} added{_on_pages(line)}")
        elif _print_of(old[key]) != _print_of(line):
            told.append(f"item {number} replaced{_on_pages(line)}")
    return told + [f"item {old[key]['line'].item.mark} taken out" for key in old if key not in new]


def _print_of(line):
    return line["part"].document.fingerprint


def _on_pages(line):
    return f" ({line['pages']})" if line["pages"] else ""


def bases(pack):
    """Why part 2 of this pack is exempt, each basis once."""
    return bases_of(pack.meeting.items.part_2().select_related("paper")) if pack.is_private else []


def bases_of(items):
    return sorted({ExemptBasis(item.exemption.exempt_basis).full for item in items if item.is_part_2})


def pages(part):
    """Page 12, or pages 12 to 19; nothing until the pack is bound."""
    if not part.first_page:
        return ""
    if part.first_page == part.last_page:
        return f"page {part.first_page}"
    return f"pages {part.first_page} to {part.last_page}"


def faults_together(faults):
    """What our checks found, pages with the same fault in one line: pages 4 to 7 and 9: ..."""
    found = {}
    for fault in faults:
        page, said = OF_A_PAGE.fullmatch(fault).groups() if OF_A_PAGE.fullmatch(fault) else (None, fault)
        found.setdefault(said, []).extend([int(page)] if page else [])
    return [f"{_runs(sorted(set(pages)))}: {said}" if pages else said for said, pages in found.items()]


def _runs(numbers):
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [f"{first}" if first == last else f"{first} to {last}" for first, last in runs]
    return f"{'page' if len(numbers) == 1 else 'pages'} {sentence(told)}"
