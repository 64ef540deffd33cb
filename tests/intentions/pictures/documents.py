"""A document with pictures in every format that is read: two figures with captions, an ornament, a drawing, the same twice."""

from __future__ import annotations

import base64
import io
import zipfile

import docx
import weasyprint
from docx.shared import Mm

from ...portal import drawings

CHART, MAP, LOGO, TINY = (
    drawings.png(size=(400, 240)),
    drawings.png("#aa0000", (300, 300)),
    drawings.png("#00703c"),
    drawings.png(size=(12, 12)),
)
FUND, STOP = (
    "We will open a same day unit at each acute site by March 2020.",
    "We intend to stop routine ear syringing in hospital from October 2019.",
)
CONTEXT = "Money is short and people wait longer than they did in every borough."


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Northmoor commissioning intentions 2019/20", 1)
    document.add_heading("Context", 2)
    document.add_paragraph(CONTEXT)
    document.add_picture(io.BytesIO(MAP), Mm(60))
    document.add_paragraph("Figure 1: the boroughs of Northmoor")
    document.add_heading("Urgent and emergency care", 2)
    document.add_paragraph(FUND)
    document.add_picture(io.BytesIO(CHART), Mm(80))._inline.docPr.set("descr", "Attendances by month, rising")
    document.add_paragraph("Figure 2: attendances by month")
    document.add_picture(io.BytesIO(TINY), Mm(3))
    document.add_paragraph(STOP)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_drawing() -> bytes:
    """The same, whose second picture is a drawing by what is in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as whole, zipfile.ZipFile(out, "w") as made:
        for one in whole.infolist():
            content = whole.read(one)
            made.writestr(one, drawings.EMF if one.filename.endswith("image2.png") else content)
    return out.getvalue()


def page() -> bytes:
    def img(content, alternative=""):
        return f'<img src="data:image/png;base64,{base64.b64encode(content).decode()}" alt="{alternative}">'

    return (
        f"<!doctype html><html><body><h1>Northmoor commissioning intentions 2019/20</h1><h2>Context</h2><p>{CONTEXT}</p>"
        f"<p>{img(MAP)}</p><p>Figure 1: the boroughs of Northmoor</p><h2>Urgent and emergency care</h2><p>{FUND}</p>"
        f"{img(CHART, 'Attendances by month, rising')}<p>Figure 2: attendances by month</p>{img(TINY)}<p>{STOP}</p>"
        f'<p><img src="https://elsewhere.example/x.png" alt=""></p></body></html>'
    ).encode()


def pdf() -> bytes:
    style = "<style>@page{size:A4;margin:20mm} body{font:11pt sans-serif} img{display:block;width:70mm}</style>"
    return weasyprint.HTML(string=style + page().decode().replace("https://elsewhere.example/x.png", "")).write_pdf()


def odt() -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for name, full in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )

    def frame(part, alternative=""):
        said = f"<svg:desc>{alternative}</svg:desc>" if alternative else ""
        return f'<text:p><draw:frame><draw:image xlink:href="Pictures/{part}.png"/>{said}</draw:frame></text:p>'

    body = (
        '<text:h text:outline-level="1">Northmoor commissioning intentions 2019/20</text:h><text:h text:outline-level="2">Context</text:h>'
        f"<text:p>{CONTEXT}</text:p>{frame('map')}<text:p>Figure 1: the boroughs of Northmoor</text:p>"
        f'<text:h text:outline-level="2">Urgent and emergency care</text:h><text:p>{FUND}</text:p>'
        f"{frame('chart', 'Attendances by month, rising')}<text:p>Figure 2: attendances by month</text:p>{frame('tiny')}"
        f"<text:p>{STOP}</text:p>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        whole = f"<office:body><office:text>{body}</office:text></office:body>"
        links = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
        xml = f"<office:document-content {names} {links}>{whole}</office:document-content>"
        made.writestr("content.xml", xml)
        for name, content in (("map", MAP), ("chart", CHART), ("tiny", TINY)):
            made.writestr(f"Pictures/{name}.png", content)
    return out.getvalue()


FILES = {"northmoor.docx": word, "northmoor.odt": odt, "northmoor.pdf": pdf, "northmoor.html": page}
