"""A page of a workbook of four hundred asks no more than one of three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outcomes.models import Measure, Observation, Outcome, Target
from outcomes.states import Book
from portal.moves.clock import database_now

from .books import brought, here, taken_out

MOST = 12


def rows_of(owner, count):
    """So many of each more."""
    have = Outcome.objects.count()
    names = [f"Outcome {number:03}" for number in range(have, have + count)]
    outcomes = Outcome.objects.bulk_create(Outcome(slug=f"o{at}", statement=at, owner=owner) for at in names)
    measures = Measure.objects.bulk_create(Measure(outcome=one, title="Counted", order=1) for one in outcomes)
    day = database_now().date()
    Observation.objects.bulk_create(Observation(measure=one, period="2019/20", date=day, value=1) for one in measures)
    Target.objects.bulk_create(Target(measure=one, operator="<=", value=1) for one in measures)


def asked(client, address, **sent):
    with CaptureQueriesContext(connection) as found:
        answer = client.post(address, sent) if sent else client.get(address)
    assert answer.status_code in (200, 422)
    return len(found)


@pytest.mark.parametrize("book", Book.values)
def test_pages_of_a_workbook_ask_as_little_with_400_rows(client, author, commissioner, book):
    client.force_login(author)
    counted = []
    for more in (3, 397):
        rows_of(commissioner, more)
        file = taken_out(client, book)
        page = next(one for one in file if one.title not in ("How to use", "Lists", "Portal"))
        column = next(one.column for one in page[1] if one.value in ("Note", "Who measures it", "Unit"))
        for row in range(2, page.max_row + 1):
            if page.cell(row, 1).value:
                page.cell(row, column).value = "Changed"
        preview = brought(client, book, file).request["PATH_INFO"]
        addresses = (here(book), f"{here(book)}download/", preview)
        counted.append([asked(client, address) for address in addresses] + [asked(client, preview, nothing="ticked")])
    assert counted[0] == counted[1], counted
    assert max(counted[1]) <= MOST, counted
