from datetime import date, time

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from committees import actions
from committees.models import AgendaItem, Pack, Paper, Seat
from committees.states import CommitteeKind, PackAudience, PaperStatus, SeatRole
from portal.audit.models import Email, Event
from portal.moves import CannotMove

from .conftest import EXEMPT, IN_TIME, LATE, LATENESS, MEETING, WORDS


# ── Committee and meeting ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_committee_is_founded_with_the_house_headings_and_what_stands_under_each(committee):
    kinds = [heading["kind"] for heading in committee.headings]

    assert kinds[:4] == ["header", "lateness", "purpose", "recommendations"]
    assert [heading["section"] for heading in committee.headings if heading["kind"] == "implication"] == committee.implications


def test_a_heading_nobody_can_write_under_is_refused_by_name(council):
    with pytest.raises(ValueError, match="“Musings” is no heading"):
        actions.found_committee(
            slug="x",
            name="X",
            host=council,
            kind=CommitteeKind.HEALTH_SCRUTINY,
            by=None,
            headings=[{"heading": "Musings"}],
            implications=[],
        )


def test_a_standing_implication_without_a_heading_is_refused(council):
    with pytest.raises(ValueError, match="No heading is written for the staffing implications"):
        actions.found_committee(
            slug="x", name="X", host=council, kind=CommitteeKind.HEALTH_SCRUTINY, by=None, headings=[], implications=["staffing"]
        )


def test_taking_the_same_seat_twice_is_taking_it_once(committee, member):
    actions.seat(committee=committee, user=member, role=SeatRole.MEMBER, by=None)

    assert Seat.objects.filter(user=member).count() == 1


def test_a_seat_that_ended_can_be_taken_again(committee, member):
    actions.unseat(seat=Seat.objects.get(user=member), by=None)
    actions.seat(committee=committee, user=member, role=SeatRole.MEMBER, by=None)

    assert Seat.objects.current().filter(user=member).count() == 1


def test_two_meetings_on_one_day_have_addresses_of_their_own(committee, clerk, meeting):
    second = actions.call_meeting(committee=committee, date=MEETING, time=time(9), venue="", by=clerk)

    assert (meeting.slug, second.slug) == ("healthier-communities-2018-12-03", "healthier-communities-2018-12-03-2")


# ── Paper ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_paper_takes_every_programme_of_its_edition_unless_some_are_chosen(paper, committee, ccg, author, edition):
    chosen = actions.make_paper(committee=committee, author=ccg, title="Cancer", by=author, edition=edition, programmes=["CAN"])

    assert paper.programmes == ["UEC", "CAN"]
    assert chosen.programmes == ["CAN"]


def test_a_programme_the_edition_does_not_have_is_refused_by_name(committee, ccg, author, edition):
    with pytest.raises(ValueError, match="edition 1 has no programme XYZ; it has UEC, CAN"):
        actions.make_paper(committee=committee, author=ccg, title="x", by=author, edition=edition, programmes=["XYZ"])


def test_two_papers_with_one_title_have_addresses_of_their_own(paper, committee, ccg, author):
    assert actions.make_paper(committee=committee, author=ccg, title=paper.title, by=author).slug == f"{paper.slug}-2"


def test_saving_changes_only_what_is_named_and_remembers_who_wrote(paper, clerk):
    saved = actions.save_paper(paper=paper, by=clerk, revision=0, conclusion="<p>Done.</p>")

    assert (saved.conclusion, saved.purpose, saved.revision) == ("<p>Done.</p>", paper.purpose, 1)
    assert clerk.pk in saved.writers


def test_saving_nothing_new_raises_no_revision(paper, clerk):
    assert actions.save_paper(paper=paper, by=clerk, revision=0, purpose=paper.purpose).revision == 0


def test_rich_text_is_sanitised_by_whichever_door_it_comes(paper, clerk):
    saved = actions.save_paper(paper=paper, by=clerk, revision=0, conclusion="<p>Done<script>alert(1)</script></p>")

    assert saved.conclusion == "<p>Done</p>"


def test_two_people_in_two_parts_of_a_paper_both_keep_their_words(paper, clerk, author):
    actions.save_paper(paper=paper, by=clerk, revision=0, conclusion="<p>Hers</p>")
    saved = actions.save_paper(paper=paper, by=author, revision=0, purpose="<p>Mine</p>")

    assert (saved.conclusion, saved.purpose) == ("<p>Hers</p>", "<p>Mine</p>")


def test_a_stale_save_of_the_same_part_changes_nothing_and_carries_both_texts(paper, clerk, author):
    actions.save_paper(paper=paper, by=clerk, revision=0, conclusion="<p>Hers</p>")

    with pytest.raises(actions.Stale) as refusal:
        actions.save_paper(paper=paper, by=author, revision=0, conclusion="<p>Mine</p>", purpose="<p>Mine too</p>")

    conflict = refusal.value.conflicts["conclusion"]
    assert (conflict.mine, conflict.theirs, conflict.by) == ("<p>Mine</p>", "<p>Hers</p>", clerk)
    assert Paper.objects.get(pk=paper.pk).purpose == paper.purpose


