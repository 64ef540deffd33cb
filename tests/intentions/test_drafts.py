"""An intention and its drafts: what is given is kept, two people at once, the next version."""

from datetime import date
from decimal import Decimal

import pytest

from intentions import actions
from intentions.models import Version
from intentions.models.content import KEYS
from intentions.states import Precision, Status
from portal.moves import CannotMove
from portal.moves.stale import Stale

from .conftest import MONEY, NOON, WHOLE
from .reading import events


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


def test_kinds_of_provider_are_kept_in_one_order_whatever_was_ticked_first(version, author):
    for kinds in (["council", "acute-trust"], ["acute-trust", "council"]):
        saved = actions.save_version(version=version, by=author, content={"provider_kinds": kinds}, revision=version.revision)
        assert saved.provider_kinds == ["council", "acute-trust"]
