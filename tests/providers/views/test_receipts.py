import pytest
from django.urls import reverse

from providers import actions
from providers.documents.receipt import draw_number

from ..conftest import IN_TIME
from ..reading import entering, problems, read, words

MISS = "This does not match any receipt."


@pytest.fixture
def address():
    return reverse("providers:verify")


def test_a_receipt_is_proved_without_showing_what_was_said(client, receipt, address):
    page = read(client.post(address, {"number": receipt.number.lower(), "sha256": f" {receipt.sha256.upper()} "}))

    assert "Genuine. Received at 4:58:00.000pm on Friday 18 December 2026 (London time)" in words(page)
    assert "Eastham" not in words(page) and "CANARY" not in words(page)


def test_every_miss_is_answered_alike(client, receipt, address):
    other = "0" * 64
    tries = [
        {"number": receipt.number, "sha256": other},
        {"number": draw_number(), "sha256": receipt.sha256},
        {"number": "nonsense", "sha256": "nonsense"},
        {"number": receipt.number, "sha256": receipt.sha256[:-1]},
    ]

    said = [words(read(client.post(address, one)).select_one("main [role=status]")) for one in tries]

    assert said == [f"Information: {MISS}"] * 4


def test_what_is_not_typed_is_asked_for(client, db, address):
    assert problems(read(client.post(address, {"number": "", "sha256": ""}), 422)) == ["Enter the receipt number", "Enter the hash"]


def test_guessing_is_throttled(client, receipt, address):
    for _ in range(10):
        client.post(address, {"number": draw_number(), "sha256": "0" * 64})

    page = read(client.post(address, {"number": receipt.number, "sha256": receipt.sha256}), 429)
    assert "Too many tries. Wait 5 minutes." in words(page)


def test_checking_genuine_receipts_is_not_throttled(client, receipt, address):
    for _ in range(15):
        assert "Genuine." in words(read(client.post(address, {"number": receipt.number, "sha256": receipt.sha256})))


def test_the_receipt_of_what_was_withdrawn_is_kept_and_celebrates_nothing(client, receipt, submitted, signatory):
    actions.withdraw(response=submitted, by=signatory, reason="Wrong", at=IN_TIME)

    page = read(entering(client, signatory).get(receipt.get_absolute_url()))

    assert words(page.h1) == f"Eastham Acute Trust Receipt {receipt.number}" and "no longer counts. Its receipt is kept." in words(page)
    assert not page.select(".nhsuk-panel") and "What happens next" not in words(page)


def test_on_a_phone_each_cell_of_the_receipt_stands_under_its_head(client, submitted, signatory):
    page = read(entering(client, signatory).get(submitted.receipt.get_absolute_url()))

    [signed] = page.select("table.many-columns:not(.hashes) tbody tr")
    assert [cell["data-head"] for cell in signed.select("td[role=cell]")] == ["Organisation", "Signed by", "Signed at", "Reservation"]
