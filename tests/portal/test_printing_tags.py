"""One tag for one HTML element, whatever crosses a page; and the outside judge agrees that the file is PDF/UA-1."""

from __future__ import annotations

import inspect
import io
from collections import Counter

import page as judge
import pikepdf
import pytest
from bs4 import BeautifulSoup
from pikepdf import Array, Dictionary, Name

from portal.printing import tags
from portal.printing.engine import engine
from portal.printing.tags import watching

from .printing_samples import LONG_LINK, long_table, printed, torture, words
from .printing_text import text_of_tags


def opened(made):
    return pikepdf.open(io.BytesIO(made.pdf))


def is_pdf_ua(content, tmp_path):
    file = tmp_path / "judged.pdf"
    file.write_bytes(content)
    return judge.validate_pdf(str(file), profile=judge.ValidationProfile.PDF_UA_1).is_compliant


def below(tag):
    kids = tag.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            yield kid
            yield from below(kid)


def roles(file):
    return Counter(str(tag.S) for tag in below(file.Root.StructTreeRoot.K[0]))


@pytest.fixture(scope="module")
def paper():
    return printed(torture())


def test_the_checker_finds_nothing_and_neither_does_the_outside_judge(paper, tmp_path):
    assert paper.faults == []
    assert paper.warnings == []
    assert is_pdf_ua(paper.pdf, tmp_path)


def test_a_table_over_many_pages_is_one_table_with_one_head():
    file = opened(printed(f'<html lang="en-GB"><title>x</title><h1>x</h1>{long_table(120)}', title="x"))
    found = roles(file)
    assert len(file.pages) > 4
    assert (found["/Table"], found["/THead"], found["/TBody"], found["/TR"]) == (1, 1, 1, 121)


def test_a_list_over_many_pages_is_one_list():
    items = "".join(f"<li>{words(60, n)}</li>" for n in range(60))
    found = roles(opened(printed(f'<html lang="en-GB"><title>x</title><h1>x</h1><ol>{items}</ol>', title="x")))
    assert (found["/L"], found["/LI"], found["/LBody"]) == (1, 60, 60)


def test_a_paragraph_over_many_pages_is_one_paragraph():
    file = opened(printed(f'<html lang="en-GB"><title>x</title><h1>x</h1><p>{words(2500)}</p>', title="x"))
    assert len(file.pages) > 2
    assert roles(file)["/P"] == 1


def test_the_tags_read_the_same_words_in_the_same_order_as_the_html(paper):
    source = BeautifulSoup(torture(), "html.parser").find("main")
    for chart in source.find_all("svg"):
        chart.replace_with("".join(text.text for text in chart.find_all("text")))
    for number, item in enumerate(source.select("main > ol > li"), 1):
        item.insert(0, f"{number}.")
    for item in source.select("ul > li"):
        item.insert(0, "•" if item.find_parent("ol") is None else "◦")
    assert text_of_tags(opened(paper)) == "".join(source.text.split())


def test_every_page_with_text_is_read_by_some_tag(paper):
    file = opened(paper)
    read = {tag.Pg.objgen for tag in below(file.Root.StructTreeRoot.K[0]) if "/Pg" in tag}
    read |= {
        kid.Pg.objgen
        for tag in below(file.Root.StructTreeRoot.K[0])
        for kid in (tag.K if isinstance(tag.get("/K"), Array) else [])
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR
    }
    assert {page.obj.objgen for page in file.pages} == read


def test_a_link_over_two_lines_is_one_link_with_the_words_of_both(paper):
    file = opened(paper)
    links = [link for link in file.pages[0].obj.Annots if str(link.get("/Dest", "")) == "end"]
    assert len(links) == 2
    assert {str(link.Contents) for link in links} == {LONG_LINK}


def test_a_picture_that_says_nothing_is_no_tag():
    pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    made = printed(f'<html lang="en-GB"><title>x</title><h1>x</h1><p>Words <img src="{pixel}" alt=""></p>', title="x")
    assert made.faults == []
    assert roles(opened(made))["/Figure"] == 0


def test_the_same_paper_has_the_same_bytes(paper):
    printed.cache_clear()
    assert printed(torture()).pdf == paper.pdf


def test_weasyprint_still_has_the_two_private_functions_we_wrap():
    weasyprint = engine()
    assert tuple(inspect.signature(weasyprint.document.layout_document).parameters) == watching.LAYOUT
    assert tuple(inspect.signature(weasyprint.pdf.tags._build_box_tree).parameters) == watching.BUILD
    assert weasyprint.__version__ == "70.0"


@pytest.mark.parametrize("missing", ["layout_document", "_build_box_tree"])
def test_the_press_refuses_to_work_with_a_weasyprint_it_does_not_know(missing):
    class Document:
        def layout_document(html, root_box, context, max_loops=8): ...

    class Builder:
        def _build_box_tree(box, parent, pdf, page_number, nums, annotations, tags): ...

    for holder in (Document, Builder):
        if hasattr(holder, missing):
            delattr(holder, missing)
    with pytest.raises(tags.WeasyPrintChanged):
        tags.watch(Document, Builder, None)
