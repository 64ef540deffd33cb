"""Emails of what is published: asked for by anybody, confirmed, of public facts alone at the moment of sending, and left by one click."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees import actions as committees
from committees.models import Minutes, Pack
from intentions import actions as intentions
from portal.alerts import actions, links, tasks
from portal.alerts.actions import sending
from portal.alerts.documents import key_of
from portal.alerts.models import Letter, Line, Notice, Subscriber, Subscription
from portal.alerts.states import LetterStatus, Pace
from portal.organisations.models import Place

from ..conftest import EXEMPT, IN_TIME, LATE, PUBLISHED, print_everything
from ..reading import entering, main, problems, soup

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)
READER = "reader@example.org"


def subscribed(thing, email=READER, pace=Pace.AT_ONCE, at=LONG_AGO):
    subscriber, _ = Subscriber.objects.get_or_create(email=email)
    return Subscription.objects.create(subscriber=subscriber, key=key_of(thing), pace=pace, asked_at=at, confirmed_at=at)


def ask(client, thing, email=READER, pace="AT_ONCE", kind="committee"):
    return client.post(f"/emails/{kind}/{thing.slug}/", {"email": email, "pace": pace})


def link_in(text, purpose):
    return re.search(rf"https?://[^/]+(/emails/{purpose}/\S+)", text).group(1)


def turn():
    """What the clock does: spread, bundle what goes at once, send."""
    tasks.tell()
    return mail.outbox


# ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_of_a_committee_a_meeting_a_round_and_the_front_lead_to_it(client, published, edition):
    address = f"/emails/committee/{published.committee.slug}/"
    assert soup(client.get(published.committee.get_absolute_url())).find("a", href=address)
    assert soup(client.get(published.get_absolute_url())).find("a", href=address)
    page = soup(client.get(edition.round.get_absolute_url()))
    assert page.find("a", href=f"/emails/round/{edition.round.slug}/")
    assert page.find("a", href="/emails/programme/cancer/")
    assert soup(client.get("/search/?place=eastham")).find("a", href="/emails/place/eastham/")
    assert soup(client.get("/")).find("a", href="/emails/")
    listed = soup(client.get("/emails/"))
    assert listed.find("a", href="/emails/place/eastham/") and listed.find("a", href="/emails/programme/cancer/")


def test_nothing_is_sent_before_the_link_is_pressed(client, committee, meeting, cleared, clerk):
    said = main(ask(client, committee))
    assert "Check your email" in said and "Until then we send nothing else." in said
    tasks.send_letters()
    [question] = mail.outbox
    assert question.to == [READER] and question.subject == f"Confirm that you want emails about {committee.name}"
    committees.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)
    assert turn() == [question]

    address = link_in(question.body, "confirm")
    assert f"Do you want emails about {committee.name}?" in main(client.get(address))
    assert Subscription.objects.get().confirmed_at is None  # a scanner opened it
    for _ in range(2):  # pressing twice is pressing once
        assert f"You get emails about {committee.name}" in main(client.post(address))
    assert f"You get emails about {committee.name}" in main(client.get(address))
    assert Subscription.objects.get().confirmed_at is not None


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(client, committee, member):
    subscribed(committee, member.email)
    answers = [main(ask(Client(), committee, email)).replace(email, "") for email in (member.email, "new@example.org")]
    assert answers[0] == answers[1]
    tasks.send_letters()
    said = {message.to[0]: message for message in mail.outbox}
    assert "You get them already" in said[member.email].body and "/confirm/" not in said[member.email].body
    assert Subscription.objects.get(subscriber__email=member.email).pace == Pace.AT_ONCE


def test_somebody_else_cannot_change_what_a_reader_chose(client, committee):
    subscribed(committee, pace=Pace.DAILY)
    ask(client, committee, pace="AT_ONCE")
    assert Subscription.objects.get().pace == Pace.DAILY


def test_one_address_is_asked_three_times_a_day_and_one_machine_waits(client, committee, elsewhere):
    for thing in (committee, elsewhere) * 3:
        assert ask(client, thing).status_code == 200
    assert Letter.objects.count() == 3
    answers = [ask(client, committee, f"reader{number}@example.org").status_code for number in range(16)]
    assert answers[-1] == 429


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your email address"),
        ("reader", "Enter an email address in the correct format, like name@example.com"),
        ("reader@example.org\nBcc: all@example.org", "Enter an email address in the correct format, like name@example.com"),
        ("re\u0430der@example.org", "Email has a letter that only looks like one of an address: “\u0430”. Type the address again"),
    ],
)
def test_an_address_that_is_none_is_said_and_kept(client, committee, typed, said):
    answer = ask(client, committee, typed)
    assert said in problems(soup(answer, 422))
    assert not Subscriber.objects.exists() and not mail.outbox


def test_an_invisible_character_is_not_a_second_reader(client, committee):
    ask(client, committee, "Reader@example.org\u200b")
    ask(client, committee, "\u202areader@example.org")
    assert [one.email for one in Subscriber.objects.all()] == [READER]


def test_when_they_come_must_be_chosen(client, committee):
    page = soup(ask(client, committee, pace=""), 422)
    assert problems(page) == ["Select when you want them"]
    assert page.find("input", {"name": "email"})["value"] == READER


def test_what_is_closed_private_or_of_no_kind_cannot_be_subscribed_to(client, committee, round_, clerk, ccg, author):
    assert client.get(f"/emails/round/{round_.slug}/").status_code == 404  # no edition of it is published
    assert client.get("/emails/programme/cancer/").status_code == 404  # nor of this programme
    committees.close(committee=committee, by=clerk, at=IN_TIME)
    assert client.get(f"/emails/committee/{committee.slug}/").status_code == 404
    assert client.get("/emails/organisation/eastham-ccg/").status_code == 404
    assert ask(client, committee).status_code == 404 and not Subscriber.objects.exists()


def test_a_link_ends_after_a_week_and_so_does_the_address(client, committee, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False)
    ask(client, committee)
    Letter.objects.update(created_at=timezone.now())
    Subscriber.objects.update(made_at=timezone.now())
    Subscription.objects.update(asked_at=timezone.now())
    tasks.send_letters()
    address = link_in(mail.outbox[0].body, "confirm")
    time_machine.move_to(datetime(2026, 3, 9, 10, tzinfo=UTC), tick=False)
    assert "This link does not work" in main(client.get(address), 404)
    assert client.post(address).status_code == 404
    actions.forget(at=timezone.now())
    assert not Subscriber.objects.exists() and not Letter.objects.exists()


def test_a_confirmed_address_is_not_forgotten(committee):
    subscribed(committee)
    Subscriber.objects.update(made_at=LONG_AGO)
    actions.forget(at=timezone.now())
    assert Subscription.objects.count() == 1


def test_somebody_logged_in_confirms_nothing(client, committee, member):
    page = entering(client, member).get(f"/emails/committee/{committee.slug}/")
    assert f"They go to {member.email}." in main(page)
    said = client.post(f"/emails/committee/{committee.slug}/", {"pace": "DAILY"}, follow=True)
    assert f"You get emails about {committee.name} at {member.email}." in main(said)
    one = Subscription.objects.get()
    assert (one.subscriber.email, one.pace, bool(one.confirmed_at)) == (member.email, Pace.DAILY, True)
    assert not Letter.objects.exists()
    held = client.get("/account/held/").json()
    assert [row["about"] for row in held["emails of what is published"]] == [committee.name]


# ── What is told ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_agenda_pack_supplement_and_minutes_of_a_committee_are_told(files, committee, published, exempt_item, clerk, second_clerk):
    subscribed(committee)
    Notice.objects.all().delete()
    issued = committees.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    Notice.objects.update(at=timezone.now())
    assert turn() == []  # it is still being printed
    print_everything()
    turn()
    assert [message.subject for message in mail.outbox] == [f"Papers, issue 1: {committee.name}, Monday 3 December 2018"]
    [public] = [pack for pack in issued if not pack.is_private]
    assert public.get_absolute_url() in mail.outbox[0].body
    assert not any(str(pack.pk) in mail.outbox[0].body for pack in issued if pack.is_private)
    after = datetime(2018, 12, 5, 9, tzinfo=UTC)
    said = {"chair": "Cllr Chair", "present": "A", "in_attendance": "", "apologies": "", "declarations": ""}
    committees.write_minutes(meeting=published, by=clerk, at=after, **said)
    committees.clear_minutes(minutes=Minutes.objects.get(), by=second_clerk, at=after)
    turn()
    assert mail.outbox[1].subject == f"Minutes: {committee.name}, Monday 3 December 2018"


def test_an_edition_is_told_by_round_place_and_programme_once(round_, author, approver):
    place, [programme] = Place.objects.get(slug="eastham"), [one.programme for one in round_.chapters.filter(code="CAN")]
    for thing in (round_, place, programme):
        subscribed(thing)
    for intention in round_.intentions.order_by("reference"):
        intentions.approve(version=intentions.submit(version=intention.latest, by=author), by=approver, at=PUBLISHED)
    due = timezone.now() + timedelta(days=30)
    intentions.publish(round=round_, by=approver, approving_body="Board", approved_date=None, at=PUBLISHED, response_deadline=due)
    [message] = turn()
    assert message.subject.startswith("2 things were published: Open for responses until ")
    assert "Published: Eastham intentions 2019/20, edition 1" in message.body
    why = re.search("emails about (.+)[.]", message.body).group(1)
    assert set(why.split(", ")) == {"Eastham intentions 2019/20", "Eastham", "Cancer"}
    assert len(turn()) == 1  # the next turn tells nothing twice


def test_one_a_day_has_all_of_it_together(committee, published):
    subscribed(committee, pace=Pace.DAILY)
    assert turn() == []
    tasks.tell_of_the_day()
    tasks.send_letters()
    assert [message.subject for message in mail.outbox] == [f"Agenda: {committee.name}, Monday 3 December 2018"]
    assert actions.bundle(pace=Pace.DAILY) == 0


def test_who_confirmed_later_is_not_told_of_what_was(committee, published):
    subscribed(committee, at=IN_TIME + timedelta(minutes=1))
    assert turn() == []


def test_who_did_not_ask_about_it_is_not_told(elsewhere, published):
    subscribed(elsewhere)
    assert turn() == []


# ── Only public facts, at the moment of sending ─────────────────────────────────────────────────────────────────────
def test_no_word_of_part_2_is_in_any_email(packs, committee, council, published):
    place = Place.objects.create(slug="westham", name="Westham", kind="BOROUGH")
    council.place = place
    council.save()
    subscribed(committee)
    [message] = turn()
    sent = message.message().as_string() + message.body
    assert "canary" not in sent and not any(str(pack.pk) in sent for pack in packs if pack.is_private)


def test_a_draft_agenda_a_draft_round_and_a_private_pack_are_never_announced(meeting, round_, committee):
    subscribed(committee)
    subscribed(round_)
    assert turn() == [] and not Notice.objects.exists()


def test_what_is_recalled_between_order_and_sending_is_not_sent(packs, committee, published, clerk, monkeypatch):
    subscribed(committee)
    actions.spread(at=timezone.now())
    actions.bundle(pace=Pace.AT_ONCE)
    committees.remark(
        item=published.items.get(number=1), by=clerk, at=LATE, **{name: value for name, value in EXEMPT.items() if name != "is_exempt"}
    )
    assert Pack.objects.get(audience="public").recalled_at
    tasks.send_letters()
    [message] = mail.outbox
    assert message.subject.startswith("Agenda: ") and "Papers" not in message.body


def test_a_letter_of_which_nothing_is_left_is_dropped(committee, published, clerk):
    subscribed(committee)
    actions.spread(at=timezone.now())
    actions.bundle(pace=Pace.AT_ONCE)
    committees.cancel(meeting=published, by=clerk)
    tasks.send_letters()
    assert mail.outbox == [] and Letter.objects.get().status == LetterStatus.DROPPED


def test_what_was_left_between_order_and_sending_is_not_sent(committee, published, council):
    subscribed(committee)
    actions.spread(at=timezone.now())
    actions.bundle(pace=Pace.AT_ONCE)
    actions.leave(subscriber=Subscriber.objects.get())
    tasks.send_letters()
    assert mail.outbox == [] and not Letter.objects.exists()


# ── Leaving ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_email_can_be_left_by_one_click_of_the_mail_program(client, committee, published):
    subscribed(committee)
    [message] = turn()
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/emails/leave/.+)>", message.extra_headers["List-Unsubscribe"]).group(1)
    assert address in message.body
    assert max(map(len, message.message().as_bytes().splitlines())) < 998  # as long as a line of an email may be

    assert "Stop these emails?" in main(client.get(address))
    assert Subscription.objects.count() == 1  # a scanner opened it
    program = Client(enforce_csrf_checks=True)
    answer = program.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert "You get no more of these emails" in main(answer)
    assert not Subscriber.objects.exists() and not Letter.objects.exists() and not Line.objects.exists()
    assert "You get none of these emails" in main(program.post(address))  # twice is once


def test_leaving_one_keeps_the_others(client, committee, elsewhere, published):
    subscribed(committee)
    subscribed(elsewhere)
    [message] = turn()
    client.post(link_in(message.body, "leave"))
    assert [one.key for one in Subscription.objects.all()] == [key_of(elsewhere)]


def test_the_secret_page_shows_changes_and_ends_them(client, committee, elsewhere, published):
    first, second = subscribed(committee), subscribed(elsewhere)
    [message] = turn()
    address = link_in(message.body, "yours")
    said = main(client.get(address))
    assert READER in said and committee.name in said and elsewhere.name in said
    assert "Your choice is saved." in main(client.post(address, {"of": first.pk, "pace": "DAILY"}, follow=True))
    assert Subscription.objects.get(pk=first.pk).pace == Pace.DAILY
    client.post(address, {"of": first.pk, "pace": "HOURLY"})
    client.post(address, {"of": "no id", "leave": "1"})
    assert Subscription.objects.get(pk=first.pk).pace == Pace.DAILY and Subscription.objects.count() == 2
    client.post(address, {"of": second.pk, "leave": "1"})
    assert Subscription.objects.get().pk == first.pk
    assert "forgotten your address" in main(client.post(address, {"all": "1"}, follow=True))
    assert not Subscriber.objects.exists()
    assert "You get none of these emails" in main(client.get(address))


def test_a_link_for_one_purpose_opens_nothing_else(client, committee):
    one = subscribed(committee)
    token = links.to_yours(one.subscriber).rstrip("/").rpartition("/")[2]
    for purpose in ("leave", "confirm"):
        assert client.post(f"/emails/{purpose}/{token}/").status_code == 404
    for purpose in ("leave", "confirm", "yours"):
        assert client.get(f"/emails/{purpose}/made-up:x:y/").status_code == 404
    assert Subscription.objects.count() == 1


def test_another_readers_subscription_is_not_changed_by_ones_own_link(client, committee, elsewhere):
    mine, theirs = subscribed(committee), subscribed(committee, "other@example.org")
    client.post(links.to_yours(mine.subscriber).partition("8000")[2], {"of": theirs.pk, "leave": "1"})
    assert Subscription.objects.filter(pk=theirs.pk).exists()


# ── Many, and what goes wrong ───────────────────────────────────────────────────────────────────────────────────────
def test_a_batch_asks_as_much_of_two_hundred_as_of_two(committee, published, monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 250)

    def queries(number):
        Subscriber.objects.all().delete()
        Notice.objects.update(spread_at=None)
        people = Subscriber.objects.bulk_create(Subscriber(email=f"r{one}@example.org") for one in range(number))
        said = {"key": key_of(committee), "pace": Pace.AT_ONCE, "asked_at": LONG_AGO, "confirmed_at": LONG_AGO}
        Subscription.objects.bulk_create(Subscription(subscriber=one, **said) for one in people)
        mail.outbox.clear()
        with CaptureQueriesContext(connection) as asked:
            tasks.tell()
        assert len(mail.outbox) == number
        return len(asked)

    assert queries(2) == queries(200)


def test_what_one_worker_has_claimed_no_other_sends(committee, published):
    subscribed(committee)
    actions.spread(at=timezone.now())
    actions.bundle(pace=Pace.AT_ONCE)
    assert len(sending.claim()) == 1
    assert sending.claim() == [] and turn() == []


def test_a_mail_server_that_is_away_is_tried_again_and_given_up_at_last(committee, published, monkeypatch):
    subscribed(committee)

    def away(*given, **more):
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", away)
    turn()
    letter = Letter.objects.get()
    assert (letter.status, letter.attempts, letter.failure) == (LetterStatus.WAITING, 1, "refused")
    Letter.objects.update(lease_until=None, attempts=7)
    tasks.send_letters()
    assert Letter.objects.get().status == LetterStatus.FAILED
