import pytest

from committees import actions
from committees.models import Paper
from committees.states import PaperStatus

from ..conftest import IN_TIME, LATE
from ..reading import entering, main, problems, soup, typed, words


# ── Clearing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_another_person_clears_and_then_the_draft_is_read_only(client, approver, draft, paper):
    entering(client, approver).post(f"{draft}clear/")

    assert Paper.objects.get(pk=paper.pk).status == PaperStatus.CLEARED
    page = soup(client.get(draft))
    assert page.find("form", id="edit") is None
    assert "Cleared by Abe Approver" in words(page.main)


def test_a_writer_is_told_that_another_person_must_clear(client, clerk, draft, paper):
    actions.save_paper(paper=paper, by=clerk, revision=0, conclusion="<p>Mine</p>")
    entering(client, clerk)

    assert "You wrote in this paper. Another person must clear it." in main(client.get(draft))
    assert problems(soup(client.post(f"{draft}clear/"), 422)) == ["You wrote in this paper. Another person must clear it."]


def test_an_author_does_not_clear(client, author, draft):
    assert entering(client, author).post(f"{draft}clear/").status_code == 403


def test_what_is_missing_stops_clearing_in_words(client, approver, author, committee, ccg):
    empty = actions.make_paper(committee=committee, author=ccg, title="Empty", by=author)
    page = soup(entering(client, approver).post(f"{empty.get_draft_url()}clear/"), 422)

    assert "Write the purpose." in problems(page)


def test_a_second_click_on_clear_says_that_it_is_cleared(client, approver, clerk, draft, paper):
    actions.clear(paper=paper, by=approver, at=IN_TIME)

    assert "Someone else did this first." in main(entering(client, clerk).post(f"{draft}clear/", follow=True))


@pytest.mark.parametrize(("verb", "status"), [("reopen", PaperStatus.DRAFT), ("withdraw", PaperStatus.WITHDRAWN)])
def test_a_cleared_paper_goes_back_or_out(client, clerk, draft, cleared, verb, status):
    entering(client, clerk)
    assert client.get(f"{draft}{verb}/").status_code == 200
    client.post(f"{draft}{verb}/")

    assert Paper.objects.get(pk=cleared.pk).status == status


@pytest.mark.parametrize("page", ["", "preview/", "clear/", "reopen/", "withdraw/", "progress/"])
@pytest.mark.parametrize("who", ["stranger", "member"])
def test_a_draft_is_not_there_for_others(client, draft, paper, page, who, request):
    entering(client, request.getfixturevalue(who))

    assert client.get(f"{draft}{page}").status_code == 404
    assert client.post(f"{draft}{page}").status_code in (404, 405)


def test_queries_of_the_draft_are_few(client, clerk, draft, item, django_assert_max_num_queries):
    entering(client, clerk).get(draft)
    with django_assert_max_num_queries(12 + 2):
        assert client.get(draft).status_code == 200


def test_a_late_paper_goes_out_with_both_reasons_from_the_page(client, clerk, approver, draft, item, paper, time_machine):
    time_machine.move_to(LATE)
    said = typed(soup(entering(client, clerk).get(draft)), why_late="Figures came late.", why_urgent="Contracts are signed soon.")
    said |= {
        "chair_agreed_by": "The vice-chair",
        "chair_agreed_date_day": "25",
        "chair_agreed_date_month": "11",
        "chair_agreed_date_year": "2018",
    }
    client.post(draft, said)
    entering(client, approver).post(f"{draft}clear/")

    assert Paper.objects.get(pk=paper.pk).facts["sections"][0]["heading"] == "Reasons for lateness and urgency"
