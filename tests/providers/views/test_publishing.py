from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from intentions import actions as intentions
from portal.audit.models import Email
from portal.audit.states import EmailStatus
from portal.nhsuk.days_off import odd_day
from portal.organisations.states import Kind
from providers import actions
from providers.models import Invitation

from ..conftest import DEADLINE, PASSWORD, PUBLISHED, organisation
from ..reading import entering, problems, read, rows, typed, words

ADDRESS = "/rounds/sel-2027/publish/"


def weekday(days):
    """A working day at 5pm about so many days from now."""
    day = timezone.localtime() + timedelta(days=days)
    while odd_day(day.date()):
        day += timedelta(days=1)
    return day.replace(hour=17, minute=0, second=0, microsecond=0)


def in_parts(name, moment, with_time=True):
    parts = {f"{name}_day": moment.day, f"{name}_month": moment.month, f"{name}_year": moment.year}
    return {**parts, f"{name}_time": f"{moment:%H:%M}"} if with_time else parts


def answers(**changes):
    yesterday = timezone.localdate() - timedelta(days=1)
    return {
        "approving_body": "Governing body",
        **in_parts("approved_date", yesterday, with_time=False),
        "is_answered": "True",
        **in_parts("response_deadline", weekday(60)),
        "password": PASSWORD,
        **changes,
    }


@pytest.fixture
def page(client, drafted, approver, acute, contributor):
    return read(entering(client, approver).get(ADDRESS))


def test_the_page_says_what_publishing_does_in_numbers(page):
    said = words(page)

    assert "The intentions name 1 organisation that has not been asked before: Eastham Acute Trust" in said
    assert "Publishing edition 1 makes 1 intention public and, if providers answer it, emails 1 organisation" in said
    assert "An edition cannot be unpublished; a correction is edition 2." in said
    assert page.find("button", string=lambda text: text and "Publish edition 1" in text)


@pytest.fixture
def begun(commissioner, author):
    """A round in which nothing is written yet."""
    about = {"title": "South East London 2027/28", "slug": "sel-2027", "kind": "annual", "year_from": 2027, "year_to": 2027}
    return intentions.start_round(**about, lead=commissioner, participants=[], by=author)


@pytest.mark.parametrize(("is_written", "first"), [(True, "No intention is approved yet."), (False, "No intention is written yet.")])
def test_where_nothing_would_be_in_the_edition_the_page_says_what_comes_first(client, begun, author, approver, is_written, first):
    if is_written:
        programme = intentions.add_programme(slug="uec", name="Urgent care", kind="uec", by=author)
        chapter = intentions.add_chapter(round=begun, programme=programme, code="UEC", title="Care", by=author)
        intentions.add_intention(chapter=chapter, by=author, content={"title": "Beds"})
    page = read(entering(client, approver).get(ADDRESS))
    assert first in words(page)
    assert "0 intentions" not in words(page) and page.find("button", string=lambda text: text and "Publish" in text) is None
    answer = client.post(ADDRESS, answers())
    assert problems(read(answer, 422)) == ["No intention is approved. Approve at least one"]


def test_an_edition_of_nothing_is_not_planned_either(begun, approver):
    with pytest.raises(intentions.Blocked, match="No intention is approved"):
        intentions.plan_edition(round=begun, by=approver, publish_at=weekday(9), approving_body="x", approved_date=None)


def test_publishing_asks_the_providers_and_says_where_it_can_be_read(client, page, contributor):
    answer = client.post(ADDRESS, typed(page, **answers()))

    assert answer.headers["Location"] == reverse("providers:told", args=["sel-2027"])
    invitation = Invitation.objects.get()
    assert invitation.deadline == weekday(60).astimezone(UTC)
    assert Email.objects.filter(kind="invited", to=contributor).count() == 1
    said = words(read(client.get(answer.headers["Location"])))
    assert "Edition 1 is public at" in said and "1 organisation was asked and emailed." in said


