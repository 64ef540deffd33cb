"""Notice of contracts: by when, whether it was given, how that is proved; for commissioners only."""

from datetime import date, timedelta

import pgtrigger
import pytest

from intentions.models import Contract, Edition, Entry, Version
from portal.audit.models import Email
from providers.actions import letters

from ..conftest import PUBLISHED
from ..reading import entering, read, rows, words

NOTICE = "/rounds/sel-2027/notice/"


@pytest.fixture
def contract(second):
    with pgtrigger.ignore():  # the version is frozen
        return Contract.objects.create(
            version=second.published, reference="EAT-2024", provider="eastham acute trust", notice_months=6, clause="GC17.2"
        )


def test_a_contract_stands_with_its_last_day_the_edition_that_gave_notice_and_what_its_provider_was_sent(
    client, contract, invitation, edition, author
):
    page = read(entering(client, author).get(NOTICE))
    [row] = rows(page)
    assert "EAT-2024" in row and "6 months of notice, GC17.2" in row and "Edition 1, 1 October 2026" in row and "Sent " in row
    assert "30 September 2026" in row and "Given late" in row


def test_what_was_sent_before_the_edition_that_names_the_contract_proves_nothing(client, contract, invitation, edition, author):
    with pgtrigger.ignore():
        Edition.objects.filter(pk=edition.pk).update(published_at=PUBLISHED + timedelta(days=2))
    [row] = rows(read(entering(client, author).get(NOTICE)))
    assert "Not told of this edition" in row and "Sent " not in row

    letters.tell_of_edition(invitation, edition)
    Email.objects.filter(kind="edition_replaced").update(created_at=PUBLISHED + timedelta(days=2, hours=1))
    [row] = rows(read(client.get(NOTICE)))
    assert "Emailed " in row


def test_of_notice_that_is_not_given_nothing_is_said_to_be_sent(client, invitation, first, author):
    with pgtrigger.ignore():
        Version.objects.filter(pk=first.latest_id).update(status="DRAFT", published_at=None)
        Contract.objects.create(version_id=first.latest_id, reference="EAT-1", provider="Eastham Acute Trust", notice_months=6)
        Entry.objects.filter(version=first.latest_id).delete()
    [row] = rows(read(entering(client, author).get(NOTICE)))
    assert "Not yet given" in row and "Sent " not in row


def test_the_list_is_filtered_and_taken_away(client, contract, author):
    entering(client, author)
    assert "CLAUSE" in client.get(NOTICE, {"download": "csv", "state": "Given late"}).content.decode().upper()
    assert len(rows(read(client.get(NOTICE, {"state": "Given late"})))) == 1


def test_a_round_that_touches_no_contract_says_where_to_name_one(client, edition, author):
    assert "Name it in the editor, under Contract" in words(read(entering(client, author).get(NOTICE)))


def test_nobody_else_reads_it(client, contract, invitation, signatory):
    assert entering(client, signatory).get(NOTICE).status_code == 404


def test_many_contracts_cost_no_more_queries(client, contract, second, author, django_assert_max_num_queries):
    with pgtrigger.ignore():
        Contract.objects.bulk_create(Contract(version=second.published, reference=f"C-{n}", notice_months=n % 60) for n in range(200))
    entering(client, author)
    with django_assert_max_num_queries(15):
        client.get(NOTICE)


def test_the_last_day_is_reckoned_from_the_day_the_intention_begins(contract, second, round):
    from intentions.models import notice

    [one] = notice.notices([second.published], round)
    assert (one.takes_effect, one.last_day) == (date(2027, 4, 1), date(2026, 9, 30))
