"""Two people in one intention: nobody is overwritten, both texts are shown, what can be merged is."""

import json
from decimal import Decimal

import pytest

from intentions import actions
from intentions.forms.editing import MADE_UP
from portal.organisations.models import Place
from portal.organisations.states import PlaceKind

from .conftest import WHOLE
from .editing import autosave, carry, now, theirs
from .reading import EDIT, banner, problems, soup, text, typed


# ── Two people at once ──────────────────────────────────────────────────────────────────────────────────────────────
def test_only_the_paragraph_that_differs_stands_side_by_side_the_rest_is_folded(desk, author, colleague):
    long = "<p>Kept.</p>" * 30
    actions.save_version(version=now(), by=author, content={"description": f"{long}<p>Old.</p>"}, revision=now().revision)
    sent = typed(desk.get(EDIT))
    theirs(colleague, description=f"{long}<p>Theirs.</p>")
    conflict = soup(desk.post(EDIT, {**sent, "description": f"{long}<p>Mine.</p>"})).find(id="conflict-description")
    columns = [text(one) for one in conflict.select(".nhsuk-grid-row .app-rich")]
    assert columns == ["Mine.", "Theirs."]
    assert "Kept." in text(conflict.select_one("details"))
    assert "Everything else is the same in both." in text(conflict)


def test_the_same_field_shows_both_texts_and_asks(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs")
    answer = desk.post(EDIT, {**sent, "title": "Mine", "theme": "Also mine"})
    assert answer.status_code == 409
    conflict = soup(answer).find(id="conflict-title")
    said = text(conflict)
    assert problems(answer) == ["Title: Col League changed this too. Choose the text to keep"]
    assert "Col League saved this at" in said
    assert "after you opened it. Nothing is lost. Choose the text to keep." in said
    assert [text(one) for one in conflict.find_all(class_="app-rich")] == ["Mine", "Theirs"]
    assert [one["value"] for one in conflict.find_all("input", type="radio")] == ["mine", "theirs", "new"]
    assert typed(answer)["theme"] == ["Also mine"]
    assert (now().title, now().theme) == ("Theirs", "")


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({"keep-title": "mine"}, "Mine"),
        ({"keep-title": "theirs"}, "Theirs"),
        ({"keep-title": "new", "new-title": "Both"}, "Both"),
    ],
)
def test_what_is_chosen_is_kept_and_the_rest_is_saved(desk, colleague, choice, kept):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs", lever="Their lever")
    asked = desk.post(EDIT, {**sent, "title": "Mine", "theme": "Also mine"})
    answer = desk.post(EDIT, {**typed(asked), **choice})
    assert answer.status_code == 302
    assert (now().title, now().theme, now().lever) == (kept, "Also mine", "Their lever")


