"""A published paper is revised by starting from it: both stay readable, each leads to the other, what changed is said and drawn."""

import io

import pikepdf
import pytest

from committees import actions, documents
from committees.actions.reprint import reprint
from committees.models import AgendaItem, Pack, Paper
from portal.moves import CannotMove

from ..conftest import EXEMPT, IN_TIME, LATE, print_everything
from ..reading import entering, main, problems, soup, typed, words

LATER = {"why_late": "Figures came late.", "why_urgent": "It cannot wait.", "chair_agreed_by": "The chair"}


@pytest.fixture
def draft(client, public, clerk):
    """The new version as it begins."""
    answer = entering(client, clerk).post(f"/papers/{public.slug}/draft/revise/", {})
    return Paper.objects.get(replaces=public), answer


def written(paper, clerk, **said):
    body = [{**paper.body[0], "text": "<p>To say what is paid for.</p>"}, *paper.body[1:]]
    return actions.save_paper(paper=paper, by=clerk, revision=paper.revision, body=body, **said)


@pytest.fixture
def revised(draft, clerk, second_clerk, meeting):
    """Cleared, in its place on the agenda, issued."""
    paper = written(draft[0], clerk, what_changed="It is paid for, not bought.", **LATER, chair_agreed_date=LATE.date())
    actions.clear(paper=paper, by=second_clerk, at=IN_TIME)
    actions.take_place(paper=paper, by=clerk, at=IN_TIME)
    actions.issue_pack(meeting=meeting, by=clerk, at=IN_TIME)
    print_everything()
    return Paper.objects.get(pk=paper.pk)


def test_it_begins_with_the_words_and_pictures_of_the_published_one(draft, public):
    paper, _ = draft
    assert (paper.body, paper.title, paper.status, paper.what_changed) == (public.body, public.title, "DRAFT", "")
    assert [(one.number, one.alt) for one in paper.pictures.order_by("number")] == [
        (one.number, one.alt) for one in public.pictures.order_by("number")
    ]
    assert documents.changed_in(paper) == []


def test_the_draft_says_that_what_changed_is_missing_and_is_not_cleared_without(client, draft, clerk, second_clerk):
    paper = written(draft[0], clerk)
    assert "Say what changed since the paper it replaces." in main(client.get(paper.get_draft_url()))
    page = soup(entering(client, second_clerk).post(f"{paper.get_draft_url()}clear/", {}), 422)
    assert "Say what changed since the paper it replaces." in problems(page)


def test_what_changed_is_typed_in_the_draft_and_kept(client, draft):
    paper, _ = draft
    form = typed(soup(client.get(paper.get_draft_url())), what_changed="The sum.")
    client.post(paper.get_draft_url(), form)
    paper.refresh_from_db()
    assert paper.what_changed == "The sum."


def test_the_redline_is_on_the_page_while_it_is_written(client, draft, clerk):
    paper = written(draft[0], clerk)
    page = soup(client.get(f"/papers/{paper.slug}/changes/"))
    assert words(page.select("main h2")[-1]) == "Changed: Purpose"
    assert [words(one) for one in page.select("main .app-redline del")] and [words(one) for one in page.select("main .app-redline ins")]


def test_only_one_new_version_is_begun_at_a_time(draft, public, clerk):
    with pytest.raises(CannotMove):
        actions.revise(paper=public, by=clerk)


def test_a_paper_that_is_not_published_is_not_revised(paper, author):
    with pytest.raises(CannotMove):
        actions.revise(paper=paper, by=author)


def test_both_are_read_and_lead_to_each_other(client, revised, public):
    client.logout()
    old, new = (soup(client.get(one.get_absolute_url())) for one in (public, revised))

    assert old.find("a", href=revised.get_absolute_url()) and new.find("a", href=public.get_absolute_url())
    assert "To say what is bought." in words(old.select_one(".app-document"))
    assert "To say what is paid for." in words(new.select_one(".app-document"))
    assert "What changed It is paid for, not bought." in words(new.select_one(".app-document"))


def test_the_item_holds_the_newest_and_the_pack_says_that_the_agenda_moved(client, draft, public, clerk, second_clerk, meeting):
    paper = written(draft[0], clerk, what_changed="It is paid for.", **LATER, chair_agreed_date=LATE.date())
    actions.clear(paper=paper, by=second_clerk, at=IN_TIME)
    actions.take_place(paper=paper, by=clerk, at=IN_TIME)
    entering(client, clerk)

    assert AgendaItem.objects.get().paper == paper
    assert "Changed since: item 1" in main(client.get(f"/meetings/{meeting.slug}/draft/"))
    assert "The agenda has changed since this issue: item 1." in main(client.get(Pack.objects.get().get_absolute_url()))


def test_what_changed_is_printed_and_accessible(client, revised):
    client.logout()
    assert revised.redline.faults == []
    answer = client.get(f"/papers/{revised.slug}/changes/pdf/")
    with pikepdf.open(io.BytesIO(b"".join(answer.streaming_content))) as pdf:
        assert "/StructTreeRoot" in pdf.Root


def test_who_may_not_read_one_of_the_two_reads_no_redline(client, revised, public, clerk):
    Paper.objects.filter(pk=public.pk).update(**EXEMPT)  # kept private since
    client.logout()
    for address in ("changes/", "changes/pdf/"):
        assert client.get(f"/papers/{revised.slug}/{address}").status_code == 404
    assert "What changed, word for word" not in main(client.get(revised.get_absolute_url()))


def test_a_redline_over_what_became_private_is_printed_as_private(revised, public, clerk):
    Paper.objects.filter(pk=public.pk).update(**EXEMPT)
    reprint(Paper.objects.get(pk=public.pk), clerk)
    revised.refresh_from_db()
    assert revised.redline.facts["marking"] == "Part 2: not for publication"


def test_one_person_does_not_open_a_private_paper_by_revising_it(packs, exempt_item, clerk):
    paper = Paper.objects.get(pk=exempt_item.paper_id)
    again = actions.revise(paper=paper, by=clerk)
    assert again.is_exempt
    with pytest.raises(actions.NotReady, match="Making it public takes two people"):
        actions.save_paper(paper=again, by=clerk, revision=again.revision, is_exempt=False)


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_only_those_who_prepare_papers_revise_one(client, public, who, request):
    entering(client, request.getfixturevalue(who))
    assert client.post(f"/papers/{public.slug}/draft/revise/", {}).status_code in (403, 404)
    assert not Paper.objects.filter(replaces=public).exists()
