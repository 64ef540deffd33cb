"""One more organisation: the lead asks it while the round is open, its first person joins by the email and answers."""

import re
from urllib.parse import urlsplit

import psycopg2
import pytest

pytestmark = pytest.mark.journey

ROUND = "/rounds/eastmere-live/"
PASSWORD = "three words long enough"
EMAILS = "SELECT e.body FROM audit_email e JOIN accounts_user u ON u.id = e.to_id WHERE u.email LIKE %s ORDER BY e.created_at, e.id"


def emails_to(stack, address):
    """What was written to these, as the worker sends it."""
    with psycopg2.connect(stack.env["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(EMAILS, [address])
        return [body for (body,) in cursor.fetchall()]


def asks_one_more(lead):
    """Found to be in no register, added, and invited with its first person."""
    lead.opens(f"{ROUND}providers/invite/")
    lead.page.get_by_label("Name or ODS code").fill("Lantern Street")
    lead.presses("Find")
    lead.sees("The register has no provider of this name or code.")
    lead.finds_no_barrier()
    lead.follows("It is not in the register: add it")
    lead.page.locator("[name=name]").fill("Lantern Street Charity")
    lead.page.locator("[name=short_name]").fill("Lantern Street")
    lead.page.get_by_label("Voluntary", exact=False).first.check()
    lead.presses("Add and go on")
    lead.sees("Only this organisation is told.")
    lead.finds_no_barrier()
    lead.page.get_by_label("Name of its first person").fill("Fay First")
    lead.page.get_by_label("Their email").fill("fay@lantern.example")
    lead.presses("Invite")
    lead.sees("Lantern Street")


def joins(newcomer, link):
    newcomer.opens(link)
    newcomer.finds_no_barrier()
    newcomer.page.get_by_label("Password").first.fill(PASSWORD)
    newcomer.page.get_by_label("I accept the terms of use").check()
    newcomer.presses("Join")
    newcomer.page.wait_for_url(re.compile(r".*/responses/[0-9a-f-]{36}/$"))
    return newcomer.page.url


def answers_and_submits(newcomer, response):
    newcomer.opens(f"{response}UEC-01/")
    newcomer.page.get_by_label("Support", exact=True).check()
    newcomer.presses("Save and back")
    page = newcomer.opens(f"{response}check/")
    page.get_by_label("Your role").fill("Chief officer")
    page.locator("[name=is_signed]").check()
    page.get_by_label("Your password").fill(PASSWORD)
    newcomer.presses("Sign and submit")
    newcomer.sees("Response submitted")
    newcomer.finds_no_barrier()


def test_one_more_organisation_is_asked_joins_and_answers(person, stack):
    # Given an open round, and what the others were told so far
    lead = person("approver@eastmere.example")
    others = emails_to(stack, "%@harbourside.example")

    # When the lead asks one more organisation, and its first person
    asks_one_more(lead)

    # Then nobody else is told, and the first person joins by the link and answers
    assert emails_to(stack, "%@harbourside.example") == others
    said = "\n".join(emails_to(stack, "fay@lantern.example"))
    newcomer = person()
    response = joins(newcomer, urlsplit(next(word for word in said.split() if "/invitations/" in word)).path)
    answers_and_submits(newcomer, response)

    # And the lead sees that it came
    lead.opens(f"{ROUND}providers/?q=Lantern")
    lead.sees("Submitted")
    lead.finds_no_barrier()
