"""Word reports for the tests: one as councils write them, and those that nobody can take in."""

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from PIL import Image

from .word_files import deleted, inserted, paragraph, run, saved, with_part

W = nsdecls("w")
NOTE = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Counted in March.</w:t></w:r></w:p></w:footnote></w:footnotes>'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def picture(colour="teal", kind="PNG", size=(300, 200)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def add_picture(file, content, alt="", *, decorates=False):
    file.add_picture(io.BytesIO(content), width=Mm(60))
    named = file.inline_shapes[-1]._inline.docPr
    if alt:
        named.set("descr", alt)
    if decorates:
        named.append(parse_xml(DECORATIVE))


def report(title="Care at home", purpose="To say what is bought."):
    """A title, three sections, a list, a table, two pictures and a footnote."""
    file = docx.Document()
    file.add_heading(title, 0)
    file.add_heading("Purpose", 1)
    file.add_paragraph(purpose)
    file.add_heading("What is bought", 1)
    file.add_paragraph("Nurses", style="List Bullet")
    file.add_paragraph("Beds", style="List Bullet")
    file.add_heading("By year", 2)
    table = file.add_table(rows=2, cols=2)
    for (row, column), words in {(0, 0): "Year", (0, 1): "Sum", (1, 0): "2027", (1, 1): "£3 million"}.items():
        table.cell(row, column).text = words
    add_picture(file, picture(), "A bar for each year, the last the longest.")
    add_picture(file, picture("navy"), decorates=True)
    file.add_heading("Conclusion", 1)
    paragraph(file, run("Members are asked to note it.") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    return with_part(saved(file), "word/footnotes.xml", NOTE)


def without_headings():
    file = docx.Document()
    for words, is_bold in (("Purpose", True), ("To say what is bought.", False), ("Conclusion", True), ("It is noted.", False)):
        file.add_paragraph().add_run(words).bold = is_bold
    return saved(file)


def tracked():
    file = docx.Document()
    file.add_heading("Purpose", 1)
    paragraph(file, run("We will ") + deleted("not ") + inserted("soon ") + run("fund it."))
    file.add_heading("Conclusion", 1)
    file.add_paragraph("It is noted.")
    return saved(file)


def long(pages):
    file = docx.Document()
    for page in range(1, pages + 1):
        if page % 10 == 1:
            file.add_heading(f"Part {page // 10 + 1}", 1)
        added = file.add_paragraph(f"Page {page}. " + "Care is bought near home and paid for by the year. " * 40)
        if page < pages:
            added.add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
    return saved(file)


def locked():
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (301 * 1024 * 1024))
    return out.getvalue()


def damaged():
    content = report()
    return content[: len(content) // 2]


def broken_inside():
    return with_part(report(), "word/document.xml", "<w:document")


def with_macros():
    return with_part(report(), "word/vbaProject.bin", b"program")


def empty():
    return saved(docx.Document())
