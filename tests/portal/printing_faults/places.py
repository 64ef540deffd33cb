"""Finding a place to break in a good pack, and remembering which rule must catch it."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name

FAULTS = []


def breaks(rule, name):
    def remember(fault):
        FAULTS.append((rule, name, fault))
        return fault

    return remember


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


def is_in(tag, part):
    while "/P" in tag:
        if tag.objgen == part.objgen:
            return True
        tag = tag.P
    return False
