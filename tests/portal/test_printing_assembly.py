"""A pack is bound from printed papers: one numbering, one tree, links that lead somewhere, the same bytes each time."""

from __future__ import annotations

import io
import re
import subprocess

import page as judge
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from portal.printing import assembly, finishing, gatherings
from portal.printing.refusals import CannotPrint

from .printing_faults import tags
from .printing_samples import pack, printed

LINKING = '<html lang="en-GB"><title>x</title><h1 id="top">x</h1><p>See <a href="{}">the other paper</a>.</p>'


@pytest.fixture(scope="module", params=[400, 15, 1], ids=["at once", "in two gatherings", "paper by paper"])
def at_once(request):
    """Pages that are bound at a time: what a pack is does not depend on it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gatherings, "AT_ONCE", request.param)
        yield request.param


@pytest.fixture(scope="module")
def bound(at_once):
    return pack.__wrapped__()


@pytest.fixture(scope="module")
def file(bound):
    return pikepdf.open(io.BytesIO(bound.pdf))


@pytest.fixture(scope="module")
def words(bound, tmp_path_factory):
    """The words of each page, as anyone's reader finds them."""
    path = tmp_path_factory.mktemp("pack") / "pack.pdf"
    path.write_bytes(bound.pdf)
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def bind(*sources):
    papers = [
        assembly.Paper(f"item-{n}", f"Item {n}", f"Item {n}", printed(source, title=f"Paper {n}").pdf)
        for n, source in enumerate(sources, 1)
    ]
    return assembly.bind(papers, "documents/pack.html", {}, title="Pack")


def titles(outline):
    while outline is not None:
        yield str(outline.Title), outline
        outline = outline.get("/Next")


def test_the_pack_is_accessible_to_our_checker_and_to_the_outside_judge(bound, tmp_path):
    (tmp_path / "pack.pdf").write_bytes(bound.pdf)
    assert bound.faults == []
    assert judge.validate_pdf(str(tmp_path / "pack.pdf"), profile=judge.ValidationProfile.PDF_UA_1).is_compliant


def test_every_page_says_which_it_is_of_how_many(bound, words):
    assert len(words) == bound.pages
    for number, text in enumerate(words, 1):
        assert re.findall(r"Page (\d+) of (\d+)", text) == [(str(number), str(bound.pages))]


def test_every_page_of_a_paper_names_meeting_item_and_part(bound, words):
    for n, (first, last) in enumerate(bound.places, 1):
        for text in words[first - 1 : last]:
            head = text.strip().splitlines()[0]
            assert "Healthier Communities Select Committee, 3 December 2018" in head
            assert f"Item {n}" in head
            assert "Part 1: public" in head


def test_contents_and_agenda_give_the_true_pages(bound, words):
    front = "\n".join(words[: bound.places[0][0] - 1])
    for n, (first, last) in enumerate(bound.places, 1):
        assert len(re.findall(rf"Item {n}\b.* {first} to {last}", front)) == 2


def test_contents_links_lead_to_the_first_page_of_each_paper(bound, file):
    names = {str(name): target for name, target in _pairs(file.Root.Names.Dests.Names)}
    numbers = {page.obj.objgen: n for n, page in enumerate(file.pages, 1)}
    for n, (first, _) in enumerate(bound.places, 1):
        assert numbers[names[f"item-{n}"][0].objgen] == first


def _pairs(array):
    items = list(array)
    return zip(items[::2], items[1::2], strict=True)


def test_links_inside_a_paper_still_lead_into_that_paper(bound, file):
    names = {str(name): target for name, target in _pairs(file.Root.Names.Dests.Names)}
    numbers = {page.obj.objgen: n for n, page in enumerate(file.pages, 1)}
    first, last = bound.places[1]
    for page in file.pages[first - 1 : last]:
        for link in page.obj.get("/Annots", []):
            if "/Dest" in link:
                assert first <= numbers[names[str(link.Dest)][0].objgen] <= last


