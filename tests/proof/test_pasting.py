"""What is pasted from eight programs is on its whole way what was seen, or the difference is told."""

import time

import pytest

from tests.portal.pasting_all import differences
from tests.portal.richtext_desk import chromium, open_page  # noqa: F401  fixtures

from .measured import measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.urls("tests.portal.richtext_pages"), pytest.mark.django_db(transaction=True)]
DOCUMENTS = sized(400, 16)


def test_of_four_hundred_pasted_documents_none_changes_in_silence(open_page):  # noqa: F811
    began = time.monotonic()
    found = differences(open_page(), range(DOCUMENTS))
    measured("paste.same", DOCUMENTS, len({number for _, number, _, _ in found}), began, silent=found[:10])