def test_no_choice_is_asked_for_again_and_nothing_is_lost(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs")
    asked = desk.post(EDIT, {**sent, "title": "Mine"})
    answer = desk.post(EDIT, {**typed(asked), "new-title": "Half written"})
    assert answer.status_code == 422
    assert problems(answer) == ["Select the text to keep in “Title”"]
    assert typed(answer)["title"] == ["Mine"]
    assert typed(answer)["new-title"] == ["Half written"]
    assert now().title == "Theirs"


def test_a_third_text_in_between_is_asked_about_too(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs")
    asked = desk.post(EDIT, {**sent, "title": "Mine"})
    theirs(colleague, title="Theirs again")
    answer = desk.post(EDIT, {**typed(asked), "keep-title": "mine"})
    assert answer.status_code == 409
    assert "Theirs again" in text(soup(answer).find(id="conflict-title"))
    assert desk.post(EDIT, {**typed(answer), "keep-title": "mine"}).status_code == 302
    assert now().title == "Mine"


def test_other_fields_merge_and_are_named(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, lever="Their lever")
    answer = desk.post(EDIT, {**sent, "theme": "Mine"}, follow=True)
    assert (now().lever, now().theme) == ("Their lever", "Mine")
    assert "Kept as well: Contract lever, changed by Col League at" in banner(answer)


def test_rich_text_places_and_money_are_asked_about_in_words(desk, colleague, borough, round):
    round.places.add(borough)
    opened = desk.post(EDIT, {**typed(desk.get(EDIT)), "add_money": "1"})
    theirs(colleague, description="<p>Their <strong>words</strong></p>", places=[borough], money=[{"kind": "saving", "amount": 5}])
    mine = {**typed(opened), "description": "My words", "money-0-kind": "pressure", "money-0-amount": "7"}
    answer = desk.post(EDIT, mine)
    assert answer.status_code == 409
    assert "My words" in text(soup(answer).find(id="conflict-description"))
    assert soup(answer).find(id="conflict-description").find("strong").text == "words"
    money = text(soup(answer).find(id="conflict-money"))
    assert "Cost pressure: £7" in money
    assert "Cash-releasing saving: £5" in money
    assert not soup(answer).find(id="conflict-places")
    new = {"new-money-0-kind": "pressure", "new-money-0-amount": "12"}
    done = desk.post(EDIT, {**typed(answer), "keep-description": "mine", "keep-money": "new", **new})
    assert done.status_code == 302
    assert now().description == "<p>My words</p>"
    assert [(row.kind, row.amount) for row in now().money.all()] == [("pressure", Decimal("12"))]
    assert list(now().places.all()) == [borough]


def test_a_conflict_may_be_resolved_with_another_row_of_money(desk, colleague):
    opened = desk.post(EDIT, {**typed(desk.get(EDIT)), "add_money": "1"})
    theirs(colleague, money=[{"kind": "saving", "amount": 5}])
    asked = desk.post(EDIT, {**typed(opened), "money-0-kind": "pressure", "money-0-amount": "7"})
    more = desk.post(EDIT, {**typed(asked), "keep-money": "new", "add_new-money": "1"})
    assert more.status_code == 200
    second = {"new-money-1-kind": "saving", "new-money-1-amount": "5"}
    assert desk.post(EDIT, {**typed(more), **second}).status_code == 302
    assert [(row.kind, row.amount) for row in now().money.order_by("order")] == [("pressure", Decimal("7")), ("saving", Decimal("5"))]


def test_what_was_sent_for_approval_meanwhile_is_not_saved_and_what_was_typed_is_still_there(desk, colleague):
    sent = typed(desk.get(EDIT))
    actions.submit(version=now(), by=colleague)
    answer = desk.post(EDIT, {**sent, "title": "Typed too late"})
    assert answer.status_code == 409
    assert "UEC-01 version 1 is now: In review. It cannot be saved." in problems(answer)[0]
    assert typed(answer)["title"] == ["Typed too late"]
    assert now().title == WHOLE["title"]


@pytest.mark.parametrize(
    "carried",
    ["", "nonsense", "[]", "[" * 4000, '{"title": [Infinity, "y"]}', '{"title": 7}', '{"title": ["x", "y"]}', '{"title": [99, "y"]}'],
)
def test_a_page_that_forgot_what_it_said_overwrites_nothing(desk, colleague, carried):
    theirs(colleague, lever="Their lever")
    sent = typed(desk.get(EDIT))
    theirs(colleague, lever="Their second lever")
    desk.post(EDIT, {**sent, "opened": carried, "lever": "Mine"})
    if carried != '{"title": [99, "y"]}':
        assert now().lever == "Their second lever"
    assert now().lever != "Their lever"


def test_a_revision_that_nobody_gave_is_refused_in_words_and_what_was_typed_stays(desk):
    sent = typed(desk.get(EDIT))
    opened = json.loads(sent["opened"][0])
    opened["title"][0] = 999_999_999_999

    answer = desk.post(EDIT, {**sent, "opened": json.dumps(opened), "title": "Mine"})

    assert (answer.status_code, problems(answer)) == (422, [MADE_UP]) and typed(answer)["title"] == ["Mine"]
    assert now().title == WHOLE["title"]
    assert "later save than there is" in autosave(desk, {**sent, "opened": json.dumps(opened), "title": "Mine"}).content.decode()


# ── Two people in one description ───────────────────────────────────────────────────────────────────────────────────
THREE = "<p>Beds open.</p><p>Nurses come.</p><p>Money follows.</p>"


@pytest.fixture
def three(version, author):
    return actions.save_version(version=version, by=author, content={"description": THREE}, revision=version.revision)


def test_other_paragraphs_of_a_colleague_are_kept_beside_mine(desk, three, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, description=THREE.replace("Money", "Much money"))
    answer = desk.post(EDIT, {**sent, "description": THREE.replace("Beds", "All beds")})
    assert answer.status_code == 302
    assert now().description == "<p>All beds open.</p><p>Nurses come.</p><p>Much money follows.</p>"
    assert "other paragraphs of Description, changed by Col League" in banner(desk.get(EDIT))


def test_a_page_that_goes_on_after_a_merge_never_takes_the_other_paragraphs_away(desk, three, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, description=THREE.replace("Money", "Much money"))
    mine = THREE.replace("Beds", "All beds")
    answer = autosave(desk, sent, description=mine)
    assert "Kept as well: other paragraphs of Description, changed by Col League" in text(soup(answer).find(id="save-state"))
    for more in ("Some beds", "Few beds"):
        sent = carry({**sent, "description": [mine]}, answer)
        mine = THREE.replace("Beds", more)
        answer = autosave(desk, sent, description=mine)
        assert answer.status_code == 200
        assert now().description == mine.replace("Money", "Much money")


def test_the_same_paragraph_shows_both_texts_and_a_redline(desk, three, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, description=THREE.replace("Beds", "Their beds"))
    answer = desk.post(EDIT, {**sent, "description": THREE.replace("Beds", "My beds")})
    assert answer.status_code == 409
    drawn = soup(answer).find(id="conflict-description").find(class_="app-redline")
    assert ("Their" in text(drawn.find("del")), "My" in text(drawn.find("ins"))) == (True, True)
    assert now().description == THREE.replace("Beds", "Their beds")


def test_both_texts_may_be_kept(desk, three, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, description=THREE.replace("Beds", "Their beds"))
    answer = desk.post(EDIT, {**sent, "description": THREE.replace("Beds", "My beds")})
    assert [one["value"] for one in soup(answer).find_all(attrs={"name": "keep-description"})] == ["mine", "theirs", "both", "new"]
    assert desk.post(EDIT, {**typed(answer), "keep-description": "both"}).status_code == 302
    assert now().description == "<p>My beds open.</p><p>Their beds open.</p><p>Nurses come.</p><p>Money follows.</p>"


def test_places_of_both_may_be_kept(desk, colleague, borough, round):
    other = Place.objects.create(slug="westham", name="Westham", short_name="Westham", kind=PlaceKind.BOROUGH)
    round.places.add(borough, other)
    sent = typed(desk.get(EDIT))
    theirs(colleague, places=[other])
    answer = desk.post(EDIT, {**sent, "places": [str(borough.pk)]})
    assert desk.post(EDIT, {**typed(answer), "keep-places": "both"}).status_code == 302
    assert set(now().places.all()) == {borough, other}
