import pytest
from django.urls import reverse

from intentions.models import Version
from providers import actions
from providers.models import Position, Response

from ..conftest import IN_TIME, edition_of
from ..reading import entering, problems, read, typed, words


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def address(response):
    return reverse("providers:position", args=[response.pk, "UEC-01"])


def opened(client, user, address):
    return read(entering(client, user).get(address))


def test_the_page_shows_what_they_intend_in_full(client, response, contributor, address):
    page = opened(client, contributor, address)

    assert "What they intend (version 1, whole text)" in words(page)
    assert "We will do streaming at the front door." in words(page)
    assert [words(label) for label in page.select(".nhsuk-radios__label")][:5] == [
        "Support",
        "Support with conditions",
        "Cannot support",
        "Need clarification",
        "Not affected",
    ]


def test_save_and_next_leads_to_the_next_that_is_left(client, response, contributor, address):
    page = opened(client, contributor, address)

    answer = client.post(address, typed(page, stance="support", comment="Yes", then="next"))

    assert answer.headers["Location"] == reverse("providers:position", args=[response.pk, "UEC-02"])
    position = Position.objects.get()
    assert (position.stance, position.comment, position.changed_by) == ("support", "Yes", contributor)
    assert "UEC-01: Saved at" in words(read(client.get(answer.headers["Location"])))


def test_after_the_last_one_save_and_next_leads_back_to_the_list(client, answered, contributor, address):
    page = opened(client, contributor, address)

    answer = client.post(address, typed(page, comment="More", then="next"))

    assert answer.headers["Location"] == answered.get_absolute_url()


def test_conditions_and_money_are_saved_in_rows(client, response, contributor, address):
    page = opened(client, contributor, address)
    page = read(client.post(address, typed(page, stance="support-with-conditions", add_conditions="1")))
    page = read(client.post(address, typed(page, add_effects="1")))
    row = {
        "conditions-0-text": "A GP is on site",
        "conditions-0-by_date_day": "1",
        "conditions-0-by_date_month": "10",
        "conditions-0-by_date_year": "2027",
        "effects-0-kind": "investment",
        "effects-0-bearer": "commissioner",
        "effects-0-amount": "£412,000",
        "effects-0-year_from": "2027",
    }

    client.post(address, typed(page, then="next", **row))

    position = Position.objects.get()
    assert position.conditions.get().text == "A GP is on site"
    assert (position.effects.get().amount, position.effects.get().year_from) == (412000, 2027)


def test_a_row_is_added_and_removed_without_scripts_and_nothing_typed_is_lost(client, response, contributor, address):
    page = opened(client, contributor, address)
    page = read(client.post(address, typed(page, comment="Half a thought", add_conditions="1")))
    assert page.select_one("[name=comment]").get_text(strip=True) == "Half a thought"
    page = read(client.post(address, typed(page, **{"conditions-0-text": "One", "add_conditions": "1"})))
    page = read(client.post(address, typed(page, **{"conditions-1-text": "Two", "remove_conditions": "0"})))

    assert [one.get_text(strip=True) for one in page.select("textarea[name^=conditions]")] == ["Two"]
    assert not Position.objects.exists()


def test_support_with_conditions_needs_one_when_it_is_taken(client, response, contributor, address):
    page = opened(client, contributor, address)

    page = read(client.post(address, typed(page, stance="support-with-conditions", comment="Kept", then="next")), 422)

    assert problems(page) == ["Enter at least one condition, or select another position"]
    assert page.select_one("[name=comment]").get_text(strip=True) == "Kept"
    assert client.post(address, typed(page, stance="support-with-conditions", then="stay")).status_code == 302


def test_conditions_without_the_position_for_them_are_not_dropped_in_silence(client, response, contributor, address):
    page = opened(client, contributor, address)
    page = read(client.post(address, typed(page, add_conditions="1")))

    page = read(client.post(address, typed(page, stance="support", then="next", **{"conditions-0-text": "One"})), 422)

    assert "You entered conditions." in problems(page)[0]
    assert page.select_one("[name=conditions-0-text]").get_text(strip=True) == "One"