def test_a_cleared_paper_is_not_written_in(cleared, clerk):
    with pytest.raises(CannotMove):
        actions.save_paper(paper=cleared, by=clerk, revision=0, conclusion="<p>x</p>")


def test_clearing_freezes_the_facts_and_orders_the_print(cleared):
    assert cleared.status == PaperStatus.CLEARED
    assert cleared.document.template == "documents/paper.html"
    assert cleared.document.facts["header"][-1] == ["Item number", "1"]
    assert cleared.facts["sections"][0]["heading"] == "Purpose"


def test_nobody_clears_a_paper_they_wrote_in(item, paper, author):
    with pytest.raises(actions.OwnText):
        actions.clear(paper=paper, by=author, at=IN_TIME)

    assert Paper.objects.get(pk=paper.pk).status == PaperStatus.DRAFT


def test_a_paper_that_lacks_a_mandatory_heading_is_not_cleared_and_says_which(committee, ccg, author, approver):
    empty = actions.make_paper(committee=committee, author=ccg, title="Empty", by=author)

    with pytest.raises(actions.NotReady) as refusal:
        actions.clear(paper=empty, by=approver, at=IN_TIME)

    assert refusal.value.problems[:2] == ["Write the purpose.", "Add a recommendation: say what members are asked to do."]
    assert "Write the legal implications; none is an answer." in refusal.value.problems


def test_a_late_paper_is_cleared_only_with_both_reasons(item, paper, approver, clerk):
    with pytest.raises(actions.NotReady) as refusal:
        actions.clear(paper=paper, by=approver, at=LATE)
    assert refusal.value.problems == [
        "This paper would be published on Monday 26 November 2018: 4 clear days before the meeting, not 5. "
        "Say why it is late and why it cannot wait."
    ]

    actions.save_paper(paper=paper, by=clerk, revision=0, **LATENESS)
    assert actions.clear(paper=paper, by=approver, at=LATE).facts["sections"][0]["heading"] == "Reasons for lateness and urgency"


def test_reasons_typed_for_a_paper_in_time_are_not_printed(item, paper, approver, clerk):
    actions.save_paper(paper=paper, by=clerk, revision=0, **LATENESS)

    assert "Figures came late" not in str(actions.clear(paper=paper, by=approver, at=IN_TIME).facts)


def test_a_paper_cleared_before_it_had_a_meeting_is_judged_when_it_gets_one(meeting, paper, approver, clerk):
    actions.clear(paper=paper, by=approver, at=LATE)

    with pytest.raises(actions.NotReady):
        actions.add_item(meeting=meeting, title="Intentions", by=clerk, paper=paper)
    assert not meeting.items.exists()


def test_a_reopened_paper_is_a_draft_with_nothing_frozen(cleared, clerk):
    reopened = actions.reopen(paper=cleared, by=clerk)

    assert (reopened.status, reopened.facts, reopened.document) == (PaperStatus.DRAFT, None, None)


def test_a_published_paper_cannot_be_changed_even_in_the_database(cleared, clerk):
    published = actions.publish_paper(paper=cleared, by=clerk, at=IN_TIME)

    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=published.pk).update(title="Another")


def test_a_withdrawn_exempt_paper_leaves_an_exempt_line_on_the_agenda(exempt_item, clerk):
    paper = actions.reopen(paper=exempt_item.paper, by=clerk)
    actions.withdraw(paper=paper, by=clerk)

    exempt_item.refresh_from_db()
    assert (exempt_item.paper, exempt_item.is_part_2) == (None, True)


# ── Agenda ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_items_are_numbered_in_the_order_they_are_added(meeting, clerk):
    numbers = [actions.add_item(meeting=meeting, title=title, by=clerk).number for title in ("Minutes", "Interests")]

    assert numbers == [1, 2]


def test_an_item_may_keep_the_number_it_had_elsewhere(meeting, clerk):
    assert actions.add_item(meeting=meeting, title="Intentions", by=clerk, number=8).number == 8
    assert actions.add_item(meeting=meeting, title="Close", by=clerk).number == 9


