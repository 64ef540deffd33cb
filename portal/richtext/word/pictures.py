"""A picture in a Word file, with what is said to readers who do not see it; what only decorates says so, as Word does."""

from __future__ import annotations

from io import BytesIO

from docx.document import Document
from docx.oxml import parse_xml
from docx.shape import InlineShape
from docx.shared import Emu

PIXEL = 9525  # of Word's units
DECORATES = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def write_picture(file: Document, content: bytes, *, width: int, height: int, alternative: str) -> None:
    """As large as it is, or as the page has room for it and its caption."""
    page = file.sections[0]
    room = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0), (page.page_height or 0) * 3 // 5
    scale = min(1.0, room[0] / (width * PIXEL), room[1] / (height * PIXEL))
    drawn = file.add_picture(BytesIO(content), Emu(int(width * PIXEL * scale)), Emu(int(height * PIXEL * scale)))
    say(drawn, alternative)


def say(drawn: InlineShape, alternative: str) -> None:
    """What is read aloud in its place; nothing for what decorates."""
    about = drawn._inline.docPr
    about.set("descr", alternative)
    if not alternative:
        about.append(parse_xml(DECORATES))