@pytest.mark.parametrize(
    ("typing", "said"),
    [
        ({"effects-0-kind": "saving", "effects-0-amount": "-5"}, "Amount must be £0 or more"),
        ({"effects-0-kind": "saving", "effects-0-amount": "99999999999999"}, "Amount must be £100 billion or less"),
        ({"effects-0-kind": "saving", "effects-0-amount": "a lot"}, "Amount must be an amount, like 250,000 or 1.5 million"),
        ({"effects-0-amount": "5"}, "Select a kind of money"),
        (
            {"effects-0-kind": "saving", "effects-0-year_from": "2028", "effects-0-year_to": "2027"},
            "Last year must be the same as or after the first year",
        ),
        ({"comment": "x" * 9000}, "Comment must be 8,000 characters or less"),
        ({"is_sensitive": "sensitive"}, "Enter why it is commercially sensitive"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_everything_typed_is_kept(client, response, contributor, address, typing, said):
    page = opened(client, contributor, address)
    page = read(client.post(address, typed(page, add_effects="1")))

    page = read(client.post(address, typed(page, **{"evidence": "My evidence", **typing}, then="next")), 422)

    assert problems(page) == [said]
    assert page.select_one(".nhsuk-error-summary a")["href"].startswith("#id_")
    assert page.title.get_text().startswith("Error:")
    assert page.select_one("[name=evidence]").get_text(strip=True) == "My evidence"
    assert not Position.objects.exists()


def test_a_stale_save_shows_both_texts_and_overwrites_nothing(client, answered, first, contributor, signatory, address):
    page = opened(client, contributor, address)
    actions.save_position(response=answered, intention=first, by=signatory, content={"comment": "Her words"})

    conflict = read(client.post(address, typed(page, comment="My words", then="next")), 409)

    said = words(conflict)
    assert "Sig Natory saved this at" in said and "after you opened it. Nothing is lost. Choose the text to keep." in said
    assert "My words" in said and "Her words" in said
    assert Position.objects.get(intention=first).comment == "Her words"

    client.post(address, typed(conflict, **{"keep-comment": "mine", "then": "next"}))
    assert Position.objects.get(intention=first).comment == "My words"


def test_two_people_in_different_fields_are_merged(client, answered, first, contributor, signatory, address):
    page = opened(client, contributor, address)
    actions.save_position(response=answered, intention=first, by=signatory, content={"evidence": "Her evidence"})

    client.post(address, typed(page, comment="My words", then="next"))

    position = Position.objects.get(intention=first)
    assert (position.comment, position.evidence) == ("My words", "Her evidence")


def test_an_autosave_answers_with_the_time_and_what_is_open_now(client, response, contributor, address):
    page = opened(client, contributor, address)

    part = read(client.post(address, typed(page, comment="Half", autosave="1"), headers={"HX-Request": "true"}))

    assert words(part.select_one("#save-state")).startswith("Saved at")
    carried = part.select_one("#opened")
    assert carried["hx-swap-oob"] == "true"
    again = typed(page, comment="Half a sentence", autosave="1", opened=carried["value"])
    read(client.post(address, again, headers={"HX-Request": "true"}))
    assert Position.objects.get().comment == "Half a sentence"


def test_an_autosave_that_cannot_be_saved_says_why_in_place(client, response, contributor, address):
    page = opened(client, contributor, address)

    part = read(client.post(address, typed(page, is_sensitive="sensitive", autosave="1")), 422)

    assert words(part) == "Not saved. What is marked on the page must be put right first."


@pytest.mark.parametrize("reference", ["UEC-77", "XYZ-01"])
def test_an_intention_that_is_not_in_the_edition_is_not_there(client, response, contributor, reference):
    entering(client, contributor)

    read(client.get(reverse("providers:position", args=[response.pk, reference])), 404)


def test_the_position_of_somebody_else_is_not_there_whatever_is_posted(client, answered, competitor, approver, address):
    for stranger in (competitor, approver):
        read(entering(client, stranger).post(address, {"stance": "cannot-support", "then": "next"}), 404)
    assert Position.objects.get(intention__reference="UEC-01").stance == "support"


def test_what_is_submitted_is_read_and_not_edited(client, submitted, contributor):
    address = reverse("providers:position", args=[submitted.pk, "UEC-02"])
    page = opened(client, contributor, address)

    assert not page.select("main form")
    assert "A local price is agreed (by 18 December 2026)" in words(page)
    assert "Investment for the commissioner: £185,000, 2027/28" in words(page)


def test_words_typed_while_a_colleague_submitted_are_still_on_the_page(client, answered, contributor, signatory, address):
    page = opened(client, contributor, address)
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME)

    page = read(client.post(address, typed(page, comment="Typed too late", then="next")), 409)

    assert "This response is now: Submitted." in problems(page)[0]
    assert page.select_one("[name=comment]").get_text(strip=True) == "Typed too late"


def test_a_changed_intention_asks_whether_the_position_still_applies(client, answered, round, second, approver, contributor):
    latest = Version.objects.create(intention=second, number=2, title="Same day emergency care", description="<p>Seven days.</p>")
    edition = edition_of(round, [first_version(round), latest], number=2)
    Response.objects.filter(pk=answered.pk).update(edition=edition)
    address = reverse("providers:position", args=[answered.pk, "UEC-02"])

    page = opened(client, contributor, address)
    assert "UEC-02 changed after you answered version 1. Does your position still apply?" in words(page)
    assert "Changed since you answered" in words(read(client.get(answered.get_absolute_url())))

    client.post(address, typed(page, then="stay"))
    assert Position.objects.get(intention=second).version == latest


def first_version(round):
    return Version.objects.get(intention__round=round, intention__reference="UEC-01")


def test_an_id_that_is_none_takes_no_file_away(client, response, contributor, address):
    page = opened(client, contributor, address)

    assert client.post(address, typed(page, stance="support", detach="z" * 36)).status_code == 302
