"""A paper as a Word file, for those who must edit: the same facts as the page and the PDF, in Word's own headings and tables."""

from __future__ import annotations

import io
import re
from html import escape
from typing import Any

from docx.document import Document

from portal.nhsuk.glossary import at_first_use
from portal.printing.fetching import read_attachment
from portal.richtext.word.pictures import write_picture
from portal.richtext.word.writing import Inset, Insets, new_file, write_rich

from .text import Facts

SPACE_REMOVED, SPACE_ADDED = re.compile(r"<del>(?:\s|<br>)*</del>"), re.compile(r"<ins>((?:\s|<br>)*)</ins>")
APART = re.compile(r"(<(?:del|ins)>)(<span[^>]*>) ")  # a note that keeps its distance from the words before it
STROKE_BEGINS, STROKE_ENDS = re.compile(r"<(?:del|ins)>"), re.compile(r"</(?:del|ins)>")


def word_of(facts: Facts, *, title: str, author: str, marking: str) -> bytes:
    """All that the facts of a paper say, in the words of its page: short forms are written out where the page writes them out."""
    file = new_file(title=title, author=author, line=facts["line"], marking=marking)
    file.add_heading(title, 1)
    if facts["exempt"]:
        file.add_paragraph(facts["exempt"])
    _table(file, [], facts["header"])
    if facts.get("contents"):
        file.add_heading("Contents", 2)
        write_rich(file, _bullets([one["text"] for one in facts["contents"]]))
    writer = _Writer(file, insets_of(facts.get("insets") or {}))
    for section in facts["sections"]:
        writer.section(section)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def insets_of(facts: Facts) -> Insets:
    """The pictures and notes that its words name."""
    drawn = {number: _inset(one) for number, one in facts.get("pictures", {}).items()}
    return Insets(drawn, frozenset(facts.get("notes", ())))


def _inset(one: Facts) -> Inset:
    return Inset(read_attachment(one["src"].removeprefix("attachment:")), one["alt"], one["millimetres"])


class _Writer:
    """Sections one after the other; it remembers which short forms were written out."""

    def __init__(self, file: Document, insets: Insets) -> None:
        self.file, self.insets, self.seen = file, insets, set[str]()

    def section(self, section: Facts) -> None:
        self.file.add_heading(f"{section['number']} {section['heading']}".strip(), 2)
        for block in section["blocks"]:
            self.block(block)
        for part in section["parts"]:
            self.file.add_heading(f"{part['number']} {part['heading']}", 3)
            for block in part["blocks"]:
                self.block(block)
            for group in part["groups"]:
                if group["theme"]:
                    self.file.add_heading(group["theme"], 4)
                for intention in group["intentions"]:
                    self.intention(intention, level=5 if group["theme"] else 4)

    def intention(self, intention: Facts, *, level: int) -> None:
        self.file.add_heading(f"{intention['number']} {intention['reference']} {intention['title']}", level)
        self.rich(self.out(intention["html"]))
        for picture in intention.get("pictures", []):
            self.block(picture)
        if not intention.get("in_a_line"):
            _table(self.file, [], intention["rows"])
        elif intention["rows"]:
            facts = "; ".join(f"<strong>{escape(name)}:</strong> {escape(value)}" for name, value in intention["rows"])
            self.rich(f"<p>{facts}</p>")
        for table in intention["tables"]:
            self.block(table)

    def out(self, html: str) -> str:
        return at_first_use(html, self.seen)

    def rich(self, html: str) -> None:
        write_rich(self.file, html, insets=self.insets)

    def block(self, block: Facts) -> None:
        match block["kind"]:
            case "paragraph":
                number = f"<strong>{block['number']}</strong> " if block["number"] else ""
                self.rich(f"<p>{number}{self.out(block['words'])}</p>{self.out(block['more'])}")
            case "recommendation":
                text = self.out(escape(block["text"]))
                self.rich(f"<p><strong>{block['number']} {block['verb']}</strong> {text}</p>{_bullets(block['informed_by'])}")
            case "lead":
                self.rich(f"<p><strong>{block['words']}</strong></p>")
            case "bullets":
                self.rich(f"<ul>{''.join(f'<li>{self.out(escape(line))}</li>' for line in block['lines'])}</ul>")
            case "said":
                self.rich(f"<p><strong>{escape(block['name'])}:</strong> {self.out(escape(block['text']))}</p>")
            case "plain":
                self.rich(f"<p>{self.out(escape(block['text']))}</p>")
            case "passage":
                self.rich(self.out(block["html"]))
            case "notes":
                self.rich("".join(f"<p><sup>{note['number']}</sup> {note['html']}</p>" for note in block["notes"]))
            case "rich":
                self.rich(in_brackets(self.out(block["html"])))
            case "box":
                self.rich((f"<p><strong>{escape(block['where'])}</strong></p>" if block["where"] else "") + self.out(block["html"]))
            case "sources":
                self.rich(_bullets([", ".join(filter(None, (one["title"], one["note"], one["url"]))) for one in block["lines"]]))
            case "picture":
                content = read_attachment(block["src"].removeprefix("attachment:"))
                write_picture(self.file, content, width=block["width"], height=block["height"], alternative=block["alternative"])
                if block["caption"]:
                    self.file.add_paragraph(block["caption"], style="Caption")
            case "table":
                self.file.add_paragraph(block["caption"], style="Caption")
                _table(self.file, block["heads"], [[self.cell(cell) for cell in row] for row in block["rows"]])

    def cell(self, cell: Facts) -> str:
        title = f"<p>{escape(cell['text'])}</p>" if cell["text"] else ""
        return f"{title}{self.out(cell['html'])}" if cell["html"] else f"<p>{escape(str(cell['text']))}</p>"


def in_brackets(html: str) -> str:
    """A redline in words: what was removed and what was added stand in brackets that say so, and nothing is lost."""
    html = APART.sub(r" \1\2", SPACE_REMOVED.sub("", SPACE_ADDED.sub(r"\1", html)))
    return STROKE_BEGINS.sub("[", STROKE_ENDS.sub("]", html))


def _bullets(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>" if lines else ""


def _table(file: Document, heads: list[str], rows: list[list[Any]]) -> None:
    """Heads above the columns, or, without them, in the first column."""
    head = f"<thead><tr>{''.join(f'<th>{escape(one)}</th>' for one in heads)}</tr></thead>" if heads else ""
    body = "".join(f"<tr>{''.join(_td(cell, is_head=not heads and at == 0) for at, cell in enumerate(row))}</tr>" for row in rows)
    if body:
        write_rich(file, f"<table>{head}<tbody>{body}</tbody></table>")


def _td(cell: str, *, is_head: bool) -> str:
    tag = "th" if is_head else "td"
    inside = cell if cell.startswith("<") else f"<p>{escape(cell)}</p>"
    return f"<{tag}>{inside}</{tag}>"
