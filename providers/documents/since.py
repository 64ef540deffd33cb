"""What changed since a text was signed: of the statement and of each position, part by part, as texts to be drawn as a redline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.template.defaultfilters import filesizeformat

from .point import about, heading
from .position import LABELS, lines

PARTS = {"version": "Version answered", **LABELS, "attachments": "Files"}


@dataclass(frozen=True)
class Part:
    """One part of a text as it was signed and as it is now, both as rich text."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """All that changed in one place of the text."""

    heading: str
    parts: list[Part]


def since(signed: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """In the order of the text as it is now; what is gone stands at the end."""
    found = [_whole(signed, now)]
    before = {item["reference"]: item for item in signed["items"]}
    after = {item["reference"]: item for item in now["items"]}
    for reference in [*after, *(one for one in before if one not in after)]:
        old, new = before.get(reference, {}), after.get(reference, {})
        found.append(Change(f"{reference} {(new or old)['title']}", list(_parts(old, new))))
    found += _points(signed, now)
    return [change for change in found if change.parts]


def _whole(signed: Mapping[str, Any], now: Mapping[str, Any]) -> Change:
    """What is said once for the whole response."""
    parts = [Part("Edition answered", _rich([str(signed["edition"])]), _rich([str(now["edition"])]))]
    parts.append(Part("Covering statement", signed["statement"]["text"], now["statement"]["text"]))
    parts.append(Part("Reservation of rights", _rich(_rights(signed)), _rich(_rights(now))))
    parts.append(Part("Files for the whole", _rich(_said("attachments", signed)), _rich(_said("attachments", now))))
    parts.append(Part("Beside a group", _rich(_beside(signed)), _rich(_beside(now))))
    return Change("The whole response", [part for part in parts if part.before != part.after])


def _rights(text: Mapping[str, Any]) -> list[str]:
    return str(text["rights"]["text"]).splitlines() if "rights" in text else []


def _points(signed: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    """Those that hang on no intention."""
    before, after = ({one["reference"]: one for one in text.get("points", [])} for text in (signed, now))
    for reference in [*after, *(one for one in before if one not in after)]:
        old, new = before.get(reference, {}), after.get(reference, {})
        yield Change(f"{reference} {heading(new or old)}", [part for part in _of_point(old, new) if part.before != part.after])


def _of_point(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Part]:
    yield Part("About", _rich(_about(old)), _rich(_about(new)))
    yield Part("Title", _rich(filter(None, [old.get("title")])), _rich(filter(None, [new.get("title")])))
    yield Part("What you say", old.get("words", ""), new.get("words", ""))
    for name in ("is_sensitive", "attachments"):
        yield Part(PARTS[name], _rich(_said(name, old)), _rich(_said(name, new)))


def _about(point: Mapping[str, Any]) -> list[str]:
    return [about(point)] if point else []


def _beside(text: Mapping[str, Any]) -> list[str]:
    said = text.get("collective")
    if not said:
        return []
    differs = f", but differs on {', '.join(said['differs_on'])}" if said["differs_on"] else ""
    return [f"Supports the response of {said['group']}{differs}."]


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Part]:
    for name, label in PARTS.items():
        before, after = _rich(_said(name, old)), _rich(_said(name, new))
        if before != after:
            yield Part(label, before, after)


def _said(name: str, item: Mapping[str, Any]) -> Iterable[str]:
    if name == "version":
        return [str(item["version"])] if item else []
    if name == "attachments":
        return [f"{file['title']} ({filesizeformat(file['size'])}, {file['sha256'][:12]})" for file in item.get(name, [])]
    return lines(name, item)


def _rich(said: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in said)
