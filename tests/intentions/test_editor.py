"""The intention editor: what is typed is saved or still on the page; what others typed is never overwritten."""

import json
from datetime import date
from decimal import Decimal

import pytest

from intentions import actions
from intentions.models import Version
from intentions.states import Precision, Status
from portal.organisations.models import Place
from portal.organisations.states import PlaceKind

from .conftest import WHOLE
from .reading import DRAFT, EDIT, banner, problems, soup, text, typed


@pytest.fixture
def desk(at_desk, author, version):
    return at_desk(author)


def now():
    return Version.objects.get()


def save(desk, **changes):
    return desk.post(EDIT, {**typed(desk.get(EDIT)), **changes})


# ── Saving ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_typed_is_saved(desk, trust, borough, round):
    round.places.add(borough)
    answer = save(
        desk,
        title="Same day emergency care every day",
        description="We will\n\n- open\n- staff",
        theme="Flow",
        kind="new-service",
        strength="will",
        places=[str(borough.pk)],
        setting="in-hospital",
        timescale="Commencing Q3 2019/20",
        affects="named",
        providers=[str(trust.pk)],
        provider_kinds=["mental-health-trust"],
        dependencies="Estate",
        lever="Quality schedule",
        schedule="sdip",
    )
    assert answer.status_code == 302
    version = now()
    assert version.title == "Same day emergency care every day"
    assert version.description == "<p>We will</p><ul><li>open</li><li>staff</li></ul>"
    assert (list(version.places.all()), list(version.providers.all())) == ([borough], [trust])
    assert (version.provider_kinds, version.affects_no_provider) == (["mental-health-trust"], False)
    assert (version.from_date, version.to_date, version.precision) == (date(2019, 10, 1), None, Precision.QUARTER)
    assert (version.schedule, version.setting, version.strength) == ("sdip", "in-hospital", "will")


def test_a_page_sent_back_untouched_changes_nothing(desk, chapter, author, trust, borough):
    money = {"kind": "saving", "bearer": "system", "amount": Decimal("45000000.50"), "year_from": 2019, "is_recurrent": False, "basis": "x"}
    content = {"places": [borough], "providers": [trust], "affects_no_provider": False, "money": [money, {"kind": "pressure"}]}
    period = {"timescale": "", "from_date": date(2019, 4, 1), "to_date": date(2020, 3, 31), "precision": Precision.ROUND}
    table = '<p>One</p><table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>'
    before = actions.save_version(version=now(), by=author, content={**content, **period, "description": table}, revision=now().revision)
    assert save(desk).status_code == 302
    after = now()
    assert (after.revision, after.content()) == (before.revision, before.content())


def test_the_page_says_how_a_timescale_was_read(desk):
    save(desk, timescale="Q3 2019/20")
    assert text(soup(desk.get(EDIT)).find(id="period")) == "Read as: October to December 2019 (quarter 3 of 2019/20)."


def test_a_timescale_that_cannot_be_read_is_kept_and_said_to_be_so(desk):
    save(desk, timescale="when the estate is ready")
    page = soup(desk.get(EDIT))
    assert page.find("input", attrs={"name": "timescale"})["value"] == "when the estate is ready"
    assert "could not be read as a period: “when the estate is ready”" in text(page.find("main"))


def test_dates_typed_by_hand_are_the_period(desk):
    dates = {"from_date_day": "1", "from_date_month": "5", "from_date_year": "2019"}
    save(desk, timescale="when the estate is ready", **dates)
    assert (now().from_date, now().to_date, now().precision) == (date(2019, 5, 1), None, Precision.DAY)
    assert soup(desk.get(EDIT)).find("input", attrs={"name": "from_date_month"})["value"] == "5"


def test_no_provider_is_an_answer(desk, trust):
    save(desk, affects="named", providers=[str(trust.pk)])
    save(desk, affects="none")
    assert (list(now().providers.all()), now().affects_no_provider) == ([], True)


def test_saving_may_send_for_approval_in_one_go(desk, version):
    answer = save(desk, theme="Flow", then="submit")
    assert answer.status_code == 302
    assert (now().status, now().theme) == (Status.IN_REVIEW, "Flow")


def test_a_returned_text_says_what_should_change(desk, in_review, approver):
    actions.return_(version=in_review, by=approver, reason="Say by when")
    assert "Say by when" in text(soup(desk.get(EDIT)).find("main"))


