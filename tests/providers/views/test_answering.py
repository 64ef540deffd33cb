from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from providers import actions
from providers.models import Invitation, Response
from tests import figures

from ..conftest import DEADLINE, IN_TIME, PUBLISHED
from ..reading import entering, problems, read, rows, typed, words

NOW = PUBLISHED + timedelta(days=30)


def test_the_list_shows_the_rounds_that_ask_us_with_their_deadline_and_state(client, invitation, contributor):
    page = read(entering(client, contributor).get(reverse("providers:index")))

    assert len(rows(page)) == 1
    for said in ("South East London 2027/28", "5pm on Friday 18 December 2026", "Not opened"):
        assert said in rows(page)[0]


def test_a_provider_that_is_not_asked_is_told_so(client, invitation, competitor):
    page = read(entering(client, competitor).get(reverse("providers:index")))

    assert "No round asks your organisation for a response." in words(page)


def test_commissioners_find_the_responses_of_their_rounds(client, invitation, author):
    page = read(entering(client, author).get(reverse("providers:index")))

    assert page.find("a", string="Responses to South East London 2027/28")["href"] == reverse("providers:responses", args=["sel-2027"])


def test_the_first_look_is_recorded_and_says_so(client, invitation, contributor):
    page = read(entering(client, contributor).get(invitation.get_absolute_url()))

    invitation.refresh_from_db()
    assert invitation.opened_by == contributor
    assert f"by {contributor.name}" in words(page)


@pytest.mark.parametrize("who", ["competitor", "neighbour", "approver"])
def test_an_invitation_of_somebody_else_is_not_there(client, invitation, request, who):
    stranger = request.getfixturevalue(who)

    read(entering(client, stranger).get(invitation.get_absolute_url()), 404)
    read(client.post(invitation.get_absolute_url()), 404)
    assert not Response.objects.exists()


def test_starting_leads_to_the_list_of_what_is_left(client, invitation, contributor):
    answer = entering(client, contributor).post(invitation.get_absolute_url())

    response = Response.objects.get()
    assert answer.headers["Location"] == response.get_absolute_url()
    page = read(client.get(response.get_absolute_url()))
    assert [words(item) for item in page.select(".nhsuk-task-list__item")] == [
        "UEC-01 Streaming at the front door Not started",
        "UEC-02 Same day emergency care Not started",
        "UEC-03 Frailty assessment Not started",
    ]
    assert "0 of 2 intentions answered." in words(page)


def test_what_is_answered_is_completed_and_the_button_leads_to_the_next(client, answered, contributor, second):
    answered.positions.filter(intention=second).update(stance="")
    page = read(entering(client, contributor).get(answered.get_absolute_url()))

    assert "UEC-01 Streaming at the front door Support Completed" in words(page)
    assert "UEC-02 Same day emergency care In progress" in words(page)
    assert page.find("a", string=lambda text: text and "Continue: UEC-02" in text)


@pytest.mark.parametrize(("show", "shown"), [("", 3), ("answered", 2), ("ours", 2), ("left", 1)])
def test_the_list_can_be_narrowed_by_its_address(client, answered, contributor, show, shown):
    page = read(entering(client, contributor).get(answered.get_absolute_url(), {"show": show}))

    assert len(page.select(".nhsuk-task-list__item")) == shown


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (DEADLINE - timedelta(days=6), "Submit by 5pm on Friday 18 December 2026 (London time). 6 days left."),
        (DEADLINE - timedelta(hours=2), "Submit by 5pm today. Our clock said 3:00:00pm when this page was made. Only our clock counts."),
        (
            DEADLINE + timedelta(seconds=1),
            "The deadline was 5pm on Friday 18 December 2026. You can read and download your draft but not submit it.",
        ),
    ],
)
def test_the_deadline_is_said_with_time_zone_and_clock(client, answered, contributor, monkeypatch, now, said):
    monkeypatch.setattr("providers.views.answering.database_now", lambda: now)

    assert said in words(read(entering(client, contributor).get(answered.get_absolute_url())))


@pytest.mark.parametrize("who", ["competitor", "approver", "neighbour", "author"])
def test_a_draft_of_somebody_else_is_not_there(client, answered, request, who):
    entering(client, request.getfixturevalue(who))

    for name in ("response", "check", "statement", "receipt"):
        read(client.get(reverse(f"providers:{name}", args=[answered.pk])), 404)
    read(client.get(reverse("providers:position", args=[answered.pk, "UEC-01"])), 404)


