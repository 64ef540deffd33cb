"""A text goes out as a Word file, is worked in, and comes back as a suggestion: nothing silent, nothing laid over what others wrote."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml.ns import qn

from intentions import actions
from intentions.documents.in_word import PART
from intentions.models import Suggestion

from ..portal.word_files import deleted, inserted, run, saved, with_part
from .commented import *  # noqa: F403  a draft
from .commented import THREE, WANTED, save
from .commented import said as described
from .reading import EDIT, banner, problems, soup, text

WORD, FILE = f"{EDIT}word/", f"{EDIT}word/download/"


@pytest.fixture
def out(at_desk, version):
    """The file as it goes out, open."""

    def go(user, address=FILE):
        answer = at_desk(user).get(address)
        assert answer["Content-Disposition"].endswith('-draft.docx"')
        return docx.Document(io.BytesIO(answer.content))

    return go


def back(desk, document, address=WORD, **more):
    content = document if isinstance(document, bytes) else saved(document)
    return desk.post(address, {"file": SimpleUploadedFile("changed.docx", content), **more}, follow=True)


def told(answer):
    return [text(one) for one in soup(answer).select(".nhsuk-notification-banner__content p, .nhsuk-notification-banner__heading")]


def under(document, heading):
    """The paragraphs under a heading of the first level."""
    found, is_under = [], False
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Heading 1":
            is_under = paragraph.text == heading
        elif is_under:
            found.append(paragraph)
    return found


def put(paragraph, runs):
    for old in list(paragraph._p.iter(qn("w:r"))):
        old.getparent().remove(old)
    for one in docx.oxml.parse_xml(f'<w:p xmlns:w="{docx.oxml.ns.nsmap["w"]}">{runs}</w:p>'):
        paragraph._p.append(one)


def test_what_is_changed_in_the_file_becomes_a_suggestion_and_nothing_else_does(out, at_desk, viewer, version):
    document = out(viewer)
    paragraphs = under(document, "Description")
    assert [one.text for one in paragraphs] == ["Beds open in April.", "Nurses come.", "Doctors stay.", "Money follows every patient."]
    paragraphs[0].text = "Beds open in May."
    paragraphs[1]._p.getparent().remove(paragraphs[1]._p)
    paragraphs[3].text = "Money follows each patient."
    answer = back(at_desk(viewer), document, note="Read by twelve")
    assert banner(answer) == "Suggested. Nothing is changed until a writer accepts it."
    made = Suggestion.objects.get()
    assert (made.part, made.base, made.wanted, made.note, made.by) == ("description", THREE, WANTED, "Read by twelve", viewer)
    assert described(version) == THREE


def test_tracked_changes_are_taken_as_they_were_meant_and_told(out, at_desk, viewer, version):
    document = out(viewer)
    put(under(document, "Description")[0], run("Beds open in ") + deleted("April") + inserted("May") + run("."))
    answer = back(at_desk(viewer), document)
    assert Suggestion.objects.get().wanted == THREE.replace("April", "May")
    assert any("Deleted by tracked changes, so left out: “April”." in one for one in told(answer))
    assert any("Inserted by tracked changes, and now part of the text: “May”." in one for one in told(answer))


def test_a_paragraph_put_in_or_taken_out_with_tracked_changes_goes_whole(out, at_desk, viewer, version):
    document = out(viewer)
    first = under(document, "Description")[0]
    put(first, deleted("Beds open in April."))
    properties = first._p.get_or_add_pPr()
    properties.append(docx.oxml.parse_xml(f'<w:rPr xmlns:w="{docx.oxml.ns.nsmap["w"]}"><w:del w:id="9" w:author="A"/></w:rPr>'))
    back(at_desk(viewer), document)
    assert Suggestion.objects.get().wanted == THREE.replace("<p>Beds open in April.</p>", "")


def test_a_file_as_it_went_out_suggests_nothing_and_says_so(out, at_desk, viewer, version, author):
    save(
        version, author,
        description="<h3>Aims</h3><p>a <strong>b</strong><br>c<sup>2</sup> <a href='https://example.org/'>d</a></p><ol start='3'><li>e"
        "<ul><li>f</li></ul></li><li>g</li></ol><blockquote><p>h</p></blockquote><table><caption>t</caption><thead><tr><th>i</th><th>j</th>"
        "</tr></thead><tbody><tr><td rowspan='2'>k</td><td>l</td></tr><tr><td><ul><li>m</li></ul></td></tr></tbody></table><p>3.1 n</p>",
    )  # fmt: skip
    answer = back(at_desk(viewer), out(viewer))
    assert answer.status_code == 422
    assert problems(answer) == ["The file says what it said when it was downloaded: nothing is suggested"]
    assert not Suggestion.objects.exists()


def test_what_others_wrote_meanwhile_stays(out, at_desk, viewer, version, author):
    document = out(viewer)
    under(document, "Description")[3].text = "Money follows each patient."
    save(version, author, description=THREE.replace("in April", "in June"))
    back(at_desk(viewer), document)
    assert Suggestion.objects.get().wanted == THREE.replace("in April", "in June").replace("every patient", "each patient")


def test_title_and_dependencies_come_back_too_and_an_empty_title_is_left(out, at_desk, viewer, version):
    document = out(viewer)
    under(document, "Title")[0].text = "A better title"
    back(at_desk(viewer), document)
    assert [(one.part, one.wanted) for one in Suggestion.objects.all()] == [("title", "<p>A better title</p>")]
    under(document, "Title")[0].text = ""
    answer = back(at_desk(viewer), document)
    assert problems(answer) == [
        "The file says what it said when it was downloaded: nothing is suggested Title is empty in the file, so it was left as it is."
    ]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["One title", "and another"], "Title has more than one line in the file"),
        (["x" * 201], "Title is longer than 200 characters in the file"),
    ],
)
def test_a_title_that_cannot_be_one_is_left_and_that_is_told(out, at_desk, viewer, version, lines, says):
    document = out(viewer)
    under(document, "Description")[0].text = "Beds open in May."
    title = under(document, "Title")[0]
    title.text = lines[-1]
    for line in lines[:-1]:
        title.insert_paragraph_before(line)
    answer = back(at_desk(viewer), document)
    assert any(says in one for one in told(answer))
    assert [one.part for one in Suggestion.objects.all()] == ["description"]


def test_a_chapter_goes_out_and_comes_back(out, at_desk, viewer, author, round):
    chapter = round.chapters.first()
    actions.edit_chapter(chapter=chapter, by=author, revision=chapter.revision, narrative="<p>One text.</p>")
    address = f"/rounds/{round.slug}/draft/{chapter.code}/word/"
    document = out(viewer, f"{address}download/")
    under(document, "Narrative")[0].text = "Another text."
    back(at_desk(viewer), document, address)
    assert (Suggestion.objects.get().chapter, Suggestion.objects.get().wanted) == (chapter, "<p>Another text.</p>")


@pytest.mark.parametrize("is_tracked", [True, False])
def test_a_file_that_lost_what_it_said_is_compared_and_that_is_told(out, at_desk, viewer, version, is_tracked):
    document = out(viewer)
    last = under(document, "Description")[3]
    if is_tracked:
        put(last, run("Money follows ") + deleted("every") + inserted("each") + run(" patient."))
    else:
        last.text = "Money follows each patient."
    answer = back(at_desk(viewer), with_part(saved(document), PART, "<portal></portal>"))
    assert Suggestion.objects.get().wanted == THREE.replace("every patient", "each patient")
    what = "itself before the tracked changes" if is_tracked else "the text as it stands now"
    assert any(f"It was compared with {what}." in one for one in told(answer))


def test_a_heading_that_is_gone_or_twice_is_named(out, at_desk, viewer, version):
    document = out(viewer)
    under(document, "Description")[0].text = "Beds open in May."
    title = next(one for one in document.paragraphs if one.text == "Title")
    title.text = "Titel"
    document.add_paragraph("Depends on", style="Heading 1")
    answer = back(at_desk(viewer), document)
    assert any("The heading “Title” is not in the file, so nothing was taken for it." in one for one in told(answer))
    assert any("The heading “Depends on” stands twice" in one for one in told(answer))
    assert [one.part for one in Suggestion.objects.all()] == ["description"]


# ── What cannot be taken ────────────────────────────────────────────────────────────────────────────────────────────
def test_the_file_of_another_text_is_refused_by_name(out, at_desk, viewer, author, version, round):
    chapter = round.chapters.first()
    actions.edit_chapter(chapter=chapter, by=author, revision=chapter.revision, narrative="<p>One text.</p>")
    document = out(viewer, f"/rounds/{round.slug}/draft/{chapter.code}/word/download/")
    document.add_paragraph("Title", style="Heading 1")
    answer = back(at_desk(viewer), document)
    assert answer.status_code == 422
    assert problems(answer)[0].startswith(f"This file is of {chapter.code} ")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("changed.docx", b"PK\x03\x04 not a zip", "The selected file"),
        ("changed.docx", lambda: saved(docx.Document()), "“changed.docx” has none of the headings “Title”, “Description”, “Depends on”"),
        ("changed.pdf", b"%PDF-1.7", "The selected file must be a Word"),
    ],
    ids=["damaged", "another document", "PDF"],
)
def test_what_is_no_such_file_is_refused_at_the_field(at_desk, viewer, version, name, content, says):
    content = content() if callable(content) else content
    answer = at_desk(viewer).post(WORD, {"file": SimpleUploadedFile(name, content), "note": "kept"})
    assert answer.status_code == 422
    assert problems(answer)[0].startswith(says)
    assert soup(answer).select_one("[name=note]")["value"] == "kept"


def test_what_the_portal_wrote_into_it_cannot_be_made_up(out, at_desk, viewer, version):
    answer = back(at_desk(viewer), with_part(saved(out(viewer)), PART, "<portal>made:up:words</portal>"))
    assert problems(answer) == ["What the portal wrote into this file was changed. Download it again, and copy your words into that"]


def test_who_may_not_suggest_gets_neither_file_nor_page(at_desk, stranger, version):
    assert [at_desk(stranger).get(address).status_code for address in (WORD, FILE)] == [404, 404]


def test_an_approved_text_is_not_suggested_on(at_desk, viewer, approved):
    answer = at_desk(viewer).get(WORD, follow=True)
    assert "Suggest changes once its next version is started." in banner(answer)