def test_another_organisation_can_be_asked_too(client, drafted, approver, acute, borough):
    charity = organisation("charity", "Charity", Kind.VOLUNTARY_SECTOR, borough)
    page = read(entering(client, approver).get(ADDRESS))

    client.post(ADDRESS, typed(page, **answers(invited=[str(charity.pk)])))

    assert {one.organisation for one in Invitation.objects.all()} == {acute, charity}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "wrong"}, "The password is not right."),
        ({"approving_body": ""}, "Enter the approving body"),
        ({"is_answered": ""}, "Select yes if providers answer this edition"),
        ({"response_deadline_time": ""}, "Response deadline must include a time"),
        ({"response_deadline_time": "midnight"}, "Response deadline cannot be at midnight. Enter a time like 5pm or 11:59pm"),
        ({"response_deadline_day": "31", "response_deadline_month": "2"}, "Response deadline must be a real date"),
    ],
)
def test_what_is_wrong_is_said_and_everything_else_typed_is_kept(client, page, changes, said):
    page = read(client.post(ADDRESS, typed(page, **answers(**changes))), 422)

    assert problems(page) == [said]
    if "approving_body" not in changes:
        assert page.select_one("[name=approving_body]")["value"] == "Governing body"
    assert not Invitation.objects.exists()


def test_a_deadline_in_the_past_is_refused(client, page):
    past = in_parts("response_deadline", weekday(-30))

    page = read(client.post(ADDRESS, typed(page, **answers(**past))), 422)

    assert problems(page)[0].startswith("Response deadline must be in the future. It is now ")


def test_questions_cannot_close_after_responses(client, page):
    late = in_parts("question_deadline", weekday(90))

    page = read(client.post(ADDRESS, typed(page, **answers(**late))), 422)

    assert problems(page) == ["Question deadline must be at or before the response deadline"]


def test_a_deadline_on_a_weekend_must_be_meant(client, page):
    saturday = weekday(60) + timedelta(days=(5 - weekday(60).weekday()) % 7)
    on_saturday = answers(**in_parts("response_deadline", saturday))

    warned = read(client.post(ADDRESS, typed(page, **on_saturday)), 422)
    assert "is a Saturday. Change the deadline, or tick that you mean it" in problems(warned)[0]

    answer = client.post(ADDRESS, typed(warned, **on_saturday, keeps_day="on"))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2015, 1, 31), "31 January 2015 is a Saturday"),
        (date(2026, 12, 25), "25 December 2026 is a bank holiday (Christmas Day)"),
        (date(2026, 12, 18), ""),
    ],
)
def test_days_on_which_few_people_work_are_known(day, said):
    assert odd_day(day) == said


def test_what_must_be_fixed_stops_it_and_links_to_the_place(client, drafted, approver, author):
    from intentions import actions as intentions

    chapter = drafted.chapters.get()
    bare = intentions.add_intention(chapter=chapter, by=author, content={"title": "Bare"})
    type(bare.latest).objects.filter(pk=bare.latest.pk).update(status="IN_REVIEW")
    type(bare.latest).objects.filter(pk=bare.latest.pk).update(status="APPROVED", approved_at=PUBLISHED, approved_by=approver)

    page = read(entering(client, approver).get(ADDRESS))

    assert problems(page) and all("UEC-02" in problem for problem in problems(page))
    assert page.select_one(".nhsuk-error-summary a")["href"].startswith("/rounds/sel-2027/draft/UEC-02/#id_")
    assert not page.find("button", string=lambda text: text and "Publish edition" in text)


@pytest.mark.parametrize(("who", "status"), [("author", 403), ("viewer", 403), ("neighbour", 404), ("contributor", 404)])
def test_only_an_approver_publishes(client, drafted, request, who, status):
    entering(client, request.getfixturevalue(who))

    assert client.get(ADDRESS).status_code == status
    assert client.post(ADDRESS, answers()).status_code == status
    assert not Invitation.objects.exists()


# ── C7 ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
TOLD = "/rounds/sel-2027/providers/"


