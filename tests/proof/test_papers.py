"""Every kind of paper from every round of the demonstration, at every depth: PDF, page and Word file say the same."""

from __future__ import annotations

import io
import re
import time

import docx
import pikepdf
import pytest

from committees import documents
from committees.models import Committee, Paper
from committees.states import Detail, PaperForm
from intentions.models import Edition, Plan
from portal.printing import assembly, pdf
from portal.printing.drawing import WEB_FRAME, render_html
from portal.running.demo.load import load
from tests.committees.reading import in_word
from tests.portal.printing_generated import words_of_html
from tests.portal.printing_text import text_of_tags

from .measured import measured, sampled

pytestmark = pytest.mark.slow

TEMPLATE = "documents/paper.html"
DEEP = (PaperForm.REPORT, PaperForm.JOINT, PaperForm.STRATEGY)  # those that can say less of each programme
APART = (PaperForm.PLAN, PaperForm.CHANGES, PaperForm.MEMORANDUM)  # drawn from something else than one edition


@pytest.fixture
def demonstration(db):
    load()


def papers():
    committee = Committee.objects.order_by("slug").first()
    for edition in Edition.objects.select_related("round__lead").order_by("round__slug", "number"):
        codes = documents.programme_codes(edition)
        for form in PaperForm:
            for detail in (Detail if form in DEEP else [Detail.FULL]) if form not in APART else []:
                drawn_from = {"edition": edition, "programmes": codes, "detail": detail, "author": edition.round.lead}
                yield Paper(committee=committee, form=form, title=f"{form.label}: {edition.round.title}", **drawn_from)
    for plan in Plan.objects.select_related("organisation"):
        yield Paper(committee=committee, form=PaperForm.PLAN, title=plan.title, plan=plan, author=plan.organisation)


def said_in_word(paper):
    """All its words, without spaces: paragraphs and cells in the order of the file."""
    body = docx.Document(io.BytesIO(in_word(paper))).element.body
    return re.sub(r"\s+", "", "".join(one.text or "" for one in body.iter() if one.tag.endswith("}t")))


def headings_of(facts):
    for section in facts["sections"]:
        yield section["heading"]
        for part in section["parts"]:
            yield part["heading"]
            for group in part["groups"]:
                yield group["theme"]
                yield from (intention["title"] for intention in group["intentions"])


def faults_of(paper):
    facts = documents.paper_facts(paper)
    made = pdf.print_paper(TEMPLATE, facts, title=paper.title)
    on_paper = words_of_html(render_html(TEMPLATE, facts, title=paper.title))
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        read = text_of_tags(file)
    web = words_of_html(f"<h1>{paper.title}</h1>{render_html(TEMPLATE, facts, title=paper.title, frame=WEB_FRAME)}")
    word = said_in_word(paper)
    missing = [heading for heading in headings_of(facts) if re.sub(r"\s+", "", heading) not in word]
    found = [*made.faults, *made.warnings, *(["the tags read other words"] if read != on_paper else [])]
    found += ["the page has other words"] if sorted(web) != sorted(on_paper) else []
    found += ["it is longer than one page"] if facts["one_page"] and made.pages != 1 else []
    return made.pages, [*found, *(f"not in Word: {heading}" for heading in missing)]


def test_each_paper_prints_without_a_fault_and_reads_the_same_as_page_and_in_word(demonstration):
    began, failed, pages, tried = time.monotonic(), [], 0, 0
    assembly.warm_up()
    for paper in sampled(papers()):
        length, found = faults_of(paper)
        tried, pages = tried + 1, pages + length
        failed += [(paper.title, found[:3])] if found else []
    measured("A14.demonstration", tried, len(failed), began, pages=pages, examples=failed[:5])
