"""The form as a file: under each intention its words, then its answer, its conditions and its money to fill in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from portal.richtext.word.writing import new_file, put_part, write_rich
from portal.workbooks.shape import About, Column, Kind, Row, Sheet, by_key
from portal.workbooks.stamp import stamp

from ..tasks import Task

PART = "customXml/portal.xml"
WIDTH = 14_570  # of the text of the page, in twentieths of a point
SPARE = 2  # empty rows to fill in, of each table that repeats
CHOOSE, DAY = "Choose", "4 March 2027"
GENERAL = [
    "Fill in the white cells: select a position from the list, write what you want to say. Grey cells are the portal’s.",
    "Add rows to the tables of conditions and money as you need, with the same reference in the first column.",
    "Tracked changes may stay: what was put in counts, what was taken out does not. Sections that you leave out stay as they are.",
    "Bring the file back on the page you took it from. You see every change before it is taken into the draft. Nothing is sent by it.",
]


def write(about: About, sheets: Sequence[Sheet], rows: Mapping[str, Sequence[Row]], tasks: Iterable[Task]) -> bytes:
    file = new_file(title=about.title, author="", line=about.title)
    _turn(file)
    file.add_heading(about.title, 1)
    write_rich(file, f"<p>Taken from the portal on {escape(about.made)}</p><ul>{''.join(f'<li>{line}</li>' for line in GENERAL)}</ul>")
    answers, *others = sheets
    kept = {sheet.name: by_key(rows[sheet.name]) for sheet in sheets}
    for task in tasks:
        key = task.reference
        file.add_heading(f"{key} {task.version.title}", 2)
        write_rich(file, task.version.description, heading=4)
        _add(file, _answer(answers, kept[answers.name][key][0]), [25, 75])
        for sheet in others:
            file.add_heading(sheet.name, 3)
            _add(file, _repeated(sheet, key, kept[sheet.name].get(key, [])), [_share(sheet)] * len(sheet.columns))
    lines = stamp(about, [(sheet, rows[sheet.name]) for sheet in sheets]).lines()
    put_part(file, PART, f"<portal>{''.join(f'<line>{escape(line)}</line>' for line in lines)}</portal>")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _turn(file: Document) -> None:
    page = file.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width


def _add(file: Document, rows: str, shares: Sequence[int]) -> None:
    """In one piece: a table built cell by cell is read again for every cell."""
    columns = "".join(f"<w:gridCol w:w='{WIDTH * share // 100}'/>" for share in shares)
    style = "<w:tblPr><w:tblStyle w:val='TableGrid'/><w:tblW w:w='5000' w:type='pct'/></w:tblPr>"
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{style}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>")
    file.element.body.insert(len(file.element.body) - 1, table)
    file.add_paragraph()


def _share(sheet: Sheet) -> int:
    return 100 // len(sheet.columns)


def _answer(sheet: Sheet, row: Row) -> str:
    lines = [_row([_cell(sheet.key.heading, is_grey=True, share=25), _cell(row.key, is_grey=True, share=75)])]
    for column in sheet.told:
        label = f"{column.heading}\n{column.help}" if column.help else column.heading
        lines.append(_row([_cell(label, is_grey=True, share=25), _field(column, row.cells.get(column.key, ""), share=75)]))
    return "".join(lines)


def _repeated(sheet: Sheet, key: str, rows: Sequence[Row]) -> str:
    share = _share(sheet)
    head = _row([_cell(column.heading, is_grey=True, share=share) for column in sheet.columns], is_head=True)
    every = [row.cells for row in rows] + [{}] * SPARE
    return head + "".join(
        _row([_cell(key, share=share), *(_field(column, cells.get(column.key, ""), share=share) for column in sheet.columns[1:])])
        for cells in every
    )


# ── Cells ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _row(cells: Iterable[str], *, is_head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, *, share: int, is_grey: bool = False, inside: str = "") -> str:
    shade = "<w:shd w:val='clear' w:color='auto' w:fill='E8EDEE'/>" if is_grey else ""
    paragraphs = inside or "".join(f"<w:p>{_run(line)}</w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr><w:tcW w:w='{share * 50}' w:type='pct'/>{shade}</w:tcPr>{paragraphs}</w:tc>"


def _run(text: str, style: str = "") -> str:
    marks = f"<w:rPr><w:rStyle w:val='{style}'/></w:rPr>" if style else ""
    return f"<w:r>{marks}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r>" if text else ""


def _field(column: Column, text: str, *, share: int) -> str:
    """What is chosen is a list, what is a day a calendar; everything else is typed."""
    if column.choices:
        items = "".join(f"<w:listItem w:displayText='{escape(one)}' w:value='{escape(one)}'/>" for one in column.choices)
        return _cell("", share=share, inside=_control(column, text, CHOOSE, f"<w:dropDownList>{items}</w:dropDownList>"))
    if column.kind is Kind.DATE:
        shown = f"{date.fromisoformat(text):%-d %B %Y}" if text else ""
        kind = "<w:date><w:dateFormat w:val='d MMMM yyyy'/><w:lid w:val='en-GB'/></w:date>"
        return _cell("", share=share, inside=_control(column, shown, DAY, kind))
    return _cell(text, share=share)


def _control(column: Column, text: str, placeholder: str, kind: str) -> str:
    shown = _run(text) if text else _run(placeholder)
    empty = "" if text else "<w:showingPlcHdr/>"
    properties = f"<w:alias w:val='{escape(column.heading)}'/><w:tag w:val='{column.key}'/>{empty}{kind}"
    return f"<w:p><w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt></w:p>"
