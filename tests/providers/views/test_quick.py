"""Fast answering: rows that save by themselves or with one Save, many answered in one step, the step taken back."""

import pytest
from django.urls import reverse

from intentions.models import Entry, Intention
from portal.organisations.states import Kind
from providers import actions
from providers.models import Position, Together

from ..conftest import DEADLINE, IN_TIME, published_version
from ..reading import entering, problems, read, typed, words


@pytest.fixture(autouse=True)
def in_time(monkeypatch):
    monkeypatch.setattr("providers.views.quick.database_now", lambda: IN_TIME)


@pytest.fixture
def address(response):
    return reverse("providers:quick", args=[response.pk])


@pytest.fixture
def many(edition, round, chapter, approver):
    """Thirty more that name our kind."""
    for number in range(4, 34):
        version = published_version(
            round, chapter, f"UEC-{number:02}", f"Plan {number}", approver, number, provider_kinds=[Kind.ACUTE_TRUST]
        )
        Entry.objects.create(edition=edition, version=version, chapter_code="UEC", order=number)
        where = {"published_in": edition.chapters.get(code="UEC"), "published_order": number}
        Intention.objects.filter(pk=version.intention_id).update(**where)


def opened(client, user, address):
    return read(entering(client, user).get(address))


def filled(page, **changes):
    """What a browser would send of the form of rows; `UEC_01__stance` names a row's answer."""
    wanted = {name.replace("__", "-").replace("_", "-"): value for name, value in changes.items()}
    form = page.select_one("#quick")
    return {**typed_in(form), **wanted}


def typed_in(form):
    page = type("Page", (), {"select": lambda self, _: [form]})()
    return {name: value for name, value in typed(page).items() if name != "tick"}


def shown(page):
    return [row["data-row"] for row in page.select("[data-row]")]


def said(reference):
    position = Position.objects.get(intention__reference=reference)
    return position.stance, position.comment


def test_it_opens_on_what_names_us_and_counts_the_rest(client, response, contributor, address):
    overview = opened(client, contributor, response.get_absolute_url())
    link = overview.find("a", string="Answer in a list, many at once")["href"]
    assert link == f"{address}?ours=on"

    page = read(client.get(link))

    assert shown(page) == ["UEC-01", "UEC-02"]
    assert "The 2 that name us . Show the other 1 too" in words(page)
    assert shown(read(client.get(page.find("a", string="Show the other 1 too")["href"]))) == ["UEC-01", "UEC-02", "UEC-03"]


def test_one_save_is_for_the_page_and_saves_what_was_changed_alone(client, response, contributor, address):
    page = opened(client, contributor, address)
    sent = filled(page, **{"UEC-01-stance": "support", "UEC-01-comment": "Yes", "UEC-03-stance": "not-affected"})

    answer = read(client.post(address, sent, follow=True))

    assert "2 intentions saved." in words(answer)
    assert said("UEC-01") == ("support", "Yes")
    assert said("UEC-03") == ("not-affected", "")
    assert not Position.objects.filter(intention__reference="UEC-02").exists()
    assert "1 of 2 answered. 1 left." in words(answer.select_one("#quick-progress"))


def test_a_row_saves_by_itself_and_no_other_with_it(client, response, contributor, address):
    page = opened(client, contributor, address)
    sent = filled(page, **{"UEC-01-stance": "support", "UEC-02-stance": "cannot-support", "row": "UEC-01"})

    part = read(client.post(address, sent, headers={"HX-Request": "true"}))

    assert words(part.select_one("#state-UEC-01")).startswith("Saved at")
    assert part.select_one("#opened-UEC-01")["hx-swap-oob"] == "true"
    assert "1 of 2 answered" in words(part.select_one("#quick-progress"))
    assert [one.intention.reference for one in Position.objects.all()] == ["UEC-01"]


def test_a_row_saved_twice_from_one_page_is_not_its_own_rival(client, response, contributor, address):
    page = opened(client, contributor, address)
    part = read(client.post(address, filled(page, **{"UEC-01-stance": "support", "row": "UEC-01"})))
    sent = filled(page, **{"UEC-01-stance": "support", "UEC-01-comment": "And more", "row": "UEC-01"})

    part = read(client.post(address, {**sent, "opened-UEC-01": part.select_one("#opened-UEC-01")["value"]}))

    assert words(part.select_one("#state-UEC-01")).startswith("Saved at")
    assert said("UEC-01") == ("support", "And more")


