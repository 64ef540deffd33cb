"""Ordering paper. What is printed is what was true when it was ordered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models.functions import Now

from portal.audit.actions import record
from portal.moves import advance

from . import endings, fingerprints, sending
from .models import ANNEX_TEMPLATE, PACK_TEMPLATE, Document, Part
from .states import Status


class Bound(NamedTuple):
    """A paper's place in a pack: `key` names its ids, `label` its bookmark, `line` stands at the head of its pages."""

    key: str
    label: str
    document: Document
    line: str = ""


@transaction.atomic
def order(*, template: str, facts: dict[str, Any], title: str, file_name: str, by: Any, page: str = "") -> Document:
    """Freeze the facts and have them printed; equal facts that were printed before are ready at once."""
    frozen = _frozen(facts)
    fingerprint = fingerprints.of_paper(template, frozen, title)
    return _place(
        Document(template=template, facts=frozen, title=title, file_name=file_name, fingerprint=fingerprint, ordered_by=by, page=page)
    )


@transaction.atomic
def order_annex(*, upload: str, sha256: str, facts: dict[str, Any], title: str, file_name: str, by: Any, page: str = "") -> Document:
    """Have an uploaded PDF, stored under the name `upload`, made ready to be bound: behind a page that says what it is."""
    return order(
        template=ANNEX_TEMPLATE, facts={**facts, "upload": upload, "sha256": sha256}, title=title, file_name=file_name, by=by, page=page
    )


@transaction.atomic
def order_pack(
    *,
    title: str,
    file_name: str,
    front: dict[str, Any],
    parts: Iterable[Bound | tuple[Any, ...]],
    by: Any,
    page: str = "",
    template: str = PACK_TEMPLATE,
    after: Document | None = None,
) -> Document:
    """Have papers bound behind their front matter, as soon as the last of them is ready.

    A supplement goes on in the page numbers of the pack `after` which it comes, and waits for it.
    """
    bound, facts = [Bound(*part) for part in parts], _frozen(front)
    if any(part.document.is_pack for part in bound):
        raise ValueError("a pack is not bound into another pack")
    described = [(part.key, part.label, part.line, part.document.fingerprint) for part in bound]
    pack = Document(
        template=template,
        facts=facts,
        title=title,
        file_name=file_name,
        is_pack=True,
        after=after,
        fingerprint=fingerprints.of_pack(template, facts, title, described, after=after.fingerprint if after else ""),
        ordered_by=by,
        page=page,
    )
    return _place(pack, bound)


def _place(document: Document, bound: Iterable[Bound] = ()) -> Document:
    """Write the order with its parts; ready at once if an equal one is, sent after the commit if not."""
    twin = endings.ready_twin(document.fingerprint)
    if twin:
        document.status, document.ready_at = Status.READY, twin.ready_at
        for name, value in endings.copied(twin).items():
            setattr(document, name, value)
    document.save(force_insert=True)
    Part.objects.bulk_create(
        Part(whole=document, document=part.document, order=order, key=part.key, label=part.label, line=part.line)
        for order, part in enumerate(bound, 1)
    )
    if not twin:
        sending.send_after_commit(document)
    elif document.is_pack:
        endings.set_places(document, endings.places_of(twin))
    return document


@transaction.atomic
def retry(*, document: Document, by: Any) -> Document:
    """Print again what failed; of a pack, its failed papers too."""
    document = _order_again(document)
    for part in document.parts.select_related("document").filter(document__status=Status.FAILED).order_by("order"):
        _order_again(part.document)
    record("document.retried", target=document, by=by, says=f"had {document.title} printed again")
    return document


def _order_again(document: Document) -> Document:
    document = advance(document, "retry")
    document.attempts, document.failure, document.relay_at = 0, "", Now() + endings.PAUSE * 3
    document.save(update_fields=["status", "attempts", "failure", "relay_at"])
    sending.send_after_commit(document)
    return document


@transaction.atomic
def cancel(*, document: Document, by: Any) -> Document:
    """Nobody waits for it any more: it is not printed, and packs that wait for it fail in its name."""
    document = advance(document, "cancel")
    document.lease_until = None
    document.save(update_fields=["status", "lease_until"])
    endings.fail_packs(document=document, words=endings.PART_CANCELLED)
    record("document.cancelled", target=document, by=by, says=f"cancelled the print of {document.title}")
    return document


def _frozen(facts: dict[str, Any]) -> dict[str, Any]:
    """Plain words and numbers, as they will be read back: anything else is a mistake of the caller's."""
    return json.loads(json.dumps(facts, allow_nan=False))
