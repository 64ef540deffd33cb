"""A paper as a Word file, for those who must edit: the same facts as the page and the PDF, in Word's own headings and tables."""

from __future__ import annotations

import io
import re
from html import escape
from typing import Any

from docx.document import Document

from portal.richtext.docx import new_file, write_rich

from ..models import Paper
from .paper import marking_of, paper_facts
from .text import Facts

SPACE_REMOVED, SPACE_ADDED = re.compile(r"<del>(?:\s|<br>)*</del>"), re.compile(r"<ins>((?:\s|<br>)*)</ins>")
APART = re.compile(r"(<(?:del|ins)>)(<span[^>]*>) ")  # a note that keeps its distance from the words before it
STROKE_BEGINS, STROKE_ENDS = re.compile(r"<(?:del|ins)>"), re.compile(r"</(?:del|ins)>")


def word(paper: Paper) -> bytes:
    facts = paper.facts or paper_facts(paper)
    file = new_file(title=paper.title, author=paper.author.name, line=facts["line"], marking=marking_of(paper))
    file.add_heading(paper.title, 1)
    if facts["exempt"]:
        file.add_paragraph(facts["exempt"])
    _table(file, [], facts["header"])
    for section in facts["sections"]:
        _section(file, section)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _section(file: Document, section: Facts) -> None:
    file.add_heading(f"{section['number']} {section['heading']}".strip(), 2)
    for block in section["blocks"]:
        _block(file, block)
    for part in section["parts"]:
        file.add_heading(f"{part['number']} {part['heading']}", 3)
        for block in part["blocks"]:
            _block(file, block)
        for group in part["groups"]:
            if group["theme"]:
                file.add_heading(group["theme"], 4)
            for intention in group["intentions"]:
                _intention(file, intention, level=5 if group["theme"] else 4)


def _intention(file: Document, intention: Facts, *, level: int) -> None:
    file.add_heading(f"{intention['number']} {intention['reference']} {intention['title']}", level)
    write_rich(file, intention["html"])
    _table(file, [], intention["rows"])
    for table in intention["tables"]:
        _block(file, table)


def _block(file: Document, block: Facts) -> None:
    match block["kind"]:
        case "paragraph":
            number = f"<strong>{block['number']}</strong> " if block["number"] else ""
            write_rich(file, f"<p>{number}{block['words']}</p>{block['more']}")
        case "recommendation":
            write_rich(
                file, f"<p><strong>{block['number']} {block['verb']}</strong> {escape(block['text'])}</p>{_bullets(block['informed_by'])}"
            )
        case "lead":
            write_rich(file, f"<p><strong>{block['words']}</strong></p>")
        case "bullets":
            write_rich(file, _bullets(block["lines"]))
        case "said":
            write_rich(file, f"<p><strong>{escape(block['name'])}:</strong> {escape(block['text'])}</p>")
        case "plain":
            write_rich(file, f"<p>{escape(block['text'])}</p>")
        case "rich":
            write_rich(file, in_brackets(block["html"]))
        case "box":
            write_rich(file, (f"<p><strong>{escape(block['where'])}</strong></p>" if block["where"] else "") + block["html"])
        case "sources":
            write_rich(file, _bullets([", ".join(filter(None, (one["title"], one["note"], one["url"]))) for one in block["lines"]]))
        case "table":
            file.add_paragraph(block["caption"], style="Caption")
            _table(file, block["heads"], [[_cell(cell) for cell in row] for row in block["rows"]])


def in_brackets(html: str) -> str:
    """A redline in words: what was removed and what was added stand in brackets that say so, and nothing is lost."""
    html = APART.sub(r" \1\2", SPACE_REMOVED.sub("", SPACE_ADDED.sub(r"\1", html)))
    return STROKE_BEGINS.sub("[", STROKE_ENDS.sub("]", html))


def _cell(cell: Facts) -> str:
    title = f"<p>{escape(cell['text'])}</p>" if cell["text"] else ""
    return f"{title}{cell['html']}" if cell["html"] else f"<p>{escape(str(cell['text']))}</p>"


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
