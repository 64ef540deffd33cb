"""A document as Word and as PDF in three layouts, made from its text: headings in styles, as bold lines only, in two columns.

    python -m tests.recognition.making paper.txt folder

Each keeps the words and the tables; what a layout loses (styles, the width of lines) is what the reading must do without.
"""

import html
import io
import sys
from pathlib import Path

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from portal.reading import read

LAYOUTS = ("styled", "bold", "columns")
FORMS = ("docx", "pdf")
CSS = """
@page { size: A4; margin: 22mm 18mm; @top-left { content: "RUNNING HEAD OF THE PAPER"; font: 8pt Liberation Sans, sans-serif }
        @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt Liberation Sans, sans-serif } }
body { font: 10.5pt Liberation Sans, DejaVu Sans, sans-serif; line-height: 1.35; hyphens: manual }
h1 { font-size: 17pt } h2 { font-size: 14pt } h3 { font-size: 12pt } h4, h5, h6 { font-size: 11pt }
p, li { margin: 0 0 7pt } table { border-collapse: collapse; width: 100%; margin: 8pt 0; font-size: 9pt }
td { border: 0.6pt solid black; padding: 3pt; vertical-align: top; white-space: pre-line }
ul { padding-left: 16pt } tr { break-inside: auto }
body.columns { font-size: 9.5pt } body.columns div { column-count: 2; column-gap: 9mm; text-align: justify; hyphens: auto }
body.bold :is(h1, h2, h3, h4, h5, h6) { font-size: 10.5pt; margin: 7pt 0 }
"""


def made(source, form, layout):
    return as_docx(source, layout) if form == "docx" else as_pdf(source, layout)


def shown(block):
    return f"{block.number} {block.text}".strip()


# ── Word ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def as_docx(source, layout):
    document = docx.Document()
    if layout == "columns":
        _two_columns(document)
    for block in source.blocks:
        if block.kind == "table":
            _word_table(document, block)
        elif block.kind == "heading" and layout == "styled":
            document.add_heading(shown(block), min(9, max(1, block.level)))
        elif block.kind == "heading":
            document.add_paragraph().add_run(shown(block)).bold = True
        elif block.kind == "item":
            document.add_paragraph(shown(block), style=None if block.number else "List Bullet 2" if block.level > 1 else "List Bullet")
        else:
            document.add_paragraph(shown(block))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _two_columns(document):
    section = document.add_section(WD_SECTION.CONTINUOUS)
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), "2")
    section._sectPr.append(columns)


def _word_table(document, block):
    table = document.add_table(len(block.cells), len(block.cells[0]), style="Table Grid")
    for row, tr in zip(block.cells, table._tbl.tr_lst, strict=True):
        for cell, tc in zip(row, tr.tc_lst, strict=True):
            first, *rest = cell.text.split("\n")
            tc.p_lst[0].add_r().text = first
            for line in rest:
                tc.add_p().add_r().text = line


# ── PDF ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def as_html(source, layout):
    out, in_list = ["<div>"], False
    for block in source.blocks:
        is_item = block.kind == "item" and not block.number
        if is_item != in_list:
            out.append("<ul>" if is_item else "</ul>")
            in_list = is_item
        out.append(f"</div>{_html_of(block)}<div>" if block.kind == "table" else _html_of(block))
    body = "".join(out).replace("<div></div>", "")
    return f'<html lang="en"><style>{CSS}</style><body class="{layout}">{body}{"</ul>" if in_list else ""}</div></body></html>'


def _html_of(block):
    if block.kind == "table":
        rows = ("".join(_td(cell) for cell in row if not cell.of) for row in block.cells)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    text = html.escape(shown(block))
    if block.kind == "heading":
        level = min(6, max(1, block.level))
        return f"<h{level}>{text}</h{level}>"
    deeper = ' style="margin-left: 16pt"' if block.level > 1 else ""
    return f"<li{deeper}>{text}</li>" if block.kind == "item" and not block.number else f"<p>{text}</p>"


def _td(cell):
    return f'<td colspan="{cell.columns}" rowspan="{cell.rows}">{html.escape(cell.text)}</td>'


def as_pdf(source, layout):
    import weasyprint

    return weasyprint.HTML(string=as_html(source, layout)).write_pdf()


if __name__ == "__main__":
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for form in FORMS:
        for layout in LAYOUTS:
            (folder / f"{path.stem}-{layout}.{form}").write_bytes(made(read(path), form, layout))
