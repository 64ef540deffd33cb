"""The desk of a letter asks as little of a round of four hundred intentions as of one of three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intentions.models import Entry
from providers.models import Letter

from ..conftest import DEADLINE, published_version
from ..letter_desk import a_letter, brought, page_of, sent
from ..reading import entering, read

MOST = 12


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("providers.views.passages.database_now", lambda: DEADLINE)


def asked(client, address, status=200, **form):
    with CaptureQueriesContext(connection) as found:
        answer = client.post(address, form) if form else client.get(address)
    assert answer.status_code == status, answer.status_code
    return len(found)


def test_the_desk_of_four_hundred_intentions_asks_as_little_as_that_of_three(client, author, approver, invitation, edition, chapter):
    desk, counted = entering(client, author), []
    for more in (0, 397):
        made = [published_version(edition.round, chapter, f"UEC-{at + 10}", f"Title {at}", approver, at + 9) for at in range(more)]
        Entry.objects.bulk_create(Entry(edition=edition, version=one, chapter_code="UEC", order=at + 9) for at, one in enumerate(made))
        letter = brought(desk, a_letter(*(f"We support UEC-01, part {number}." for number in range(40))))
        here, form = page_of(letter), sent(read(letter))
        wrong = {**form, "b1-references": "UEC-99999"}
        addresses = (here, f"{here}?show=waiting", f"{here}record/", reverse("providers:bring_letter", args=["sel-2027", "acute"]))
        counted.append([*(asked(desk, one) for one in addresses), asked(desk, here, 422, **wrong)])
    assert Letter.objects.count() == 2
    assert counted[0] == counted[1], counted
    assert max(counted[1]) <= MOST, counted
