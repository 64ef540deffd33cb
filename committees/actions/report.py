"""A report comes as a Word file: read, looked at, taken in as a paper or left, and taken back while it is a draft."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock
from portal.organisations.models import Organisation
from portal.reading.refusals import CannotRead
from portal.richtext.report import read_report

from ..documents.renumbered import renumbered
from ..models import AgendaItem, Original, Paper, Picture
from ..models.exemption import EXEMPTION
from ..states import OriginalStatus, PaperForm, PaperStatus
from .agenda import edit_item
from .paper import make_paper, save_paper
from .refusals import NotReady, NotTaken

TAKES = (PaperForm.REPORT, PaperForm.WRITTEN)  # the papers that have words of their own
FORGOTTEN = timedelta(days=2)
NAMELESS = "report.docx"


def bring_in(*, upload: File[Any], by: User, paper: Paper | None = None, item: AgendaItem | None = None) -> Original:
    """Read in a process of its own and kept to be looked at; nothing of the paper or the agenda is changed."""
    upload.seek(0)
    content, name = upload.read(), (upload.name or NAMELESS).rsplit("/")[-1][-150:]
    try:
        found = read_report(content, name)
    except CannotRead as refusal:
        raise NotTaken([f"{refusal.words}."]) from refusal
    return _waiting(content, name, found, by=by, paper=paper, item=item)


@transaction.atomic
def _waiting(content: bytes, name: str, found: dict[str, Any], *, by: User, paper: Paper | None, item: AgendaItem | None) -> Original:
    """Pictures that the paper has already keep their numbers and what was said of them."""
    if paper is not None:
        paper = lock(paper)
        _refuse_others(paper)
    numbers = _numbers(found["pictures"], paper)
    original = Original(
        committee=paper.committee if paper else item.meeting.committee,  # type: ignore[union-attr]
        paper=paper,
        item=None if paper else item,
        name=name,
        sha256=sha256(content).hexdigest(),
        by=by,
        at=timezone.now(),
        revision=paper.revision if paper else 0,
        title=found["title"][:300],
        told=found["told"],
        holds=found["holds"],
        sections=[{**one, "text": renumbered(one["text"], numbers)} for one in found["sections"]],
        pairs=[{**one, "right": renumbered(one["right"], numbers)} for one in found["pairs"]],
    )
    original.file.save(f"{original.pk}.docx", ContentFile(content), save=False)
    original.save()
    _keep_pictures(original, found["pictures"], numbers)
    return original


def _refuse_others(paper: Paper) -> None:
    if paper.status != PaperStatus.DRAFT or paper.form not in TAKES:
        raise CannotMove("bring_in", paper)


def _numbers(pictures: list[dict[str, Any]], paper: Paper | None) -> dict[int, int]:
    """{number in the file: number in the paper}"""
    known = {one.sha256: one.number for one in paper.pictures.order_by("-number")} if paper else {}
    last, numbers = max(known.values(), default=0), {}
    for one in pictures:
        digest = sha256(b64decode(one["content"])).hexdigest()
        if digest not in known:
            last += 1
            known[digest] = last
        numbers[one["number"]] = known[digest]
    return numbers


def _keep_pictures(original: Original, pictures: list[dict[str, Any]], numbers: Mapping[int, int]) -> None:
    """Each once, however often it stands in the file; one that the paper has with what was said of it there."""
    said = {one.number: one for one in original.paper.pictures.all()} if original.paper else {}
    for number, one in {numbers[one["number"]]: one for one in reversed(pictures)}.items():
        content, known = b64decode(one["content"]), said.get(number)
        picture = Picture(original=original, number=number, sha256=sha256(content).hexdigest())
        picture.width, picture.height, picture.millimetres = one["width"], one["height"], one["millimetres"]
        picture.alt, picture.is_decorative = (known.alt, known.is_decorative) if known else (one["alt"], one["is_decorative"])
        picture.file.save(f"{picture.pk}.{one['ending']}", ContentFile(content), save=False)
        picture.save()


@transaction.atomic
def take_in(
    *,
    original: Original,
    by: User,
    title: str,
    is_kept: bool,
    said: Mapping[int, tuple[str, bool]],
    author: Organisation | None = None,
    at: datetime | None = None,
    **urgency: Any,
) -> Paper:
    """The text becomes the paper's, in place of the one it had; for an item a paper is made of it, as private as the item.

    `said` is what each picture shows, or that it only decorates. The file itself is kept with the paper only when somebody wants it.
    """
    original = advance(original, "take_in")
    words = {"title": title, "form": PaperForm.WRITTEN, "body": original.sections}
    if original.paper:
        paper = lock(original.paper)
        _refuse_others(paper)
        original.before = {"form": paper.form, "body": paper.body}
        paper = save_paper(paper=paper, by=by, revision=original.revision, **words)
    else:
        paper = _made_for(original, words, author=author, by=by, at=at, **urgency)
    _hand_on(original, paper, said)
    original.paper, original.is_kept, original.sections, original.pairs = paper, is_kept, [], []
    if not is_kept:
        _forget_file(original)
    original.save()
    kept = "with the file itself" if is_kept else "and did not keep the file itself"
    record("original.taken_in", target=paper, by=by, says=f"took “{original.name}” in as the text of “{paper}”, {kept}", owner=paper.author)
    return paper


def _made_for(original: Original, words: dict[str, Any], *, author: Organisation | None, by: User, **laid: Any) -> Paper:
    item = lock(original.item)
    if item.paper_id:
        raise CannotMove("take_in", original)
    exemption = {name: getattr(item, name) for name in EXEMPTION}
    paper = make_paper(committee=original.committee, author=author or original.committee.host, by=by, **words, **exemption)
    edit_item(item=item, by=by, paper=paper, **laid)
    return paper


def _hand_on(original: Original, paper: Paper, said: Mapping[int, tuple[str, bool]]) -> None:
    """Pictures the paper has already are said anew; the others become its own."""
    mine = {one.number: one for one in paper.pictures.all()}
    for one in original.pictures.select_for_update().order_by("number"):
        alt, is_decorative = said.get(one.number, (one.alt, one.is_decorative))
        picture = mine.get(one.number, one)
        picture.paper, picture.is_decorative, picture.alt = paper, is_decorative, "" if is_decorative else alt
        picture.save()
        if picture is not one:
            _forget_picture(one)


@transaction.atomic
def leave(*, original: Original, by: User | None) -> None:
    """Nobody takes it in: the file, its words and its pictures are forgotten."""
    original = lock(original)
    if original.status != OriginalStatus.WAITING:
        raise CannotMove("leave", original)
    for one in original.pictures.all():
        _forget_picture(one)
    _forget_file(original)
    original.delete()


def leave_old(*, at: datetime) -> int:
    """Files that nobody took in or left for two days."""
    old = list(Original.objects.waiting().filter(at__lt=at - FORGOTTEN))
    for original in old:
        try:
            leave(original=original, by=None)
        except CannotMove:  # taken in meanwhile
            continue
    return len(old)


@transaction.atomic
def take_back(*, paper: Paper, by: User) -> Paper:
    """The words that the draft had before the last file was taken in; what was written since stays among its saved states."""
    paper = lock(paper)
    original = paper.originals.taken().order_by("-at").first()
    if original is None:
        raise CannotMove("take_back", paper)
    if not original.before:
        raise NotReady(["The paper was made from this file. Withdraw the paper instead."])
    original = advance(original, "take_back")
    if original.is_kept:
        original.is_kept = False
        _forget_file(original)
    original.save()
    paper = save_paper(paper=paper, by=by, revision=paper.revision, **original.before)
    record("original.taken_back", target=paper, by=by, says=f"took “{original.name}” back out of “{paper}”", owner=paper.author)
    return paper


@transaction.atomic
def describe(*, paper: Paper, by: User, said: Mapping[int, tuple[str, bool]]) -> Paper:
    """What each picture of a draft shows, or that it only decorates. Who says it has written in the paper."""
    paper = lock(paper)
    if paper.status != PaperStatus.DRAFT:
        raise CannotMove("describe", paper)
    for one in paper.pictures.select_for_update().filter(number__in=list(said)):
        alt, one.is_decorative = said[one.number]
        one.alt = "" if one.is_decorative else alt
        one.save(update_fields=["alt", "is_decorative"])
    paper.written_by, paper.writers = by, [*{*paper.writers, by.pk}]
    paper.save(update_fields=["written_by", "writers", "changed_at"])
    record("paper.described", target=paper, by=by, says=f"said what the pictures of “{paper}” show", owner=paper.author)
    return paper


def _forget_file(original: Original) -> None:
    storage, name = original.file.storage, original.file.name
    original.file = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _forget_picture(picture: Picture) -> None:
    storage, name = picture.file.storage, str(picture.file.name)
    picture.delete()
    if not Picture.objects.filter(file=name).exists():
        transaction.on_commit(lambda: storage.delete(name))
