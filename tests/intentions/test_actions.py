from datetime import date, timedelta
from decimal import Decimal

import pytest

from intentions import actions
from intentions.models import Version
from intentions.models.content import KEYS
from intentions.states import Precision, Status
from portal.audit.models import Email, Event
from portal.moves import CannotMove
from portal.moves.stale import Stale

from .conftest import DEADLINE, NOON, WHOLE

MONEY = {
    "kind": "saving",
    "bearer": "system",
    "amount": Decimal("45000000"),
    "year_from": 2019,
    "year_to": 2020,
    "is_recurrent": True,
    "confidence": "illustrative",
    "basis": "Two admissions a month",
}


def events():
    return list(Event.objects.order_by("at").values_list("name", flat=True))


# ── Rounds and chapters ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_round_starts_as_a_draft_with_its_notice_and_effective_dates(round, lead, partner):
    assert round.first_published_at is None
    assert (round.notice_by_date, round.effective_date) == (date(2018, 9, 30), date(2019, 4, 1))
    assert round.commissioner_ids() == {lead.pk, partner.pk}
    assert [section.heading for section in round.sections.all()] == ["Context"]


def test_front_matter_is_sanitised_by_whichever_door_it_comes(lead, author):
    round = actions.start_round(
        title="x", slug="x", kind="annual", lead=lead, participants=[], year_from=2019, year_to=2019, by=author,
        sections=[{"heading": "Context", "body": "<p>Fair</p><script>steal()</script>", "source": ""}],
    )  # fmt: skip
    assert round.sections.get().body == "<p>Fair</p>"


def test_a_stale_chapter_save_overwrites_nothing(chapter, author, colleague):
    opened = chapter.revision
    actions.edit_chapter(chapter=chapter, by=colleague, revision=opened, narrative="<p>Theirs</p>")
    with pytest.raises(Stale) as refusal:
        actions.edit_chapter(chapter=chapter, by=author, revision=opened, narrative="<p>Mine</p>", lead_role="Director")
    conflict = refusal.value.conflicts["narrative"]
    assert (conflict.mine, conflict.theirs, conflict.by) == ("<p>Mine</p>", "<p>Theirs</p>", colleague)
    chapter.refresh_from_db()
    assert (chapter.narrative, chapter.lead_role) == ("<p>Theirs</p>", "")


def test_chapters_change_places(round, chapter, author):
    from intentions.models import Programme

    cancer = Programme.objects.create(slug="cancer", name="Cancer", kind="cancer")
    second = actions.add_chapter(round=round, programme=cancer, code="CAN", title="Cancer", by=author)
    actions.move(thing=second, by=author, up=True)
    actions.move(thing=second, by=author, up=True)  # already first
    assert [one.code for one in round.chapters.order_by("order")] == ["CAN", "UEC"]


# ── Intentions ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_intention_begins_as_version_1_with_the_next_free_reference(chapter, author):
    first = actions.add_intention(chapter=chapter, by=author, content={"title": "One"}, reference="UEC-07")
    second = actions.add_intention(chapter=chapter, by=author, content={"title": "Two"})
    assert (first.reference, second.reference) == ("UEC-07", "UEC-08")
    assert (second.latest.number, second.latest.status, second.published) == (1, Status.DRAFT, None)
    assert [one.order for one in (first, second)] == [1, 2]


def test_a_timescale_is_kept_as_written_and_read_as_a_period(chapter, author):
    version = actions.add_intention(chapter=chapter, by=author, content={"title": "x", "timescale": "Commencing Q3 2019/20"}).latest
    assert (version.timescale, version.from_date, version.to_date) == ("Commencing Q3 2019/20", date(2019, 10, 1), None)
    assert version.precision == Precision.QUARTER


def test_a_period_given_by_hand_is_not_read_again(chapter, author):
    content = {"title": "x", "timescale": "over time", "from_date": date(2019, 4, 1), "to_date": None, "precision": "open"}
    version = actions.add_intention(chapter=chapter, by=author, content=content).latest
    assert (version.from_date, version.precision) == (date(2019, 4, 1), "open")


