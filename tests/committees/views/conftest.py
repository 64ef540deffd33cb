import pytest

from committees import actions
from committees.models import Pack, Paper

from ...portal import report_files as files_of
from ...standing import standing
from ..conftest import IN_TIME, LATE, LATENESS, WORDS, print_everything
from ..reading import entering, soup
from ..reports import cleared_and_issued, take, upload


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


# ── A report from Word ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def line(meeting, clerk, files):
    return actions.add_item(meeting=meeting, title="Care at home", by=clerk, is_to_follow=True)


@pytest.fixture
def looked_at(client, clerk, line):
    """The file before the clerk, nothing taken in yet."""
    answer = entering(client, clerk).post(f"/items/{line.pk}/word/", upload(files_of.report()))
    return answer.url


@pytest.fixture
def taken(client, looked_at):
    take(client, looked_at)
    return Paper.objects.get(title="Care at home")


@pytest.fixture
def public(taken, meeting, second_clerk, clerk):
    return cleared_and_issued(taken, meeting, second_clerk, clerk)
