"""Items as councils have them: appendices, several reports, to follow, withdrawn, deferred, moved any distance."""

from datetime import date, time

import pytest
from django.core.files.base import ContentFile

from committees import actions, documents
from committees.models import AgendaItem, Pack
from committees.states import Holds, ItemStatus, PackKind
from portal.moves import CannotMove

from ..conftest import EXEMPT, IN_TIME, LATE, a_pdf, print_everything
from .test_supplement import URGENT


def marks(meeting):
    return [f"{item.mark} {item.title}" for item in meeting.items.order_by("number", "place")]


@pytest.fixture
def appendices(files, item, meeting, clerk):
    """Three under item 1, the second private."""
    names, kept = ("Costs", "Prices", "Maps"), ({}, EXEMPT, {})
    return [
        actions.add_item(
            meeting=meeting, parent=item, title=name, by=clerk, upload=ContentFile(a_pdf(name), name="a.pdf"), at=IN_TIME, **said
        )
        for name, said in zip(names, kept, strict=True)
    ]


# ── Under an item ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_item_has_any_number_of_appendices_and_reports_each_a_line_of_its_own(meeting, item, appendices, clerk):
    more = actions.add_item(meeting=meeting, parent=item, title="Second report", by=clerk, holds=Holds.REPORT, is_to_follow=True)
    assert marks(meeting) == ["1 Commissioning intentions", "1a Costs", "1b Prices", "1c Maps", "1d Second report"]
    assert more.expects and documents.note_of(more) == "To follow"


def test_nothing_stands_under_an_appendix(meeting, appendices, clerk):
    with pytest.raises(actions.NotReady, match="Add it to item 1"):
        actions.add_item(meeting=meeting, parent=appendices[0], title="Deeper", by=clerk)


def test_a_private_appendix_of_a_public_report_is_in_neither_pages_nor_words_of_the_public_pack(published, appendices, clerk):
    public, private = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    print_everything()
    labels = [part.label for part in Pack.objects.get(pk=public.pk).document.parts.order_by("order")]
    assert labels == [
        "Item 1: Commissioning intentions",
        "Item 1a: Appendix: Costs (PDF, not accessible)",
        "Item 1c: Appendix: Maps (PDF, not accessible)",
    ]
    agenda = public.document.facts["agenda"]
    assert agenda[2]["title"] == "This appendix will be considered in private. Reason: paragraph 3."
    assert "Prices" not in str(public.document.facts) and "Prices" in str(private.document.facts)


def test_the_pages_of_the_public_pack_are_the_same_with_and_without_the_private_appendix(published, appendices, clerk):
    with_it = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)[0]
    print_everything()
    actions.edit_item(item=appendices[1], by=clerk, at=IN_TIME, upload=ContentFile(a_pdf("Long"), name="b.pdf"))
    again = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)[0]
    print_everything()
    told = [
        [(part.label, part.first_page, part.last_page) for part in Pack.objects.get(pk=pack.pk).document.parts.order_by("order")]
        for pack in (with_it, again)
    ]
    assert told[0] == told[1]


def test_removing_an_item_takes_what_stands_under_it_and_removing_an_appendix_moves_the_letters_up(meeting, item, appendices, clerk):
    actions.remove_item(item=appendices[0], by=clerk)
    assert marks(meeting) == ["1 Commissioning intentions", "1a Prices", "1b Maps"]
    actions.remove_item(item=item, by=clerk)
    assert marks(meeting) == []


# ── Order ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_last_of_nineteen_is_the_first_in_one_step_and_its_appendices_come_along(meeting, item, appendices, clerk):
    for number in range(2, 20):
        actions.add_item(meeting=meeting, title=f"Item {number}", by=clerk)
    last = meeting.items.get(number=19)
    assert actions.move_item(item=last, by=clerk, to=1).mark == "1"
    assert marks(meeting)[:5] == ["1 Item 19", "2 Commissioning intentions", "2a Costs", "2b Prices", "2c Maps"]


