"""The text of a response as it is signed, received and proved: plain values in one order, and their hash.

A hash is sha256 of the canonical JSON: keys sorted, no blanks, UTF-8. Whoever has the content can compute it again.

A text that holds points of its own, files for the whole or a reservation of rights says that it is of the second format; one that holds
none of them is written as it always was, so that what was signed and received before has the same hash for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from ..models import Enclosure, Position, Response, Signature
from ..models.position import OWN as SAID_OF_NONE
from ..models.position import PROSE

FORMAT = 2
OWN = ("response", "stance", "own_reference", *SAID_OF_NONE, "is_sensitive", "sensitive_until", *PROSE)  # what is read of a position itself


def canonical(content: Any) -> str:
    """The one way in which `content` is written down."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(content: Any) -> str:
    """Of the canonical JSON of `content`."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def item(position: Position) -> dict[str, Any]:
    """One position with everything said in it, and the hash of that."""
    content: dict[str, Any] = {
        "reference": position.reference,
        "version": position.read.number,
        "title": position.heading,
        "stance": position.stance,
        **{name: getattr(position, name) for name in PROSE},
        "conditions": position.rows("conditions"),
        "effects": position.rows("effects"),
        "attachments": files(position.rows("attachments")),
        "is_sensitive": position.is_sensitive,
        "sensitive_until": position.sensitive_until.isoformat() if position.sensitive_until else None,
    }
    return {**content, "sha256": sha256(content)}


def point(position: Position) -> dict[str, Any]:
    """One point that hangs on no intention, and the hash of that."""
    content: dict[str, Any] = {
        "reference": position.reference,
        "subject": position.subject,
        "chapter": {"code": position.frozen_chapter.code, "title": position.frozen_chapter.title} if position.frozen_chapter else None,
        "title": position.title,
        "words": position.words,
        "attachments": files(position.rows("attachments")),
        "is_sensitive": position.is_sensitive,
        "sensitive_reason": position.sensitive_reason,
        "sensitive_until": position.sensitive_until.isoformat() if position.sensitive_until else None,
    }
    return {**content, "sha256": sha256(content)}


def files(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each by its name and its hash, in one order however they were attached."""
    found = sorted(rows, key=lambda file: (file["title"], file["sha256"]))
    return [{name: file[name] for name in ("title", "size", "sha256")} for file in found]


def begun(response: Response) -> list[Position]:
    """Everything in it, whole, in the order of the edition: what is sent, and what is only half said.

    The files for the whole come with it: in the last seconds before a deadline each question to the database counts.
    """
    for_the_whole = Enclosure.objects.filter(response=response.pk).values(said=JSONObject(title="title", size="size", sha256="sha256"))
    found = (
        response.positions.select_related("intention", "version", "frozen_chapter")
        .only(*OWN, "intention__reference", "version__number", "version__title", "frozen_chapter__code", "frozen_chapter__title")
        .with_rows()
        .annotate(enclosed_said=ArraySubquery(for_the_whole))
        .order_by("intention__published_in__order", "intention__published_order", "intention__reference", "own_reference")
    )
    return list(found)


def text(response: Response, positions: Iterable[Position] | None = None) -> dict[str, Any]:
    """What is signed: the statement, every position taken, every point of its own; `positions` are all of the response, loaded already."""
    found = begun(response) if positions is None else list(positions)
    said = [one for one in found if one.is_answered]
    statement = {"text": response.covering_statement, "sha256": sha256(response.covering_statement)}
    return {
        "response": str(response.pk),
        "organisation": {"slug": response.organisation.slug, "name": response.organisation.name},
        "round": {"slug": response.round.slug, "title": response.round.title},
        "edition": response.edition.number,
        "collective": beside(response),
        **({"recorded": response.recorded} if response.recorded else {}),
        "statement": statement,
        "items": [item(position) for position in said if not position.is_own],
        **beyond(response, said, _enclosed(response, found)),
    }


def _enclosed(response: Response, positions: list[Position]) -> Iterable[Mapping[str, Any]]:
    """The files for the whole response, loaded already where there are positions."""
    loaded: list[Mapping[str, Any]] | None = getattr(positions[0], "enclosed_said", None) if positions else None
    return response.enclosures.values("title", "size", "sha256") if loaded is None else loaded


def beyond(response: Response, said: Iterable[Position], enclosed: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What is said of no intention, as far as there is any."""
    parts: dict[str, Any] = {
        "points": [point(position) for position in said if position.is_own],
        "attachments": files(enclosed),
        "rights": {"text": response.rights, "sha256": sha256(response.rights)} if response.rights else None,
    }
    held = {name: part for name, part in parts.items() if part}
    return {"format": FORMAT, **held} if held else {}


def counted(text: Mapping[str, Any]) -> str:
    """3 positions and 1 point of its own."""
    items, points = len(text["items"]), len(text.get("points", []))
    said = [f"{items} position{'' if items == 1 else 's'}"] if items or not points else []
    return " and ".join([*said, *([f"{points} point{'' if points == 1 else 's'} of its own"] if points else [])])


def written_at(response: Response) -> datetime | None:
    """When the text last became another, as far as its own marks say: no board can have confirmed it before."""
    changes = [response.changes, *response.positions.answered().values_list("changes", flat=True)]
    return max((datetime.fromisoformat(one["at"]) for marks in changes for one in marks.values() if "at" in one), default=None)


def beside(response: Response) -> dict[str, Any] | None:
    """The group whose answer it supports, and the intentions on which it does not."""
    if response.collective is None:
        return None
    return {"group": response.collective.organisation.name, "differs_on": sorted(response.differs_on)}


def signed(signatures: Iterable[Signature]) -> list[dict[str, Any]]:
    """Who signed this text, for whom, when, and with which reservation."""
    return [
        {
            "organisation": signature.organisation.name,
            "signatory": signature.signatory.name,
            "role": signature.signatory_role,
            "signed_at": signature.signed_at.astimezone(UTC).isoformat(),
            "text_sha256": signature.text_sha256,
            "reservation": signature.reservation,
            "is_dissent": signature.is_dissent,
            "confirmed_date": signature.confirmed_date.isoformat() if signature.confirmed_date else None,
        }
        for signature in signatures
    ]
