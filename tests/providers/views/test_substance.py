"""Responses and decisions as Excel: with the money, the effects, the evidence and the days, not only the comment."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from providers import actions
from providers.models import Response

from ..conftest import DEADLINE, IN_TIME
from ..reading import entering

RESPONSES = "/rounds/sel-2027/responses/"


@pytest.fixture
def full(answered, second, contributor, signatory, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    actions.save_position(response=answered, intention=second, by=contributor, content={"impact_activity": "200 fewer bed days"})
    board = SimpleUploadedFile("board.pdf", b"%PDF-1.7")
    actions.attach(response=answered, intention=second, by=contributor, file=board, title="Board paper")
    response = Response.objects.get(pk=answered.pk)
    return actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive").response


def sheet(client, **asked):
    book = openpyxl.load_workbook(io.BytesIO(client.get(RESPONSES, {"download": "xlsx", **asked}).content))
    heads, *found = book.active.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def test_a_response_as_excel_holds_money_activity_evidence_and_days(client, full, approver):
    row = sheet(entering(client, approver), q="UEC-02")[0]

    assert row["Investment, pounds"] == 185000 and row["Cost pressure, pounds"] is None
    assert row["Activity"] == "200 fewer bed days" and row["Evidence files"] == "Board paper"
    assert "185,000" in row["Money in words"]
    assert row["Conditions by"].date() == DEADLINE.date()
    assert row["Received"].replace(microsecond=0).hour == IN_TIME.hour
    assert row["Comment"] == "CANARY-TWO" and row["Decision published"] is None