def test_the_commissioners_see_who_was_told_who_looked_and_what_came(client, submitted, rival_invitation, contributor, approver):
    actions.open_(invitation=submitted.invitation, by=contributor, at=datetime(2026, 10, 5, 9, 30, tzinfo=UTC))

    shown = rows(read(entering(client, approver).get(TOLD)))

    assert any("Eastham Acute Trust" in row and "5 October 2026 at 10:30am by Con Tributor" in row and "Submitted" in row for row in shown)
    assert any("Westham Acute Trust" in row and "Not opened" in row for row in shown)


def test_that_somebody_writes_a_draft_is_not_told_to_the_commissioners(client, answered, approver):
    said = words(read(entering(client, approver).get(TOLD)))

    assert "Draft" not in said and "Not opened" in said


def test_a_reminder_is_sent_by_hand_once_a_day(client, answered, viewer, author, contributor, monkeypatch):
    monkeypatch.setattr("providers.views.publishing.database_now", lambda: DEADLINE - timedelta(days=20))
    assert not read(entering(client, viewer).get("/rounds/sel-2027/providers/")).select("form[action$=prompt\\/]")
    form = read(entering(client, author).get("/rounds/sel-2027/providers/")).select_one("form[action$=prompt\\/]")
    assert "1 organisation may still answer and has not submitted." in words(form)

    said = [words(read(client.post(form["action"], follow=True)).select_one(".nhsuk-notification-banner")) for _ in range(2)]

    assert "Reminded: those with something left to do in 1 organisation." in said[0]
    assert "A reminder was sent less than a day ago." in said[1]
    assert Email.objects.filter(kind="reminded", to=contributor).count() == 1


def test_mail_that_came_back_stands_first(client, invitation, rival_invitation, approver):
    Email.objects.filter(about_id=rival_invitation.pk).update(status=EmailStatus.FAILED)

    shown = rows(read(entering(client, approver).get(TOLD)))

    assert "Westham Acute Trust" in shown[0] and "Not delivered" in shown[0]


def test_more_time_is_given_with_a_reason(client, invitation, approver, contributor):
    address = reverse("providers:extend", args=["sel-2027", "acute"])
    page = read(entering(client, approver).get(address))
    later = DEADLINE + timedelta(days=5)

    client.post(address, typed(page, **in_parts("until", later), reason="A burst pipe"))

    invitation.refresh_from_db()
    assert (invitation.deadline, invitation.extension_reason) == (later, "A burst pipe")
    assert "Extended: A burst pipe" in words(read(client.get(TOLD)))


def test_less_time_is_refused_in_words(client, invitation, approver):
    address = reverse("providers:extend", args=["sel-2027", "acute"])
    page = read(entering(client, approver).get(address))

    page = read(client.post(address, typed(page, **in_parts("until", DEADLINE - timedelta(days=1)), reason="Why")), 422)

    assert problems(page) == ["More time must end after 5pm on Friday 18 December 2026"]
    assert page.select_one("[name=reason]").get_text(strip=True) == "Why"


@pytest.mark.parametrize("who", ["contributor", "competitor", "neighbour"])
def test_who_was_told_is_for_the_commissioners(client, invitation, rival_invitation, request, who):
    entering(client, request.getfixturevalue(who))

    assert client.get(TOLD).status_code == 404
    assert client.get(reverse("providers:extend", args=["sel-2027", "acute"])).status_code == 404


def test_of_a_later_edition_those_asked_before_are_counted(client, page, contributor, drafted, author, approver):
    client.post(ADDRESS, typed(page, **answers()))
    version = drafted.intentions.get().latest
    fresh = intentions.open_next_version(intention=drafted.intentions.get(), by=author)
    fresh = intentions.save_version(version=fresh, by=author, revision=fresh.revision, content={"title": f"{version.title}, and more"})
    intentions.approve(version=intentions.submit(version=fresh, by=author), by=approver, at=timezone.now())
    again = read(client.get(ADDRESS))

    answer = client.post(ADDRESS, typed(again, **answers(what_changed="More")))

    said = words(read(client.get(answer.headers["Location"])))
    assert "Edition 2 is public at" in said
    assert "0 organisations" not in said
    assert "1 organisation was asked before and emailed about this edition." in said
    assert Email.objects.filter(kind="edition_replaced", to=contributor).count() == 1