def test_what_a_colleague_changed_elsewhere_in_the_row_stays(client, response, first, contributor, signatory, address):
    page = opened(client, contributor, address)
    actions.save_position(response=response, intention=first, by=signatory, content={"comment": "Her words"})

    client.post(address, filled(page, **{"UEC-01-stance": "support"}))

    assert said("UEC-01") == ("support", "Her words")


def test_what_a_colleague_wrote_in_the_same_place_is_shown_and_not_overwritten(client, response, first, contributor, signatory, address):
    page = opened(client, contributor, address)
    actions.save_position(response=response, intention=first, by=signatory, content={"comment": "Her words"})
    sent = filled(page, **{"UEC-01-comment": "My words", "UEC-02-stance": "support"})

    part = read(client.post(address, {**sent, "row": "UEC-01"}), 409)
    assert "Sig Natory changed it after you opened it" in words(part)

    again = read(client.post(address, sent), 409)
    assert problems(again) == ["UEC-01: Sig Natory changed it after you opened it. Save again to keep yours, or type theirs"]
    assert "Her words" in words(again.select_one("#row-UEC-01"))
    assert again.select_one("[name=UEC-01-comment]").get_text(strip=True) == "My words"
    assert (said("UEC-01"), said("UEC-02")) == (("", "Her words"), ("support", ""))

    client.post(address, filled(again))
    assert said("UEC-01") == ("", "My words")


def test_a_row_with_conditions_is_not_turned_by_a_letter(client, answered, contributor, address):
    page = opened(client, contributor, address)

    page = read(client.post(address, filled(page, **{"UEC-02-stance": "support", "UEC-01-comment": "Kept"})), 422)

    assert problems(page) == ["UEC-02 has conditions. Open it to remove them, or support with conditions"]
    assert (said("UEC-01")[1], said("UEC-02")[0]) == ("Kept", "support-with-conditions")


def test_support_with_conditions_is_led_to_its_conditions(client, response, contributor, address):
    page = opened(client, contributor, address)

    part = read(client.post(address, filled(page, **{"UEC-01-stance": "support-with-conditions", "row": "UEC-01"})))

    assert part.find("a")["href"] == reverse("providers:position", args=[response.pk, "UEC-01"])


def test_the_edition_is_read_as_one_document_with_the_answer_beside(client, response, contributor, address):
    page = opened(client, contributor, f"{address}?as=document")

    row = page.select_one("#row-UEC-01")
    assert "We will do streaming at the front door." in words(row)
    assert row.select_one("select[name=UEC-01-stance]")


@pytest.mark.parametrize(
    ("query", "left"),
    [("?show=answered", ["UEC-01", "UEC-02"]), ("?show=left", ["UEC-03"]), ("?q=frailty", ["UEC-03"]), ("?show=half", []), ("?q=none", [])],
)
def test_filters_stand_in_the_address(client, answered, contributor, address, query, left):
    page = opened(client, contributor, f"{address}{query}")

    assert shown(page) == left
    assert left or "No intention matches." in words(page)


def test_a_page_holds_twenty_five_and_asks_no_more_of_the_database_for_them(
    client, many, response, contributor, address, django_assert_max_num_queries
):
    entering(client, contributor)
    client.get(address)
    with django_assert_max_num_queries(15):  # twelve of its own, and who asks
        page = read(client.get(address))
    with django_assert_max_num_queries(15):
        client.get(f"{address}?as=document")

    assert len(shown(page)) == 25


