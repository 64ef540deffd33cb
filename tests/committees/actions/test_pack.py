import pytest

from committees import actions
from committees.models import AgendaItem, Pack, Paper
from committees.states import PackAudience, PaperStatus
from portal.audit.models import Email, Event

from ..conftest import EXEMPT, IN_TIME


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
