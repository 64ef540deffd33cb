"""What subscribers are told: public facts alone, at the moment of sending, once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees import actions as committees
from committees.models import Minutes, Pack
from intentions import actions as intentions
from portal.alerts import actions, tasks
from portal.alerts.actions import sending
from portal.alerts.documents import key_of
from portal.alerts.models import Letter, Notice, Subscriber, Subscription
from portal.alerts.states import LetterStatus, Pace
from portal.organisations.models import Place

from ..alerts import LONG_AGO, subscribed, turn
from ..conftest import EXEMPT, IN_TIME, LATE, PUBLISHED, print_everything

pytestmark = pytest.mark.django_db


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


def test_what_is_for_a_whole_system_is_told_by_each_of_its_places(round_, author, approver):
    system = Place.objects.create(slug="system", name="The system", kind="SYSTEM")
    inside = Place.objects.create(slug="westham", name="Westham", kind="BOROUGH", parent=system)
    grouped = Place.objects.create(slug="northham", name="Northham", kind="BOROUGH")
    outside = Place.objects.create(slug="elsewhere", name="Elsewhere", kind="BOROUGH")
    system.members.add(grouped)
    round_.places.set([system])
    for place in (inside, grouped, outside):
        subscribed(place, f"{place.slug}@example.org")
    for intention in round_.intentions.order_by("reference"):
        intentions.approve(version=intentions.submit(version=intention.latest, by=author), by=approver, at=PUBLISHED)
    intentions.publish(round=round_, by=approver, approving_body="Board", approved_date=None, at=PUBLISHED)
    assert sorted(message.to[0] for message in turn()) == ["northham@example.org", "westham@example.org"]


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
