"""Who else is here, and what they changed meanwhile."""

from datetime import timedelta

from intentions import actions
from intentions.models import Presence
from portal.moves.clock import database_now

from .reading import EDIT, soup, text, typed

HERE = f"{EDIT}here/"


def test_two_people_in_one_intention_see_each_other(at_desk, author, colleague, intention):
    assert text(soup(at_desk(author).post(HERE, {"writing": "from_date_day"}))) == ""
    assert text(soup(at_desk(colleague).post(HERE))) == "Ann Author is also here, in When."
    assert text(soup(at_desk(author).post(HERE, {"writing": "money-0-amount"}))) == "Col League is also here."
    assert text(soup(at_desk(colleague).post(HERE))) == "Ann Author is also here, in Money."


def test_who_left_is_not_here(at_desk, author, colleague, intention):
    at_desk(author).post(HERE)
    Presence.objects.update(seen_at=database_now() - timedelta(minutes=2))
    assert text(soup(at_desk(colleague).post(HERE))) == ""


def test_nothing_new_is_not_said_again(at_desk, author, colleague, intention):
    at_desk(author).post(HERE)
    desk = at_desk(colleague)
    shown = soup(desk.post(HERE)).find("input", attrs={"name": "shown"})["value"]
    assert desk.post(HERE, {"shown": shown}).status_code == 204


def test_what_a_colleague_saved_meanwhile_is_said(at_desk, author, colleague, version):
    desk = at_desk(author)
    opened = typed(desk.get(EDIT))["opened"]
    actions.save_version(version=version, by=colleague, content={"title": "Theirs"}, revision=version.revision)
    said = text(soup(desk.post(HERE, {"opened": opened})))
    assert said.startswith("Title, changed by Col League at")
    assert said.endswith("after you opened this page.")


def test_saving_without_scripts_is_being_here(at_desk, author, colleague, version):
    desk = at_desk(author)
    desk.post(EDIT, typed(desk.get(EDIT)))
    assert "Ann Author is also here." in text(soup(at_desk(colleague).post(HERE)))


def test_strangers_are_not_told(at_desk, stranger, intention):
    assert at_desk(stranger).post(HERE).status_code == 404


def test_the_editor_asks_by_itself(at_desk, author, intention):
    assert soup(at_desk(author).get(EDIT)).find(id="here")["hx-post"] == HERE
