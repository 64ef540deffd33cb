from datetime import date

import pytest
from django.db import IntegrityError, transaction

from committees import actions
from committees.models import Paper
from committees.states import PaperStatus
from portal.moves import CannotMove

from ..conftest import IN_TIME, LATE, LATENESS, WORDS


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


def test_unknown_words_are_a_mistake_of_the_caller(paper, clerk):
    with pytest.raises(TypeError, match="no words called colour"):
        actions.save_paper(paper=paper, by=clerk, revision=0, colour="red")


def test_the_words_of_the_fixture_are_complete(cleared):
    assert set(WORDS) < {field.name for field in Paper._meta.get_fields()}
    assert cleared.cleared_at.date() == date(2018, 11, 23)
