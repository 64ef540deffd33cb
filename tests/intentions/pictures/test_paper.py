"""Pictures go out whole: in the PDF with what they show, in Word, in downloads and to programs."""

import csv
import io
import json

import docx
import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from committees.documents import quoted
from intentions import actions, documents
from intentions.documents.comparison import between
from intentions.documents.paper.word import word_of
from intentions.documents.pictures import path_of
from intentions.models import CaseStudy
from portal.printing import checker
from portal.printing.models import Document
from portal.printing.press import print_document

from ...portal import drawings
from ..conftest import NOON
from ..reading import soup
from .kept import WARDS, arrived, href, keep

DECORATION = drawings.png("#00703c")


@pytest.fixture
def published(version, round, author, approver):
    study = actions.add_passage(round=round, model=CaseStudy, by=author, title="A ward", narrative="<p>It opened.</p>")
    keep(study, author, arrived(drawings.png("#330072"), alternative="The ward", caption="The ward in May"))
    keep(version.intention.chapter, author, arrived(WARDS, alternative="Wards by year", caption="Figure 2"))
    keep(round.sections.first(), author, arrived(DECORATION, alternative="", decorates=True, caption=""))
    version = keep(version, author, arrived(drawings.jpeg(size=(3000, 4000))))
    actions.approve(version=actions.submit(version=version, by=author), by=approver, at=NOON)
    return actions.publish(round=round, by=approver, approving_body="Board", approved_date=NOON.date(), at=NOON)


def _printed(edition):
    print_document(document_id=edition.volume.document_id)
    document = Document.objects.get(pk=edition.volume.document_id)
    assert document.is_ready, document.failure
    return document.file.read()


def _figures(content):
    """What each figure of the tag tree says."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return sorted(str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure")


def test_the_pdf_carries_each_with_its_words_and_passes_over_what_decorates(published):
    content = _printed(published)

    assert _figures(content) == ["Beds in use", "The ward", "Wards by year"]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert checker.check(pdf) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        drawn = {str(image.objgen) for page in pdf.pages for image in page.images.values()}
    assert len(drawn) == 4


def test_word_carries_each_with_its_words_and_says_what_decorates(published):
    facts = documents.volume_of_edition(published, None)
    file = docx.Document(io.BytesIO(word_of(facts, title="T", author="A", marking="")))
    said = [shape._inline.docPr for shape in file.inline_shapes]

    assert sorted(one.get("descr") for one in said) == ["", "Beds in use", "The ward", "Wards by year"]
    assert [one.get("descr") for one in said if b"decorative" in bytes(one.xml, "utf8")] == [""]
    assert "Figure 2" in [paragraph.text for paragraph in file.paragraphs]
    room = file.sections[0].page_width - file.sections[0].left_margin - file.sections[0].right_margin
    assert all(shape.width <= room for shape in file.inline_shapes)


def test_the_page_of_the_document_shows_them_from_the_edition(client, published, round):
    page = soup(client.get(reverse("intentions:document", args=[round.slug])))
    row = published.content["chapters"][0]["pictures"][0]

    assert page.find("img", alt="Wards by year")["src"] == href("edition", published.pk, row)
    assert client.get(page.find("img", alt="Beds in use")["src"]).status_code == 200


def test_the_printed_draft_shows_them_to_its_people(client, version, round, author):
    keep(version, author)
    facts = documents.draft_volume(round, NOON)
    block = facts["sections"][1]["parts"][0]["groups"][0]["intentions"][0]["pictures"][0]
    client.force_login(author)

    assert client.get(block["href"]).status_code == 200
    client.logout()
    assert client.get(block["href"]).status_code == 404


def test_a_paper_of_a_committee_quotes_them(published):
    from committees.models import Paper

    chapter = published.content["chapters"][0]
    for detail in ("full", "table"):
        said = json.dumps(quoted.programme_section(chapter, "3", Paper(edition=published, detail=detail)))
        assert "Beds in use" in said
        assert "Wards by year" in said
        assert href("edition", published.pk, chapter["pictures"][0]) in said


def test_a_print_whose_picture_is_lost_says_so(published):
    default_storage.delete(path_of(published.content["chapters"][0]["pictures"][0]["file"]))
    print_document(document_id=published.volume.document_id)
    document = Document.objects.get(pk=published.volume.document_id)

    assert not document.is_ready
    assert "is missing or cannot be read" in document.failure


def test_a_program_reads_what_each_shows_and_where_it_is(client, published, version):
    said = client.get(reverse("api:intention-detail", args=[version.intention_id])).json()["published"]["pictures"][0]

    assert (said["alternative"], said["caption"], said["decorates"]) == ("Beds in use", "Figure 1", False)
    assert client.get(said["address"]).status_code == 200
    chapter = client.get(reverse("api:chapter-list")).json()["results"][0]["pictures"][0]
    assert client.get(chapter["address"]).status_code == 200
    whole = client.get(reverse("api:edition-detail", args=[published.pk])).json()["content"]
    assert whole["chapters"][0]["pictures"][0]["caption"] == "Figure 2"


def test_a_program_cannot_put_a_picture_into_a_draft_by_its_name(client, version, chapter, author):
    file = keep(chapter, author).pictures[0]["file"]
    client.force_login(author)
    address = reverse("api:intention-draft", args=[version.intention_id])
    etag = client.get(address).json()["etag"]
    answer = client.patch(address, {"pictures": [{"file": file}]}, content_type="application/json", headers={"If-Match": etag})

    assert answer.status_code == 422
    version.refresh_from_db()
    assert version.pictures == []


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_downloads_say_what_they_show_and_where_they_are(client, published, round, kind):
    answer = client.get(reverse("intentions:view", args=[round.slug]), {"download": kind})
    content = b"".join(answer.streaming_content).decode("utf-8-sig") if answer.streaming else answer.content.decode("utf-8-sig")
    said = next(csv.DictReader(io.StringIO(content)))["Pictures"] if kind == "csv" else content

    assert "Figure 1. It shows: Beds in use" in said
    assert "/pictures/version/" in said


def test_two_editions_show_what_became_of_the_pictures(published):
    after = json.loads(json.dumps(published.content))
    after["chapters"][0]["pictures"][0]["alternative"] = "Wards by month"
    after["chapters"][0]["intentions"][0]["pictures"] = []
    after["sections"][0]["pictures"] = []
    found = {one.key: [(change.label, change.before, change.after) for change in one.changes] for one in between(published.content, after)}

    assert "Wards by year" in found["UEC"][0][1]
    assert "Wards by month" in found["UEC"][0][2]
    assert found["UEC-01"][0][0] == "Pictures"
    assert found["Context"][0][0] == "Pictures"


def test_the_name_of_a_file_says_nothing(desk, round, version, author):
    version = keep(version, author)
    at = reverse("intentions:pictures", args=[round.slug, version.intention.reference])
    answer = desk.post(at, {f"{version.pictures[0]['file'][:16]}-alternative": "beds.png", "revision": str(version.revision)})

    assert answer.status_code == 422
    assert "the name of its file says nothing" in answer.content.decode()
