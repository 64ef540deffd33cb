"""Ways to break a good pack, each with the rule that must catch it."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

FAULTS = []


def breaks(rule, name):
    def remember(fault):
        FAULTS.append((rule, name, fault))
        return fault

    return remember


# ── Finding a place to break ────────────────────────────────────────────────────────────────────────────────────────
def tags(file, role=None):
    def walk(tag):
        if role is None or role == tag.S:
            yield tag
        kids = tag.get("/K", [])
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
                yield from walk(kid)

    yield from walk(file.Root.StructTreeRoot.K[0])


def first(file, role, fits=lambda tag: True):
    return next(tag for tag in tags(file, role) if fits(tag))


def marks(tag):
    return [kid for kid in tag.K if isinstance(kid, int)]


def owners(file, page):
    return file.Root.StructTreeRoot.ParentTree.Nums[2 * page + 1]


def links(file):
    return [link for page in file.pages for link in page.obj.get("/Annots", [])]


def inner_link(file):
    return next(link for link in links(file) if "/Dest" in link)


def content(file, page):
    return file.pages[page].obj.Contents


def add_content(file, page, words):
    content(file, page).append(file.make_stream(words))


def change_content(file, page, change):
    parts = content(file, page)
    parts[1] = file.make_stream(change(parts[1].read_bytes()))


def new_tag(file, role, parent, *kids):
    return file.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + role), P=parent, K=Array(kids)))


# ── The file ────────────────────────────────────────────────────────────────────────────────────────────────────────
@breaks("marked", "not marked as tagged")
def _(file):
    del file.Root["/MarkInfo"]


@breaks("suspects", "tags marked as suspect")
def _(file):
    file.Root.MarkInfo.Suspects = True


@breaks("language", "no language")
def _(file):
    del file.Root["/Lang"]


@breaks("language", "a language that does not exist")
def _(file):
    file.Root.Lang = String("English, please")


@breaks("title", "no title")
def _(file):
    del file.docinfo["/Title"]


@breaks("title", "no metadata")
def _(file):
    del file.Root["/Metadata"]


@breaks("titles", "another title in the metadata")
def _(file):
    file.docinfo["/Title"] = String("Another")


@breaks("shows-title", "window shows the file's name")
def _(file):
    file.Root.ViewerPreferences.DisplayDocTitle = False


@breaks("bookmarks", "no bookmarks")
def _(file):
    del file.Root["/Outlines"]


@breaks("tree", "no tag tree")
def _(file):
    del file.Root["/StructTreeRoot"]


@breaks("top", "two documents at the top of the tree")
def _(file):
    root = file.Root.StructTreeRoot
    root.K.append(new_tag(file, "Document", root))


@breaks("scripts", "something runs when it is opened")
def _(file):
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@breaks("attachments", "a file inside without a description")
def _(file):
    file.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String("x"), file.make_indirect(Dictionary(Type=Name.Filespec))]))


@breaks("labels", "no page labels")
def _(file):
    del file.Root["/PageLabels"]


# ── The tree ────────────────────────────────────────────────────────────────────────────────────────────────────────
@breaks("place", "a tag has two places")
def _(file):
    tag = first(file, "/P")
    tag.P.K.append(tag)


@breaks("parent", "a tag names another parent")
def _(file):
    first(file, "/TD").P = file.Root.StructTreeRoot.K[0]


@breaks("role", "a role nobody knows")
def _(file):
    first(file, "/P").S = Name("/Paragraph")


@breaks("standard-role", "a paragraph is said to be a heading")
def _(file):
    file.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.H1)


@breaks("nesting", "a list item holds a paragraph directly")
def _(file):
    first(file, "/LBody").S = Name.P


@breaks("nesting", "a row outside a table")
def _(file):
    first(file, "/Table").S = Name.Sect


@breaks("empty", "an empty heading")
def _(file):
    first(file, "/H2").K = Array()


@breaks("h1", "a paper with two main headings")
def _(file):
    first(file, "/H2").S = Name.H1


@breaks("h1", "a paper without a main heading")
def _(file):
    first(file, "/H1").S = Name.P


@breaks("first-heading", "a paper that begins with a lesser heading")
def _(file):
    part = list(file.Root.StructTreeRoot.K[0].K)[1]
    heads = [tag for tag in tags(file) if str(tag.S) in ("/H1", "/H2") and _is_in(tag, part)]
    heads[0].S, heads[1].S = Name.H2, Name.H1


def _is_in(tag, part):
    while "/P" in tag:
        if tag.objgen == part.objgen:
            return True
        tag = tag.P
    return False


@breaks("level", "a heading level skipped")
def _(file):
    first(file, "/H3").S = Name.H5


@breaks("alternative", "a picture without words")
def _(file):
    del first(file, "/Figure")["/Alt"]


@breaks("alternative-words", "a picture described by its file's name")
def _(file):
    first(file, "/Figure").Alt = String("chart_final-2.png")


@breaks("item", "a list item without a body")
def _(file):
    item = first(file, "/LI")
    item.K = Array([kid for kid in item.K if kid.S != "/LBody"])


@breaks("link-words", "a link whose words are its address")
def _(file):
    tag = first(file, "/Link")
    next(kid for kid in tag.K if isinstance(kid, Dictionary)).Obj.Contents = String("https://example.org/papers/3")


@breaks("link-tag", "a Link tag without a link")
def _(file):
    tag = first(file, "/Link")
    tag.K = Array(marks(tag))


@breaks("tag-language", "a tag in a language that does not exist")
def _(file):
    first(file, "/P").Lang = String("?")


# ── Ids ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@breaks("id-once", "the same id of a head in two papers")
def _(file):
    heads = [tag for tag in tags(file, "/TH") if "/ID" in tag]
    heads[-1].ID = heads[0].ID


@breaks("id-tree", "the list of ids lacks one")
def _(file):
    names = file.Root.StructTreeRoot.IDTree.Names
    del names[1]
    del names[0]


@breaks("head-exists", "a cell names a head that is not there")
def _(file):
    first(file, "/TD", lambda tag: "/Headers" in tag.A).A.Headers = Array([String("nowhere")])


@breaks("head-is-head", "a cell names a table as its head")
def _(file):
    first(file, "/TD", lambda tag: "/Headers" in tag.A).A.Headers = Array([first(file, "/Table").ID])


# ── Tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@breaks("scope", "a head cell without scope")
def _(file):
    del first(file, "/TH").A["/Scope"]


@breaks("one-table", "one table cut in two tags")
def _(file):
    table = first(file, "/Table", lambda tag: any(kid.S == "/TBody" and len(kid.K) > 10 for kid in tag.K))
    body = next(kid for kid in table.K if kid.S == "/TBody")
    rows = list(body.K)
    body.K = Array(rows[:5])
    rest = new_tag(file, "Table", table.P)
    rest_body = new_tag(file, "TBody", rest, *rows[5:])
    for row in rows[5:]:
        row.P = rest_body
    rest.K = Array([rest_body])
    kids = list(table.P.K)
    place = [kid.objgen for kid in kids].index(table.objgen)
    table.P.K = Array([*kids[: place + 1], rest, *kids[place + 1 :]])


@breaks("widths", "a row with a cell missing")
def _(file):
    row = first(file, "/TR", lambda tag: len(tag.K) == 4 and tag.K[1].S == "/TD")
    row.K[0].K.extend(list(row.K[1].K))
    del row.K[1]


@breaks("heads", "a table without head cells")
def _(file):
    for cell in [tag for tag in tags(file, "/TH") if _is_in(tag, first(file, "/Table"))]:
        cell.S = Name.TD


@breaks("rows", "a table without rows")
def _(file):
    first(file, "/Table").K = Array()


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────
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


# ── Targets ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@breaks("name-target", "a name leads to a page outside the file")
def _(file):
    file.Root.Names.Dests.Names[1] = Array([file.make_indirect(Dictionary(Type=Name.Page)), Name.Fit])


@breaks("link-target", "a link to a name that is not there")
def _(file):
    inner_link(file).Dest = String("item-8")


@breaks("bookmark-target", "a bookmark leads to no page")
def _(file):
    file.Root.Outlines.First.Dest = Array([None, Name.Fit])


@breaks("bookmark-words", "a bookmark without words")
def _(file):
    file.Root.Outlines.First.Title = String("")


# ── Fonts ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@breaks("embedded", "a font not embedded")
def _(file):
    font = next(iter(file.pages[4].obj.Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


@breaks("readable", "a font whose letters cannot be read back")
def _(file):
    del file.pages[4].obj.Resources.Font.Lines["/ToUnicode"]


@breaks("no-letter", "a letter that has no shape")
def _(file):
    add_content(file, 4, b"/Artifact BMC\nBT /Lines 9 Tf 90 90 Td <0000> Tj ET\nEMC\n")
