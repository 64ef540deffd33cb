"""Word files for the tests, written as Word writes them where python-docx has no word for it."""

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def paragraph(document, runs):
    """A paragraph of the XML of its runs."""
    added = document.add_paragraph()
    for run in parse_xml(f"<w:p {W}>{runs}</w:p>"):
        added._p.append(run)
    return added


def run(text, marks=""):
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text, by="A. Author"):
    return f'<w:ins w:id="1" w:author="{by}" w:date="2026-01-02T03:04:05Z">{run(text)}</w:ins>'


def deleted(text, by="A. Author"):
    words = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="{by}" w:date="2026-01-02T03:04:05Z">{words}</w:del>'


def numbered(document, lines):
    """Paragraphs of one list that shows 1., 1.1., (a): (level, text)."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (start, style, text) in enumerate([(3, "decimal", "%1."), (1, "decimal", "%1.%2."), (1, "lowerLetter", "(%3)")])
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in lines:
        marks = parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        document.add_paragraph(text)._p.get_or_add_pPr().append(marks)


def with_part(content, name, part):
    """The archive with one more part, or another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        new.writestr(name, part)
    return out.getvalue()


def new():
    return docx.Document()
