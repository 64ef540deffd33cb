"""A response and a memorandum as Word files, for those who circulate them, put them before a board or argue about the words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.template.defaultfilters import filesizeformat
from docx.document import Document

from portal.nhsuk import words
from portal.richtext.word.writing import new_file, write_rich

from ..models import Response
from ..states import Stance
from .agreed import ended
from .canonical import counted
from .memorandum import COMMITMENT_HEADS
from .point import about as said_about
from .point import heading
from .position import said_in
from .tasks import Task, beside

NOT_SENT = "This is a draft. Nobody outside {organisation} can read it until it is submitted."


def response_word(response: Response, text: Mapping[str, Any], left: Iterable[Task], cuts: Mapping[str, str]) -> bytes:
    """What is said on each intention, in the order of the edition; of a draft also what has no position yet.

    `cuts` says of each reference what becomes of its service: it stands in no signed text.
    """
    author, title = str(response.organisation), f"Response of {response.organisation} to {response.round}"
    file = _file(title, author, title)
    received = response.received_at
    when = ["Received", words.history(received)] if received else ["Respond by", words.when(response.deadline)]
    header = [["Edition", str(text["edition"])], ["State", response.get_status_display()], when, ["Said", counted(text)]]
    _table(file, [], [*header, *([["How it came", response.recorded]] if response.recorded else [])])
    if received is None:
        file.add_paragraph(NOT_SENT.format(organisation=response.organisation))
    if response.covering_statement:
        file.add_heading("Covering statement", 2)
        write_rich(file, response.covering_statement)
    if response.collective_id:
        file.add_paragraph(beside(response))
    if "rights" in text:
        file.add_heading("Reservation of rights", 2)
        write_rich(file, "".join(f"<p>{escape(line)}</p>" for line in text["rights"]["text"].splitlines() if line.strip()))
    if "attachments" in text:
        file.add_heading("Files for the whole response", 2)
        write_rich(file, f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in _files(text))}</ul>")
    file.add_heading("Positions", 2)
    for item in text["items"]:
        _item(file, item, cuts.get(item["reference"], ""))
    for place, point in enumerate(text.get("points", [])):
        if not place:
            file.add_heading("Beside the intentions", 2)
        _point(file, point)
    _left(file, left)
    return _bytes(file)


def _item(file: Document, item: Mapping[str, Any], cut: str) -> None:
    file.add_heading(f"{item['reference']} {item['title']}", 3)
    said = [
        ("Change", [cut] if cut else []),
        ("Position", [f"{Stance(item['stance']).label}, on version {item['version']}"]),
        *said_in(item),
    ]
    _table(file, [], [[label, *lines] for label, lines in [*said, ("Files", _files(item))] if lines])


def _point(file: Document, point: Mapping[str, Any]) -> None:
    """What hangs on no intention, in its own words and tables."""
    file.add_heading(f"{point['reference']} {heading(point)}", 3)
    about = [["About", said_about(point)], *([label, *lines] for label, lines in said_in(point)), ["Files", *_files(point)]]
    _table(file, [], [row for row in about if len(row) > 1])
    write_rich(file, point["words"])


def _files(of_it: Mapping[str, Any]) -> list[str]:
    return [f"{one['title']} ({filesizeformat(one['size'])})" for one in of_it["attachments"]]


def _left(file: Document, left: Iterable[Task]) -> None:
    lines = [f"{task.reference} {task.version.title}" for task in left]
    if lines:
        file.add_heading("No position yet", 2)
        write_rich(file, f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>")


def memorandum_word(title: str, text: Mapping[str, Any], *, is_draft: bool) -> bytes:
    """The words that are signed, or of a draft the words as they are now."""
    file = _file(title, "", f"{text['round']}, version {text['number']}")
    state = [["State", "Draft"]] if is_draft else []
    _table(file, [], [["Round", text["round"]], ["Memorandum", text["about"]], ["Version", str(text["number"])], *state])
    file.add_heading("Parties", 2)
    _table(file, ["Party", "Side"], text["parties"])
    for name, because in text["taken_out"]:
        file.add_paragraph(f"No party: {name}. {ended(because)}")
    for label, said in text["terms"]:
        if said:
            file.add_heading(label, 2)
            write_rich(file, "".join(f"<p>{escape(line)}</p>" for line in said.splitlines() if line.strip()))
    file.add_heading("What is agreed", 2)
    write_rich(file, f"<ol>{''.join(_clause(*row) for row in text['clauses'])}</ol>")
    if text["left_out"]:
        file.add_heading("Agreed, and left out of this memorandum", 2)
        rows = (f"<li>{escape(said)} <em>{escape(ended(source))}</em> {escape(ended(why))}</li>" for said, source, why in text["left_out"])
        write_rich(file, f"<ul>{''.join(rows)}</ul>")
    if text["commitments"]:
        file.add_heading("Commitments", 2)
        _table(file, COMMITMENT_HEADS, text["commitments"])
    return _bytes(file)


def _clause(said: str, source: str, agreed: str) -> str:
    was = f"<p>Changed here. As agreed: “{escape(agreed)}”</p>" if agreed else ""
    return f"<li><p>{escape(said)} <em>{escape(ended(source))}</em></p>{was}</li>"


def _file(title: str, author: str, line: str) -> Document:
    file = new_file(title=title, author=author, line=line)
    file.add_heading(title, 1)
    return file


def _bytes(file: Document) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _table(file: Document, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Heads above the columns; or, without them, each row is a head and the lines of its one cell."""
    head = f"<thead><tr>{''.join(f'<th>{escape(one)}</th>' for one in heads)}</tr></thead>" if heads else ""
    body = "".join(_row(row, is_headed=not heads) for row in rows)
    write_rich(file, f"<table>{head}<tbody>{body}</tbody></table>")


def _row(row: Sequence[str], *, is_headed: bool) -> str:
    if is_headed:
        return f"<tr><th>{escape(row[0])}</th><td>{''.join(f'<p>{escape(line)}</p>' for line in row[1:])}</td></tr>"
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
