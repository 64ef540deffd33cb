"""What is written here, taken as Word files."""

import io

import pytest
from django.urls import reverse
from docx import Document

from providers import actions
from providers.models import Position

from ..conftest import IN_TIME
from ..memoranda import UNTIL
from ..reading import entering, read


def said(answer):
    """Everything in the file, in its order: paragraphs and the cells of tables."""
    assert answer.status_code == 200, answer.status_code
    file = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(paragraph.text for paragraph in file.paragraphs), *cells]).split())


@pytest.fixture
def address(answered):
    return reverse("providers:response_word", args=[answered.pk])


@pytest.fixture
def draft(submitted, round, author, approver, acute):
    position = Position.objects.get(comment="CANARY-TWO")
    actions.decide(
        position=position,
        by=author,
        verdict="accept-in-part",
        reason="From July",
        agreed="A local price from July",
        destination="local-price",
    )
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    return actions.draft_memorandum(round=round, by=author, organisation=acute)


def test_a_draft_is_taken_as_word_with_what_has_no_position_yet(client, answered, address, first, contributor):
    actions.save_position(response=answered, intention=first, by=contributor, content={"stance": ""})

    words = said(entering(client, contributor).get(address))

    file = Document(io.BytesIO(entering(client, contributor).get(address).content))
    assert (file.sections[0].page_width.mm, file.sections[0].page_height.mm) == pytest.approx((210, 297), abs=0.1)  # A4
    assert file.sections[0].header.paragraphs[0].text == "Response of Eastham Acute Trust to South East London 2027/28"
    assert "Support with conditions, on version 1" in words and "A local price is agreed (by 18 December 2026)" in words
    assert "No position yet UEC-01 Streaming at the front door" in words
    assert "Nobody outside Eastham Acute Trust can read it until it is submitted." in words


def test_nobody_else_takes_a_draft_and_the_commissioner_takes_what_was_submitted(client, answered, address, signatory, author, competitor):
    for other in (author, competitor):
        assert entering(client, other).get(address).status_code == 404
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")

    words = said(entering(client, author).get(address))
    assert "CANARY-TWO" in words and "Received 18 December 2026 at 4:58pm" in words and "No position yet" not in words
    assert entering(client, competitor).get(address).status_code == 404


def test_the_page_and_the_receipt_of_a_response_lead_to_its_word_file(client, submitted, signatory):
    for page in (submitted.get_absolute_url(), submitted.receipt.get_absolute_url()):
        assert read(entering(client, signatory).get(page)).select_one(
            f'a[href="{reverse("providers:response_word", args=[submitted.pk])}"]'
        )


def test_a_memorandum_is_a_word_file_from_its_first_draft(client, draft, author, approver, signatory):
    address = reverse("providers:memorandum_word", args=[draft.pk])
    assert entering(client, signatory).get(address).status_code == 404
    assert "State Draft" in said(entering(client, author).get(address))

    actions.offer(memorandum=draft, by=approver, until=UNTIL, at=IN_TIME)

    words = said(entering(client, signatory).get(address))
    assert "Eastham Acute Trust: A local price from July." in words and "State Draft" not in words
    assert "does not bind anybody in law" in words
