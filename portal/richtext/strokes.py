"""The redline inside one paragraph: words struck out and words added."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .alignment import longest_common
from .tree import Pen, Run, Runs, write_runs

WORD = re.compile(r"£?\w+(?:[-–./:’',]\w+)*%?|\S|\s+")
INS, DEL = "ins", "del"
HIDDEN = {INS: "Added:", DEL: "Removed:"}


@dataclass(frozen=True)
class Token:
    """A word or a sign with its formatting. The gap after it is not compared with it."""

    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A paragraph's tokens and the gap after each: "", " " or a line break."""

    tokens: tuple[Token, ...]
    gaps: tuple[str, ...]

    def runs(self, start: int, end: int) -> list[Run]:
        found: list[Run] = []
        for at in range(start, end):
            token, gap = self.tokens[at], self.gaps[at]
            found.append(Run(token.text, token.marks))
            following = self.tokens[at + 1].marks if at + 1 < end else ()
            found += [Run(gap, tuple(mark for mark in token.marks if mark in following))] if gap else []
        return found


def line_of(runs: Runs) -> Line:
    tokens: list[Token] = []
    gaps: list[str] = []
    for run in runs:
        for text in WORD.findall(run.text):
            if text.isspace():
                gaps[-1] = text
            else:
                tokens.append(Token(text, run.marks))
                gaps.append("")
    return Line(tuple(tokens), tuple(gaps))


def draw_runs(old: Runs, new: Runs) -> str:
    """Both texts in one: what both have, what is struck out, what is added."""
    if old == new:
        return write_runs(new)
    before, after = line_of(old), line_of(new)
    out: list[str] = []
    at_old = at_new = 0
    for i, j in [*readable(longest_common(before.tokens, after.tokens)), (len(before.tokens), len(after.tokens))]:
        out.append(_change(before, at_old, i, after, at_new, j))
        if i < len(before.tokens):
            out += [write_runs([Run(after.tokens[j].text, after.tokens[j].marks)]), _gap(before.gaps[i], after.gaps[j])]
        at_old, at_new = i + 1, j + 1
    return "".join(out)


def _change(before: Line, old_start: int, old_end: int, after: Line, new_start: int, new_end: int) -> str:
    """What stood here and what stands here now; a gap after both belongs to neither."""
    old, new = before.runs(old_start, old_end), after.runs(new_start, new_end)
    gap = ""
    if old and new and before.gaps[old_end - 1] == after.gaps[new_end - 1] != "":
        gap = old.pop().text
        new.pop()
    return stroke(DEL, old) + stroke(INS, new, apart=bool(old)) + write_runs([Run(gap)])


def stroke(kind: str, runs: Sequence[Run], note: str = "", *, apart: bool = False) -> str:
    """Words struck out or added, and a note that says so: shown where it says more than the line through them does.

    `apart`: the note follows other words, and is not read as the end of their last one.
    """
    if not runs:
        return ""
    hidden, space = "" if note else "nhsuk-u-visually-hidden ", " " if apart else ""
    return f'<{kind}><span class="{hidden}redline-note">{space}{note or HIDDEN[kind]} </span>{write_runs(runs)}</{kind}>'


def pen_for(kind: str, note: str = "") -> Pen:
    """A pen for a whole part; the note stands before its first words."""
    notes = iter([note])
    return lambda runs: stroke(kind, runs, next(notes, "") if runs else "")


def _gap(old: str, new: str) -> str:
    if old == new:
        return write_runs([Run(new)])
    return "".join(f"<{kind}>{write_runs([Run(gap)])}</{kind}>" for kind, gap in ((DEL, old), (INS, new)) if gap)


def readable(same: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Leave out an odd word that two rewritten passages happen to share: a reader takes in two sentences, not confetti."""
    stretches = list(_stretches(same))
    for at, stretch in enumerate(stretches):
        if 0 < at < len(stretches) - 1:
            gap_before = _distance(stretches[at - 1][-1], stretch[0])
            gap_after = _distance(stretch[-1], stretches[at + 1][0])
            if len(stretch) * 2 < min(gap_before, gap_after):
                continue
        yield from stretch


def _distance(one: tuple[int, int], two: tuple[int, int]) -> int:
    return min(two[0] - one[0], two[1] - one[1]) - 1


def _stretches(same: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Pairs that follow one another in both texts, together."""
    stretch = same[:1]
    for one, two in pairwise(same):
        if two != (one[0] + 1, one[1] + 1):
            yield stretch
            stretch = []
        stretch.append(two)
    if stretch:
        yield stretch
