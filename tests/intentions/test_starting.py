"""Starting a round in the browser."""

import pytest

from intentions.models import Round

from .reading import problems, soup


# ── Starting a round ────────────────────────────────────────────────────────────────────────────────────────────────
def start(**changes):
    whole = {"begin": "empty", "title": "Intentions 2027/28", "kind": "annual", "year_from": "2027", "year_to": "2027"}
    return {**whole, **changes}


def test_a_round_is_started(at_desk, author, lead, partner):
    answer = at_desk(author).post("/rounds/start/", start(lead=str(lead.pk), participants=[str(partner.pk)]))
    assert answer.url == "/rounds/intentions-2027-28/draft/"
    round = Round.objects.get()
    assert (round.lead, list(round.participants.all()), round.year_from) == (lead, [partner], 2027)


def test_a_round_is_copied_from_last_year(at_desk, author, lead, round, version):
    sent = start(begin="copy", source=str(round.pk), lead=str(lead.pk))
    desk = at_desk(author)
    looked = soup(desk.post("/rounds/start/", sent))
    assert Round.objects.count() == 1
    mark = looked.find("input", attrs={"name": "seen"})["value"]
    answer = desk.post("/rounds/start/roll/", {**sent, "seen": mark, "go": "1"})
    assert answer.url == "/rounds/intentions-2027-28/draft/"
    copy = Round.objects.get(slug="intentions-2027-28")
    assert [str(one) for one in copy.intentions.all()] == ["UEC-01"]


def test_a_double_click_starts_one_round(at_desk, author, lead):
    desk = at_desk(author)
    desk.post("/rounds/start/", start(lead=str(lead.pk)))
    answer = desk.post("/rounds/start/", start(lead=str(lead.pk)))
    assert answer.status_code == 422
    assert problems(answer) == ["There is already a round called “Intentions 2027/28”. Enter another title"]
    assert Round.objects.count() == 1


def test_a_date_on_a_saturday_is_asked_about_and_may_stay(at_desk, author, lead):
    desk = at_desk(author)
    saturday = {
        "response_deadline_day": "30",
        "response_deadline_month": "1",
        "response_deadline_year": "2027",
        "response_deadline_time": "5pm",
    }
    answer = desk.post("/rounds/start/", start(lead=str(lead.pk), **saturday))
    assert answer.status_code == 422
    assert problems(answer) == ["30 January 2027 is a Saturday. Change the date, or tick “Keep these dates”"]
    assert soup(answer).find("input", attrs={"name": "response_deadline_time"})["value"] == "5pm"
    kept = desk.post("/rounds/start/", start(lead=str(lead.pk), keep_dates="on", **saturday))
    assert kept.status_code == 302


def test_a_bank_holiday_is_asked_about(at_desk, author, lead):
    christmas = {"notice_by_date_day": "25", "notice_by_date_month": "12", "notice_by_date_year": "2026"}
    answer = at_desk(author).post("/rounds/start/", start(lead=str(lead.pk), **christmas))
    assert problems(answer) == ["25 December 2026 is a bank holiday (Christmas Day). Change the date, or tick “Keep these dates”"]


def test_a_round_is_led_only_by_an_organisation_one_writes_for(at_desk, author, elsewhere):
    answer = at_desk(author).post("/rounds/start/", start(lead=str(elsewhere.pk)))
    assert answer.status_code == 422
    assert problems(answer) == ["Select one of the answers listed"]


def test_a_viewer_starts_no_round(at_desk, viewer):
    assert at_desk(viewer).get("/rounds/start/").status_code == 403


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "start"}, "Title must have a word that can be in an address"),
        ({"title": "???"}, "Title must have a word that can be in an address"),
        ({"year_to": "2026"}, "Last financial year must be the same as or after the first"),
        ({"begin": "copy"}, "Select the round to copy"),
        ({"begin": "copy", "source": "7b7c0f2c-8a5e-4c58-9d4a-000000000000"}, "Select one of the answers listed"),
    ],
)
def test_what_is_wrong_with_a_new_round_is_said(at_desk, author, lead, changes, says):
    answer = at_desk(author).post("/rounds/start/", start(lead=str(lead.pk), **changes))
    assert answer.status_code == 422
    assert problems(answer) == [says]
    assert not Round.objects.exists()
