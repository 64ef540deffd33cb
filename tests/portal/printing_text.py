"""The words of a tagged PDF as a screen reader meets them: by its tags, through its fonts' own tables."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Array, Name


def letters_of(page):
    """What each mark of a page reads, by the fonts' own tables; what a mark draws by the name of a form counts as its own."""
    tables, read, mark, font = {}, {}, None, None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                mark = int(operands[1].MCID) if "/MCID" in operands[1] else None
            case "BMC" | "EMC":
                mark = None
            case "Tf":
                font = str(operands[0])
                if font not in tables:
                    tables[font] = _table(page.Resources.Font[font])
            case "Tj" | "TJ" if mark is not None:
                read[mark] = read.get(mark, "") + _shown(operands, tables[font])
            case "Do" if mark is not None:
                read[mark] = read.get(mark, "") + _drawn(page.Resources.XObject[str(operands[0])])
    return read


def _table(font):
    cmap = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<(\w+)> <(\w+)>", cmap.partition("endcodespacerange")[2])
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}


def _shown(operands, table):
    shown = operands[0] if isinstance(operands[0], Array) else [operands[0]]
    codes = b"".join(bytes(piece) for piece in shown if isinstance(piece, pikepdf.String))
    return "".join(table.get(int.from_bytes(codes[i : i + 2]), "?") for i in range(0, len(codes), 2))


def _drawn(form):
    """The letters of a form: charts are drawn of them."""
    words, table = "", {}
    for operands, operator in pikepdf.parse_content_stream(form) if form.Subtype == Name.Form else ():
        if str(operator) == "Tf":
            table = _table(form.Resources.Font[str(operands[0])])
        elif str(operator) in ("Tj", "TJ"):
            words += _shown(operands, table)
        elif str(operator) == "Do":
            words += _drawn(form.Resources.XObject[str(operands[0])])
    return words


def text_of_tags(file):
    """The words of the tag tree in its own order."""
    marks = {page.obj.objgen: letters_of(page.obj) for page in file.pages}
    found = []

    def walk(tag):
        kids = tag.get("/K", [])
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                found.append(marks[tag.Pg.objgen].get(kid, ""))
            elif kid.get("/Type") == Name.MCR:
                found.append(marks[kid.Pg.objgen].get(int(kid.MCID), ""))
            elif kid.get("/Type") == Name.StructElem:
                walk(kid)

    walk(file.Root.StructTreeRoot.K[0])
    return "".join("".join(found).split())
