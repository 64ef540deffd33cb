"""Faults of what is painted, who owns it, where it leads."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .places import add_content, breaks, change_content, content, first, inner_link, links, marks, owners, tags


@breaks("page-key", "two pages share one number in the tree")
def _(file):
    file.pages[5].obj.StructParents = file.pages[4].obj.StructParents


@breaks("page-key", "a page without a number in the tree")
def _(file):
    del file.pages[5].obj["/StructParents"]


@breaks("page-key", "pages of a paper added without its tags")
def _(file):
    other = io.BytesIO()
    file.save(other)
    file.add_pages_from(pikepdf.open(other))


@breaks("mark-once", "the same mark set twice on a page")
def _(file):
    change_content(file, 3, lambda data: data.replace(b"/MCID 3>>", b"/MCID 2>>"))


@breaks("mark-owner", "a mark owned by two tags")
def _(file):
    tag = first(file, "/P", lambda tag: len(marks(tag)) > 2)
    other = first(file, "/P", lambda one: one.objgen != tag.objgen and marks(one) and one.Pg.objgen == tag.Pg.objgen)
    other.K.append(marks(tag)[0])


@breaks("mark-owner", "a line of text dropped from the tree")
def _(file):
    tag = first(file, "/P", lambda tag: len(marks(tag)) > 2)
    tag.K = Array(marks(tag)[1:])


@breaks("text-tagged", "a whole page dropped from the tree")
def _(file):
    page = file.pages[4].obj.objgen
    for tag in list(tags(file)):
        if isinstance(tag.get("/K"), Array):
            own = "/Pg" in tag and tag.Pg.objgen == page
            tag.K = Array([kid for kid in tag.K if not (isinstance(kid, int) and own) and not _is_on(kid, page)])


def _is_on(kid, page):
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR and kid.Pg.objgen == page


@breaks("mark-parent", "the list of owners gives a mark to another tag")
def _(file):
    listed = owners(file, 4)
    other = next(i for i, tag in enumerate(listed) if tag.objgen != listed[0].objgen)
    listed[0], listed[other] = listed[other], listed[0]


@breaks("mark-parent", "the list of owners is too short")
def _(file):
    listed = owners(file, 4)
    del listed[len(listed) - 1]


@breaks("mark-exists", "a tag owns a mark that is on no page")
def _(file):
    first(file, "/P", marks).K.append(999)


@breaks("owners", "the list of owners has an entry nothing uses")
def _(file):
    file.Root.StructTreeRoot.ParentTree.Nums.extend([99999, file.Root.StructTreeRoot.K[0]])


@breaks("owners", "two links share one number")
def _(file):
    both = links(file)
    both[1].StructParent = both[0].StructParent


@breaks("painted", "text painted outside tags and artefacts")
def _(file):
    add_content(file, 4, b"BT /Lines 9 Tf 90 90 Td <0024> Tj ET\n")


@breaks("painted", "a line painted outside tags and artefacts")
def _(file):
    add_content(file, 4, b"q 10 10 90 90 re f Q\n")


@breaks("nested", "an artefact inside a tag")
def _(file):
    change_content(
        file,
        3,
        lambda data: (
            data.replace(b"BT", b"/Artifact BMC\nq Q\nEMC\nBT", 1)
            if b"BDC" not in data[: data.index(b"BT")]
            else data.replace(b"BT\n", b"/Artifact BMC\nEMC\nBT\n", 1)
        ),
    )


@breaks("ends", "a mark that does not end")
def _(file):
    change_content(file, 3, lambda data: data[: data.rindex(b"EMC")] + data[data.rindex(b"EMC") + 3 :])
    parts = content(file, 3)
    file.pages[3].obj.Contents = Array([parts[0], parts[1]])


@breaks("tabs", "tab order is not the order of the tags")
def _(file):
    del next(page.obj for page in file.pages if "/Annots" in page.obj)["/Tabs"]


@breaks("link-tagged", "a link not in the tag tree")
def _(file):
    tag = first(file, "/Link")
    tag.K = Array(marks(tag))


@breaks("link-tagged", "a link without a number")
def _(file):
    del links(file)[0]["/StructParent"]


@breaks("link-in-link", "a link in a Span")
def _(file):
    first(file, "/Link").S = Name.Span


@breaks("link-description", "a link without description")
def _(file):
    links(file)[0].Contents = String(" ")


@breaks("link-open", "a link between papers left open")
def _(file):
    link = inner_link(file)
    del link["/Dest"]
    link.A = Dictionary(S=Name.URI, URI=String("pack:item-2"))


@breaks("annotation", "a note that somebody added")
def _(file):
    links(file)[0].Subtype = Name.Text


@breaks("page-of-words", "a page of words bound as one picture")
def _(file):
    page = file.pages[-1].obj
    words = file.make_stream(b"BT /F 11 Tf (Words) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
    page.Resources = file.make_indirect(Dictionary(XObject=Dictionary(Page=words), Font=Dictionary()))
    page.Contents = file.make_stream(b"/Figure <</MCID 0>> BDC /Page Do EMC")
    figure = first(file, "/Figure")
    figure.Pg, figure.K = page, Array([0])