def test_everything_given_is_kept(chapter, author, trust, borough):
    content = {
        **WHOLE,
        "affects_no_provider": False,
        "theme": "Flow",
        "setting": "in-hospital",
        "strength": "will",
        "kind": "new-service",
        "places": [borough],
        "providers": [trust],
        "provider_kinds": ["acute-trust"],
        "lever": "Quality schedule",
        "schedule": "sdip",
        "dependencies": "Estate",
        "money": [MONEY, {"kind": "investment"}],
        "standards": [{"metric": "seen within", "operator": "<=", "value": "4", "unit": "hours"}],
        "rollouts": [{"bundle": "Ward flow", "year": "2019/20"}],
    }
    version = actions.add_intention(chapter=chapter, by=author, content=content).latest
    kept = Version.objects.get(pk=version.pk).content()
    assert set(kept) == set(KEYS)
    assert kept["places"] == [borough]
    assert kept["providers"] == [trust]
    assert [row["amount"] for row in kept["money"]] == [Decimal("45000000"), None]
    assert kept["money"][0] == MONEY
    assert kept["standards"][0]["unit"] == "hours"


def test_a_key_that_no_version_has_is_refused(version, author):
    with pytest.raises(KeyError, match="budget"):
        actions.save_version(version=version, by=author, content={"budget": 7}, revision=version.revision)


def test_saving_writes_what_is_given_and_leaves_the_rest(version, author):
    saved = actions.save_version(version=version, by=author, content={"theme": "Flow"}, revision=version.revision)
    assert (saved.theme, saved.title) == ("Flow", WHOLE["title"])
    assert saved.revision == version.revision + 1
    assert events()[-1] == "intention.edited"


def test_saving_the_same_words_again_changes_nothing(version, author):
    saved = actions.save_version(version=version, by=author, content={"title": WHOLE["title"]}, revision=version.revision)
    assert saved.revision == version.revision
    assert events()[-1] == "intention.created"


def test_a_description_is_sanitised_by_whichever_door_it_comes(version, author):
    harm = "<p>Fair</p><script>steal()</script><img src=x onerror=steal()>"
    saved = actions.save_version(version=version, by=author, content={"description": harm}, revision=version.revision)
    assert saved.description == "<p>Fair</p>"


# ── Two people at once ──────────────────────────────────────────────────────────────────────────────────────────────
def test_the_same_field_is_never_overwritten_and_both_texts_are_shown(version, author, colleague):
    opened = version.revision
    actions.save_version(version=version, by=colleague, content={"title": "Theirs"}, revision=opened)
    with pytest.raises(Stale) as refusal:
        actions.save_version(version=version, by=author, content={"title": "Mine", "theme": "Also mine"}, revision=opened)
    conflict = refusal.value.conflicts["title"]
    assert (conflict.mine, conflict.theirs) == ({"title": "Mine"}, {"title": "Theirs"})
    assert conflict.by == colleague
    assert conflict.at is not None
    version.refresh_from_db()
    assert (version.title, version.theme) == ("Theirs", "")


def test_other_fields_merge(version, author, colleague):
    opened = version.revision
    actions.save_version(version=version, by=colleague, content={"title": "Theirs"}, revision=opened)
    saved = actions.save_version(version=version, by=author, content={"theme": "Mine"}, revision=opened)
    assert (saved.title, saved.theme) == ("Theirs", "Mine")


def test_two_who_write_the_same_words_agree(version, author, colleague):
    opened = version.revision
    actions.save_version(version=version, by=colleague, content={"title": "Same"}, revision=opened)
    saved = actions.save_version(version=version, by=author, content={"title": "Same"}, revision=opened)
    assert saved.title == "Same"


def test_naming_a_provider_and_saying_none_is_affected_is_one_question(version, author, colleague, trust):
    opened = version.revision
    theirs = {"providers": [trust], "affects_no_provider": False}
    actions.save_version(version=version, by=colleague, content=theirs, revision=opened)
    with pytest.raises(Stale) as refusal:
        actions.save_version(version=version, by=author, content={"provider_kinds": ["acute-trust"]}, revision=opened)
    assert list(refusal.value.conflicts) == ["providers"]


def test_each_part_may_be_judged_from_its_own_revision(version, author, colleague):
    opened = version.revision
    actions.save_version(version=version, by=colleague, content={"title": "Theirs"}, revision=opened)
    since = {"title": opened + 1, "theme": opened}
    saved = actions.save_version(version=version, by=author, content={"title": "Read theirs, then mine", "theme": "x"}, revision=since)
    assert saved.title == "Read theirs, then mine"


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN])
def test_what_is_not_a_draft_is_not_saved(at_status, author, status):
    version = at_status(status)
    with pytest.raises(CannotMove):
        actions.save_version(version=version, by=author, content={"title": "Later"}, revision=version.revision)


# ── Approval ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_from_draft_to_approved(version, author, approver):
    actions.submit(version=version, by=author)
    approved = actions.approve(version=version, by=approver, at=NOON)
    assert (approved.status, approved.approved_by, approved.approved_at) == (Status.APPROVED, approver, NOON)
    assert events()[-2:] == ["intention.submitted", "intention.approved"]