def test_a_submitted_response_is_read_by_the_commissioners_and_by_no_other_provider(client, submitted, approver, competitor):
    page = read(entering(client, approver).get(submitted.get_absolute_url()))
    assert "Submitted" in words(page) and "Check, sign and submit" not in words(page)

    position = read(client.get(reverse("providers:position", args=[submitted.pk, "UEC-02"])))
    assert "CANARY-TWO" in words(position) and position.select("main form textarea") == []

    read(entering(client, competitor).get(submitted.get_absolute_url()), 404)


def test_a_late_draft_says_when_it_arrived_and_that_nothing_is_lost(client, answered, signatory, contributor):
    with pytest.raises(actions.TooLate):
        actions.submit(response=answered, by=signatory, arrived_at=DEADLINE + timedelta(seconds=4))

    page = read(entering(client, contributor).get(answered.get_absolute_url()))
    assert "Not submitted. Your request reached us at 5:00:04pm" in words(page)
    assert "Only your organisation can read it." in words(page)


def test_a_lapsed_signature_is_named_with_its_reason(client, answered, signatory, acute, first, contributor):
    actions.sign(response=answered, by=signatory, organisation=acute, at=IN_TIME, role="Chief executive")
    actions.save_position(response=answered, intention=first, by=contributor, content={"comment": "Changed"})

    page = read(entering(client, contributor).get(answered.get_absolute_url()))
    assert "The signature of Eastham Acute Trust no longer counts: the text of UEC-01 changed at" in words(page)


def test_what_was_not_answered_is_not_begun_any_more_once_it_is_submitted(client, submitted, signatory):
    page = read(entering(client, signatory).get(submitted.get_absolute_url()))

    assert "UEC-03 Frailty assessment No answer" in words(page) and "Not started" not in words(page)


def test_the_statement_is_saved_and_shown(client, response, contributor):
    address = reverse("providers:statement", args=[response.pk])
    page = read(entering(client, contributor).get(address))

    answer = client.post(address, typed(page, covering_statement="We welcome this.\n\n- price\n- pace"))

    assert answer.headers["Location"] == response.get_absolute_url()
    assert "We welcome this." in words(read(client.get(response.get_absolute_url())))


def test_a_stale_statement_shows_both_texts_and_overwrites_nothing(client, response, contributor, signatory):
    address = reverse("providers:statement", args=[response.pk])
    page = read(entering(client, contributor).get(address))
    actions.save_statement(response=response, by=signatory, text="<p>Her words</p>", revision=0)

    conflict = read(client.post(address, typed(page, covering_statement="My words")), 409)

    assert "Her words" in words(conflict) and "My words" in conflict.decode()
    response.refresh_from_db()
    assert response.covering_statement == "<p>Her words</p>"


def test_a_statement_typed_while_a_colleague_sent_the_response_is_still_on_the_page(client, answered, contributor):
    address = reverse("providers:statement", args=[answered.pk])
    page = read(entering(client, contributor).get(address))
    actions.send(response=answered, by=contributor)

    page = read(client.post(address, typed(page, covering_statement="Typed too late")), 409)

    assert problems(page) == ["This response is now: Awaiting signatures. What you typed is still on this page: copy it."]
    assert "Typed too late" in page.select_one("textarea").get_text()


def test_a_viewer_of_the_provider_reads_and_cannot_start(client, invitation, acute):
    from portal.organisations.states import Role

    from ..conftest import person

    viewer = person("Pro Viewer", (acute, Role.VIEWER))
    page = read(entering(client, viewer).get(invitation.get_absolute_url()))

    assert "A contributor or signatory of Eastham Acute Trust can start the response." in words(page)
    assert client.post(invitation.get_absolute_url()).status_code == 403
    assert Invitation.objects.get().responses.count() == 0


@time_machine.travel(NOW, tick=False)
def test_the_page_of_tasks_asks_the_database_the_same_number_of_times(client, answered, contributor, django_assert_max_num_queries):
    entering(client, contributor).get(answered.get_absolute_url())

    with django_assert_max_num_queries(figures.OF_ITS_OWN + 1):
        client.get(answered.get_absolute_url())


def test_what_was_submitted_is_read_from_one_intention_to_the_next(client, submitted, signatory):
    entering(client, signatory)

    first, last = (read(client.get(reverse("providers:position", args=[submitted.pk, one]))) for one in ("UEC-01", "UEC-03"))

    assert words(first.find("a", href=reverse("providers:position", args=[submitted.pk, "UEC-02"]))) == "Next : UEC-02"
    assert "Next" not in words(last.main)
