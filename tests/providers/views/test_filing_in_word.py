"""Answering in a Word form: it says what the workbook says, and comes back by the same way."""

import io
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from portal.moves.clock import database_now
from portal.organisations.models import Membership
from portal.organisations.states import Role
from providers import actions
from providers.documents.word_form.writing import PART
from providers.models import Filled, Position

from ...portal.word_files import deleted, inserted, run, saved, with_part
from ..filling import every, take_in, ticked
from ..filling import put as fill
from ..filling import taken_out as workbook_of
from ..reading import entering, problems, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, contributor, answered):
    return entering(client, contributor)


def on(response, reference):
    return Position.objects.get(response=response, intention__reference=reference)


def taken_out(client, response):
    answer = client.get(reverse("providers:word_form", args=[response.pk]))
    assert answer.status_code == 200
    return docx.Document(io.BytesIO(answer.content))


def brought(client, response, document, name="filled.docx"):
    content = document if isinstance(document, bytes) else saved(document)
    return client.post(reverse("providers:workbook", args=[response.pk]), {"file": SimpleUploadedFile(name, content)}, follow=True)


def answer_of(document, reference):
    return next(one for one in document.tables if len(one.columns) == 2 and one.rows[0].cells[1].text == reference)


def table_of(document, reference, heading):
    return next(one for one in document.tables if heading in one.rows[0].cells[1].text and one.rows[1].cells[0].text == reference)


def put(cell, runs):
    for paragraph in cell._tc.findall(qn("w:p")):
        cell._tc.remove(paragraph)
    cell._tc.append(parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))


def write(document, reference, **said):
    for row in answer_of(document, reference).rows:
        heading = row.cells[0].text.partition("\n")[0].replace(" ", "_")
        if heading in said:
            put(row.cells[1], run(said.pop(heading)))
    assert not said


def test_a_form_as_it_went_out_changes_nothing(desk, answered):
    preview = brought(desk, answered, taken_out(desk, answered))
    assert every(preview) == [] and "say what stands" in words(read(preview))


def test_a_form_and_a_workbook_of_two_members_are_gathered_into_one(desk, answered, first, second):
    document, book, out = taken_out(desk, answered), workbook_of(desk, answered), io.BytesIO()
    write(document, first.reference, Comment="In Word")
    fill(book, "Answers", 3, Comment="In Excel")
    book.save(out)
    files = [SimpleUploadedFile("a.docx", saved(document)), SimpleUploadedFile("b.xlsx", out.getvalue())]

    take_in(desk, desk.post(reverse("providers:workbook", args=[answered.pk]), {"file": files}, follow=True))

    assert (on(answered, first.reference).comment, on(answered, second.reference).comment) == ("In Word", "In Excel")


def test_it_says_what_each_intention_says_above_its_answer(desk, answered, first):
    document = taken_out(desk, answered)
    heads = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert heads[0] == f"{first.reference} {first.published.title}"
    said = answer_of(document, first.reference)
    chosen = said._tbl.xpath(".//w:sdt[w:sdtPr/w:tag/@w:val='stance']")[0]
    assert "Support with conditions" in [one.get(qn("w:displayText")) for one in chosen.iter(qn("w:listItem"))]


def test_positions_conditions_and_money_become_the_draft_after_they_were_looked_at(desk, answered, first, second):
    document = taken_out(desk, answered)
    write(document, first.reference, Position="Support with conditions", Impact_on_activity="40 more a week")
    conditions = table_of(document, first.reference, "Condition")
    for cell, text in zip(conditions.rows[-1].cells[1:], ("Staff are found", "1 April 2027"), strict=True):
        put(cell, run(text))
    put(table_of(document, second.reference, "What kind of money").rows[1].cells[3], run("£200,000.50"))
    before = on(answered, first.reference).stance

    preview = brought(desk, answered, document)
    assert len(ticked(preview)) == 2 and on(answered, first.reference).stance == before
    page = take_in(desk, preview)

    said = on(answered, first.reference)
    assert (said.stance, said.impact_activity) == ("support-with-conditions", "40 more a week")
    assert "Staff are found" in [one.text for one in said.conditions.all()]
    assert str(on(answered, second.reference).effects.get().amount) == "200000.50"
    answered.refresh_from_db()
    assert answered.status == "DRAFT" and "Nothing is sent" in words(read(page))


