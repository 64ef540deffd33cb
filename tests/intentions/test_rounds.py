"""A round, its chapters, and the round of next year."""

from datetime import date

import pytest

from intentions import actions
from intentions.states import Precision, Status
from portal.moves.stale import Stale

from .conftest import MONEY, WHOLE


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
    moves = ("timescale", "from_date", "to_date", "money")
    kept = {name: value for name, value in old.latest.content().items() if name not in moves}
    assert {name: value for name, value in first.latest.content().items() if name not in moves} == kept
    assert (first.latest.timescale, first.latest.from_date, first.latest.to_date) == ("2020/21", date(2020, 4, 1), date(2021, 3, 31))
    assert [first.latest.content()["money"][0][name] for name in ("year_from", "year_to", "amount")] == [2020, 2021, MONEY["amount"]]
    assert (second.latest.from_date, second.latest.to_date) == (date(2020, 4, 1), date(2021, 3, 31))
    assert [one.code for one in new.chapters.all()] == ["UEC"]
    assert new.sections.get().body == "<p>Money is short.</p>"
    assert new.rolled_from == round
