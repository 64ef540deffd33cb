"""The entrance: logging in, having forgotten how, one's account, and the people of an organisation."""

import pytest

pytestmark = pytest.mark.journey


def test_a_wrong_password_is_told_and_the_email_stays(person):
    visitor = person()
    visitor.opens("/login/")
    visitor.finds_no_barrier()

    visitor.page.get_by_label("Email address").fill("author@eastmere.example")
    visitor.page.get_by_label("Password", exact=True).fill("not this one")
    visitor.presses("Log in")

    visitor.sees("The email or password is not right.")
    assert visitor.page.get_by_label("Email address").input_value() == "author@eastmere.example"
    visitor.finds_no_barrier()


def test_who_forgot_is_told_the_same_whoever_they_are(person):
    visitor = person()
    told = []
    for email in ("author@eastmere.example", "nobody@nowhere.example"):
        visitor.opens("/login/help/")
        visitor.finds_no_barrier()
        visitor.page.get_by_label("Email address").fill(email)
        visitor.page.get_by_role("main").get_by_role("button").last.click()
        visitor.page.wait_for_url("**/login/help/sent/")
        told.append(visitor.page.get_by_role("main").inner_text())
        visitor.finds_no_barrier()
    assert told[0] == told[1]


def test_every_page_of_ones_account_is_without_barrier(person):
    administrator = person("administrator@eastmere.example")
    for path in ("/account/", "/account/name/", "/account/password/", "/account/sessions/", "/organisations/demo-commissioner/people/"):
        administrator.opens(path)
        administrator.finds_no_barrier()


def test_an_administrator_who_forgets_the_email_is_told_at_the_field(person):
    # Given the administrator of an organisation
    administrator = person("administrator@eastmere.example")
    administrator.opens("/organisations/demo-commissioner/people/invite/")
    administrator.finds_no_barrier()

    # When they send the form without an email
    administrator.page.get_by_role("main").get_by_role("button", name="Invite", exact=True).click()

    # Then they are told where, and the page stays without barrier
    administrator.page.locator(".nhsuk-error-summary").wait_for(state="visible")
    administrator.finds_no_barrier()
