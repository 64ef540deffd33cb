"""A title for an intention that has none: its label, or what it says is done, without who will do it."""

from __future__ import annotations

import re

LABEL = re.compile(r"^(?P<label>[^.;:–—\n]{3,90}?)\s*(?:\s[–—-]\s|[–—]|:\s)\s*(?=\S)")
SUBJECT = re.compile(
    r"^(?:(?:in|for|from|during|by|as|over|across|at|to|if|where|when)\b[^,.–]{3,60}[,–]\s*)?(?:however,? |therefore,? "
    r"|in addition,? |also,? |as a principle,? )*"
    r"(?:we|(?:all )?(?:local )?providers|(?:the |all |our )?(?:[\w&]+ ){0,4}(?:ccgs?|icbs?|boards?|commissioners?"
    r"|alliance|partnership|councils?)|this|it|they)\s+"
    r"(?:also |therefore |now |shortly |prior to \S+ )*(?:will|shall|must|should|wish(?:es)?|plans?|intends?|proposes?"
    r"|propose|seeks?|aims?|are keen|is keen|need|are committed|expect|require)\s+"
    r"(?:also |only |continue to |now )*(?:be (?:expected|required|seeking|looking|asked|rolling out and)\s+)?(?:seek "
    r"|need |look |like )?(?:to )?(?:ensure |agree )?(?:that )?",
    re.I,
)
CUT = re.compile(
    r"\s+(?:to ensure|in order to|which|so that|that will|including|to include|underpinned|through|whilst|where"
    r"|with a view|such as)\b|[,;:]\s|\s[–—-]\s|\n|\.$|\.\s"
)
MOST = 14


def label_of(text: str) -> str:
    """What stands before a dash or a colon, when it is short enough to be a name."""
    found = LABEL.match(text)
    label = found["label"].strip(" *") if found else ""
    return label if label and len(label.split()) <= 10 and not re.search(r"\b(?:will|are|is|we)\b", label) else ""


def title_of(text: str) -> str:
    text = text.lstrip("•-–* ").strip()
    if label := label_of(text):
        return label
    rest = SUBJECT.sub("", text, count=1) or text
    for cut in CUT.finditer(rest):
        if len(rest[: cut.start()].split()) >= 3:
            rest = rest[: cut.start()]
            break
    words = rest.split()
    short = " ".join(words[:MOST]) + ("…" if len(words) > MOST else "")
    return (short[:1].upper() + short[1:]).strip(" ,;:.–")
