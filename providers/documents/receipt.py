"""The receipt: what was received, when, and the hashes that prove it; and the facts printed on it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from portal.nhsuk import words
from portal.printing.recipes import recipe

from ..models import Signature
from ..states import Stance, Subject
from .canonical import canonical, sha256, signed

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 signs, a prime, none taken for another: no 0, 1, I, L, O
DRAWN = 7


def check_character(drawn: str) -> str:
    """Weighted sum modulo 31: any one wrong sign, and any two exchanged, are noticed."""
    return ALPHABET[sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(drawn, start=1)) % len(ALPHABET)]


def draw_number() -> str:
    """CI-7K42-9QHD: seven signs drawn, the eighth checks them."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    whole = drawn + check_character(drawn)
    return f"CI-{whole[:4]}-{whole[4:]}"


def read_number(typed: str) -> str | None:
    """The number as we write it, however it was typed; None when it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum()).removeprefix("CI")
    if len(signs) != DRAWN + 1 or not set(signs) <= set(ALPHABET) or check_character(signs[:DRAWN]) != signs[DRAWN]:
        return None
    return f"CI-{signs[:4]}-{signs[4:]}"


def content(text: dict[str, Any], signatures: Iterable[Signature], *, number: str, received_at: datetime) -> dict[str, Any]:
    """What the receipt's hash is of: the whole text with its valid signatures, number and instant of arrival."""
    return {
        "number": number,
        "received_at": received_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "signatures": signed(signatures),
        **text,
    }


def facts(received: dict[str, Any], *, received_at: datetime, deadline: datetime) -> dict[str, Any]:
    """What is printed: number, times to the millisecond, hashes of the whole and of each item. Its pages show no text of the response;
    the whole text as it was hashed travels in the file.
    """
    whole, name = sha256(received), f"{received['number']}.json"
    points = received.get("points", [])
    return {
        "organisation": received["organisation"]["name"],
        "round": received["round"]["title"],
        "edition": received["edition"],
        "recorded": received.get("recorded", ""),
        "sha256": whole,
        "attached": {"name": name, "text": canonical(received), "says": "The response as it was received, in the form that was hashed"},
        "recipe": recipe(paper=f"receipt-{received['number']}.pdf", name=name, sha256=whole),
        "header": [
            ["Receipt number", received["number"]],
            ["Received at", exact(received_at)],
            ["Deadline", f"{words.when(deadline)} (London time)"],
            ["Organisation", received["organisation"]["name"]],
            ["Round", f"{received['round']['title']}, edition {received['edition']}"],
            ["Positions", str(len(received["items"]))],
            *([["Points of its own", str(len(points))]] if points else []),
            *(
                [["How it came", f"{received['recorded']}. Nobody of {received['organisation']['name']} has signed it."]]
                if "recorded" in received
                else []
            ),
        ],
        "statement_sha256": received["statement"]["sha256"] if received["statement"]["text"] else "",
        "signature_heads": ["Organisation", "Signed by", "Signed at", "Reservation"],
        "signatures": [_signature(one) for one in received["signatures"]],
        "item_heads": ["Intention", "Version", "Position", "Hash (SHA-256)"],
        "items": [_item(one) for one in received["items"]],
        "rights_sha256": received["rights"]["sha256"] if "rights" in received else "",
        "point_heads": ["Point", "About", "Hash (SHA-256)"],
        "points": [_point(one) for one in points],
        "file_heads": ["File", "Size", "Hash (SHA-256)"],
        "files": [
            *(row for one in [*received["items"], *points] for row in _files(one["reference"], one["attachments"])),
            *_files("The whole response", received.get("attachments", [])),
        ],
    }


def exact(moment: datetime) -> str:
    """4:58:07.213pm on Thursday 31 January 2019 (London time), to the millisecond and never rounded up."""
    here = words.clock(moment, "seconds")
    return f"{here[:-2]}.{moment.microsecond // 1000:03}{here[-2:]} on {words.day(moment, 'weekday')} (London time)"


def _item(one: dict[str, Any]) -> list[str]:
    stance = f"{Stance(one['stance']).label}{' (commercially sensitive)' if one['is_sensitive'] else ''}"
    return [one["reference"], str(one["version"]), stance, one["sha256"]]


def _point(one: dict[str, Any]) -> list[str]:
    about = f"{Subject(one['subject']).label}{' (commercially sensitive)' if one['is_sensitive'] else ''}"
    return [one["reference"], about, one["sha256"]]


def _files(of_what: str, files: Iterable[dict[str, Any]]) -> Iterator[list[str]]:
    for file in files:
        yield [f"{of_what}: {file['title']}", f"{file['size']:,} bytes", file["sha256"]]


def _signature(one: dict[str, Any]) -> list[str]:
    when = words.history(datetime.fromisoformat(one["signed_at"]))
    note = "Dissent" if one.get("is_dissent") else "Yes" if one["reservation"] else "None"
    return [one["organisation"], f"{one['signatory']}, {one['role']}", when, note]
