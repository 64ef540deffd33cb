"""A letter that came as a file: kept while somebody goes through its passages, and recorded from what they made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.workbooks.came import KEPT

from ..documents.letters import LEFT_OUT, Desk, Proposal, Said, as_plain, from_plain, joined
from ..documents.recorded import to_answer
from ..models import Invitation, Letter, Transcript
from .refusals import Refused
from .transcript import record_letter

LEAVE_OUT = "leave every passage out and take the statement out"  # of the desk: there are no positions to take out of a form


@transaction.atomic
def keep_letter(
    *, invitation: Invitation, name: str, content: bytes, proposals: Sequence[Proposal], dated: date | None, left_out: list[str],
    by: User, at: datetime,
) -> Letter:  # fmt: skip
    """It is kept for those who may record it; nothing of it is on record, and its senders are told nothing yet."""
    said = {"said": as_plain(proposals), "left_out": left_out, "dated": dated}
    letter = Letter.objects.create(invitation=invitation, name=name[:150], content=content, by=by, at=at, **said)
    says = f"brought a letter of {invitation.organisation} to be read"
    record("letter.brought", target=invitation, by=by, at=at, owner=invitation.round.lead, says=says)
    return letter


@transaction.atomic
def mark_passages(*, letter: Letter, marks: Mapping[str, tuple[int, Mapping[str, Any]]], by: User) -> list[str]:
    """{key: (the revision that was looked at, content)}. What a colleague changed meanwhile is left alone: its keys."""
    letter = lock(letter)
    known, left = {one["key"] for one in letter.said}, []
    for key, (revision, content) in marks.items():
        stands = letter.marked.get(key, {})
        if key not in known or stands.get("revision", 0) != revision:
            left.append(key)
        else:
            letter.marked[key] = {**content, "revision": revision + 1, "who": by.name}
    letter.save(update_fields=["marked"])
    return left


@transaction.atomic
def leave_out_rest(*, letter: Letter, by: User) -> int:
    """Every passage that waits is left out; what somebody has looked at stays as they left it. How many."""
    letter = lock(letter)
    waiting = [one for one in from_plain(letter.said) if not letter.marked.get(one.key, {}).get("is_done")]
    for one in waiting:
        kept = letter.marked.get(one.key) or as_proposed(one)
        letter.marked[one.key] = {**kept, "goes": LEFT_OUT, "is_done": True, "revision": kept.get("revision", 0) + 1, "who": by.name}
    letter.save(update_fields=["marked"])
    return len(waiting)


def as_proposed(proposal: Proposal) -> dict[str, Any]:
    """What a form of it says before anybody has touched it."""
    names = ("goes", "references", "stance", "conditions", "chapter", "title")
    return {**{name: getattr(proposal, name) for name in names}, "words": proposal.text}


def desk_of(letter: Letter) -> tuple[list[Proposal], Desk, int]:
    """Its passages, what would be recorded of them, and how many wait for somebody to look."""
    proposals = from_plain(letter.said)
    done = [Said.of(one.key, letter.marked[one.key]) for one in proposals if letter.marked.get(one.key, {}).get("is_done")]
    return proposals, joined(done), len(proposals) - len(done)


@transaction.atomic
def record_read(*, letter: Letter, seen: str, by: User, at: datetime, **about: Any) -> Transcript:
    """Every passage was looked at; then as any letter that is recorded: told to its senders, and replaced by recording again."""
    letter = lock(letter, "invitation__round__lead", "invitation__organisation")
    if seen != seen_of(letter):
        raise CannotMove("record_letter", letter)
    _, desk, waiting = desk_of(letter)
    if waiting:
        raise Refused(f"{_passages(waiting)} of the letter {'waits' if waiting == 1 else 'wait'} to be looked at.")
    if desk.problems:
        raise Refused(". ".join(desk.problems) + ".")
    asked = {entry.version.intention.reference: entry.version.intention for entry in to_answer(letter.invitation)}
    gone = [one for one in desk.said if one not in asked]
    if gone:
        raise Refused(f"{', '.join(gone)}: not in the latest edition. Choose another intention, or leave the passage out.")
    said = {asked[reference]: content for reference, content in desk.said.items()}
    file = SimpleUploadedFile(letter.name, bytes(letter.content))
    about |= {"said": said, "points": desk.points, "to_keep_it_late": LEAVE_OUT}
    transcript = record_letter(invitation=letter.invitation, files=[file], by=by, at=at, **about)
    letter.transcript = transcript
    letter.save(update_fields=["transcript"])
    return transcript


def seen_of(letter: Letter) -> str:
    """What it has become so far, as a page carries it."""
    return str(letter.transcript_id or "nothing")


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count} passages"


@transaction.atomic
def forget_letters(*, at: datetime) -> None:
    """What came thirty days ago, recorded or not: a recorded response has the file of its own."""
    Letter.objects.filter(at__lt=at - KEPT).delete()
