"""Contracts are given the notice they ask for: reckoned, warned of, stopped when it is too late, proved by the edition."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from intentions import actions, checks
from intentions.documents import parts_of
from intentions.models import Version, notice

from .conftest import NOON, WHOLE
from .reading import EDIT, banner, problems, typed

ROW = {"reference": "LKF-2024-07", "provider": "Larkfield Trust", "ends_on": None, "notice_months": 6, "clause": "GC17.2", "unserved": ""}


def touching(chapter, author, *, begins, **said):
    dates = {"from_date": begins, "to_date": None, "precision": "day"} if begins else {}
    content = {**WHOLE, **dates, "kind": "decommission", "contracts": [{**ROW, **said}]}
    return actions.add_intention(chapter=chapter, by=author, content=content).latest


def found(version, check="notice"):
    """What that check says of it."""
    version = Version.objects.get(pk=version.pk)
    return [(one.severity, one.message) for one in checks.of_version(version, version.intention.round) if one.check == check]


@pytest.mark.parametrize(
    ("begins", "months", "last"),
    [
        (date(2027, 4, 1), 6, date(2026, 9, 30)),
        (date(2027, 4, 1), 12, date(2026, 3, 31)),
        (date(2027, 3, 31), 1, date(2027, 2, 27)),  # February has no 31st
        (date(2028, 3, 31), 1, date(2028, 2, 28)),
        (date(2027, 1, 1), 0, date(2026, 12, 31)),
        (date(2027, 4, 1), 60, date(2022, 3, 31)),
    ],
)
def test_the_last_day_of_notice(begins, months, last):
    assert notice.last_day(begins, months) == last


def test_without_a_day_or_a_length_there_is_no_last_day():
    assert notice.last_day(None, 6) is None
    assert notice.last_day(date(2027, 4, 1), None) is None


def test_it_is_warned_of_before_the_day_and_must_be_fixed_after_it(chapter, author):
    today = localdate()
    assert found(touching(chapter, author, begins=today + timedelta(days=400))) == []
    [(severity, words)] = found(touching(chapter, author, begins=today + timedelta(days=30), notice_months=0))
    assert severity == "look" and "must be published by" in words
    [(severity, words)] = found(touching(chapter, author, begins=today + timedelta(days=30)))
    assert severity == "must" and "the contract LKF-2024-07 asks for 6 months of notice, and its last day was" in words


def test_what_is_too_late_is_not_sent_for_approval_until_it_is_said_why(chapter, author):
    late = touching(chapter, author, begins=localdate() + timedelta(days=30))
    with pytest.raises(actions.Blocked):
        actions.submit(version=late, by=author)
    said = touching(chapter, author, begins=localdate() + timedelta(days=30), unserved="Both agreed to end it early")
    assert actions.submit(version=said, by=author).status == "IN_REVIEW"


def test_a_contract_that_ends_by_itself_needs_no_notice(chapter, author):
    begins = localdate() + timedelta(days=30)
    assert found(touching(chapter, author, begins=begins, ends_on=begins - timedelta(days=1))) == []


def test_what_stops_a_service_names_its_contract(chapter, author):
    content = {**WHOLE, "kind": "decommission", "affects_no_provider": False, "provider_kinds": ["acute-trust"]}
    silent = actions.add_intention(chapter=chapter, by=author, content=content).latest
    assert found(silent, "contract") == [("look", "UEC-01 stops or replaces a service and names no contract")]
    assert found(touching(chapter, author, begins=None), "contract") == []


def test_notice_is_given_by_the_first_edition_that_names_the_contract(chapter, author, approver):
    round = chapter.round
    made = touching(chapter, author, begins=date(2099, 4, 1))
    actions.approve(version=actions.submit(version=made, by=author), by=approver, at=NOON)
    edition = actions.publish(round=round, by=approver, approving_body="Board", approved_date=None, at=NOON)
    after = actions.open_next_version(intention=made.intention, by=author)

    [one] = notice.notices([after], type(round).objects.get(pk=round.pk))
    assert (one.edition.number, one.given_on, one.state(localdate())) == (edition.number, localdate(NOON), notice.IN_TIME)
    assert edition.content["chapters"][0]["intentions"][0]["contracts"][0]["last_day"] == "30 September 2098"


def test_it_is_typed_and_shown_and_zero_months_is_an_answer(at_desk, author, version):
    desk = at_desk(author)
    page = desk.post(EDIT, typed(desk.get(EDIT)) | {"add_contracts": "1"})
    rows = {"contracts-0-reference": "LKF-2024-07", "contracts-0-notice_months": "0", "contracts-0-ends_on_day": "31"}
    rows |= {"contracts-0-ends_on_month": "3", "contracts-0-ends_on_year": "2020"}
    assert "Saved at" in banner(desk.post(EDIT, typed(page) | rows, follow=True))
    said = version.intention.latest.content()
    [row] = said["contracts"]
    assert (row["notice_months"], row["ends_on"], row["unserved"]) == (0, date(2020, 3, 31), "")
    shown = {part.name: part.html for part in parts_of(said)}
    assert "LKF-2024-07. Ends: 31 March 2020. Notice: 0 months" in shown["contracts"]


@pytest.mark.parametrize(
    ("months", "words"), [("61", "Notice, in months must be 60 or less"), ("-1", "Notice, in months must be 0 or more")]
)
def test_notice_of_more_than_five_years_is_refused_and_stays(months, words, at_desk, author, version):
    desk = at_desk(author)
    page = desk.post(EDIT, typed(desk.get(EDIT)) | {"add_contracts": "1"})
    answer = desk.post(EDIT, typed(page) | {"contracts-0-reference": "LKF", "contracts-0-notice_months": months})
    assert (answer.status_code, problems(answer)) == (422, [words])


@pytest.mark.parametrize("months", [0, 60])
def test_no_notice_and_five_years_of_notice_are_answers(months, at_desk, author, version):
    desk = at_desk(author)
    page = desk.post(EDIT, typed(desk.get(EDIT)) | {"add_contracts": "1"})
    desk.post(EDIT, typed(page) | {"contracts-0-reference": "LKF", "contracts-0-notice_months": str(months)})
    version.refresh_from_db()
    assert [row.notice_months for row in version.contracts.all()] == [months]
