"""A long pack is bound in gatherings: what each holds, what they know of one another, and how their objects are written."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from portal.printing import assembly, gatherings
from portal.printing.binder import Paper
from portal.printing.objects import TOGETHER, Objects
from portal.printing.refusals import CannotPrint
from portal.printing.sewing import moved_by

from .printing_samples import printed
from .test_printing_assembly import LINKING, bind

THREE = [LINKING.format("pack:item-3#top"), LINKING.format("pack:item-1#top"), LINKING.format("#top")]


def papers(count):
    return [Paper(str(number), "A", "A", b"") for number in range(count)]


@pytest.mark.parametrize(
    ("counts", "held"),
    [
        ([10], [1]),
        ([100, 100, 160], [3]),
        ([100, 100, 161], [2, 1]),
        ([360, 1], [1, 1]),
        ([1, 900, 1, 1], [1, 1, 2]),
    ],
)
def test_as_many_papers_stand_together_as_have_room_and_a_longer_one_alone(counts, held):
    found = list(gatherings.groups(papers(len(counts)), counts))
    assert [len(group) for group in found] == held
    assert [paper.key for group in found for paper in group] == [str(number) for number in range(len(counts))]


@pytest.fixture
def one_by_one(monkeypatch):
    monkeypatch.setattr(gatherings, "AT_ONCE", 1)


def test_a_link_into_another_gathering_leads_there_and_a_dead_one_is_refused(one_by_one):
    made = bind(*THREE)
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        listed = list(file.Root.Names.Dests.Names)
        names = {str(name): target for name, target in zip(listed[::2], listed[1::2], strict=True)}
        pages = [page.obj.objgen for page in file.pages]
        first = made.places[0][0] - 1
        to = str(file.pages[first].Annots[0].Dest)
        assert (to, pages.index(names[to][0].objgen)) == ("item-3.top", made.places[2][0] - 1)
    with pytest.raises(CannotPrint, match="item-7"):
        bind(LINKING.format("pack:item-7"), LINKING.format("#top"))


def test_a_fault_in_one_gathering_takes_the_claim_from_the_whole(one_by_one):
    whole, broken = bind(*THREE), bind(*THREE[:2], LINKING.format("#top").replace("<h1", "<h3").replace("</h1", "</h3"))
    assert (whole.faults, b"pdfuaid" in metadata(whole)) == ([], True)
    assert (len(broken.faults) > 0, b"pdfuaid:part" in metadata(broken)) == (True, False)


def test_a_fault_names_the_page_of_the_pack_wherever_it_is_bound(monkeypatch):
    unmarked = []
    for at_once in (360, 1):
        monkeypatch.setattr(gatherings, "AT_ONCE", at_once)
        made = bind_with(spoilt, THREE)
        unmarked.append([fault for fault in made.faults if fault.startswith("page ")])
    assert unmarked[0] == unmarked[1] != []
    assert unmarked[0][0].startswith(f"page {made.places[2][0]}:")


def spoilt(printed):
    """The paper with words on its first page that no tag reads."""
    with pikepdf.open(io.BytesIO(printed.pdf)) as file:
        content = file.pages[0].obj.Contents
        body = content[1] if isinstance(content, Array) else content
        body.write(body.read_bytes() + b"\n0 0 10 10 re f\n")
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()


def bind_with(change, sources):
    """The last of these papers changed after it was printed."""
    made = [printed(source, title=f"Paper {n}") for n, source in enumerate(sources, 1)]
    files = [*(one.pdf for one in made[:-1]), change(made[-1])]
    whole = [Paper(f"item-{n}", f"Item {n}", f"Item {n}", file) for n, file in enumerate(files, 1)]
    return assembly.bind(whole, "documents/pack.html", {}, title="Pack")


def test_a_paper_bound_twice_has_ids_of_its_own_in_each_place(one_by_one):
    table = LINKING.format("#top") + "<table><tr><th scope=col>A</th></tr><tr><td>1</td></tr></table>"
    made = bind(table, table)
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        names = [str(name) for name in list(file.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert made.faults == []
    assert len(names) == len(set(names))
    assert len([name for name in names if f"item-2-{name}" in names]) == 1


def test_trees_of_pages_name_the_one_above_and_bookmarks_lead_both_ways(one_by_one):
    with pikepdf.open(io.BytesIO(bind(*THREE).pdf)) as file:
        root = file.Root
        assert {tree.Parent.objgen for tree in root.Pages.Kids} == {root.Pages.objgen}
        assert sum(int(tree.Count) for tree in root.Pages.Kids) == int(root.Pages.Count) == len(file.pages)
        there, back = list(beside(root.Outlines.First, "/Next")), list(beside(root.Outlines.Last, "/Prev"))
    assert there == back[::-1]
    assert len(there) == 4


def beside(bookmark, step):
    while bookmark is not None:
        yield str(bookmark.Title)
        bookmark = bookmark.get(step)


def metadata(made):
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        return file.Root.Metadata.read_bytes()


# ── Objects ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "body",
    [
        {"Title": String("See 12 0 R (not (a) reference) \\ 7 0 R")},
        {"Bytes": String(bytes(range(256)))},
        {"Name": Name("/A#12 0 R"), "Numbers": Array([1, 2, 0.5, 0])},
    ],
)
def test_only_references_are_moved(body):
    said = Dictionary(**body).unparse()
    assert moved_by(10, {})(said) == said


def test_references_are_moved_on_and_those_to_what_is_made_anew_led_there():
    assert moved_by(100, {7: 3})(b"<< /P 7 0 R /K [ 8 0 R 9 0 R 1 2 0 ] >>") == b"<< /P 3 0 R /K [ 108 0 R 109 0 R 1 2 0 ] >>"


def test_more_objects_than_stand_together_are_all_found_again():
    out = io.BytesIO()
    objects = Objects(out, 4)
    first = objects.take(3 * TOGETHER + 1)
    numbers = range(first, first + 3 * TOGETHER + 1)
    for number in numbers:
        objects.add(number, b"(%d)" % number)
    objects.add(1, b"<< /Type /Catalog /Pages 2 0 R /All [ %b ] >>" % b" ".join(b"%d 0 R" % n for n in numbers))
    objects.add(2, b"<< /Type /Pages /Kids [ ] /Count 0 >>")
    objects.add(3, b"<< /Title (T) >>")
    objects.end(1, 3)
    with pikepdf.open(io.BytesIO(out.getvalue())) as file:
        assert [int(str(one)) for one in file.Root.All] == list(numbers)
        assert file.check_pdf_syntax() == []