def test_tracked_changes_count_as_they_were_meant(desk, answered, first):
    document = taken_out(desk, answered)
    row = next(one for one in answer_of(document, first.reference).rows if one.cells[0].text.startswith("Impact on activity"))
    put(row.cells[1], run("We can ") + deleted("not ") + inserted("surely ") + run("do it"))
    take_in(desk, brought(desk, answered, document))
    assert on(answered, first.reference).impact_activity == "We can surely do it"


def test_a_section_that_was_left_out_stays_as_it_is(desk, answered, first, second):
    document = taken_out(desk, answered)
    for heading in ("Condition", "What kind of money"):
        table = table_of(document, second.reference, heading)._tbl
        table.getparent().remove(table)
    table = answer_of(document, second.reference)._tbl
    table.getparent().remove(table)
    write(document, first.reference, Impact_on_activity="Only this")
    preview = brought(desk, answered, document)
    assert [one.partition(":")[0] for one in ticked(preview)] and len(every(preview)) == 1
    take_in(desk, preview)
    assert on(answered, second.reference).effects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"Position": "Perhaps"}, "“Perhaps” is not in the list of “Position”"),
        ({"Sensitive_until": "3/4/2027"}, "may be two days: write the month in letters"),
        ({"Comment": "x" * 8001}, "must be 8,000 characters or less"),
    ],
)
def test_each_wrong_thing_has_its_sentence(desk, answered, first, said, sentence):
    document = taken_out(desk, answered)
    write(document, first.reference, **said)
    assert sentence in words(read(brought(desk, answered, document)))


def test_what_is_no_form_of_this_response_is_refused_at_the_field(desk, answered):
    document = taken_out(desk, answered)
    assert "the hidden part by which it is known" in problems(read(brought(desk, answered, docx.Document()), 422))[0]
    made_up = with_part(saved(document), PART, "<portal><line>x</line><line>|{}|</line></portal>")
    assert "the hidden part by which it is known" in problems(read(brought(desk, answered, made_up), 422))[0]
    broken = with_part(saved(document), "word/document.xml", "<w:document")
    assert "is damaged" in problems(read(brought(desk, answered, broken), 422))[0]


def test_the_form_goes_out_to_those_who_answer_alone(client, answered, contributor, signatory, viewer, competitor, neighbour):
    Membership.objects.create(user=neighbour, organisation=answered.organisation, role=Role.VIEWER)
    for who, status in ((contributor, 200), (signatory, 200), (viewer, 404), (competitor, 404), (neighbour, 403)):
        assert entering(client, who).get(reverse("providers:word_form", args=[answered.pk])).status_code == status, who


def test_the_form_of_another_response_is_refused_by_its_name(client, answered, contributor, competitor, rival_invitation):
    document = taken_out(entering(client, contributor), answered)
    theirs = actions.start(invitation=rival_invitation, by=competitor)
    page = read(brought(entering(client, competitor), theirs, document), 422)
    assert "This form is “Answers of Eastham Acute Trust" in problems(page)[0]


def test_after_the_deadline_no_form_is_brought_back(desk, answered, round):
    document = taken_out(desk, answered)
    type(round).objects.filter(pk=round.pk).update(response_deadline=database_now() - timedelta(minutes=1))
    answer = desk.post(reverse("providers:workbook", args=[answered.pk]), {"file": SimpleUploadedFile("f.docx", saved(document))})
    assert answer.status_code == 302 and answer.headers["Location"] == answered.get_absolute_url()
    assert not Filled.objects.exists()
