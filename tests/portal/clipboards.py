"""Documents as eight programs put them on the clipboard, made from a seed, each with what a reader of it would see.

A document is drawn once as parts (`Part`) and written in each program's own dialect: what is seen is known without reading any HTML.
Only what a program can say is drawn for it: a PDF viewer says nothing but lines, Excel nothing but tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .clipboard_dialects import COLOURS, LETTERS, SIGNS, Google, Pages, Part, Web, Writer, mark_of
from .clipboard_office import Excel, LibreOffice, Outlook, Word

PROGRAMS = ("word", "outlook", "google", "pages", "libreoffice", "excel", "web", "pdf")
NOUNS = "ward clinic team bed plan pathway rota budget survey referral forecast district nurse pharmacy register".split()
VERBS = "opens closes moves grows counts serves reviews trains funds joins".split()
ENDS = "by April; in each borough; within 18 weeks; for £2.5m; at 95% or more; as agreed & signed; where A < B; before <TBC>".split("; ")


@dataclass
class Copied:
    """What is on the clipboard, what is seen of it line by line, and the words that cannot be kept and so must be named."""

    program: str
    html: str
    words: str
    seen: list[str]
    lost: list[str]


class Maker:
    def __init__(self, program: str, seed: int) -> None:
        self.program, self.random = program, Random(f"{program} {seed}")
        self.number = 0
        self.lost: list[str] = []
        self.notes: list[str] = []

    def copied(self) -> Copied:
        parts = [self.part() for _ in range(self.random.randint(3, 7))]
        writer = WRITERS[self.program]()
        html = writer.page(parts, self.notes) if self.program != "pdf" else ""
        seen = [line for part in parts for line in lines_of(part)]
        seen += [f"[{number}] {note}" for number, note in enumerate(self.notes, 1)]
        return Copied(self.program, html, "\n".join(self.plain(parts)), seen, self.lost)

    def plain(self, parts: list[Part]) -> list[str]:
        return [line for part in parts for line in [*lines_of(part), ""]]

    # ── What is drawn ───────────────────────────────────────────────────────────────────────────────────────────────
    def part(self) -> Part:
        kinds = {"excel": ["table"], "pdf": ["para", "lines", "numbers"]}.get(
            self.program, ["head", "para", "para", "para", "bullets", "numbers", "numbers", "nested", "table", "clauses"]
        )
        kind = self.random.choice(kinds)
        return getattr(self, kind)()

    def sentence(self) -> str:
        """No two are alike, so that none can stand for another."""
        self.number += 1
        return f"{self.random.choice(NOUNS).title()} {self.number} {self.random.choice(VERBS)} {self.random.choice(ENDS)}"

    def head(self) -> Part:
        return Part("head", [("", self.sentence())], level=self.random.choice((1, 1, 2)))

    def lines(self) -> Part:
        return Part("lines", [("", self.sentence()) for _ in range(self.random.randint(2, 4))])

    def para(self) -> Part:
        runs = [("", self.sentence())]
        for _ in range(self.random.randint(0, 3)):
            runs += [self.run(), ("", self.sentence())]
        return Part("para", runs)

    def run(self) -> tuple[str, str]:
        kind = self.random.choice(CAN[self.program])
        if kind in SIGNS:
            return kind, self.random.choice(list(SIGNS[kind]))
        if kind == "note":
            self.notes.append(self.sentence())
            return kind, str(len(self.notes))
        words = "10" if kind in ("raised", "lowered") else self.sentence()
        if kind in ("struck", "deleted", "hidden", "comment", "picture", "underlined", "marked"):
            self.lost.append(words)
        return kind, words

    def bullets(self) -> Part:
        levels = [1, *self.random.choices((1, 1, 2, 3), k=self.random.randint(1, 4))]
        levels = [min(level, before + 1) for level, before in zip(levels, [0, *levels], strict=False)]
        return Part("list", items=[(level, "•", self.sentence()) for level in _stepped(levels)])

    def numbers(self) -> Part:
        """Lists that begin anywhere and count in any way the program can copy."""
        way = self.random.choice(COUNTS[self.program])
        start = self.random.choice((1, 1, 3, 7))
        return Part("list", items=[(1, mark_of(way, start + at), self.sentence()) for at in range(self.random.randint(1, 4))])

    def nested(self) -> Part:
        """Letters under numbers, bullets under letters."""
        marks = [(1, "1."), (2, "a."), (2, "b."), (3, "•"), (1, "2."), (2, "•")][: self.random.randint(3, 6)]
        return Part("list", items=[(level, mark, self.sentence()) for level, mark in marks])

    def clauses(self) -> Part:
        """3., 3.1, 3.2, 4.: only Word copies the numbers of its clauses; elsewhere they are typed."""
        start = self.random.randint(2, 5)
        marks = [(1, f"{start}."), (2, f"{start}.1"), (2, f"{start}.2"), (1, f"{start + 1}.")]
        if self.program in ("word", "outlook"):
            return Part("list", items=[(level, mark, self.sentence()) for level, mark in marks])
        return Part("para", [("", f"{start}.1 {self.sentence()}")])

    def table(self) -> Part:
        width = self.random.randint(2, 4)
        rows = [[("", self.sentence()) for _ in range(width)]]
        for _ in range(self.random.randint(1, 3)):
            rows.append([("", self.sentence()) for _ in range(width)])
            if self.program in ("word", "excel", "google") and self.random.random() < 0.5:
                rows[-1][-1] = (self.random.choice(list(COLOURS)), "")
            if self.program == "excel" and self.random.random() < 0.3:
                self.lost.append(self.sentence())
                rows[-1][0] = ("struck", self.lost[-1])
        return Part("table", rows=rows)


def _stepped(levels: list[int]) -> list[int]:
    stepped, before = [], 0
    for level in levels:
        before = min(level, before + 1)
        stepped.append(before)
    return stepped


def lines_of(part: Part) -> list[str]:
    """What is seen, a line for each paragraph, item and cell."""
    if part.kind == "list":
        return [f"{mark} {words}" for _, mark, words in part.items]
    if part.kind == "table":
        return [said for row in part.rows for kind, words in row if (said := COLOURS.get(kind, "" if kind == "struck" else words))]
    if part.kind == "lines":
        return [words for _, words in part.runs]
    return [" ".join("".join(_seen(kind, words) for kind, words in part.runs).split())]


def _seen(kind: str, words: str) -> str:
    if kind in ("struck", "deleted", "hidden", "comment", "picture"):
        return " "
    if kind in SIGNS:
        return f" {SIGNS[kind][words]} "
    if kind == "note":
        return f"[{words}] "
    return words if kind in ("raised", "lowered") else f" {words} "


WRITERS = {
    "word": Word,
    "outlook": Outlook,
    "google": Google,
    "pages": Pages,
    "libreoffice": LibreOffice,
    "excel": Excel,
    "web": Web,
    "pdf": Writer,
}
FLAT = ("bold", "link", "struck", "raised", "lowered", "picture")
CAN = {
    "word": (*FLAT, "deleted", "inserted", "Symbol", "Wingdings", "hidden", "comment", "underlined", "marked", "note"),
    "outlook": (*FLAT, "deleted", "inserted", "Symbol", "Wingdings", "underlined", "marked"),
    "google": (*FLAT, "underlined", "marked"),
    "pages": ("bold", "link", "struck", "Symbol", "underlined", "picture"),
    "libreoffice": (*FLAT, "deleted", "inserted", "Symbol", "underlined", "marked", "note"),
    "web": (*FLAT, "deleted", "hidden"),
    "pdf": ("",),
}
ORDINARY = ("decimal", *LETTERS)
COUNTS = dict.fromkeys(PROGRAMS, ORDINARY) | {
    "word": (*ORDINARY, "(i)", "a)", "1)"), "outlook": (*ORDINARY, "(i)", "a)", "1)"),
    "pages": ("decimal",), "pdf": ("decimal", "(i)", "a)", "1)"),
}  # fmt: skip


def copied(number: int) -> Copied:
    """The document of this number: each program in turn."""
    return Maker(PROGRAMS[number % len(PROGRAMS)], number).copied()
