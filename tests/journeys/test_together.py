"""Respond together: four members sign one frozen text at once; an edit lapses what they signed; then they sign again and it goes."""

import re

import pytest
from django.utils.timezone import localdate

from portal.running.demo.people import PASSWORD

pytestmark = pytest.mark.journey

MEMBERS = ("harbourside", "larkfield", "greenlane", "fivebridges")


def signs(member, response, *, reservation=None):
    """A member signs the text for their own organisation, whose board has confirmed it; what stands beside it stays unless said anew."""
    page = member.opens(f"{response}check/")
    page.locator("[name=role]").fill("Chief executive")
    if reservation is not None:
        page.locator("[name=reservation]").fill(reservation)
    today = localdate()
    for part in ("day", "month", "year"):
        page.locator(f"[name=confirmed_date_{part}]").fill(str(getattr(today, part)))
    page.locator("[name=is_signed]").check()
    page.locator("[name=password]").fill(PASSWORD)
    member.presses("Sign")
    member.sees("You signed for")


def begins(coordinator):
    """The letter is read, the response started and one intention answered; its address."""
    coordinator.opens("/responses/")
    row = coordinator.page.get_by_role("row").filter(has_text="Eastmere commissioning intentions")
    row.get_by_role("link").first.click()
    coordinator.page.wait_for_url(re.compile(r"/responses/to/"))
    coordinator.follows("Read the letter")
    coordinator.sees("one collective response of its members")
    coordinator.finds_no_barrier()
    coordinator.page.go_back()
    coordinator.presses("Start the response")
    response = re.match(r"(.*/responses/[0-9a-f-]{36}/)", coordinator.page.url)[1]
    coordinator.opens(f"{response}UEC-02/")
    coordinator.page.get_by_label("Support", exact=True).check()
    coordinator.presses("Save and back")
    return response


def lets_it_submit_itself(coordinator, response):
    """The page says what happens at the last signature, before anybody gives it."""
    coordinator.opens(f"{response}check/")
    coordinator.follows("Change what happens when all have signed")
    coordinator.page.get_by_label("Submit the response by itself, at that moment").check()
    coordinator.finds_no_barrier()
    coordinator.presses("Save")
    coordinator.sees("It is submitted with the last signature that is needed, by itself and at that moment.")


def test_four_members_sign_one_text_and_an_edit_lapses_it(person):
    # Given the coordinator of a provider group that is asked to answer, and the signatories of its four members, all at their desks
    coordinator = person("coordinator@fourrivers.example")
    response = begins(coordinator)
    members = [person(f"signatory@{name}.example") for name in MEMBERS]

    # When the text is sent to them and all four sign it, one with a reservation
    coordinator.opens(f"{response}check/")
    coordinator.presses("Send to signatory")
    members[0].opens(f"{response}check/")
    members[0].sees("each member's board must confirm")
    members[0].finds_no_barrier()
    for number, member in enumerate(members):
        signs(member, response, reservation="Not on the shared budget." if number == 0 else None)

    # And the coordinator takes it back and changes a word
    coordinator.opens(response)
    coordinator.presses("Reopen")
    coordinator.opens(f"{response}UEC-02/")
    coordinator.page.locator("[name=comment]").fill("On weekdays first.")
    coordinator.presses("Save and back")

    # Then nobody's signature counts any more, and nobody can submit
    for member in members:
        member.opens(f"{response}check/")
        member.sees("Signature lapsed")
        assert member.page.get_by_role("button", name="Submit the response").count() == 0

    # And the first reads why, by whom, and what changed, with the reservation given then ready to confirm
    members[0].opens(f"{response}check/")
    members[0].sees("the text of UEC-02 changed")
    members[0].page.locator("ins").get_by_text("On weekdays first.").first.wait_for()
    assert members[0].page.locator("[name=reservation]").input_value() == "Not on the shared budget."
    members[0].finds_no_barrier()

    # When the coordinator lets the group submit itself, and all four sign the new text
    lets_it_submit_itself(coordinator, response)
    for member in members[:3]:
        signs(member, response)
    coordinator.opens(f"{response}check/")
    coordinator.presses("Remind who has not signed")
    coordinator.sees("Reminded: 1 person.")
    signs(members[3], response)

    # Then the last signature ends at the receipt, and all of them hold it
    for member in members:
        member.opens(f"{response}receipt/")
        member.sees("Response submitted")
    members[0].sees("Reservation")
    members[0].finds_no_barrier()