# ── Money, row by row, without scripts ──────────────────────────────────────────────────────────────────────────────
def test_a_row_of_money_is_added_typed_removed_and_nothing_else_is_lost(desk):
    sent = {**typed(desk.get(EDIT)), "theme": "Not saved yet"}
    added = desk.post(EDIT, {**sent, "add_money": "1"})
    assert added.status_code == 200
    assert now().theme == ""
    row = {"money-0-kind": "saving", "money-0-amount": "£1.5 million", "money-0-year_from": "2019"}
    twice = desk.post(EDIT, {**typed(added), **row, "add_money": "1"})
    assert typed(twice)["money-0-amount"] == ["£1.5 million"]
    assert typed(twice)["theme"] == ["Not saved yet"]
    second = {"money-1-kind": "investment", "money-1-amount": "20"}
    one = desk.post(EDIT, {**typed(twice), **second, "remove_money": "0"})
    assert typed(one)["money-0-kind"] == ["investment"]
    assert desk.post(EDIT, typed(one)).status_code == 302
    assert [(row.kind, row.amount) for row in now().money.all()] == [("investment", Decimal("20"))]
    assert now().theme == "Not saved yet"


def test_an_amount_may_stay_unknown(desk):
    added = desk.post(EDIT, {**typed(desk.get(EDIT)), "add_money": "1"})
    desk.post(EDIT, {**typed(added), "money-0-kind": "saving", "money-0-confidence": "illustrative"})
    assert [(row.amount, row.confidence) for row in now().money.all()] == [(None, "illustrative")]


def test_an_empty_row_is_no_row(desk):
    added = desk.post(EDIT, {**typed(desk.get(EDIT)), "add_money": "1"})
    assert desk.post(EDIT, typed(added)).status_code == 302
    assert not now().money.exists()


