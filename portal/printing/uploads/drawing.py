"""The pages of an upload on sheets of ours: each at its place, as one picture with its place in the tag tree."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String

from .placing import LEAST, TOP, Place, Seen, place

SIDE, GAP = 56.7, 8.0  # points: beside a heading in the margin, and below it


def margin_for_a_heading(first: Seen) -> str:
    """The rule of a page as large as the sheet of the upload's first one, whose heading stands below our line."""
    width, height = max(first.width, LEAST[0]), max(first.height, LEAST[1])
    return f"@page {{ size: {width}pt {height}pt; margin: {TOP + 2}pt {min(SIDE, width / 10)}pt }}"


def draw(file: pikepdf.Pdf, upload: pikepdf.Pdf, seen: list[Seen], *, title: str, ask: str, divides: bool) -> None:
    """All pages behind those of `file`; the first of them on its page, under its heading, unless that one divides."""
    top = TOP if divides else _foot_of(file) + GAP
    for number, (page, one) in enumerate(zip(upload.pages, seen, strict=True), 1):
        words = f"Page {number} of {len(seen)} of a PDF that cannot be read aloud: {title}. {ask}"
        if number == 1 and not divides:
            _draw_on(file, file.pages[0], page, place(*one, top=max(top, TOP)), words)
        else:
            at = place(*one)
            _draw_on(file, file.add_blank_page(page_size=(at.width, at.height)), page, at, words)


def _foot_of(file: pikepdf.Pdf) -> float:
    """How far below the upper edge of its first page the lowest words stand."""
    out = io.BytesIO()
    file.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    page = document[0]
    lowest = min((one.get_bounds()[1] for one in page.get_objects()), default=page.get_height())
    foot = page.get_height() - lowest
    document.close()
    return float(foot)


def _draw_on(file: pikepdf.Pdf, sheet: pikepdf.Page, page: pikepdf.Page, at: Place, words: str) -> None:
    """The page below what stands on the sheet already, as the last of its tags."""
    drawn = file.copy_foreign(page.as_form_xobject(handle_transformations=True))
    if "/Font" not in sheet.obj.get("/Resources", Dictionary()):
        sheet.obj.Resources = file.make_indirect(Dictionary(Font=Dictionary()))
    name = sheet.add_resource(drawn, Name.XObject, Name.Upload)
    wide, high = at.seen_width, at.seen_height
    corner = at.height - at.top - high
    room = pikepdf.Rectangle(at.left, corner, at.left + wide, corner + high)
    placed = sheet.calc_form_xobject_placement(drawn, name, room, invert_transformations=True, allow_shrink=True, allow_expand=False)
    mark = _tagged(file, sheet.obj, words)
    picture = b"/Figure <</MCID %d>> BDC\n" % mark + placed + b"\nEMC\n"
    own = sheet.obj.Contents.read_bytes() if "/Contents" in sheet.obj else b""
    sheet.obj.Contents = file.make_stream(picture + own)


def _tagged(file: pikepdf.Pdf, page: pikepdf.Object, words: str) -> int:
    """The number of the page's mark whose owner is a picture, the last entry of the tree."""
    tree: Any = file.Root.StructTreeRoot
    top, owners = tree.K[0], tree.ParentTree.Nums
    marks = _marks_of(page, owners)
    picture = Dictionary(Type=Name.StructElem, S=Name.Figure, P=top, Pg=page, Alt=String(words), K=Array([len(marks)]))
    top.K.append(file.make_indirect(picture))
    marks.append(top.K[-1])
    return len(marks) - 1


def _marks_of(page: Any, owners: Any) -> Any:
    """Who owns each mark of the page; a page that is new to the list of owners comes last."""
    if "/StructParents" not in page:
        page.StructParents = max((int(owner) for owner in list(owners)[::2]), default=-1) + 1
        owners.extend([page.StructParents, Array()])
    keys = [int(owner) for owner in list(owners)[::2]]
    return owners[2 * keys.index(int(page.StructParents)) + 1]
