"""Sentences and the members of a long enumeration, each with the letters of the source it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .proposed import Span

SHORT = r"(?:e\.g|i\.e|approx|no|nos|vs|dr|mr|mrs|ms|prof|st|inc|etc|fig|para|ref|cf|al)"
END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9£ÂÊÎÔÛŴŶ])|\n+(?=\S)")
ABBREVIATED = re.compile(rf"(?:\b{SHORT}|\b[A-Z])\.$", re.I)
INTRODUCED = re.compile(
    r"\b(?:to include|including|(?:will|to) be|deliver|(?:clear )?provision for|areas?|following|focus(?:sed|ing)? on"
    r"|the implementation|implementation of|such as)\s*:\s+"
    r"|\b(?:to include|areas of focus (?:and development )?will be)\s+(?=\S+ \S+ \S+)",
    re.I,
)
BREAKS = re.compile(r";\s+(?:and\s+|plus\s+)?|,\s+(?:and\s+|plus\s+)?|\s+plus\s+", re.I)
ATTACHED = re.compile(
    r"^(?:using|utilising|underpinned|including|such|based|which|who|where|that|for example|e\.g|to|with|from|by|so|and"
    r"|or|as|particularly|especially|ensuring that|in line|starting|led|linked"
    r"|supported|focus+ed|driven|targeting|aimed|provided|reflecting|recognising|building on|subject|while|whilst|but|\()\b",
    re.I,
)
WILL = re.compile(r"\b(?:will|shall|must)\b", re.I)
MODAL = re.compile(r"\b(?:will|shall|must|should|we|is|are|has|have)\b", re.I)
LAST = re.compile(r"\s+and\s+(?=(?:an?|the|to|enhanced|improved|further|increased|new|better|review|support|\w+ing) \w+(?: \S+){2,})", re.I)
AND_TO = re.compile(
    r"\s+and (?=to (?!(?:support|do|achieve|help|enable) (?:this|so|that))(?:\w+ly )?[a-z]+ \S+ \S+ \S+)|\s+plus (?=(?:the|an?) )"
)
OPENED = re.compile(r"\s[–—-]\s|to include\b|\bplus\b|\bpropose to\b|\bwish to\b", re.I)  # what such a sentence has before its second thing
AND_WILL = re.compile(r"\s+and (?=(?:(?!that|which|who|requirements)\w+ ){1,3}will (?:only |also )\w+ )")
LEAST, EIGHT, AVERAGE, LONG = 3, 8, 4.5, 26


@dataclass(frozen=True)
class Piece:
    key: str
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return Span(self.key, self.start, self.end)

    @property
    def words(self) -> int:
        return len(self.text.split())

    def part(self, start: int, end: int) -> Piece:
        """A part of it, without white space around."""
        inner = self.text[start:end]
        left = len(inner) - len(inner.lstrip())
        kept = inner.strip()
        return Piece(self.key, self.start + start + left, self.start + start + left + len(kept), kept)


def whole(key: str, text: str) -> Piece:
    return Piece(key, 0, len(text), text)


def sentences(piece: Piece) -> list[Piece]:
    found, start = [], 0
    for end in END.finditer(piece.text):
        if "\n" not in end.group(0) and ABBREVIATED.search(piece.text[: end.start()].rstrip('"”’)]')):
            continue
        found.append(piece.part(start, end.start()))
        start = end.end()
    return [one for one in [*found, piece.part(start, len(piece.text))] if one.text]


def enumerated(piece: Piece) -> tuple[Piece | None, list[Piece]]:
    """What introduces an enumeration of long members, and the members; none when it is no such enumeration."""
    introduced = _introduced(piece.text)
    begin = introduced.end() if introduced else 0
    members = _members(piece, begin)
    if not introduced and (MODAL.search(members[0].text) or any(WILL.search(one.text) for one in members[:2])):
        return None, []
    enough = 3 if introduced or _is_even(members) else 4
    two = introduced is not None and len(members) == 2 and all(one.words >= EIGHT for one in members)
    if two or (len(members) >= enough and _are_long(members, LEAST)):
        return (piece.part(0, begin) if introduced else None), members
    return None, []


def _introduced(text: str) -> re.Match[str] | None:
    """What introduces the members: the last phrase with a colon, else the first without."""
    found = list(INTRODUCED.finditer(text))
    with_colon = [one for one in found if ":" in one.group(0)]
    chosen = with_colon[-1] if with_colon else found[0] if found else None
    return chosen if chosen and (with_colon or len(BREAKS.findall(text[: chosen.start()])) < 2) else None


def halves(piece: Piece) -> list[Piece]:
    """A long sentence that says two things to do, "... and to ...", as both."""
    if piece.words < LONG:
        return [piece]
    for pattern, least in ((AND_WILL, 7), (AND_TO, 8)):
        for found in pattern.finditer(piece.text):
            first, second = piece.part(0, found.start()), piece.part(found.end(), len(piece.text))
            if first.words >= least and second.words >= least and (pattern is AND_WILL or OPENED.search(f"{first.text} ")):
                return [first, second]
    return [piece]


def _members(piece: Piece, begin: int) -> list[Piece]:
    cuts = [begin]
    inside = _brackets(piece.text)
    for found in BREAKS.finditer(piece.text, begin):
        rest = piece.text[found.end() :]
        before = piece.text[cuts[-1] : found.start()]
        if found.start() in inside or ATTACHED.match(rest) or len(before.split()) < 2 or _is_short(rest):
            continue
        cuts.append(found.end())
    last = [found for found in LAST.finditer(piece.text, cuts[-1]) if found.start() not in inside]
    if last and len(cuts) > 1 and len(piece.text[cuts[-1] : last[-1].start()].split()) >= 4:
        cuts.append(last[-1].end())
    elif len(cuts) > 1 and (parallel := _parallel(piece.text, cuts[-1])):
        cuts.append(parallel)
    ends = [*cuts[1:], len(piece.text)]
    return [_trimmed(piece.part(start, end)) for start, end in zip(cuts, ends, strict=True)]


def _parallel(text: str, start: int) -> int:
    """Where the last member hides a second that begins with the same words: "in reach to A and in reach from B"."""
    begins = " ".join(text[start:].split()[:2])
    found = text.find(f" and {begins} ", start + len(begins))
    return found + 5 if found > 0 else 0


def _is_short(rest: str) -> bool:
    """The next member has so few words that it belongs to the one before: "GPs, the ambulance service and A&E"."""
    member = BREAKS.split(rest, maxsplit=1)[0]
    return len(member.split()) < 4 and "; " not in rest[: len(member) + 2]


def _brackets(text: str) -> set[int]:
    depth, found = 0, set()
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth > 0:
            found.add(at)
    return found


def _trimmed(piece: Piece) -> Piece:
    return piece.part(0, len(re.sub(r"[,;\s]+(?:and|plus)?\s*$", "", piece.text)))


def _are_long(members: list[Piece], least: int) -> bool:
    return all(one.words >= least for one in members) and sum(one.words for one in members) >= AVERAGE * len(members)


def _is_even(members: list[Piece]) -> bool:
    """Each begins as something to do: "Work with ...", "implementation of ...", "increase ..."."""
    from .vocabulary import openers

    return len(members) >= 3 and all(openers().match(re.sub(r"^[^–—:-]{2,40}[–—:-]\s+", "", one.text)) for one in members)
