"""An edition that is published at a set time, and a correction that keeps its deadlines."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intentions import actions as intentions
from intentions.models import Edition, Planned
from portal.audit.models import Email
from portal.organisations.models import Membership
from providers import actions, tasks
from providers.models import Invitation
from tests import figures

from ..reading import entering, read
from .test_publishing import ADDRESS, answers, in_parts, weekday


def tomorrow():
    return timezone.localtime().replace(second=0, microsecond=0) + timedelta(days=1)


APPROVING = ("to approve", "approved")  # what made the text ready to be planned


@pytest.fixture
def planned(client, drafted, approver, acute, contributor):
    sent = answers(when="later", **in_parts("publish_at", tomorrow()))
    entering(client, approver).post(ADDRESS, sent)
    return Planned.objects.get()


def at_its_hour(planned):
    Planned.objects.filter(pk=planned.pk).update(publish_at=timezone.now() - timedelta(seconds=1))


def test_until_its_hour_nobody_is_told(planned):
    tasks.publish_planned()
    assert (Edition.objects.count(), Invitation.objects.count(), Email.objects.exclude(kind__in=APPROVING).count()) == (0, 0, 0)


def test_at_its_hour_it_is_published_once_as_it_was_planned(planned, acute):
    at_its_hour(planned)
    tasks.publish_planned()
    tasks.publish_planned()
    edition = Edition.objects.get()
    assert (edition.approving_body, edition.published_by) == ("Governing body", planned.by)
    assert edition.response_deadline == planned.response_deadline
    assert Invitation.objects.filter(organisation=acute).count() == 1


def test_the_task_may_come_twice(planned):
    at_its_hour(planned)
    planned.refresh_from_db()
    first, second = (actions.publish_planned(planned=planned, at=timezone.now()) for _ in range(2))
    assert (first.status, second.status, Edition.objects.count()) == ("PUBLISHED", "PUBLISHED", 1)


def test_what_must_be_fixed_by_then_stops_it_and_whoever_planned_it_is_told(planned):
    planned.round.sections.create(order=1, heading="Annex 1", body="")
    at_its_hour(planned)
    tasks.publish_planned()
    planned.refresh_from_db()
    assert (planned.status, planned.why) == ("FAILED", "Front matter “Annex 1” has a heading and no text")
    assert not Edition.objects.exists()
    email = Email.objects.exclude(kind__in=APPROVING).get()
    assert email.to == planned.by
    assert "Annex 1" in email.body


def test_whoever_planned_it_and_left_publishes_nothing(planned):
    Membership.objects.filter(user=planned.by).update(ended_at=timezone.now())
    at_its_hour(planned)
    tasks.publish_planned()
    planned.refresh_from_db()
    assert planned.why.endswith("may no longer publish this round")
    assert not Edition.objects.exists()


def test_a_plan_is_cancelled_and_a_new_one_takes_the_place_of_the_old(client, planned, approver):
    again = {"round": planned.round, "by": approver, "publish_at": tomorrow(), "approving_body": "Board", "approved_date": None}
    second = intentions.plan_edition(**again)
    planned.refresh_from_db()
    assert planned.status == "CANCELLED"
    client.post(f"{ADDRESS}cancel/")
    second.refresh_from_db()
    assert second.status == "CANCELLED"
    assert client.post(f"{ADDRESS}cancel/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"when": "later"}, "Enter when to publish"),
        ({"when": "later", **in_parts("publish_at", timezone.localtime() - timedelta(days=2))}, "Publish at must be in the future"),
        (
            {"when": "later", **in_parts("publish_at", weekday(80)), **in_parts("response_deadline", weekday(70))},
            "Response deadline must be after the edition is published",
        ),
    ],
)
def test_a_time_that_makes_no_sense_is_refused(client, drafted, approver, acute, contributor, changes, said):
    answer = entering(client, approver).post(ADDRESS, answers(**changes))
    assert answer.status_code == 422
    assert said in read(answer, 422).find(class_="nhsuk-error-summary").get_text()
    assert not Planned.objects.exists()


def test_a_correction_keeps_the_deadline_of_the_edition_before(client, invitation, round, approver):
    page = read(entering(client, approver).get(ADDRESS))
    due = timezone.localtime(round.response_deadline)
    shown = [page.find("input", attrs={"name": f"response_deadline_{part}"})["value"] for part in ("day", "month", "year", "time")]
    assert shown[:3] == [str(due.day), str(due.month), str(due.year)]
    assert shown[3]
    assert page.find("input", attrs={"name": "is_answered", "value": "True"}).has_attr("checked")


def test_the_page_asks_at_most_12_times(client, invitation, approver, round):
    visitor = entering(client, approver)
    with CaptureQueriesContext(connection) as asked:
        visitor.get(ADDRESS)
    reads = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
    assert len(reads) <= figures.OF_ITS_OWN + figures.WHO_ASKS, "\n".join(sql[:150] for sql in reads)