def test_many_are_answered_in_one_step_after_a_look(client, many, response, first, contributor, address):
    actions.save_position(response=response, intention=first, by=contributor, content={"comment": "Ours"})
    page = opened(client, contributor, address)
    ticked = ["UEC-01", *(f"UEC-{number:02}" for number in range(4, 24))]
    sent = {**filled(page, **{"UEC-02-comment": "Typed and not saved"}), "tick": ticked, "preview": "1"}

    preview = read(client.post(address, {**sent, "together": "support", "common": "As a system"}))

    assert "Support for 21 intentions" in words(preview)
    assert "UEC-01 Streaming at the front door: No position yet becomes Support. Its own comment stays" in words(preview)
    assert said("UEC-02") == ("", "Typed and not saved"), "what was typed on the list is kept"
    assert not Position.objects.answered().exists()

    answer = read(client.post(preview.select("main form")[-1]["action"], typed(preview), follow=True))
    assert "21 intentions answered: Support." in words(answer)
    assert said("UEC-01") == ("support", "Ours")
    assert said("UEC-23") == ("support", "As a system")


def test_the_step_is_taken_back_but_for_what_was_changed_since(client, many, response, contributor, signatory, address):
    entering(client, contributor)
    seen = {f"UEC-{number:02}": 0 for number in range(4, 9)}
    actions.answer_together(response=response, seen=seen, by=contributor, stance="support", comment="Common", at=IN_TIME)
    changed = Position.objects.get(intention__reference="UEC-05").intention
    actions.save_position(response=response, intention=changed, by=signatory, content={"comment": "Hers"})
    page = read(client.get(address))
    undo = next(form for form in page.select("main form") if "undo" in form.get("action", ""))

    answer = read(client.post(undo["action"], follow=True))

    assert "4 intentions say again what they said before." in words(answer)
    assert "changed since: UEC-05." in words(answer)
    assert said("UEC-04") == ("", "")
    assert said("UEC-05") == ("support", "Hers")
    assert Together.objects.get().undone_by == contributor
    assert client.post(undo["action"]).status_code in (302, 409)
    assert said("UEC-05") == ("support", "Hers")


def test_what_a_colleague_wrote_after_the_look_is_left_alone(client, many, response, contributor, signatory, address):
    page = opened(client, contributor, address)
    preview = read(client.post(address, {**filled(page), "tick": ["UEC-04", "UEC-05"], "preview": "1", "together": "support"}))
    theirs = response.edition.versions.get(intention__reference="UEC-04").intention
    actions.save_position(response=response, intention=theirs, by=signatory, content={"stance": "cannot-support"})

    answer = read(client.post(preview.select("main form")[-1]["action"], typed(preview), follow=True))

    assert "Left as they are, because somebody wrote on them meanwhile: UEC-04." in words(answer)
    assert (said("UEC-04")[0], said("UEC-05")[0]) == ("cannot-support", "support")


def test_not_affected_by_the_rest_is_one_step_and_touches_nothing_begun(client, many, answered, edition, contributor, address):
    half = edition.versions.get(intention__reference="UEC-03").intention
    actions.save_position(response=answered, intention=half, by=contributor, content={"comment": "Half said"})
    page = opened(client, contributor, address)

    preview = read(client.post(address, {**filled(page), "rest": "1"}))
    assert "Not affected for 30 intentions" in words(preview)
    client.post(preview.select("main form")[-1]["action"], typed(preview))

    assert Position.objects.filter(stance="not-affected").count() == 30
    assert said("UEC-03") == ("", "Half said")


def test_nothing_ticked_says_so_and_keeps_what_was_typed(client, response, contributor, address):
    page = opened(client, contributor, address)

    page = read(client.post(address, {**filled(page), "preview": "1", "together": "support", "common": "My words"}), 422)

    assert problems(page) == ["Tick the intentions you want to answer together"]
    assert page.select_one("[name=common]").get_text(strip=True) == "My words"


def test_neither_rival_nor_commissioner_comes_in_and_a_sent_response_is_read(client, answered, approver, competitor, contributor, address):
    for stranger in (approver, competitor):
        assert entering(client, stranger).get(address).status_code == 404
    actions.send(response=answered, by=contributor)
    assert entering(client, contributor).get(address).headers["Location"] == answered.get_absolute_url()


def test_after_the_deadline_nothing_is_answered(client, response, contributor, address, monkeypatch):
    monkeypatch.setattr("providers.views.quick.database_now", lambda: DEADLINE.replace(year=2030))
    assert entering(client, contributor).get(address).status_code == 302
