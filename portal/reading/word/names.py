"""The names of Word's XML, short."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WPS_TEXT_BOX = f"{W}txbxContent"


def value(element: etree._Element | None, name: str = "val", otherwise: str = "") -> str:
    return otherwise if element is None else element.get(f"{W}{name}", otherwise)


def is_on(element: etree._Element | None) -> bool:
    """A switch of Word's: there and not said to be off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def number(text: str, otherwise: int = 0) -> int:
    try:
        return int(float(text))
    except ValueError:
        return otherwise
