"""What one step would do to many intentions: each before and after, or why it is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from typing import Any

from .. import timescale
from ..models import Version
from ..models.content import touched
from ..states import FROZEN, MOVES, ManyKind, Status, StillTrue, Strength

WRITES = {ManyKind.DATES: "timescale", ManyKind.PLACES: "places", ManyKind.THEME: "theme", ManyKind.STRENGTH: "strength"}  # the part
TELLS_HOW = {
    Status.IN_REVIEW: "In review. Take it back first",
    Status.APPROVED: "Approved. Start its next version first",
    Status.PUBLISHED: "Published. Start its next version first",
    Status.WITHDRAWN: "Withdrawn",
}
GONE = "Not in this round"
NOT_CARRIED = "Not carried over from another round"
UNSEEN = "Not yet looked at"
SAME = "Says this already"


@dataclass(frozen=True)
class Asked:
    """What a step does, and with what: keys of a version's content, or an owner, a chapter, a place, a reason."""

    kind: ManyKind
    said: Mapping[str, Any] = field(default_factory=dict)
    adds: bool = False  # the places to those that are named, not instead of them
    to: Any = None


@dataclass(frozen=True)
class Row:
    """One intention: `why` is empty where it would be changed."""

    version: Version
    before: str
    after: str
    said: Mapping[str, Any]
    why: str

    @property
    def reference(self) -> str:
        return self.version.intention.reference

    @property
    def token(self) -> str:
        """This intention as it was looked at, for a page to bring back."""
        return f"{self.reference}:{mark(self.version)}"

    @property
    def was(self) -> str:
        """As HTML, for the one to be laid over the other."""
        return _paragraph(self.before)

    @property
    def becomes(self) -> str:
        return _paragraph(self.after)


def rows(versions: Iterable[Version], asked: Asked, *, faults: Mapping[Any, str], seen: Mapping[str, str] | None = None) -> list[Row]:
    """In the order given. `seen` are the marks the preview showed; `faults` what must be fixed before a text is sent."""
    return [_row(version, asked, faults.get(version.pk, ""), seen) for version in versions]


def mark(version: Version) -> str:
    """Changes with every save, move, owner, chapter and answer."""
    intention = version.intention
    said = (version.pk, version.revision, version.status, version.submitted_at)
    stands = (intention.owner_id, intention.chapter_id, intention.still_true)
    return sha256(repr([str(one) for one in (*said, *stands)]).encode()).hexdigest()[:16]


def by_reason(left: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """[(why, references)] of pairs (reference, why)."""
    found: dict[str, list[str]] = {}
    for reference, why in left:
        found.setdefault(why, []).append(reference)
    return list(found.items())


def _row(version: Version, asked: Asked, fault: str, seen: Mapping[str, str] | None) -> Row:
    said = _said(version, asked)
    before, after = _both(version, asked, said)
    why = _changed_since(version, seen) or _refused(version, asked) or fault
    same = asked.kind in WRITES and not touched(said, {key: _stands(version, key) for key in said})
    if not why and (same or (asked.kind not in WRITES and before == after)):
        why = SAME
    return Row(version, before, after, said, why)


def _changed_since(version: Version, seen: Mapping[str, str] | None) -> str:
    if seen is None or seen.get(version.intention.reference) == mark(version):
        return ""
    return f"Changed after you looked{f', last by {version.changed_by}' if version.changed_by else ''}"


def _refused(version: Version, asked: Asked) -> str:
    """Why this version is not to be changed so, in words a person can act on."""
    status = Status(version.status)
    match asked.kind:
        case ManyKind.OWNER:
            return ""
        case ManyKind.STILL if not version.intention.rolled_from_id:
            return NOT_CARRIED
        case ManyKind.SUBMIT:
            return "" if MOVES.allows("submit", status) else "In review already" if status == Status.IN_REVIEW else str(status.label)
        case ManyKind.WITHDRAW:
            return "" if MOVES.allows("withdraw", status) else TELLS_HOW[status]
        case ManyKind.COPY:
            is_there = [place.pk for place in version.places.all()] == [asked.to.pk]
            return "Withdrawn" if status == Status.WITHDRAWN else f"For {asked.to} already" if is_there else ""
        case _:
            return TELLS_HOW.get(status, "") if status in FROZEN or status == Status.IN_REVIEW else ""


def _said(version: Version, asked: Asked) -> Mapping[str, Any]:
    if not asked.adds:
        return asked.said
    named = {place.pk: place for place in (*version.places.all(), *asked.said["places"])}
    return {"places": list(named.values())}


def _stands(version: Version, key: str) -> Any:
    return list(version.places.all()) if key == "places" else getattr(version, key)


def _both(version: Version, asked: Asked, said: Mapping[str, Any]) -> tuple[str, str]:
    """In words, before and after."""
    intention = version.intention
    match asked.kind:
        case ManyKind.OWNER:
            return str(intention.owner or "Nobody"), str(asked.to or "Nobody")
        case ManyKind.PROGRAMME:
            return intention.chapter.title, asked.to.title
        case ManyKind.SUBMIT | ManyKind.WITHDRAW:
            goes = Status.IN_REVIEW if asked.kind == ManyKind.SUBMIT else Status.WITHDRAWN
            return version.get_status_display(), str(goes.label)
        case ManyKind.STILL:
            return intention.get_still_true_display() or UNSEEN, str(StillTrue.YES.label)
        case ManyKind.COPY:
            return "", f"A copy for {asked.to}"
        case _:
            return _words(asked.kind, {key: _stands(version, key) for key in said}), _words(asked.kind, said)


def _words(kind: ManyKind, said: Mapping[str, Any]) -> str:
    match kind:
        case ManyKind.DATES:
            period = timescale.in_words(said["from_date"], said["to_date"], said["precision"])
            return ": ".join(dict.fromkeys(filter(None, (said["timescale"], period))))
        case ManyKind.PLACES:
            return ", ".join(sorted(place.name for place in said["places"]))
        case ManyKind.STRENGTH:
            return str(dict(Strength.choices).get(said["strength"], ""))
        case _:
            return str(said["theme"])


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text else ""
