"""The names of OpenDocument's XML, short; the words of its elements."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE, DRAW = (f"{{{OASIS}{name}:1.0}}" for name in ("office", "text", "table", "style", "drawing"))
FO, SVG = f"{{{OASIS}xsl-fo-compatible:1.0}}", f"{{{OASIS}svg-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
MOST_REPEATED = 1000


def count(element: etree._Element, name: str, otherwise: int = 1) -> int:
    said = element.get(name) or ""
    return int(said) if said.isdigit() else otherwise


def words(element: etree._Element) -> Iterator[str]:
    """The words of a paragraph; notes, comments and boxes inside it are not its words."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(count(child, f"{TEXT}c"), 50)
        elif child.tag == f"{TEXT}tab":
            yield " "
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag not in (f"{TEXT}note", f"{OFFICE}annotation", f"{DRAW}frame", f"{TEXT}tracked-changes"):
            yield from words(child)
        yield child.tail or ""


def table_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, through its groups of rows, not those of tables inside."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-row-group", f"{TABLE}table-rows"):
            yield from table_rows(child)
