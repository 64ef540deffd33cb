"""Having the whole round printed: each edition when it is published, the draft when somebody asks for it."""

from __future__ import annotations

from datetime import datetime

from celery import signature
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.moves.clock import database_now
from portal.moves.queue import send_on_commit
from portal.printing.actions import order

from .. import documents
from ..documents.paper.word import word_of
from ..models import Edition, Round, Volume

WRITE_WORD = "intentions.tasks.write_word"


@transaction.atomic
def print_edition(*, edition: Edition, by: User | None) -> Volume:
    """The document of an edition: ordered once, out of what it froze."""
    round = lock(edition.round)
    printed = Volume.objects.filter(edition=edition).first()
    if printed:
        return printed
    before = round.editions.filter(number=edition.number - 1).first()
    facts = documents.volume_of_edition(edition, before)
    return _ordered(round, facts, f"{edition.content['title']}, {edition}", f"{round.slug}-edition-{edition.number}", by, edition=edition)


@transaction.atomic
def print_draft(*, round: Round, by: User, at: datetime) -> Volume:
    """Everything that is written, as it is at this hour and marked so; what is changed later is not in it."""
    facts = documents.draft_volume(round, at)
    page = reverse("intentions:draft_document", args=[round.slug])
    volume = _ordered(round, facts, f"{round}: draft", f"{round.slug}-draft-{at:%Y-%m-%d-%H%M}", by, page=page)
    record("round.printed", target=round, by=by, says=f"had the draft of {round} printed", owner=round.lead)
    return volume


def _ordered(
    round: Round, facts: documents.Facts, title: str, name: str, by: User | None, *, edition: Edition | None = None, page: str = ""
) -> Volume:
    paper = order(template=documents.VOLUME, facts=facts, title=title[:300], file_name=name[:120], by=by, page=page)
    volume = Volume.objects.create(round=round, edition=edition, document=paper, ordered_by=by, ordered_at=database_now())
    send_on_commit(signature(WRITE_WORD), volume=str(volume.pk))
    return volume


def write_word(*, volume: Volume) -> Volume:
    """The Word file of the same facts; made once, outside any transaction, and kept by whoever is first."""
    if volume.word:
        return volume
    paper = volume.document
    written = word_of(paper.facts, title=paper.title, author=volume.round.lead.name, marking=volume.hour)
    with transaction.atomic():
        volume = lock(volume)
        if not volume.word:
            volume.word.save(f"{volume.pk}.docx", ContentFile(written), save=False)
            volume.word_size = len(written)
            volume.save(update_fields=["word", "word_size"])
    return volume