# ── Bad input ───────────────────────────────────────────────────────────────────────────────────────────────────────
FOREIGN = "7b7c0f2c-8a5e-4c58-9d4a-000000000000"
ROW = {"money-TOTAL_FORMS": "1", "money-0-kind": "saving"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "Enter a title"),
        ({"title": "x" * 5000}, "Title must be 200 characters or less"),
        ({"timescale": "x" * 201}, "When must be 200 characters or less"),
        ({"setting": "on the moon"}, "Select one of the answers listed"),
        ({"places": [FOREIGN]}, "Select one of the answers listed"),
        ({"affects": "named", "providers": [FOREIGN]}, "Select one of the answers listed"),
        ({"outcomes": [FOREIGN]}, "Select one of the answers listed"),
        ({"from_date_day": "31", "from_date_month": "2", "from_date_year": "2019"}, "Start date must be a real date"),
        (
            {
                **{"from_date_day": "1", "from_date_month": "5", "from_date_year": "2019"},
                **{"to_date_day": "30", "to_date_month": "4", "to_date_year": "2019"},
            },
            "End date must be the same as or after the start date",
        ),
        ({**ROW, "money-0-amount": "-5"}, "Amount must be £0 or more"),
        ({**ROW, "money-0-amount": "999999999999999"}, "Amount must be £100 billion or less"),
        ({**ROW, "money-0-amount": "lots"}, "Amount must be an amount, like 250,000 or 1.5 million"),
        ({**ROW, "money-0-kind": "", "money-0-amount": "5"}, "Select a kind of money"),
        (
            {**ROW, "money-0-year_from": "2020", "money-0-year_to": "2019"},
            "Last year must be the same as or after the first year",
        ),
        ({"money-TOTAL_FORMS": ""}, "The money on this page is incomplete. Load the page again"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(desk, changes, says):
    before = now()
    answer = save(desk, theme="Typed and kept", **changes)
    assert answer.status_code == 422
    assert problems(answer) == [says]
    assert soup(answer).title.text.startswith("Error: ")
    sent = typed(answer)
    assert sent["theme"] == ["Typed and kept"]
    for name, value in changes.items():
        if name in ("title", "timescale", "from_date_day", "money-0-amount") and str(value).strip():
            assert sent[name] == [value]
    assert (now().revision, now().title) == (before.revision, before.title)


def test_a_problem_leads_to_its_field(desk):
    answer = save(desk, title="")
    link = soup(answer).find(class_="nhsuk-error-summary").find("a")
    assert soup(answer).find(id=link["href"].removeprefix("#"))["name"] == "title"


def test_a_script_in_rich_text_never_arrives(desk):
    save(desk, description="<p>Fair</p><script>steal()</script><p onclick=steal()>words</p><img src=x onerror=steal()>")
    assert now().description == "<p>Fair</p><p>words</p>"


def test_a_script_in_plain_text_is_only_words(desk):
    save(desk, title="<script>steal()</script>")
    assert now().title == "<script>steal()</script>"
    assert "<script>steal()" not in desk.get(EDIT).content.decode()


def test_an_absurd_table_is_refused_or_cut_and_kept(desk):
    wide = "<table><tbody><tr><td colspan=100000>a</td></tr></tbody></table>"
    answer = save(desk, description=wide)
    if answer.status_code == 422:
        assert problems(answer)
        assert "100000" in typed(answer)["description"][0]
    else:
        assert "100000" not in now().description


def test_too_long_a_text_is_refused_and_kept(desk):
    long = "<p>" + "word " * 60_000 + "</p>"
    answer = save(desk, description=long)
    assert answer.status_code == 422
    assert problems(answer)
    assert typed(answer)["description"][0].count("word") == 60_000
    assert now().description == WHOLE["description"]


def test_an_intention_of_another_round_is_not_found_under_this_one(desk, lead, author, programme):
    other = actions.start_round(
        title="Other", slug="other", kind="annual", lead=lead, participants=[], year_from=2020, year_to=2020, by=author
    )
    chapter = actions.add_chapter(round=other, programme=programme, code="CAN", title="Cancer", by=author)
    actions.add_intention(chapter=chapter, by=author, content={"title": "Elsewhere"})
    assert desk.get(f"{DRAFT}CAN-01/").status_code == 404
    assert desk.post(f"{DRAFT}CAN-01/", {}).status_code == 404


# ── Two people at once ──────────────────────────────────────────────────────────────────────────────────────────────
def theirs(colleague, **content):
    return actions.save_version(version=now(), by=colleague, content=content, revision=now().revision)


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


# ── Saving by itself ────────────────────────────────────────────────────────────────────────────────────────────────
def autosave(desk, sent, **changes):
    return desk.post(EDIT, {**sent, "autosave": "1", **changes}, headers={"HX-Request": "true"})


def carry(sent, answer):
    """The page after the parts of an autosave were swapped in."""
    opened = soup(answer).find("input", attrs={"name": "opened"})
    return {**sent, "opened": [opened["value"]]} if opened else sent


def test_an_autosave_says_so_in_place_and_the_page_goes_on(desk):
    sent = typed(desk.get(EDIT))
    answer = autosave(desk, sent, title="First")
    assert "Saved at" in text(soup(answer).find(id="save-state"))
    assert now().title == "First"
    again = autosave(desk, carry({**sent, "title": ["First"]}, answer), title="Second")
    assert "Saved at" in text(soup(again))
    assert now().title == "Second"


def test_an_autosave_overwrites_nothing_and_says_who(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs")
    answer = autosave(desk, sent, title="Mine")
    assert answer.status_code == 409
    assert text(soup(answer)) == "Not saved. Col League changed Title after you opened it. Press Save to choose the text to keep."
    assert now().title == "Theirs"
    assert desk.post(EDIT, {**sent, "title": "Mine"}).status_code == 409


def test_after_an_autosave_an_old_text_still_on_the_page_overwrites_nothing(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs")
    page = carry({**sent, "theme": ["Mine"]}, autosave(desk, sent, theme="Mine"))
    assert desk.post(EDIT, page).status_code == 302  # the old title stands on the page, untouched
    assert (now().title, now().theme) == ("Theirs", "Mine")
    assert desk.post(EDIT, {**page, "title": "Mine too"}).status_code == 409


def test_an_autosave_of_something_wrong_says_why(desk):
    answer = autosave(desk, typed(desk.get(EDIT)), title="")
    assert answer.status_code == 422
    assert text(soup(answer)) == "Not saved. Enter a title."
    assert now().title == WHOLE["title"]


def test_the_page_carries_what_each_part_said(desk):
    carried = json.loads(typed(desk.get(EDIT))["opened"][0])
    assert {"title", "description", "timescale", "providers", "money"} <= set(carried)


def test_an_autosave_saves_what_nobody_else_touched_and_says_what_is_to_be_settled(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs")
    answer = autosave(desk, sent, title="Mine", theme="Mine alone")
    assert answer.status_code == 409
    assert "Col League changed Title after you opened it" in text(soup(answer).find(id="save-state"))
    assert (now().title, now().theme) == ("Theirs", "Mine alone")
    again = autosave(desk, carry({**sent, "theme": ["Mine alone"]}, answer), theme="Mine still", title="Mine")
    assert (again.status_code, now().theme) == (409, "Mine still")


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


# ── One page, several saves on their way ────────────────────────────────────────────────────────────────────────────
def test_a_page_whose_answer_was_lost_is_not_asked_about_its_own_words(desk):
    sent = typed(desk.get(EDIT))
    autosave(desk, sent, title="First", turn="1")
    answer = autosave(desk, sent, title="First and second", turn="2")
    assert answer.status_code == 200
    assert now().title == "First and second"


def test_a_save_that_arrives_late_does_not_undo_a_later_one_of_its_page(desk):
    sent = typed(desk.get(EDIT))
    autosave(desk, sent, title="Second", turn="2")
    assert autosave(desk, sent, title="First", turn="1").status_code == 200
    assert now().title == "Second"


def test_two_pages_of_one_person_are_two_pages(desk):
    one, other = typed(desk.get(EDIT)), typed(desk.get(EDIT))
    autosave(desk, one, title="One", turn="1")
    assert autosave(desk, other, title="Other", turn="1").status_code == 409
    assert now().title == "One"


@pytest.mark.parametrize("page", ["", "x" * 32, "'; drop", "0" * 5000])
def test_a_page_without_a_name_is_judged_by_its_revisions(desk, page):
    sent = {**typed(desk.get(EDIT)), "page": page, "turn": "-1"}
    autosave(desk, sent, title="First")
    assert autosave(desk, sent, title="Second").status_code == 409
