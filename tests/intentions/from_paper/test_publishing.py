"""Published as it stood, by one person; ten years of a new organisation."""

import pytest

from intentions import actions
from intentions.models import Edition
from intentions.states import Status
from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Kind, Role
from providers import actions as providers
from providers.models import Invitation

from ..conftest import NOON, person
from ..reading import problems, soup, text
from .papers import PASSWORD, typed, with_password


def test_who_entered_it_publishes_it_as_it_stands_and_no_deadline_is_asked_for(at_desk, written, author, lead):
    Membership.objects.create(user=author, organisation=lead, role=Role.APPROVER)
    desk = at_desk(with_password(author))
    page = soup(desk.get("/rounds/intentions-2008-09/publish/"))
    assert page.find(attrs={"name": "is_answered"}) is None
    assert "No organisation is asked or emailed" in text(page.main)
    assert "As the paper says. Leave it empty if it does not" in text(page.main)
    answer = desk.post("/rounds/intentions-2008-09/publish/", {"password": PASSWORD})
    assert answer.url == "/rounds/intentions-2008-09/"
    version = written.versions.get()
    assert (version.status, version.approved_by) == (Status.PUBLISHED, author)
    assert Edition.objects.get().approving_body == "Not stated in the paper"
    assert not Invitation.objects.exists()


def test_what_is_withdrawn_stays_out_and_a_later_edition_takes_what_was_mended(public, written, author, approver):
    version = actions.open_next_version(intention=written, by=author)
    actions.save_version(version=version, by=author, content={"title": "Two walk-in centres"}, revision=version.revision)
    again = actions.publish(
        round=public.round, by=approver, approving_body="The board", approved_date=None, at=NOON, what_changed="Misread"
    )
    assert [one["title"] for one in again.content["chapters"][0]["intentions"]] == ["Two walk-in centres"]


def test_it_is_never_published_with_a_deadline(written, approver):
    with pytest.raises(actions.Blocked, match="asks for no answers"):
        actions.publish(
            round=written.round, by=approver, approving_body="", approved_date=None, at=NOON, response_deadline=NOON.replace(year=2030)
        )


def test_no_organisation_is_ever_asked_to_answer_it(public, approver, trust):
    for ask in (
        lambda: providers.invite(round=public.round, organisations=[trust], by=approver, at=NOON),
        lambda: providers.invite_late(round=public.round, organisation=trust, by=approver, at=NOON),
    ):
        with pytest.raises(providers.Refused, match="carried over from paper: no organisation is asked"):
            ask()
    assert not Invitation.objects.exists()


def test_a_new_organisation_brings_in_ten_old_rounds_with_its_first_person_alone(at_desk, client, db):
    trust = Organisation.objects.create(slug="westham", name="Westham Board", short_name="Westham", kinds=[Kind.INTEGRATED_CARE_BOARD])
    first = person("Fay First", (trust, Role.AUTHOR), (trust, Role.APPROVER))
    desk = at_desk(with_password(first))
    for year in range(2005, 2015):
        assert desk.post("/rounds/start/", typed(trust, year)).status_code == 302
        here = f"/rounds/intentions-of-{year}"
        programme = {"programme": "other", "name": f"Care {year}", "code": "C"}
        made = desk.post(f"{here}/draft/add-chapter/", programme)
        assert made.status_code == 302, problems(made)
        page = soup(desk.get(f"{here}/draft/add/"))
        once = page.find("input", attrs={"name": "once"})["value"]
        assert desk.post(f"{here}/draft/add/", {"chapter": "C", "title": f"Begun in {year}", "once": once}).status_code == 302
        assert desk.post(f"{here}/publish/", {"password": PASSWORD}).status_code == 302
    page = soup(client.get("/rounds/?state=Carried+over+from+paper"))
    assert len(page.select("tbody tr")) == 10
    assert client.get("/api/v1/rounds/?year=2005").json()["count"] == 1
    assert User.objects.count() == 1
