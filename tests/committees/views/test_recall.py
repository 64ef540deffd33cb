"""An item that becomes exempt: what a member, a clerk and everybody else then see of the packs that held it."""

from committees import actions

from ..conftest import EXEMPT, LATE, print_everything
from ..reading import entering, main


def test_a_recalled_pack_is_there_for_nobody_but_its_clerks(client, packs, clerk, member, item):
    actions.edit_item(item=item, by=clerk, paper=None, **EXEMPT)

    assert client.get(packs[0].get_absolute_url()).status_code == 404
    for address in ("web/", "pdf/", "manifest/", "offline/"):
        assert entering(client, member).get(f"{packs[0].get_absolute_url()}{address}").status_code == 404
    assert entering(client, clerk).get(packs[0].get_absolute_url()).status_code == 200


def test_a_member_is_told_that_a_pack_was_recalled_and_nothing_of_what_it_held(client, packs, clerk, member, item):
    held = item.title
    actions.edit_item(item=item, by=clerk, paper=None, **EXEMPT)
    gone = entering(client, member).get(packs[0].get_absolute_url())

    assert "Issue 1 has been recalled." in main(gone, 410) and held not in main(gone, 410)


def test_after_a_recall_a_member_hears_what_changed_since_the_issue_they_opened(client, packs, published, member, clerk, item):
    entering(client, member).get(f"{packs[1].get_absolute_url()}web/")
    actions.remark(item=item, by=clerk, at=LATE, **EXEMPT)
    issued = actions.issue_pack(meeting=published, by=clerk, at=LATE)
    print_everything()
    newest = next(one for one in issued if one.is_private)

    assert "Since issue 1, opened on" in main(client.get(newest.get_absolute_url()))


def test_a_clerk_sees_which_issue_is_recalled_and_which_is_replaced(client, second_issue, published, clerk, item):
    draft = "/meetings/healthier-communities-2018-12-03/draft/"
    assert "Replaced A later issue replaced issue 1." in main(entering(client, clerk).get(draft))

    actions.edit_item(item=item, by=clerk, paper=None, **EXEMPT)
    said = main(client.get(draft))
    assert said.count("Recalled") == 4 and "Download" not in said
