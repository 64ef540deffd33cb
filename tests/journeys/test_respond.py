"""Respond: a provider answers point by point, signs and submits, and holds a receipt that anyone can verify."""

import re

import pytest

from portal.running.demo.people import PASSWORD

pytestmark = pytest.mark.journey


def test_a_provider_answers_signs_submits_and_holds_a_receipt(person):
    # Given a signatory whose organisation is invited and has not looked yet
    signatory = person("signatory@opendoor.example")
    signatory.finds_no_barrier()
    opens_the_invitation(signatory)

    # When they start the response and answer one intention with a condition
    signatory.presses("Start the response")
    response = re.match(r"(.*/responses/[0-9a-f-]{36}/)", signatory.page.url)[1]
    signatory.finds_no_barrier()
    supports_with_a_condition(signatory, f"{response}PREV-10/")

    # Then the list says what is done and what is left
    signatory.sees("1 of ")
    signatory.finds_no_barrier()

    # When they check, sign and submit before the deadline
    signs_and_submits(signatory, response)

    # Then the receipt is there, as a page and soon as a file
    signatory.sees("Response submitted")
    number = re.search(r"CI-[0-9A-Z]{4}-[0-9A-Z]{4}", signatory.page.content())[0]
    sha256 = re.search(r"\b[0-9a-f]{64}\b", signatory.page.content())[0]
    signatory.finds_no_barrier()
    downloads_the_receipt(signatory, number)

    # And anyone can verify it without seeing the response
    verifies(person(), number, sha256)

    # And a second submission of the same response changes nothing
    signatory.opens(f"{response}receipt/")
    signatory.sees(number)


def opens_the_invitation(signatory):
    signatory.opens("/responses/")
    signatory.finds_no_barrier()
    signatory.follows("Eastmere commissioning intentions")
    signatory.sees("First opened")
    signatory.finds_no_barrier()


def supports_with_a_condition(signatory, intention):
    signatory.opens(intention)
    signatory.page.get_by_label("Support with conditions").check()
    signatory.presses("Add a condition")
    signatory.page.locator("[name=conditions-0-text]").fill("The classes are paid for a whole year.")
    signatory.page.locator("[name=impact_workforce]").fill("Two trainers more.")
    signatory.finds_no_barrier()
    signatory.presses("Save and back")


def signs_and_submits(signatory, response):
    signatory.opens(f"{response}check/")
    signatory.finds_no_barrier()
    signatory.page.get_by_label("Your role").fill("Chief officer")
    signatory.page.locator("[name=is_signed]").check()
    signatory.page.get_by_label("Your password").fill(PASSWORD)
    signatory.presses("Sign and submit")


def downloads_the_receipt(signatory, number):
    link = signatory.page.get_by_role("link", name="Download it")
    link.wait_for(timeout=120_000)
    with signatory.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == f"receipt-{number}.pdf"


def verifies(reader, number, sha256):
    reader.opens("/receipts/")
    reader.page.get_by_label("Receipt number").fill(number)
    reader.page.locator("[name=sha256]").fill(sha256)
    reader.presses("Check")
    reader.sees("Genuine")
    assert "whole year" not in reader.page.content()
    reader.finds_no_barrier()


def test_a_rival_and_the_commissioner_see_nothing_of_a_draft(person):
    # Given a contributor with a draft
    contributor = person("contributor@harbourside.example")
    contributor.opens("/responses/")
    row = contributor.page.get_by_role("row").filter(has_text="Harbourside").filter(has_text="Draft")
    row.get_by_role("link").first.click()
    contributor.page.wait_for_url(re.compile(r"/responses/[0-9a-f-]{36}/$"))
    response = contributor.page.url

    # When a rival and the commissioner ask for its address
    for email in ("signatory@larkfield.example", "approver@eastmere.example"):
        other = person(email)
        answer = other.page.goto(response)

        # Then it is not there for them
        assert answer.status == 404
        assert "Page not found" in other.page.content()
