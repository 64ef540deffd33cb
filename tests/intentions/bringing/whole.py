"""Documents with everything in them that goes astray: tables with blank and merged cells, footnotes, boxes, figures, numbers as given."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from typing import Any

import docx
import openpyxl
import weasyprint
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import parse_xml
from PIL import Image

from intentions.models import Brought, Chapter, Finding, Intention, Section
from outcomes.models import Outcome
from portal.reading.source import WORD
from tests.portal import word_files as word

NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogo"  # 54 letters and more
LONG = "x" * 240
PARAGRAPHS = (
    ("Heading 1", "Northmoor commissioning intentions 2019/20"),
    ("Heading 1", "Urgent and emergency care"),
    ("", "3.1 We will open a same day unit at each acute site by March 2020, see <TBC> and 3.2."),
    ("", "(ii) We will not fund a second unit; £250,000 a year from 2019/20 to 2021/22 stays with the first."),
    ("", f"{NAME} is where the third unit may stand. {LONG}"),
    ("Heading 2", "4.2 Pobl hŷn"),
    ("", "Byddwn yn comisiynu gwasanaeth newydd ar gyfer pobl hŷn erbyn Mawrth 2020."),
    ("Heading 1", "Planned care"),
    ("", "We intend to stop routine ear syringing in hospital from October 2019. It costs £90,000 in 2018/19."),
    ("", "Care closer to home (CCTH) is our name for it; see https://northmoor.example/plan and Smith (2017)."),
)
ROWS = (
    ("Intention", "Description", "Timescale", "Provider", "Target"),
    ("Falls service", "We will commission a falls service for over 65s.", "By March 2020", "Any willing body", "95% within 2 hours"),
    ("Ear care", "", "From October 2019", "", "not known"),
    ("Stroke", "We will not open a stroke ward.", "", "Northmoor Trust", ""),
)
OUTCOMES = (
    ("Outcome", "Measure"),
    ("People live longer (prioritised by patients)", "NEW MEASURE: healthy years lost AND deaths under 75"),
    ("People wait less", "days waited OR share seen in 18 weeks"),
)
NOTE = "Counted by the autumn survey of beds."


def words(text: str) -> Counter[str]:
    return Counter(one.casefold() for one in WORD.findall(text))


def with_everything() -> bytes:
    document = docx.Document()
    for style, paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph, style=style or None)
    word.paragraph(document, word.run("We will ") + word.deleted("not ") + word.inserted("gladly ") + word.run("fund it."))
    word.numbered(document, [(0, "Money comes third"), (1, "Savings of £1m"), (2, "by beds"), (2, "by drugs")])
    for rows in (ROWS, OUTCOMES):
        table = document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                table.cell(at, place).text = cell
        document.add_paragraph("")
    document.tables[0].cell(1, 3).merge(document.tables[0].cell(2, 3))
    box = document.add_table(1, 1)
    box.cell(0, 0).text = "In a box: carers told us what they need."
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(picture, "PNG")
    document.add_picture(io.BytesIO(picture.getvalue()))
    document.add_paragraph("Figure 1: beds by month", style="Caption")
    document.paragraphs[2]._p.append(parse_xml(f'<w:r {word.W}><w:footnoteReference w:id="2"/></w:r>'))
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{NOTE}</w:t></w:r></w:p></w:footnote>'
    return word.with_part(word.saved(document), "word/footnotes.xml", f"<w:footnotes {word.W}>{note}</w:footnotes>".encode())


def sheet() -> bytes:
    book = openpyxl.Workbook()
    for row in (*ROWS, ("Sums", "=SUM(A1:A2)", "3.1", "(ii)", "<TBC>")):
        book.active.append(row)
    book.active["B5"].data_type = "s"
    book.active.merge_cells("D2:D3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_text() -> bytes:
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    table = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    said = "".join(
        f'<text:h text:outline-level="1">{_escaped(one)}</text:h>' if style else f"<text:p>{_escaped(one)}</text:p>"
        for style, one in PARAGRAPHS
    )
    cells = ("".join(f"<table:table-cell><text:p>{_escaped(cell)}</text:p></table:table-cell>" for cell in row) for row in ROWS)
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    body = f"{said}<table:table>{rows}</table:table>"
    content = (
        f"<office:document-content {space} {table}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


def pages() -> bytes:
    said = "".join(f"<h2>{_escaped(one)}</h2>" if style else f"<p>{_escaped(one)}</p>" for style, one in PARAGRAPHS if LONG not in one)
    rows = "".join(f"<tr>{''.join(f'<td>{_escaped(cell)}</td>' for cell in row)}</tr>" for row in ROWS)
    style = "<style>table { border-collapse: collapse } td { border: 1px solid black; padding: 4px } body { font: 10pt sans-serif }</style>"
    return bytes(weasyprint.HTML(string=f"{style}{said}<table>{rows}</table>").write_pdf() or b"")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


FILES: dict[str, Any] = {"all.docx": with_everything, "all.xlsx": sheet, "all.odt": open_text, "all.pdf": pages}


def file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, FILES[name]())


def of_findings(findings: Iterable[Finding]) -> str:
    """What the desk shows of them: titles, words, and what was recognised."""
    from intentions.documents.said import recognised

    return " ".join(f"{one.title} {one.words} {' '.join(text for _, _, text in recognised(one, {}))}" for one in findings)


def of_draft(brought: Brought) -> str:
    """Everything that the draft says."""
    said = [f"{one.title} {' '.join(one.objectives)} {one.narrative}" for one in Chapter.objects.filter(round=brought.round)]
    said += [f"{one.heading} {one.body}" for one in Section.objects.filter(round=brought.round)]
    for one in Intention.objects.filter(round=brought.round).select_related("latest"):
        latest = one.latest
        money = [row.basis for row in latest.money.all()]
        money += [f"{row['caption']} {row['alternative']}" for row in latest.pictures]
        said.append(" ".join([latest.title, latest.description, latest.theme, latest.timescale, *map(str, latest.places.all()), *money]))
    for of in (Chapter, Section):
        said += [f"{row['caption']} {row['alternative']}" for one in of.objects.filter(round=brought.round) for row in one.pictures]
    for outcome in Outcome.objects.prefetch_related("measures"):
        said.append(" ".join([outcome.statement, outcome.note, *(f"{one.title} {one.joined_by}" for one in outcome.measures.all())]))
    return re.sub(r"\s+", " ", BeautifulSoup(" ".join(said), "lxml").get_text(" "))
