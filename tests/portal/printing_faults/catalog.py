"""Faults of the file as a whole, its targets and its fonts."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

from .places import add_content, breaks, inner_link, new_tag


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
