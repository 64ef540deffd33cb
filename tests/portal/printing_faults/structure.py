"""Faults of the tag tree, its ids and its tables."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

from .places import breaks, first, is_in, marks, new_tag, tags


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
    heads = [tag for tag in tags(file) if str(tag.S) in ("/H1", "/H2") and is_in(tag, part)]
    heads[0].S, heads[1].S = Name.H2, Name.H1


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
    for cell in [tag for tag in tags(file, "/TH") if is_in(tag, first(file, "/Table"))]:
        cell.S = Name.TD


@breaks("rows", "a table without rows")
def _(file):
    first(file, "/Table").K = Array()
