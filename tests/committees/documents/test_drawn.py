"""Papers drawn whole from an edition, a plan or the answers: every programme of the source, nothing typed twice."""

from __future__ import annotations

import io
from types import SimpleNamespace

import docx
import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from committees import actions, documents
from committees.documents.drawn import answers
from committees.states import PaperForm
from intentions import actions as intentions
from intentions.documents.paper.word import in_brackets
from intentions.models import Plan
from portal.organisations.models import Organisation
from portal.printing import pdf
from portal.printing.refusals import CannotPrint
from portal.printing.twin import twin
from portal.richtext.redline import redline
from providers.states import Stance

from ..conftest import IN_TIME
from ..reading import in_word

FROM_EDITION = [PaperForm.DOCUMENT, PaperForm.APPENDIX, PaperForm.JOINT, PaperForm.STRATEGY, PaperForm.RESPONSES, PaperForm.LETTER]
PLAN = {
    "visions": [{"where": "page", "statements": ["People stay healthy for longer."]}],
    "objectives": [{"number": 1, "name": "Prevention", "statement": "Fewer years of life lost."}],
    "delivered_by": [{"serves": [1], "text": "- Work with public health"}],
    "governance": ["The governing body"],
    "success_criteria": [{"statement": "Financial balance is reached", "domains": [1, 2]}],
    "risks": ["The finances may not hold."],
}


@pytest.fixture
def make(committee, ccg, author):
    return lambda form, **fields: actions.make_paper(
        committee=committee, author=ccg, title=str(PaperForm(form).label), by=author, form=form, **fields
    )


@pytest.fixture
def plan(ccg):
    return Plan.objects.create(slug="eastham-plan", organisation=ccg, title="Eastham plan on a page", form="ccg", content=PLAN)


@pytest.fixture
def second_edition(edition, round_, author, approver):
    intention = round_.intentions.order_by("reference").first()
    version = intentions.open_next_version(intention=intention, by=author)
    version = intentions.save_version(
        version=version, by=author, content={"description": "<p>Every site sees people on the day.</p>"}, revision=version.revision
    )
    version = intentions.submit(version=version, by=author)
    intentions.approve(version=version, by=approver, at=IN_TIME)
    return intentions.publish(round=round_, by=approver, approving_body="The governing body", approved_date=None, at=IN_TIME)


def text_of(facts):
    return pdf.render_html("documents/paper.html", facts, title="x")


@pytest.mark.parametrize("form", FROM_EDITION)
def test_each_is_drawn_from_the_edition_without_a_word_of_the_clerks(form, make, edition):
    paper = make(form, edition=edition)
    assert documents.missing(paper, on=IN_TIME.date()) == []
    assert documents.paper_facts(paper)["sections"]


@pytest.mark.parametrize("form", [PaperForm.DOCUMENT, PaperForm.APPENDIX, PaperForm.JOINT, PaperForm.STRATEGY])
def test_every_chosen_programme_and_intention_is_in_it(form, make, edition):
    words = text_of(documents.paper_facts(make(form, edition=edition)))
    assert all(f"{code} intention {number}" in words for code in ("UEC", "CAN") for number in (1, 2))

    chosen = text_of(documents.paper_facts(make(form, edition=edition, programmes=["CAN"])))
    assert "CAN intention 1" in chosen and "UEC intention 1" not in chosen


def test_an_appendix_is_one_table_a_programme_in_the_words_of_its_source(make, edition):
    first = documents.paper_facts(make(PaperForm.APPENDIX, edition=edition))["sections"][0]["blocks"][0]
    assert first["heads"] == ["What", "Description", "Timescale"]
    assert [cell["text"] for cell in first["rows"][0]] == ["UEC intention 1", "", "2019/20"]


def test_intentions_that_nobody_answered_are_named_together(make, edition):
    said = documents.paper_facts(make(PaperForm.RESPONSES, edition=edition))["sections"][0]
    assert said["blocks"] == [{"kind": "plain", "text": "Nobody has answered yet."}]


def test_what_changed_strikes_out_and_adds_word_for_word(make, edition, second_edition):
    facts = documents.paper_facts(make(PaperForm.CHANGES, edition=second_edition, before=edition))
    words = text_of(facts)
    assert "<del" in words and "<ins" in words
    assert [cell["text"] for cell in facts["sections"][0]["blocks"][0]["rows"][0]][2] == "Changed"


