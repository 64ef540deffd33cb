"""The text of a response as it is signed, received and proved: plain values in one order, and their hash.

A hash is sha256 of the canonical JSON: keys sorted, no blanks, UTF-8. Whoever has the content can compute it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from ..models import Position, Response, Signature
from ..models.position import PROSE

OWN = ("response", "stance", "is_sensitive", "sensitive_until", *PROSE)  # what is read of a position itself


def canonical(content: Any) -> str:
    """The one way in which `content` is written down."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(content: Any) -> str:
    """Of the canonical JSON of `content`."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def item(position: Position) -> dict[str, Any]:
    """One position with everything said in it, and the hash of that."""
    content: dict[str, Any] = {
        "reference": position.intention.reference,
        "version": position.version.number,
        "title": position.version.title,
        "stance": position.stance,
        **{name: getattr(position, name) for name in PROSE},
        "conditions": position.rows("conditions"),
        "effects": position.rows("effects"),
        "attachments": [
            {name: file[name] for name in ("title", "size", "sha256")}
            for file in sorted(position.rows("attachments"), key=lambda file: (file["title"], file["sha256"]))
        ],
        "is_sensitive": position.is_sensitive,
        "sensitive_until": position.sensitive_until.isoformat() if position.sensitive_until else None,
    }
    return {**content, "sha256": sha256(content)}


def begun(response: Response) -> list[Position]:
    """Everything in it, whole, in the order of the edition: what is sent, and what is only half said."""
    found = (
        response.positions.select_related("intention", "version")
        .only(*OWN, "intention__reference", "version__number", "version__title")
        .with_rows()
        .order_by("intention__published_in__order", "intention__published_order", "intention__reference")
    )
    return list(found)


def text(response: Response, positions: Iterable[Position] | None = None) -> dict[str, Any]:
    """What is signed: the statement and every position taken; `positions` are all those of the response, loaded already."""
    positions = begun(response) if positions is None else positions
    statement = {"text": response.covering_statement, "sha256": sha256(response.covering_statement)}
    return {
        "response": str(response.pk),
        "organisation": {"slug": response.organisation.slug, "name": response.organisation.name},
        "round": {"slug": response.round.slug, "title": response.round.title},
        "edition": response.edition.number,
        "collective": beside(response),
        **({"recorded": response.recorded} if response.recorded else {}),
        "statement": statement,
        "items": [item(position) for position in positions if position.is_answered],
    }


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