def test_nothing_without_a_title_is_sent_for_approval(chapter, author):
    version = actions.add_intention(chapter=chapter, by=author, content={}).latest
    with pytest.raises(actions.Blocked, match="UEC-01 has no title"):
        actions.submit(version=version, by=author)
    version.refresh_from_db()
    assert version.status == Status.DRAFT


def test_nobody_approves_what_they_wrote(version, author, approver):
    actions.save_version(version=version, by=approver, content={"theme": "x"}, revision=version.revision)
    actions.submit(version=version, by=author)
    with pytest.raises(actions.OwnText, match="Another approver must approve it"):
        actions.approve(version=version, by=approver, at=NOON)
    version.refresh_from_db()
    assert version.status == Status.IN_REVIEW


def test_nobody_approves_what_they_sent_for_approval(version, approver):
    actions.submit(version=version, by=approver)
    with pytest.raises(actions.OwnText):
        actions.approve(version=version, by=approver, at=NOON)


def test_a_copy_is_not_the_text_of_whoever_copied_it(edition, intention, author, approver):
    intention.refresh_from_db()
    copy = actions.open_next_version(intention=intention, by=approver)
    actions.submit(version=copy, by=author)
    assert actions.approve(version=copy, by=approver, at=NOON).status == Status.APPROVED


def test_a_returned_text_tells_its_sender_and_can_be_edited(in_review, approver, author):
    returned = actions.return_(version=in_review, by=approver, reason="Say by when")
    assert (returned.status, returned.reason) == (Status.RETURNED, "Say by when")
    email = Email.objects.get(to=author)
    assert email.subject == "Change UEC-01: Abe Approver returned it to you"
    assert "Say by when" not in email.body
    assert "/rounds/intentions-2019-20/draft/UEC-01/" in email.body
    actions.save_version(version=returned, by=author, content={"theme": "x"}, revision=returned.revision)


def test_taking_back_makes_it_a_draft_again(in_review, author):
    back = actions.take_back(version=in_review, by=author)
    assert (back.status, back.submitted_at, back.submitted_by) == (Status.DRAFT, None, None)


def test_a_withdrawn_intention_keeps_its_reason(version, author):
    gone = actions.withdraw(version=version, by=author, reason="Done elsewhere")
    assert (gone.status, gone.reason) == (Status.WITHDRAWN, "Done elsewhere")


def test_a_second_click_is_refused(in_review, approver):
    actions.approve(version=in_review, by=approver, at=NOON)
    with pytest.raises(CannotMove):
        actions.approve(version=in_review, by=approver, at=NOON)


# ── Versions ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_next_version_says_everything_the_last_one_said(chapter, author, approver, trust, borough):
    content = {**WHOLE, "affects_no_provider": False, "providers": [trust], "places": [borough], "money": [MONEY]}
    intention = actions.add_intention(chapter=chapter, by=author, content=content)
    actions.submit(version=intention.latest, by=author)
    actions.approve(version=intention.latest, by=approver, at=NOON)
    second = actions.open_next_version(intention=intention, by=author)
    assert (second.number, second.status, second.writers) == (2, Status.DRAFT, [])
    assert Version.objects.get(pk=second.pk).content() == Version.objects.get(number=1).content()


def test_a_draft_has_no_next_version(intention, author):
    with pytest.raises(CannotMove):
        actions.open_next_version(intention=intention, by=author)


# ── Roll forward ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_next_year_begins_with_this_years_intentions_as_drafts(chapter, round, author, lead, trust, borough):
    content = {**WHOLE, "affects_no_provider": False, "providers": [trust], "places": [borough], "money": [MONEY]}
    old = actions.add_intention(chapter=chapter, by=author, content=content)
    gone = actions.add_intention(chapter=chapter, by=author, content={"title": "Given up"})
    actions.withdraw(version=gone.latest, by=author, reason="x")
    whole = {"from_date": date(2019, 4, 1), "to_date": date(2020, 3, 31), "precision": Precision.ROUND}
    actions.add_intention(chapter=chapter, by=author, content={"title": "No date of its own", **whole})

    new = actions.roll_forward(
        round=round, title="2020/21", slug="intentions-2020-21", lead=lead, participants=[], year_from=2020, year_to=2020, by=author
    )

    first, second = new.intentions.order_by("order")
    assert (first.reference, first.rolled_from, first.latest.number, first.latest.status) == ("UEC-01", old, 1, Status.DRAFT)
    assert first.latest.content() == old.latest.content()
    assert (second.latest.from_date, second.latest.to_date) == (date(2020, 4, 1), date(2021, 3, 31))
    assert [one.code for one in new.chapters.all()] == ["UEC"]
    assert new.sections.get().body == "<p>Money is short.</p>"
    assert new.rolled_from == round