def test_an_appendix_moves_among_those_of_its_item(meeting, item, appendices, clerk):
    actions.move_item(item=appendices[2], by=clerk, to=1)
    assert marks(meeting) == ["1 Commissioning intentions", "1a Maps", "1b Costs", "1c Prices"]


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        ("D", "A", "DABC"),
        ("A", "D", "BCAD"),
        ("A", None, "BCDA"),
        ("C", "B", "ACBD"),
        ("B", "B", "ABCD"),
    ],
)
def test_what_is_dropped_before_another_stands_before_it(meeting, clerk, moved, before, order):
    lines = {title: actions.add_item(meeting=meeting, title=title, by=clerk) for title in "ABCD"}
    to = actions.place_before(lines[moved], lines.get(before))
    actions.move_item(item=lines[moved], by=clerk, to=to)
    assert "".join(item.title for item in meeting.items.order_by("number")) == order


def test_dropped_before_an_appendix_is_after_its_item(meeting, item, appendices, clerk):
    last = actions.add_item(meeting=meeting, title="Last", by=clerk)
    actions.add_item(meeting=meeting, title="Very last", by=clerk)
    assert actions.place_before(last, appendices[0]) == 2
    assert actions.place_before(item, appendices[0]) == 1


# ── To follow ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_apologies_have_no_paper_and_what_is_promised_is_to_follow(published, item, clerk):
    actions.add_item(meeting=published, title="Apologies", by=clerk, at=IN_TIME)
    actions.add_item(meeting=published, title="Budget", by=clerk, at=IN_TIME, is_to_follow=True)
    agenda = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)[0].document.facts["agenda"]
    assert [line["note"] for line in agenda] == ["", "", "To follow"]


# ── Withdrawn and deferred ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_withdrawn_item_keeps_its_line_and_leaves_the_packs_to_come_with_its_appendices(published, appendices, item, clerk):
    actions.withdraw_item(item=item, by=clerk, reason="It is not ready.")
    actions.add_item(meeting=published, title="Map", by=clerk, upload=ContentFile(a_pdf(), name="m.pdf"), at=IN_TIME)
    pack = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)[0]
    assert [line.item.mark for line in pack.items.all()] == ["2"]
    assert [line["note"] for line in pack.document.facts["agenda"]][:2] == ["Withdrawn", "Withdrawn"]
    assert pack.document.facts["agenda"][2]["title"] == "This appendix is withdrawn."
    assert {one.status for one in item.beneath.all()} == {ItemStatus.WITHDRAWN}


def test_what_is_withdrawn_is_put_back_with_its_appendices(appendices, item, clerk):
    item = actions.withdraw_item(item=item, by=clerk, reason="Not ready.")
    with pytest.raises(CannotMove):
        actions.withdraw_item(item=item, by=clerk, reason="Again.")
    with pytest.raises(actions.NotReady, match="Put it back first"):
        actions.restore(item=appendices[0], by=clerk)
    actions.restore(item=item, by=clerk)
    assert not AgendaItem.objects.exclude(status=ItemStatus.ON).exists()


@pytest.fixture
def next_meeting(committee, clerk):
    return actions.call_meeting(committee=committee, date=date(2019, 2, 4), time=time(19), venue="", by=clerk)


def test_a_deferred_item_goes_to_the_later_meeting_with_its_paper(meeting, item, cleared, next_meeting, clerk):
    item = actions.defer(item=item, by=clerk, reason="No time.", to=next_meeting, at=IN_TIME)
    assert documents.standing_words(item) == "Deferred to 4 February 2019"
    there = next_meeting.items.get()
    assert (there.title, there.paper) == (item.title, cleared) and item.paper is None