def test_each_line_of_what_changed_leads_to_its_words(make, edition, second_edition):
    overview, in_full = documents.paper_facts(make(PaperForm.CHANGES, edition=second_edition, before=edition))["sections"]
    assert [row[1]["to"] for row in overview["blocks"][0]["rows"]] == [part["id"] for part in in_full["parts"]]


def test_what_was_dropped_says_that_it_is_its_old_text(make, edition, second_edition):
    second_edition.content = {**second_edition.content, "chapters": []}
    facts = documents.paper_facts(make(PaperForm.CHANGES, edition=second_edition, before=edition))
    dropped = next(part for part in facts["sections"][1]["parts"] if part["heading"].startswith("UEC-01"))
    assert dropped["blocks"][0] == {"kind": "lead", "words": "It said"}


def test_what_changed_is_told_of_the_chosen_programmes_only(make, edition, second_edition):
    facts = documents.paper_facts(make(PaperForm.CHANGES, edition=second_edition, before=edition, programmes=["CAN"]))
    assert "UEC-01" not in text_of(facts)


def test_a_programme_that_is_gone_is_told_though_it_could_not_be_chosen(make, edition, second_edition):
    kept = [one for one in second_edition.content["chapters"] if one["code"] == "CAN"]
    second_edition.content = {**second_edition.content, "chapters": kept}
    facts = documents.paper_facts(make(PaperForm.CHANGES, edition=second_edition, before=edition, programmes=["CAN"]))
    assert ["UEC", "Dropped"] in [[row[0]["text"], row[2]["text"]] for row in facts["sections"][0]["blocks"][0]["rows"]]


def test_more_providers_than_find_room_stand_in_the_next_table():
    said = [position("UEC-01", f"Provider {number:02}") for number in range(14)]
    tables = answers._matrix([{"reference": "UEC-01", "title": "See people the same day"}], said, "2")["blocks"]
    assert [len(one["heads"]) for one in tables] == [7, 7, 3]
    assert [one["caption"] for one in tables][-1] == "Intention by provider, 13 to 14 of 14"
    assert all(one["rows"][0][0]["text"] == "UEC-01 See people the same day" for one in tables)


def position(reference, name):
    body = Organisation(name=name, short_name=name)
    return SimpleNamespace(
        reference=reference,
        is_own=False,
        intention=SimpleNamespace(reference=reference),
        response=SimpleNamespace(organisation=body, organisation_id=body.pk),
        stance=Stance.SUPPORT,
    )


def test_a_case_study_and_its_benefits_stand_in_one_box(make, edition):
    study = {"title": "At home", "organisations": ["Eastham CCG"], "narrative": "<p>It works.</p>"}
    benefits = {"benefits_patients": ["Sleep & rest at home"], "benefits_nhs": ["Fewer beds"]}
    edition.content = {**edition.content, "case_studies": [{**study, **benefits}]}
    box = BeautifulSoup(text_of(documents.paper_facts(make(PaperForm.STRATEGY, edition=edition))), "html.parser").select_one(".box")
    for said in ("Eastham CCG", "It works.", "Benefits for patients", "Sleep & rest at home", "Fewer beds"):
        assert said in box.text


def test_a_chart_on_paper_says_what_its_lines_and_shapes_are():
    legend = [{"word": "Concern", "shape": "diamond"}, {"word": "Improvement", "shape": "triangle"}]
    chart = {
        "description": "Getting better",
        "left": 1,
        "right": 9,
        "bottom": 9,
        "width": 10,
        "height": 10,
        "target": 4,
        "legend": legend,
        "ticks": [],
        "labels": [],
        "phases": [],
        "marks": [],
        "line": "",
    }
    words = BeautifulSoup(render_to_string("documents/parts/chart.html", {"chart": chart}), "html.parser").p.text
    assert "Broken lines: process limits. Dotted line: target." in words
    assert "Concern: diamond, Improvement: triangle. Provisional: hollow." in words


def test_the_letter_names_each_kind_of_provider_once(make, edition):
    for one in (one for chapter in edition.content["chapters"] for one in chapter["intentions"]):
        one.update(providers=["Harbour Trust"], provider_kinds=["Acute trust", "Every provider"], affects_no_provider=False)
    sections = {one["heading"]: one for one in documents.paper_facts(make(PaperForm.LETTER, edition=edition))["sections"]}
    assert sections["To"]["blocks"][0]["lines"] == ["Harbour Trust", "Every acute trust", "Every provider"]
    assert len(sections["The intentions"]["blocks"][0]["rows"]) == 4