# ── Publishing ──────────────────────────────────────────────────────────────────────────────────────────────────────
def publish(round, by, at=NOON, **more):
    return actions.publish(round=round, by=by, approving_body="Governing body", approved_date=at.date(), at=at, **more)


def test_an_edition_holds_every_approved_version_and_makes_the_round_public(approved, round, approver, chapter, author):
    actions.add_intention(chapter=chapter, by=author, content={"title": "Still a draft"})
    edition = publish(round, approver, question_deadline=DEADLINE - timedelta(days=21), response_deadline=DEADLINE)
    approved.refresh_from_db()
    round.refresh_from_db()
    assert edition.number == 1
    assert [entry.version for entry in edition.entries.all()] == [approved]
    assert (approved.status, approved.published_at) == (Status.PUBLISHED, NOON)
    assert approved.intention.published == approved
    assert (round.first_published_at, round.response_deadline) == (NOON, DEADLINE)
    assert events()[-1] == "edition.published"


def test_the_next_edition_holds_what_stands_and_what_is_new(edition, intention, chapter, round, author, approver):
    new = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "New"})
    actions.submit(version=new.latest, by=author)
    actions.approve(version=new.latest, by=approver, at=NOON)
    intention.refresh_from_db()
    actions.open_next_version(intention=intention, by=author)  # still being written
    second = publish(round, approver, at=NOON + timedelta(days=30))
    assert second.number == 2
    assert [str(one.version) for one in second.entries.order_by("order")] == ["UEC-01 version 1", "UEC-02 version 1"]


def test_a_withdrawn_intention_is_left_out_of_the_next_edition(edition, intention, chapter, round, author, approver):
    new = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "New"})
    actions.submit(version=new.latest, by=author)
    actions.approve(version=new.latest, by=approver, at=NOON)
    intention.refresh_from_db()
    actions.withdraw(version=actions.open_next_version(intention=intention, by=author), by=author, reason="Dropped")
    second = publish(round, approver, at=NOON + timedelta(days=30))
    assert [one.version.intention.reference for one in second.entries.all()] == ["UEC-02"]


def test_what_must_be_fixed_stops_publishing(chapter, round, author, approver):
    version = actions.add_intention(chapter=chapter, by=author, content={"title": "Maternity"}).latest
    actions.submit(version=version, by=author)
    actions.approve(version=version, by=approver, at=NOON)
    with pytest.raises(actions.Blocked) as blocked:
        publish(round, approver)
    assert [problem.field for problem in blocked.value.problems] == ["description", "timescale", "providers"]
    assert not round.editions.exists()


def test_a_draft_that_must_be_fixed_stops_nothing(approved, chapter, round, author, approver):
    actions.add_intention(chapter=chapter, by=author, content={"title": "Maternity"})
    assert publish(round, approver).number == 1


def test_a_round_carried_over_from_paper_is_published_as_it_stood(chapter, round, author, approver):
    version = actions.add_intention(chapter=chapter, by=author, content={"title": "Maternity"}).latest
    actions.submit(version=version, by=author)
    actions.approve(version=version, by=approver, at=NOON)
    assert publish(round, approver, is_carried_over=True).number == 1


def test_nothing_approved_is_nothing_to_publish(version, round, approver):
    with pytest.raises(actions.Blocked, match="No intention is approved"):
        publish(round, approver)


def test_the_same_texts_are_not_published_twice(edition, round, approver):
    with pytest.raises(actions.Blocked, match=r"Nothing has been approved or withdrawn since edition 1 \(1 October 2018\)"):
        publish(round, approver, at=NOON + timedelta(days=1))


@pytest.mark.parametrize("late", [timedelta(0), timedelta(milliseconds=1)])
def test_a_deadline_that_is_not_after_publication_is_refused(approved, round, approver, late):
    with pytest.raises(actions.Blocked, match="The response deadline must be after publication"):
        publish(round, approver, response_deadline=NOON - late)


def test_an_edition_says_ever_after_what_it_said(edition, approved, chapter, borough, author, colleague):
    from intentions import documents

    before = documents.edition(edition)
    chapter.title = "Renamed"
    chapter.save()
    edition.refresh_from_db()
    assert documents.edition(edition) == before
    assert documents.hash_of(edition.content) == edition.sha256
    assert before["chapters"][0]["intentions"][0]["title"] == WHOLE["title"]
