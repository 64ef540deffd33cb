import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import User
from portal.nhsuk.components import component
from portal.nhsuk.context import Frame
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Kind, Role


def header(client, address="/login/help/sent/"):
    return BeautifulSoup(client.get(address).content, "html.parser").header


def places(client):
    return [link.get_text(strip=True) for link in header(client).select(".nhsuk-header__navigation-item")]


def user(**more):
    return User.objects.create_user("a@example.org", "correct horse battery", name="Ann Other", is_demonstration=True, **more)


def member(kind):
    body = Organisation.objects.create(slug="body", name="A Body", short_name="Body", kinds=[kind])
    person = user()
    Membership.objects.create(user=person, organisation=body, role=Role.VIEWER)
    return person


def test_a_visitor_goes_where_the_public_goes(client, db):
    assert places(client) == ["Rounds", "Outcomes", "Meetings", "Help"]


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        (Kind.ACUTE_TRUST, ["Home", "Rounds", "Responses", "Outcomes", "Meetings", "Help"]),
        (Kind.CLINICAL_COMMISSIONING_GROUP, ["Home", "Rounds", "Responses", "Outcomes", "Meetings", "Help"]),
        (Kind.SCRUTINY_HOST, ["Home", "Rounds", "Outcomes", "Meetings", "Help"]),
    ],
)
def test_one_order_for_all_leaving_out_what_leads_nowhere(client, db, kind, order):
    client.force_login(member(kind))
    assert places(client) == order


def test_the_operator_goes_to_the_system_and_answers_nothing(client, db):
    client.force_login(user(is_operator=True))
    assert places(client) == ["Home", "Rounds", "Outcomes", "Meetings", "System", "Help"]


def test_the_host_is_named_beside_the_logo(client, db, settings):
    settings.PORTAL_HOST_NAME = "Eastham Borough Council"
    assert "Eastham Borough Council" in header(client).get_text()


def test_a_council_shows_its_own_logo(client, db, settings):
    settings.PORTAL_LOGO = "/static/eastham.svg"
    assert header(client).img["src"] == "/static/eastham.svg"


def test_the_account_names_the_person_the_organisation_and_the_way_out(client, db):
    client.force_login(member(Kind.ACUTE_TRUST))
    account = header(client).select_one(".nhsuk-header__account")
    assert [one.get_text(strip=True) for one in account.select("li")] == ["Ann Other", "Body", "Log out"]
    assert account.form.find("input", attrs={"name": "csrfmiddlewaretoken"})


@pytest.mark.parametrize(("address", "mark"), [("/help/", "page"), ("/help/glossary/", "true")])
def test_the_place_one_is_in_is_marked(rf, address, mark):
    request = rf.get(address)
    request.user = AnonymousUser()
    drawn = BeautifulSoup(component("header", Frame(request).header), "html.parser")
    assert [(link.get_text(strip=True), link["aria-current"]) for link in drawn.select("[aria-current]")] == [("Help", mark)]


def test_a_page_has_one_voice_and_one_main_part(client, db):
    page = BeautifulSoup(client.get("/login/help/sent/").content, "html.parser")
    assert [len(page.select(one)) for one in ("[role=status]", "main", "h1", "footer")] == [1, 1, 1, 1]


def test_no_page_has_a_script_or_a_style_of_its_own(client, db):
    page = BeautifulSoup(client.get("/login/").content, "html.parser")
    assert all(script.get("src") for script in page.find_all("script"))
    assert not page.find_all("style")
    assert not page.select("[style], [onclick]")


def test_who_is_logged_in_is_warned_before_the_time_is_over(client, db):
    assert not BeautifulSoup(client.get("/login/").content, "html.parser").find(id="time-limit")
    client.force_login(member(Kind.ACUTE_TRUST))
    box = BeautifulSoup(client.get("/account/").content, "html.parser").find(id="time-limit")
    assert "You will be logged out in 5 minutes. What you wrote is saved." in box.get_text()
    assert box.has_attr("hidden")