def test_without_what_it_is_drawn_from_it_is_not_cleared(make, edition, approver):
    with pytest.raises(actions.NotReady, match="earlier edition"):
        actions.clear(paper=make(PaperForm.CHANGES, edition=edition), by=approver, at=IN_TIME)
    with pytest.raises(actions.NotReady, match="Choose the plan"):
        actions.clear(paper=make(PaperForm.PLAN), by=approver, at=IN_TIME)


@pytest.mark.slow
def test_a_plan_is_exactly_one_page_and_accessible(make, plan):
    made = pdf.print_paper("documents/paper.html", documents.paper_facts(make(PaperForm.PLAN, plan=plan)), title="Plan")
    assert (made.pages, made.faults) == (1, [])


def test_a_plan_with_no_vision_on_its_page_has_the_one_told_elsewhere(make, plan):
    plan.content = {"visions": [{"where": "appendix-b", "statements": ["Care is joined up."]}]}
    paper = make(PaperForm.PLAN, plan=plan)
    assert [one["heading"] for one in documents.paper_facts(paper)["sections"]] == ["Vision"]


def test_an_objective_of_a_plan_has_its_number_and_no_bullet_before_it(make, plan):
    page = BeautifulSoup(text_of(documents.paper_facts(make(PaperForm.PLAN, plan=plan))), "html.parser")
    said = page.find("h2", string="Objectives").find_next_sibling()
    assert [one.get_text() for one in said.find_all("p")] == ["Objective 1: Prevention. Fewer years of life lost."]
    assert page.find("h2", string="Delivered by, for objective 1")


@pytest.mark.slow
def test_a_plan_that_is_too_long_says_which_section(make, plan):
    plan.content = {**PLAN, "risks": [f"Risk number {number} is told at some length." for number in range(200)]}
    with pytest.raises(CannotPrint, match=r"“High-level risks” is \d+ lines too long for one page"):
        pdf.print_paper("documents/paper.html", documents.paper_facts(make(PaperForm.PLAN, plan=plan)), title="Plan")


@pytest.mark.slow
@pytest.mark.parametrize("form", FROM_EDITION)
def test_each_prints_without_a_fault(form, make, edition):
    made = pdf.print_paper("documents/paper.html", documents.paper_facts(make(form, edition=edition)), title="Paper")
    assert (made.faults, made.warnings) == ([], [])


@pytest.mark.parametrize("form", FROM_EDITION)
def test_each_has_its_page_and_its_word_file(form, make, edition):
    paper = make(form, edition=edition)
    file = docx.Document(io.BytesIO(in_word(paper)))
    assert file.paragraphs[0].text == paper.title
    heading = documents.paper_facts(paper)["sections"][0]["heading"]
    assert heading in "\n".join(paragraph.text for paragraph in file.paragraphs)


def test_what_changed_says_in_word_what_was_removed_and_what_was_added(make, edition, second_edition):
    file = docx.Document(io.BytesIO(in_word(make(PaperForm.CHANGES, edition=second_edition, before=edition))))
    words = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "[Removed: " in words and "[Added: " in words


def test_strokes_inside_a_sentence_are_told_apart_in_word():
    html = redline("<p>by April in every site</p>", "<p>by July in every site</p>")
    assert BeautifulSoup(in_brackets(html), "html.parser").text == "by [Removed: April] [Added: July] in every site"


def test_a_word_file_is_a4_with_its_running_line_and_the_number_of_the_page(make, edition):
    paper = make(PaperForm.LETTER, edition=edition)
    page = docx.Document(io.BytesIO(in_word(paper))).sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert page.header.paragraphs[0].text == f"{paper.committee.name}   Part 1: public"
    assert "PAGE" in page.footer._element.xml


def test_a_report_for_word_has_its_recommendations_and_tables(cleared):
    file = docx.Document(io.BytesIO(in_word(cleared)))
    words = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "Note the priorities." in words
    assert len(file.tables) > 3


def test_the_twin_of_a_drawn_paper_reads_as_its_print(make, edition, approver, files):
    paper = actions.clear(paper=make(PaperForm.DOCUMENT, edition=edition), by=approver, at=IN_TIME)
    assert "UEC intention 1" in twin(paper.document)
