"""The document of a round three times: as page, as PDF and as Word file. What they say is compared word for word, in order."""

from __future__ import annotations

import io
import re

import docx
import pikepdf
from bs4 import BeautifulSoup

from intentions import documents
from intentions.documents.paper.word import word_of
from portal.printing import assembly, pdf
from portal.printing.drawing import WEB_FRAME, render_html
from tests.portal.printing_generated import words_of_html
from tests.portal.printing_text import text_of_tags

ON_PAGE = re.compile(r",page\d+(?=•|1[A-Z]|Appendix[A-Z])")  # in the contents: only paper has pages


def twins(facts, title, template=documents.VOLUME):
    """(pages of the PDF, in what page, PDF and Word file differ or are at fault)"""
    assembly.warm_up()
    made = pdf.print_paper(template, facts, title=title)
    web = f"<h1>{title}</h1>{render_html(template, facts, title=title, frame=WEB_FRAME)}"
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        paper = text_of_tags(file)
    word = said_in_word(word_of(facts, title=title, author="A commissioner", marking=facts["marking"]))
    found = [*made.faults, *made.warnings]
    found += differing("PDF", ON_PAGE.sub("", paper), words_of_html(web))
    found += differing("Word", word, without_signs(web))
    return made.pages, found


def differing(kind, said, page):
    """Where the first other letter stands; nothing when all are the same."""
    if said == page:
        return []
    at = next((at for at, (one, other) in enumerate(zip(said, page, strict=False)) if one != other), min(len(said), len(page)))
    return [f"{kind} says {said[max(at - 40, 0) : at + 40]!r} where the page says {page[max(at - 40, 0) : at + 40]!r}"]


def said_in_word(content):
    """Paragraphs and cells in the order of the file, without spaces."""
    body = docx.Document(io.BytesIO(content)).element.body
    return re.sub(r"\s+", "", "".join(one.text or "" for one in body.iter() if one.tag.endswith("}t")))


def without_signs(html):
    """The words of a page, without the signs and numbers of its lists, which Word draws by itself."""
    return re.sub(r"\s+", "", BeautifulSoup(html, "html.parser").get_text())