def test_an_exempt_item_without_basis_reason_decider_and_dates_is_refused_by_the_database(meeting, clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.add_item(meeting=meeting, title="Contract sums", by=clerk, is_exempt=True)

    assert actions.add_item(meeting=meeting, title="Contract sums", by=clerk, **EXEMPT).is_part_2


def test_an_upload_is_kept_with_its_hash_under_a_name_that_says_nothing(meeting, clerk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    item = actions.add_item(meeting=meeting, title="Map", by=clerk, upload=ContentFile(b"%PDF-1.7 map", name="Secret plans.pdf"))

    assert item.upload_name == "Secret plans.pdf"
    assert "Secret" not in item.upload.name
    assert len(item.upload_sha256) == 64


def test_moving_an_item_changes_places_with_its_neighbour_and_reprints_its_paper(item, cleared, meeting, clerk):
    actions.add_item(meeting=meeting, title="Minutes", by=clerk)
    moved = actions.move_item(item=item, by=clerk, up=False)

    assert [one.title for one in meeting.items.order_by("number")] == ["Minutes", "Commissioning intentions"]
    assert moved.number == 2
    cleared.refresh_from_db()
    assert cleared.document.facts["header"][-1] == ["Item number", "2"]


def test_the_first_item_does_not_move_up_nor_the_last_down(item, clerk):
    assert actions.move_item(item=item, by=clerk, up=True).number == 1
    assert actions.move_item(item=item, by=clerk, up=False).number == 1


def test_removing_an_item_moves_those_below_it_up(meeting, clerk):
    first, second = (actions.add_item(meeting=meeting, title=title, by=clerk) for title in ("Minutes", "Interests"))
    actions.remove_item(item=first, by=clerk)

    second.refresh_from_db()
    assert second.number == 1


def test_an_agenda_without_items_is_not_published(meeting, clerk):
    with pytest.raises(actions.NotReady, match="Add an item before you publish the agenda"):
        actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)


# ── Pack ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_issuing_binds_what_is_cleared_publishes_it_and_tells_the_committee_once_each(published, clerk, member, cleared):
    [pack] = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)

    assert (pack.issue, pack.audience) == (1, PackAudience.PUBLIC)
    assert [line.item.number for line in pack.items.all()] == [1]
    assert [part.key for part in pack.document.parts.all()] == ["item-1"]
    assert Paper.objects.get(pk=cleared.pk).status == PaperStatus.PUBLISHED
    assert {email.to for email in Email.objects.filter(kind="pack_issued")} == {clerk, member}
    assert Event.objects.filter(name="meeting.issued").count() == 1


def test_a_pack_is_not_issued_before_its_agenda_is_published(meeting, cleared, clerk):
    with pytest.raises(actions.NotReady, match="Publish the agenda before you issue a pack"):
        actions.issue_pack(meeting=meeting, by=clerk, at=IN_TIME)


def test_a_pack_of_nothing_is_not_issued(meeting, item, clerk):
    meeting = actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)

    with pytest.raises(actions.NotReady, match="No paper on the agenda is cleared"):
        actions.issue_pack(meeting=meeting, by=clerk, at=IN_TIME)


def test_the_same_issue_asked_for_twice_is_issued_once(published, clerk):
    actions.issue_pack(meeting=published, by=clerk, at=IN_TIME, issue=1)

    with pytest.raises(actions.AlreadyIssued) as refusal:
        actions.issue_pack(meeting=published, by=clerk, at=IN_TIME, issue=1)
    assert [pack.issue for pack in refusal.value.packs] == [1]
    assert Pack.objects.count() == 1


def test_an_exempt_item_makes_two_packs_and_only_the_private_one_holds_it(published, exempt_item, clerk):
    public, private = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)

    assert [line.item.number for line in public.items.all()] == [1]
    assert [line.item.number for line in private.items.order_by("order")] == [1, 2]
    assert "canary" not in str(public.document.facts) + public.document.title + public.document.file_name
    assert not public.document.parts.filter(label__contains="canary").exists()
    assert "canary-line" in str(private.document.facts)


def test_the_public_agenda_says_of_an_exempt_item_only_why(published, exempt_item, clerk):
    public, _ = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)

    line = public.document.facts["agenda"][1]
    assert line["title"] == "This item will be considered in private. Reason: paragraph 3."
    assert line["key"] == ""


def test_an_item_that_becomes_exempt_takes_the_public_packs_that_name_it_back_at_once(published, clerk, item):
    [pack] = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    actions.edit_item(item=item, by=clerk, paper=None, **EXEMPT)

    assert Pack.objects.get(pk=pack.pk).recalled_at is not None


def test_opening_a_pack_is_recorded_once_for_each_person(published, clerk, member):
    [pack] = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    for _ in range(2):
        actions.open_pack(pack=pack, by=member, at=IN_TIME)

    assert Event.objects.of(pack).filter(name="pack.opened", by=member).count() == 1


def test_a_line_of_an_issued_pack_stays_on_the_agenda(published, clerk, item):
    actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)

    with pytest.raises(actions.NotReady, match="Item 1 is in a pack that has been issued"):
        actions.remove_item(item=item, by=clerk)
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_unknown_words_are_a_mistake_of_the_caller(paper, clerk):
    with pytest.raises(TypeError, match="no words called colour"):
        actions.save_paper(paper=paper, by=clerk, revision=0, colour="red")


def test_the_words_of_the_fixture_are_complete(cleared):
    assert set(WORDS) < {field.name for field in Paper._meta.get_fields()}
    assert cleared.cleared_at.date() == date(2018, 11, 23)
