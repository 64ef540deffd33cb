"""PDFs that are kept as they came: what may not be in them, wherever it hangs."""

import pytest

from portal.printing import inside
from tests.providers.papers import pdf


def test_a_plain_pdf_has_nothing_against_it():
    assert inside.faults_inside(pdf("A board minute")) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (pdf(password="secret"), inside.LOCKED),
        (pdf(script=True), inside.SCRIPTS),
        (pdf(script_on_opening=True), inside.SCRIPTS),
        (pdf(launch=True), inside.PROGRAMS),
        (pdf(inside=True), inside.FILES),
        (pdf(note=True), inside.FILES),
        (b"%PDF-1.7 and nothing more", inside.DAMAGED),
    ],
    ids=["password", "script", "on opening", "program", "file inside", "file in a note", "damaged"],
)
def test_what_could_harm_or_be_missed_is_named(content, says):
    assert inside.faults_inside(content) == [says]


def test_a_pdf_that_opens_at_a_page_is_taken():
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf())) as file:
        file.Root.OpenAction = pikepdf.Array([file.pages[0].obj, pikepdf.Name.Fit])
        out = io.BytesIO()
        file.save(out)

    assert inside.faults_inside(out.getvalue()) == []