def test_of_a_published_paper_a_new_one_is_to_follow_there_and_what_is_private_stays_so(packs, exempt_item, next_meeting, clerk):
    actions.defer(item=exempt_item, by=clerk, reason="No time.", to=next_meeting, at=IN_TIME)
    there = next_meeting.items.get()
    assert there.is_part_2 and there.paper is None and there.expects


def test_nothing_is_deferred_to_an_earlier_meeting_or_to_another_committee(item, elsewhere, meeting, clerk):
    for to in (
        meeting,
        actions.call_meeting(committee=elsewhere, date=date(2019, 2, 4), time=None, venue="", by=clerk),
    ):
        with pytest.raises(actions.NotReady, match="a later meeting of the same committee"):
            actions.defer(item=item, by=clerk, reason="x", to=to, at=IN_TIME)


# ── Private ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_private_item_has_a_title_for_the_public_and_the_date_of_its_notice(published, clerk, exempt_item):
    actions.edit_item(item=exempt_item, by=clerk, public_title="Contract with a provider", private_notice_date=date(2018, 11, 2))
    exempt_item.refresh_from_db()
    said = "Contract with a provider. This item will be considered in private. Reason: paragraph 3. Notice of this was given on"
    assert documents.private_words(exempt_item) == f"{said} 2 November 2018."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "Item 2: say when 28 days' notice was given that it is private."),
        (date(2018, 11, 5), "Item 2: notice that it is private left 27 clear days, not 28."),
        (date(2018, 11, 4), None),
    ],
)
def test_an_executive_is_told_of_a_notice_that_lacks_or_was_too_short(published, committee, clerk, exempt_item, given, said):
    assert documents.notices_lacking(published) == []  # scrutiny gives none
    committee.gives_notice = True
    committee.save()
    published.committee = committee
    actions.edit_item(item=exempt_item, by=clerk, private_notice_date=given)
    assert documents.notices_lacking(published) == ([said] if said else [])


def test_the_resolution_to_exclude_names_the_items_the_act_and_the_paragraph(published, exempt_item):
    said = documents.exclusion_words(published, published.items.order_by("number"))
    assert said.startswith("To resolve, under section 100A(4) of the Local Government Act 1972, to exclude the public during item 2, which")
    assert "paragraph 3 of Schedule 12A" in said and "canary" not in said


# ── Supplements by their numbers ────────────────────────────────────────────────────────────────────────────────────
def test_supplements_are_named_1_and_2_each_with_what_is_new_and_go_on_in_their_pages(packs, published, clerk):
    made = []
    for title in ("First", "Second"):
        upload = ContentFile(a_pdf(title), name="x.pdf")
        actions.add_item(meeting=published, title=title, by=clerk, upload=upload, at=LATE, **URGENT)
        issued = actions.issue_pack(meeting=published, by=clerk, at=LATE, kind=PackKind.SUPPLEMENT)
        print_everything()
        made.append(Pack.objects.get(pk=issued[0].pk))
    assert [str(pack) for pack in made] == ["Supplement 1, Part 1", "Supplement 2, Part 1"]
    assert [[line.title for line in pack.items.all()] for pack in made] == [["First"], ["Second"]]
    first, second = (pack.document.parts.get() for pack in made)
    assert first.last_page < second.first_page
    assert packs[0].document.pages < first.first_page
    assert [item.supplement for item in published.items.filter(is_supplementary=True).order_by("number")] == [1, 2]


def test_nothing_new_makes_no_supplement(packs, published, clerk):
    actions.add_item(meeting=published, title="Map", by=clerk, upload=ContentFile(a_pdf(), name="x.pdf"), at=LATE, **URGENT)
    actions.issue_pack(meeting=published, by=clerk, at=LATE, kind=PackKind.SUPPLEMENT)
    with pytest.raises(actions.NotReady, match="Nothing that came after the deadline"):
        actions.issue_pack(meeting=published, by=clerk, at=LATE, kind=PackKind.SUPPLEMENT)