def test_there_is_one_tag_tree_with_a_part_for_each_paper(file):
    top = file.Root.StructTreeRoot.K[0]
    assert Name.Document == top.S
    assert [str(part.T) for part in top.K] == ["Public pack", "Item 1: Paper 1", "Item 2: Paper 2", "Item 3: Paper 1 again"]


def test_no_two_pages_or_links_share_a_key_in_the_tree(file):
    keys = [page.obj.StructParents for page in file.pages]
    keys += [link.StructParent for page in file.pages for link in page.obj.get("/Annots", [])]
    assert len(keys) == len(set(keys))


def test_every_tag_hangs_on_its_parent(file):
    for tag in tags(file):
        for kid in tag.K if isinstance(tag.get("/K"), Array) else []:
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
                assert kid.P.objgen == tag.objgen


def test_ids_of_head_cells_do_not_collide_even_when_a_paper_is_bound_twice(file):
    ids = [str(tag.ID) for tag in tags(file) if "/ID" in tag]
    assert len(ids) == len(set(ids))
    for cell in tags(file, "/TD"):
        if "/Headers" in cell.A:
            assert {str(head) for head in cell.A.Headers} <= set(ids)


def test_bookmarks_are_three_deep(file):
    papers = dict(titles(file.Root.Outlines.First))
    assert list(papers) == ["Public pack", "Item 1: Paper 1", "Item 2: Paper 2", "Item 3: Paper 1 again"]
    sections = dict(titles(papers["Item 1: Paper 1"].First))
    assert list(sections) == ["Start", "Lists", "Tables", "End"]
    assert list(dict(titles(sections["Tables"].First))) == ["Quotation"]


def test_the_pack_has_title_language_and_page_labels(file):
    assert str(file.docinfo["/Title"]) == "Public pack"
    assert str(file.Root.Lang) == "en-GB"
    assert "/PageLabels" in file.Root


def test_the_same_papers_make_the_same_bytes(bound):
    assert pack.__wrapped__().pdf == bound.pdf


def test_a_long_pack_is_written_while_it_is_judged_and_its_bytes_are_the_same(monkeypatch):
    plain = LINKING.format("#top")
    before = bind(plain).pdf
    monkeypatch.setattr(finishing, "LONG", 1)
    assert bind(plain).pdf == before


@pytest.mark.parametrize("long", [1, 1_000])
def test_what_is_not_found_whole_has_no_identifier_however_long_it_is(monkeypatch, long):
    monkeypatch.setattr(finishing, "LONG", long)
    whole, broken = bind(LINKING.format("#top")), bind(LINKING.format("#top").replace("<h1", "<h3").replace("</h1", "</h3"))
    assert (whole.faults, broken.faults != []) == ([], True)
    assert [b"pdfuaid:part" in metadata(made.pdf) for made in (whole, broken)] == [True, False]


def metadata(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return file.Root.Metadata.read_bytes()


def test_a_link_to_another_paper_leads_there():
    made = bind(LINKING.format("pack:item-2#top"), LINKING.format("#top"))
    file = pikepdf.open(io.BytesIO(made.pdf))
    link = file.pages[made.places[0][0] - 1].obj.Annots[0]
    assert (str(link.Dest), "/A" in link) == ("item-2.top", False)


def test_a_link_to_a_paper_that_is_not_there_is_refused_in_words():
    with pytest.raises(CannotPrint) as refused:
        bind(LINKING.format("pack:item-7"))
    assert refused.value.words == "Item 1 links to “item-7”, which is not in this pack. Correct the link or add the paper."


def test_nothing_of_a_paper_left_out_can_be_found_in_the_pack():
    """The public pack is bound from public papers only; no trace of another comes along."""
    secret = LINKING.format("#top").replace("x</h1>", "Canary contract sums</h1>")
    printed(secret, title="Canary")
    made = bind(LINKING.format("#top"))
    plain = io.BytesIO()
    pikepdf.open(io.BytesIO(made.pdf)).save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"Canary" not in plain.getvalue()
