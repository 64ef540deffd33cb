import pytest
from django.db import IntegrityError, transaction

from committees import actions
from committees.models import AgendaItem, Pack, Paper, Release
from portal.moves import CannotMove

from ..conftest import EXEMPT, IN_TIME, LATE, print_everything

MARKED = {name: value for name, value in EXEMPT.items() if name != "is_exempt"}


def test_re_marking_a_published_paper_recalls_every_pack_that_held_it_in_the_same_moment(packs, item, clerk):
    actions.remark(item=item, by=clerk, at=LATE, **MARKED)

    assert not Pack.objects.filter(recalled_at=None).exists()
    assert Paper.objects.get(pk=item.paper_id).is_exempt


def test_a_re_marked_paper_is_printed_again_with_its_marking(packs, item, clerk):
    before = Paper.objects.get(pk=item.paper_id).document
    actions.remark(item=item, by=clerk, at=LATE, **MARKED)
    after = Paper.objects.get(pk=item.paper_id).document

    assert (before.facts["marking"], after.facts["marking"]) == ("Part 1: public", "Part 2: not for publication")
    assert after.facts["exempt"].startswith("Part 2: not for publication. Exempt under paragraph 3")
    assert ["Class", "Part 2, information item"] in after.facts["header"]


def test_a_pack_that_only_named_the_item_is_recalled_too(files, published, clerk):
    to_follow = actions.add_item(meeting=published, title="Contract sums", by=clerk, at=IN_TIME)
    actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    actions.remark(item=to_follow, by=clerk, at=LATE, **MARKED)

    assert not Pack.objects.filter(recalled_at=None).exists()


def test_what_is_exempt_already_is_not_marked_again(exempt_item, clerk):
    with pytest.raises(CannotMove):
        actions.remark(item=exempt_item, by=clerk, at=LATE, **MARKED)


def test_making_public_takes_two_people(packs, exempt_item, clerk, second_clerk):
    release = actions.propose_release(item=exempt_item, by=clerk, at=LATE, reason="The contract is signed.")
    with pytest.raises(actions.OwnProposal):
        actions.agree_release(release=release, by=clerk, at=LATE)
    assert AgendaItem.objects.part_2().contains(exempt_item)

    actions.agree_release(release=release, by=second_clerk, at=LATE)
    assert not AgendaItem.objects.part_2().contains(exempt_item)


def test_the_database_knows_that_it_takes_two(packs, exempt_item, clerk):
    release = actions.propose_release(item=exempt_item, by=clerk, at=LATE, reason="Signed.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(status="AGREED", decided_by=clerk, decided_at=LATE)


def test_what_was_made_public_goes_into_the_next_part_1_pack(packs, published, exempt_item, clerk, second_clerk):
    release = actions.propose_release(item=exempt_item, by=clerk, at=LATE, reason="Signed.")
    actions.agree_release(release=release, by=second_clerk, at=LATE)
    (pack,) = actions.issue_pack(meeting=published, by=clerk, at=LATE)
    print_everything()

    assert [line.item_id for line in pack.items.order_by("order")][-1] == exempt_item.pk


def test_a_proposal_that_was_refused_leaves_it_exempt(exempt_item, clerk, second_clerk):
    release = actions.propose_release(item=exempt_item, by=clerk, at=LATE, reason="Signed.")
    actions.refuse_release(release=release, by=second_clerk, at=LATE)

    assert AgendaItem.objects.part_2().contains(exempt_item)


def test_an_edit_does_not_make_public_what_is_exempt(meeting, clerk, exempt_item, author):
    sums = actions.add_item(meeting=meeting, title="Sums", by=clerk, at=IN_TIME, **EXEMPT)
    with pytest.raises(actions.NotReady, match="takes two people"):
        actions.edit_item(item=sums, by=clerk, title="Sums", is_exempt=False)

    draft = actions.reopen(paper=exempt_item.paper, by=clerk)
    with pytest.raises(actions.NotReady, match="takes two people"):
        actions.save_paper(paper=draft, by=author, revision=draft.revision, is_exempt=False)
