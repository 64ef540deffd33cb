"""Each thing that many can be changed in, and its undo."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from intentions import actions
from intentions.documents.passages import texts_of
from intentions.models import Intention, Many
from intentions.states import Status
from portal.audit.models import Email, Event
from portal.organisations.states import Role
from portal.revisions.models import Revision
from portal.richtext.clean import blocks

from ..conftest import NOON, person
from ..reading import banner, soup, text
from .pages import latest, said, undo


# ── Each kind, and its undo ─────────────────────────────────────────────────────────────────────────────────────────
def test_the_owner_is_set_and_given_back(three, change, client, colleague):
    assert "Change the owner: 3 intentions" in text(soup(change(kind="owner", owner=str(colleague.pk))))
    assert {latest(one).owner for one in ("UEC-01", "UEC-02", "UEC-03")} == {colleague}
    undo(client)
    assert {str(latest(one).owner) for one in ("UEC-01", "UEC-02", "UEC-03")} == {"Ann Author"}
    assert Event.objects.filter(name="intention.assigned", says="gave UEC-02 to Col League").count() == 1


def test_nobody_is_an_owner_too(three, change):
    change(kind="owner", owner="nobody")
    assert latest("UEC-01").owner is None


def test_dates_are_read_from_words_and_come_back(three, change, client):
    change(kind="dates", timescale="Q3 2019/20")
    assert said("from_date") == [date(2019, 10, 1)] * 3
    undo(client)
    assert said("timescale") == ["2019/20"] * 3
    assert said("to_date") == [date(2020, 3, 31)] * 3


def test_dates_typed_by_hand_are_the_period(three, change):
    change(kind="dates", timescale="Soon", from_date_day="1", from_date_month="5", from_date_year="2019")
    one = latest("UEC-03").latest
    assert (one.timescale, one.from_date, one.to_date, one.precision) == ("Soon", date(2019, 5, 1), None, "day")


def test_places_are_set_or_added_and_come_back(three, change, client, borough, westham):
    def where():
        return [sorted(place.name for place in latest(one).latest.places.all()) for one in ("UEC-01", "UEC-02", "UEC-03")]

    change(kind="places", places=[str(borough.pk)], how="only")
    assert where() == [["Eastham"]] * 3
    change("UEC-01", "UEC-02", kind="places", places=[str(westham.pk)], how="more")
    assert where() == [["Eastham", "Westham"], ["Eastham", "Westham"], ["Eastham"]]
    undo(client)
    assert where() == [["Eastham"]] * 3


def test_strength_is_set_and_comes_back(three, change, client):
    change(kind="strength", strength="likely")
    assert said("strength") == ["likely"] * 3
    undo(client)
    assert said("strength") == [""] * 3


def test_another_programme_keeps_references_and_gives_them_back(three, cancer, change, client):
    change("UEC-01", "UEC-03", kind="programme", chapter="CAN")
    assert [(one.reference, one.order) for one in cancer.intentions.order_by("order")] == [("UEC-01", 1), ("UEC-03", 2)]
    undo(client)
    assert [(latest(one).chapter.code, latest(one).order) for one in ("UEC-01", "UEC-02", "UEC-03")] == [("UEC", 1), ("UEC", 2), ("UEC", 3)]


def test_an_undo_names_what_was_changed_since_and_leaves_it(three, change, client, colleague):
    change(kind="theme", theme="Frailty")
    second, third = latest("UEC-02").latest, latest("UEC-03").latest
    actions.save_version(version=second, by=colleague, content={"theme": "Falls"}, revision=second.revision)
    actions.save_version(version=third, by=colleague, content={"title": "Three, said better"}, revision=third.revision)

    answer = undo(client)

    assert said("theme") == ["", "Falls", ""]
    assert "Undone for 2 intentions." in text(soup(answer))
    assert "Left as it is. Changed since: UEC-02." in text(soup(answer))


def test_what_was_sent_since_is_not_changed_by_an_undo(three, change, client, author):
    change(kind="theme", theme="Frailty")
    actions.submit(version=latest("UEC-01").latest, by=author)
    assert "In review. Take it back first: UEC-01." in text(soup(undo(client)))
    assert said("theme") == ["Frailty", "", ""]


def test_a_step_is_undone_once(three, change, client):
    change(kind="theme", theme="Frailty")
    undo(client)
    assert "Somebody has undone this step already." in banner(undo(client))


def test_a_step_that_was_made_is_never_changed(three, change):
    change(kind="theme", theme="Frailty")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Many.objects.update(rows=[])


# ── As one save of each ─────────────────────────────────────────────────────────────────────────────────────────────
def test_each_save_is_kept_marked_and_recorded_as_one_by_one(three, change, author):
    change(kind="theme", theme="Frailty")
    for reference in ("UEC-01", "UEC-02", "UEC-03"):
        version = latest(reference).latest
        states = Revision.objects.of(version)
        assert [(one.said["theme"], one.parts) for one in states[:2]] == [("Frailty", ["theme"]), ("", [])]
        assert version.changes["theme"]["by"] == str(author.pk)
        assert version.is_text_of(author)
    assert Event.objects.filter(name="intention.edited", says="changed theme in UEC-02 version 1").count() == 1
    assert Event.objects.filter(name="round.changed_many", says="changed many at once: Set the theme: 3 intentions").count() == 1


def test_who_has_a_page_open_is_told_of_a_part_that_changed_meanwhile(three, change, colleague):
    before = latest("UEC-01").latest
    change(kind="theme", theme="Frailty")
    with pytest.raises(actions.Stale):
        actions.save_version(version=before, by=colleague, content={"theme": "Falls"}, revision=before.revision)


def test_a_comment_on_what_changed_keeps_its_words(three, change, author):
    version = latest("UEC-01").latest
    actions.save_version(version=version, by=author, content={"theme": "Falls"}, revision=version.revision)
    about = latest("UEC-01")
    anchor = blocks(texts_of(about)["theme"])[0].anchor
    thread = actions.start_thread(about=about, by=author, text="Really?", part="theme", anchor=anchor)
    change(kind="theme", theme="Falls at home")
    thread.refresh_from_db()
    assert (thread.quote, thread.is_lost) == ("Falls at home", False)


# ── Turns ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_many_are_sent_and_each_approver_has_one_email(three, change, approver, lead):
    second = person("Bo Approver", (lead, Role.APPROVER))
    wrote = latest("UEC-02").latest
    actions.save_version(version=wrote, by=second, content={"theme": "x"}, revision=wrote.revision)

    change(kind="submit")

    assert said("status") == [Status.IN_REVIEW] * 3
    letters = {email.to: email for email in Email.objects.filter(kind="to approve")}
    assert set(letters) == {approver, second}
    assert letters[approver].subject == "Read and approve 3 texts: Intentions 2019/20"
    assert letters[second].subject == "Read and approve 2 texts: Intentions 2019/20"
    assert "UEC-02" not in letters[second].body
    assert Email.objects.filter(kind="to approve").count() == 2


def test_what_must_be_fixed_is_not_sent_and_is_named(three, change, look, chapter, author):
    actions.add_intention(chapter=chapter, by=author, content={"title": "Maternity", "affects_no_provider": True})
    says = "UEC-04 has no description; UEC-04 has no timescale (1): UEC-04"
    assert says in text(soup(look(["UEC-01", "UEC-04"], kind="submit")).find("main"))
    change("UEC-01", "UEC-04", kind="submit")
    assert (latest("UEC-01").latest.status, latest("UEC-04").latest.status) == (Status.IN_REVIEW, Status.DRAFT)


def test_what_was_sent_together_is_taken_back_but_for_what_is_approved(three, change, client, approver):
    change(kind="submit")
    actions.approve(version=latest("UEC-02").latest, by=approver, at=NOON)
    answer = undo(client)
    assert said("status") == [Status.DRAFT, Status.APPROVED, Status.DRAFT]
    assert "Left as it is. Approved now: UEC-02." in text(soup(answer))


def test_what_is_approved_on_a_step_is_not_taken_back(three, change, client, round, approver, lead):
    clinician = person("Cleo Clinician", (lead, Role.APPROVER))
    actions.set_route(round=round, steps=[("Clinical lead", clinician), ("Board", None)], by=approver)
    change(kind="submit")
    assert {email.to for email in Email.objects.filter(kind="to approve")} == {clinician}
    actions.approve(version=latest("UEC-02").latest, by=clinician, at=NOON)
    undo(client)
    assert said("status") == [Status.DRAFT, Status.IN_REVIEW, Status.DRAFT]


def test_withdrawn_together_they_come_back_as_their_next_version(three, change, client):
    change(kind="withdraw", reason="Done elsewhere")
    assert said("status") == [Status.WITHDRAWN] * 3
    assert said("reason") == ["Done elsewhere"] * 3
    undo(client)
    assert said("number") == [2, 2, 2]
    assert said("title") == ["One", "Two", "Three"]
    assert said("status") == [Status.DRAFT] * 3


def test_copies_are_drafts_for_the_place_and_go_if_nobody_touched_them(three, change, client, westham, author):
    change(kind="copy", place=str(westham.pk))
    assert [one.name for one in latest("UEC-05").latest.places.all()] == ["Westham"]
    assert (latest("UEC-05").source, latest("UEC-05").latest.title, latest("UEC-05").owner) == ("Copied from UEC-02", "Two", author)
    touched = latest("UEC-05").latest
    actions.save_version(version=touched, by=author, content={"title": "Our own"}, revision=touched.revision)

    answer = undo(client)

    assert list(Intention.objects.order_by("reference").values_list("reference", flat=True)) == ["UEC-01", "UEC-02", "UEC-03", "UEC-05"]
    assert "Left as it is. Changed since: UEC-05." in text(soup(answer))
