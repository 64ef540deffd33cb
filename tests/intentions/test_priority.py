"""Prioritisation: blind scores, interests, ranking, how far it hangs on the weights, decisions."""

from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from intentions import actions
from intentions.documents.ranking import Standing, ranking, sensitivity
from intentions.models import Criterion, Exercise, Score
from portal.audit.models import Email
from portal.moves import CannotMove
from portal.organisations.states import Role

from .conftest import WHOLE, person
from .reading import DRAFT, banner, problems, soup, text

WHERE = "/rounds/intentions-2019-20/priorities/"


@pytest.fixture
def intentions(chapter, author):
    return [actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": title}) for title in ("Streaming", "Frailty")]


@pytest.fixture
def exercise(round, author, colleague, approver, intentions):
    """Two criteria of weights 3 and 1, two intentions, one aspiration, a panel of two."""
    made = actions.start_exercise(round=round, title="Priorities", by=author)
    for criterion in made.criteria.all():
        actions.leave_out(thing=criterion, by=author)
    for name, weight in (("Benefit", 3), ("Cost", 1)):
        actions.add_criterion(exercise=made, by=author, name=name, weight=weight, scale=["No", "Some", "Much"])
    actions.add_candidates(exercise=made, intentions=intentions, by=author)
    actions.add_aspiration(exercise=made, title="Hospital at home", by=author)
    for user in (colleague, approver):
        actions.seat_panellist(exercise=made, user=user, by=author)
    return made


@pytest.fixture
def open_(exercise, author):
    return actions.begin(exercise=exercise, by=author)


def the(exercise, title):
    return exercise.candidates.get(title=title)


def give(exercise, user, **points):
    """Points for Benefit and Cost of each candidate by its first word."""
    seat = exercise.panel.get(user=user)
    if seat.declared_at is None:
        actions.declare(panellist=seat, interests={}, by=user)
    for word, given in points.items():
        said = dict(zip(exercise.criteria.order_by("order"), [(one, "") for one in given], strict=True))
        actions.score(panellist=seat, candidate=exercise.candidates.get(title__startswith=word), points=said, by=user)
    return seat


ALL = {"Streaming": (2, 0), "Frailty": (1, 2), "Hospital": (0, 2)}


def everything(exercise, *users, points=ALL):
    for user in users:
        actions.finish(panellist=give(exercise, user, **points), by=user)


# ── Setting up ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_it_begins_with_the_usual_criteria_that_weigh_100_together(round, author):
    made = actions.start_exercise(round=round, title="Usual", by=author)
    assert sum(one.weight for one in made.criteria.all()) == 100


def test_it_cannot_begin_without_candidates_and_a_panel(round, author):
    made = actions.start_exercise(round=round, title="Empty", by=author)
    with pytest.raises(actions.NotReady, match="Add at least 2 candidates"):
        actions.begin(exercise=made, by=author)
    made.refresh_from_db()
    assert made.is_being_set_up


def test_once_begun_criteria_and_weights_stand_in_the_database_too(open_, author):
    with pytest.raises(CannotMove):
        actions.add_criterion(exercise=open_, by=author, name="New", weight=1, scale=["0", "1"])
    with pytest.raises(DatabaseError), transaction.atomic():
        Criterion.objects.filter(exercise=open_).update(weight=99)


def test_the_panel_is_told_to_score(open_, colleague, approver):
    assert {email.to for email in Email.objects.filter(kind="scoring begun")} == {colleague, approver}


# ── Blind ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_nobody_sees_the_scores_of_others_before_giving_their_own(at_desk, open_, author, colleague, approver, viewer):
    give(open_, colleague, Streaming=(2, 1), Frailty=(2, 1), Hospital=(2, 1))
    assert Score.objects.filter(exercise=open_).count() == 6
    for user in (approver, author, viewer):
        assert not Score.objects.visible_to(user).exists()
        page = text(soup(at_desk(user).get(open_.get_absolute_url())).find("main"))
        assert "Ranking" not in page
        assert "Scores stay hidden until you have scored all 3." in page
    everything(open_, approver)
    assert Score.objects.visible_to(approver).count() == 12
    assert "Ranking" in text(soup(at_desk(approver).get(open_.get_absolute_url())).find("main"))
    assert not Score.objects.visible_to(author).exists()


def test_who_has_finished_changes_nothing_any_more(open_, colleague):
    everything(open_, colleague)
    with pytest.raises(actions.NotReady, match="your scores stand"):
        give(open_, colleague, Streaming=(0, 0))


def test_one_finishes_when_everything_is_scored(open_, colleague):
    seat = give(open_, colleague, Streaming=(2, 1))
    with pytest.raises(actions.NotReady, match="2 still to score"):
        actions.finish(panellist=seat, by=colleague)


# ── Interests ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_interests_come_first_and_bar_from_scoring(open_, colleague):
    seat, streaming = open_.panel.get(user=colleague), the(open_, "Streaming")
    points = dict.fromkeys(open_.criteria.all(), (1, ""))
    with pytest.raises(actions.NotReady, match="Say first"):
        actions.score(panellist=seat, candidate=streaming, points=points, by=colleague)
    actions.declare(panellist=seat, interests={streaming: "I work for the provider"}, by=colleague)
    with pytest.raises(actions.NotReady, match="You declared an interest"):
        actions.score(panellist=seat, candidate=streaming, points=points, by=colleague)
    assert [one.title for one in actions.unscored(open_.panel.get(user=colleague))] == ["Frailty", "Hospital at home"]


def test_an_interest_declared_late_takes_the_scores_back(open_, colleague):
    seat = give(open_, colleague, Streaming=(2, 1))
    actions.declare(panellist=seat, interests={the(open_, "Streaming"): "Remembered"}, by=colleague)
    assert not Score.objects.exists()


# ── Ranking ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def read(exercise):
    scores = Score.objects.filter(exercise=exercise)
    return list(exercise.criteria.order_by("order")), list(exercise.candidates.order_by("order")), list(scores)


def test_points_are_the_mean_of_the_panel_times_the_weight(open_, colleague, approver):
    everything(open_, colleague, approver)
    rows = ranking(*read(open_))
    assert [(row.candidate.title, row.rank, row.shown) for row in rows] == [
        ("Streaming", 1, "75.0"),  # (3 x 2/2 + 1 x 0/2) / 4
        ("Frailty", 2, "62.5"),
        ("Hospital at home", 3, "25.0"),
    ]
    assert rows[0].points == Fraction(75)


def test_equal_points_share_a_rank(open_, colleague):
    everything(open_, colleague, points={"Streaming": (1, 1), "Frailty": (1, 1), "Hospital": (0, 0)})
    assert [row.rank for row in ranking(*read(open_))] == [1, 1, 3]


def test_what_nobody_could_score_has_no_points_and_no_rank(open_, colleague):
    seat = open_.panel.get(user=colleague)
    actions.declare(panellist=seat, interests={the(open_, "Streaming"): "Mine"}, by=colleague)
    give(open_, colleague, Frailty=(1, 1), Hospital=(0, 1))
    last = ranking(*read(open_))[-1]
    assert (last.candidate.title, last.shown, last.rank) == ("Streaming", "No data", None)


def test_the_order_that_hangs_on_a_weight_is_said(open_, colleague):
    everything(open_, colleague)
    shifts = {shift.says: shift.moves for shift in sensitivity(*read(open_))}
    assert shifts["Cost weighs 10% more"] == []
    moved = {(candidate.title, before, after) for candidate, before, after in shifts["Without Benefit"]}
    assert moved == {("Streaming", 1, 3), ("Frailty", 2, 1), ("Hospital at home", 3, 1)}


# ── Decisions ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_scores_are_frozen_once_it_is_closed(open_, colleague, author):
    everything(open_, colleague)
    actions.close(exercise=open_, by=author)
    with pytest.raises(DatabaseError), transaction.atomic():
        Score.objects.update(points=0)


def test_it_closes_when_somebody_has_scored_everything(open_, author):
    with pytest.raises(actions.NotReady):
        actions.close(exercise=open_, by=author)


def test_every_candidate_is_decided_with_a_reason_before_it_is_settled(at_desk, open_, colleague, approver, author):
    everything(open_, colleague)
    closed = actions.close(exercise=open_, by=author)
    with pytest.raises(actions.NotReady, match="3 still to decide"):
        actions.settle(exercise=closed, by=author)
    desk = at_desk(approver)
    for candidate in closed.candidates.all():
        address = f"{closed.get_absolute_url()}decide/{candidate.pk}/"
        assert problems(desk.post(address, {"decision": "wait"})) == ["Enter the reason"]
        desk.post(address, {"decision": "go-on", "reason": "It stands first"})
    desk.post(f"{closed.get_absolute_url()}go/settle/")
    closed.refresh_from_db()
    assert closed.status == "DECIDED"
    page = text(soup(desk.get(closed.get_absolute_url())).find("main"))
    assert "Go on: It stands first" in page
    assert "Aspiration" in page
    with pytest.raises(CannotMove):
        actions.judge(candidate=closed.candidates.first(), decision="stop", reason="x", by=approver)


# ── Through the pages ───────────────────────────────────────────────────────────────────────────────────────────────
def test_a_prioritisation_goes_from_set_up_to_ranking_by_its_pages(at_desk, round, author, colleague, intentions):
    desk = at_desk(author)
    desk.post(WHERE, {"title": "By pages"})
    made = Exercise.objects.get()
    where = made.get_absolute_url()
    desk.post(f"{where}add/candidates/", {"intentions": [str(one.pk) for one in intentions]})
    desk.post(f"{where}add/aspiration/", {"title": "Hospital at home"})
    assert problems(desk.post(f"{where}add/criterion/", {"name": "Urgency", "weight": "0", "scale": "one"}))
    desk.post(f"{where}add/criterion/", {"name": "Urgency", "weight": "10", "scale": "No\nYes"})
    desk.post(f"{where}add/panellist/", {"user": str(colleague.pk)})
    desk.post(f"{where}go/begin/")
    seat = at_desk(colleague)
    assert "Say first where you have an interest" in text(soup(seat.get(where)).find("main"))
    seat.post(f"{where}interests/", {})
    first = soup(seat.get(where)).find(id="mine").find_next("ul").find("a")["href"]
    assert problems(seat.post(first, {"sent": "1"})) == [f"Select points for {one.name.lower()}" for one in made.criteria.order_by("order")]
    for candidate in made.candidates.all():
        seat.post(f"{where}score/{candidate.pk}/", {f"points_{one.pk}": "1" for one in made.criteria.all()})
    seat.post(f"{where}finish/")
    at_desk(author).post(f"{where}go/close/")
    page = soup(at_desk(author).get(where))
    assert len(page.find(id="ranking").find_next("tbody").find_all("tr")) == 3
    assert page.find(id="sensitivity")


def test_a_name_is_used_once_in_a_round(at_desk, author, exercise):
    assert problems(at_desk(author).post(WHERE, {"title": "Priorities"})) == ["This round has a prioritisation of this name. Enter another"]


def test_it_is_not_there_for_others_and_a_viewer_reads(at_desk, stranger, viewer, exercise):
    assert at_desk(stranger).get(exercise.get_absolute_url()).status_code == 404
    assert at_desk(viewer).get(exercise.get_absolute_url()).status_code == 200
    assert at_desk(viewer).post(f"{exercise.get_absolute_url()}add/aspiration/", {"title": "x"}).status_code == 403


def test_only_the_panel_scores(at_desk, author, open_):
    assert at_desk(author).get(f"{open_.get_absolute_url()}interests/").status_code == 403


def test_a_panellist_from_elsewhere_reads_the_exercise_and_not_the_draft(at_desk, exercise, elsewhere, author):
    patient = person("Pat Patient", (elsewhere, Role.VIEWER))
    actions.seat_panellist(exercise=exercise, user=patient, by=author)
    actions.begin(exercise=exercise, by=author)
    desk = at_desk(patient)
    assert desk.get(exercise.get_absolute_url()).status_code == 200
    assert desk.get(DRAFT).status_code == 404


def test_what_is_lacking_is_said(at_desk, author, round):
    made = actions.start_exercise(round=round, title="Empty", by=author)
    answer = at_desk(author).post(f"{made.get_absolute_url()}go/begin/", follow=True)
    assert banner(answer) == "Add at least 2 candidates. Ask at least one person to score."


def test_a_seat_ends_with_the_role_it_was_given_to(at_desk, open_, author, round):
    """Judged at the action, at the moment: nothing they send is stored any more, and the page is not there."""
    panellist = open_.panel.select_related("user").first()
    candidate, criterion = open_.candidates.first(), open_.criteria.first()
    actions.declare(panellist=panellist, interests={}, by=panellist.user)
    desk = at_desk(panellist.user)
    panellist.user.memberships.update(ended_at="2026-01-01T09:00Z")

    with pytest.raises(actions.NotReady, match="no longer on this panel"):
        actions.score(panellist=panellist, candidate=candidate, points={criterion: (1, "")}, by=panellist.user)
    assert desk.get(f"{open_.get_absolute_url()}score/{candidate.pk}/").status_code == 404
    assert panellist.scores.count() == 0


@pytest.mark.parametrize(("points", "shown"), [(225, "56.3"), (215, "53.8"), (200, "50.0"), (399, "99.8"), (0, "0.0")])
def test_what_lies_half_way_between_two_tenths_is_rounded_up(points, shown):
    standing = Standing(candidate=None, points=Fraction(points, 4), rank=1, scorers=1, means={}, spread=0)
    assert standing.shown == shown
