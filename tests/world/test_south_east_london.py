"""The pack of the South East London report: every programme of the source, accessible to every judge, and counted."""

from __future__ import annotations

import io

import pikepdf
import pytest

from committees.models import Pack
from portal.printing.models import Document
from portal.printing.press import print_document
from portal.printing.prints import Print
from portal.printing.twin import twin
from tests.portal.printing_generated import faults_of, words_of_html
from tests.portal.printing_text import text_of_tags

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

PROGRAMMES = (
    "Prevention",
    "Primary care",
    "Urgent and emergency care",
    "Planned care",
    "Cancer",
    "Mental health",
    "Community based care",
)


@pytest.fixture
def pack(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    found = Pack.objects.get(meeting__slug="lewisham-healthier-communities-2018-12-03")
    for part in found.document.parts.order_by("order"):
        print_document(document_id=str(part.document_id))
    print_document(document_id=str(found.document_id))
    found.document.refresh_from_db()
    return found


def test_it_has_every_programme_on_at_least_thirty_pages_and_no_fault(pack, tmp_path):
    with pack.document.file.open("rb") as file:
        content = file.read()
    made = Print(pdf=content, pages=pack.document.pages, faults=pack.document.faults)
    assert faults_of(made, tmp_path) == []
    assert made.pages >= 30
    with pikepdf.open(io.BytesIO(content)) as opened:
        words = text_of_tags(opened)
    assert [name for name in PROGRAMMES if "".join(name.split()).lower() not in words.lower()] == []


def test_its_page_says_what_its_print_says(pack):
    paper: Document = pack.document.parts.get().document
    with paper.file.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as opened:
        printed = text_of_tags(opened)
    title = "".join(paper.title.split())
    assert printed == title + words_of_html(str(twin(paper)))
