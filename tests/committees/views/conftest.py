import pytest

from committees import actions
from committees.models import Pack

from ...standing import standing
from ..conftest import IN_TIME, LATE, LATENESS, WORDS, print_everything
from ..reading import entering, soup


@standing
def draft(paper):
    return paper.get_draft_url()


@pytest.fixture
def at_the_paper(client, clerk, draft):
    """The draft as the clerk opens it."""
    return lambda: soup(entering(client, clerk).get(draft))


@pytest.fixture
def second_issue(packs, published, committee, ccg, author, approver, clerk, item, member):
    """Item 1 replaced and item 3 added after the member opened issue 1."""
    actions.open_pack(pack=packs[0], by=member, at=IN_TIME)
    for title, place in (("Corrected intentions", item), ("A third paper", None)):
        paper = actions.make_paper(committee=committee, author=ccg, title=title, by=author, **WORDS, **LATENESS)
        paper = actions.clear(paper=paper, by=approver, at=IN_TIME)
        if place:
            actions.edit_item(item=place, by=clerk, paper=paper, at=IN_TIME)
        else:
            actions.add_item(meeting=published, title=title, by=clerk, paper=paper, at=IN_TIME)
    issued = actions.issue_pack(meeting=published, by=clerk, at=LATE)
    print_everything()
    return [Pack.objects.get(pk=pack.pk) for pack in issued]
