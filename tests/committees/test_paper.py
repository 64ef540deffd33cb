from datetime import UTC, datetime

import pytest

from committees import actions
from committees.models import Paper
from committees.states import PaperStatus

from .conftest import IN_TIME, LATE
from .reading import entering, main, problems, soup, typed, words


@pytest.fixture
def draft(paper):
    return paper.get_draft_url()


@pytest.fixture
def at_the_paper(client, clerk, draft):
    """The draft as the clerk opens it."""
    return lambda: soup(entering(client, clerk).get(draft))


# ── Making ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_clerk_makes_a_paper_from_an_edition_for_a_meeting(client, clerk, meeting, edition, ccg):
    address = f"/papers/make/?meeting={meeting.slug}"
    form = soup(entering(client, clerk).get(address))
    said = typed(form, edition=str(edition.pk), author=str(ccg.pk), title="Intentions 2019/20")
    answer = client.post(address, said)

    paper = Paper.objects.get()
    assert answer["Location"] == paper.get_draft_url()
    assert (paper.programmes, paper.item.meeting) == (["UEC", "CAN"], meeting)


def test_an_author_makes_papers_of_their_own_organisation_only(client, author, committee, elsewhere, edition, ccg):
    form = soup(entering(client, author).get("/papers/make/"))

    assert [words(option) for option in form.select("select[name=author] option")[1:]] == [ccg.name]
    assert len(form.select("select[name=committee] option")) == 3


def test_an_organisation_that_takes_no_part_in_the_round_does_not_report_on_it(client, clerk, meeting, edition, council):
    said = {"committee": str(meeting.committee_id), "edition": str(edition.pk), "author": str(council.pk), "title": "Intentions"}
    page = soup(entering(client, clerk).post("/papers/make/", said), 422)

    assert problems(page) == [
        "Eastham Council takes no part in Eastham intentions 2019/20. Select NHS Eastham CCG or another of its commissioners"
    ]
    assert page.find("input", {"name": "title"})["value"] == "Intentions"


def test_nobody_else_makes_a_paper(client, member):
    assert entering(client, member).get("/papers/make/").status_code == 403


def test_what_is_missing_is_said_at_its_field(client, clerk, meeting):
    page = soup(entering(client, clerk).post("/papers/make/", {}), 422)

    assert problems(page) == ["Select committee", "Select edition", "Select organisation that reports", "Enter a title"]


# ── The draft ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_draft_stands_under_the_house_headings_of_the_committee(at_the_paper):
    headings = [words(heading) for heading in at_the_paper().select("form#edit h2")]

    assert headings == [
        "Part 1 or part 2",
        "Header block",
        "Purpose",
        "Recommendations",
        "Policy context",
        "Strategic context",
        "One section for each programme",
        "Implications",
        "Conclusion",
        "Background documents",
        "Contact",
    ]


def test_saving_what_was_not_changed_changes_nothing(client, at_the_paper, draft, paper):
    client.post(draft, typed(at_the_paper()))

    assert Paper.objects.get(pk=paper.pk).revision == 0


def test_every_part_is_saved(client, at_the_paper, draft, paper):
    changes = {
        "title": "Another title",
        "programmes": ["CAN"],
        "detail": "summary",
        "conclusion": "The end.",
        "recommendations-2-verb": "endorse",
        "recommendations-2-text": "the plan",
        "recommendations-2-informed_by": "One\nTwo",
        "implication-legal": "Counsel was asked.",
        "background-1-title": "The strategy",
        "background-1-where": "Council offices",
    }
    client.post(draft, typed(at_the_paper(), **changes))

    saved = Paper.objects.get(pk=paper.pk)
    assert (saved.title, saved.programmes, saved.detail, saved.conclusion) == ("Another title", ["CAN"], "summary", "<p>The end.</p>")
    assert saved.recommendations[1] == {"verb": "endorse", "text": "the plan", "informed_by": ["One", "Two"]}
    assert saved.implications["legal"] == "<p>Counsel was asked.</p>"
    assert saved.implications["financial"] == paper.implications["financial"]
    assert saved.background == [{"title": "The strategy", "date": "", "where": "Council offices", "url": ""}]
    assert set(saved.changes) == {"title", "programmes", "detail", "conclusion", "recommendations", "implications", "background"}


def test_a_recommendation_without_its_verb_is_refused_and_kept(client, at_the_paper, draft):
    page = soup(client.post(draft, typed(at_the_paper(), **{"recommendations-2-text": "the plan"})), 422)

    assert problems(page) == ["Select what members are asked to do in recommendation 2"]
    assert page.find("textarea", {"name": "recommendations-2-text"}).get_text(strip=True) == "the plan"


def test_absent_fields_are_refused_in_words_and_save_nothing(client, clerk, draft, paper):
    page = soup(entering(client, clerk).post(draft, {}), 422)

    assert "Enter a title" in problems(page)
    assert Paper.objects.get(pk=paper.pk).revision == 0


def test_a_title_of_5000_characters_is_refused_and_kept(client, at_the_paper, draft):
    page = soup(client.post(draft, typed(at_the_paper(), title="x" * 5000)), 422)

    assert problems(page) == ["Report title must be 300 characters or less"]
    assert page.find("input", {"name": "title"})["value"] == "x" * 5000


def test_a_script_in_rich_text_is_not_kept(client, at_the_paper, draft, paper):
    client.post(draft, typed(at_the_paper(), conclusion="<p>Done</p><script>alert(1)</script>"))

    assert Paper.objects.get(pk=paper.pk).conclusion == "<p>Done</p>"


def test_a_part_kept_private_asks_why_before_it_is_saved(client, at_the_paper, draft, paper):
    page = soup(client.post(draft, typed(at_the_paper(), part="2")), 422)

    assert "Select why it is exempt" in problems(page)
    assert Paper.objects.get(pk=paper.pk).is_exempt is False


# ── Two people ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_stale_save_of_the_same_part_answers_409_with_both_texts_and_loses_neither(client, at_the_paper, draft, paper, author):
    mine = typed(at_the_paper(), conclusion="Mine.", purpose="My purpose.")
    actions.save_paper(paper=paper, by=author, revision=0, conclusion="<p>Theirs.</p>")

    page = soup(client.post(draft, mine), 409)
    conflict = words(page.find(id="conflict-conclusion"))
    assert "Ann Author saved this at" in conflict
    assert "Mine." in conflict and "Theirs." in conflict
    assert page.find("textarea", {"name": "purpose"}).get_text(strip=True) == "My purpose."
    assert Paper.objects.get(pk=paper.pk).conclusion == "<p>Theirs.</p>"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "<p>Mine.</p>"), ("theirs", "<p>Theirs.</p>")])
def test_the_chosen_text_is_kept(client, at_the_paper, draft, paper, author, choice, kept):
    mine = typed(at_the_paper(), conclusion="Mine.")
    actions.save_paper(paper=paper, by=author, revision=0, conclusion="<p>Theirs.</p>")
    page = soup(client.post(draft, mine), 409)
    answer = client.post(draft, typed(page, **{"keep-conclusion": choice}))

    assert answer.status_code == 302
    assert Paper.objects.get(pk=paper.pk).conclusion == kept


def test_two_people_in_two_parts_both_keep_their_words_and_are_told(client, at_the_paper, draft, paper, author):
    mine = typed(at_the_paper(), conclusion="Mine.")
    actions.save_paper(paper=paper, by=author, revision=0, purpose="<p>Theirs.</p>")
    said = main(client.post(draft, mine, follow=True))

    saved = Paper.objects.get(pk=paper.pk)
    assert (saved.conclusion, saved.purpose) == ("<p>Mine.</p>", "<p>Theirs.</p>")
    assert "Kept as well: Purpose, changed by Ann Author" in said


@pytest.mark.parametrize("part", ["recommendations", "implications", "exemption", "background", "programmes"])
def test_a_conflict_in_any_part_can_be_shown(client, at_the_paper, draft, paper, author, part):
    theirs = {
        "recommendations": {"recommendations": [{"verb": "agree", "text": "theirs", "informed_by": []}]},
        "implications": {"implications": {"legal": "<p>theirs</p>"}},
        "exemption": {
            "is_exempt": True,
            "exempt_basis": "paragraph-3",
            "exempt_reason": "theirs",
            "exempt_decided_by": "Officer",
            "exempt_decided_date": datetime(2018, 11, 1, tzinfo=UTC).date(),
            "exempt_review_date": datetime(2019, 11, 1, tzinfo=UTC).date(),
        },
        "background": {"background": [{"title": "theirs", "date": "", "where": "", "url": ""}]},
        "programmes": {"programmes": ["CAN"]},
    }
    mine = {
        "recommendations": {"recommendations-1-text": "mine"},
        "implications": {"implication-legal": "mine"},
        "exemption": {
            "part": "2",
            "exempt_basis": "paragraph-1",
            "exempt_reason": "mine",
            "exempt_decided_by": "Officer",
            **{f"exempt_decided_date_{key}": value for key, value in {"day": "1", "month": "1", "year": "2018"}.items()},
            **{f"exempt_review_date_{key}": value for key, value in {"day": "1", "month": "1", "year": "2019"}.items()},
        },
        "background": {"background-1-title": "mine"},
        "programmes": {"programmes": ["UEC"]},
    }
    said = typed(at_the_paper(), **mine[part])
    actions.save_paper(paper=paper, by=author, revision=0, **theirs[part])
    page = soup(client.post(draft, said), 409)

    assert page.find(id=f"conflict-{part}") is not None
    settled = client.post(draft, typed(page, **{f"keep-{part}": "mine"}))
    assert settled.status_code == 302
    assert Paper.objects.get(pk=paper.pk).revision == 2


def test_a_paper_cleared_while_it_was_written_keeps_what_was_typed_on_the_page(client, at_the_paper, draft, paper, approver):
    mine = typed(at_the_paper(), conclusion="Mine.")
    actions.clear(paper=paper, by=approver, at=IN_TIME)
    page = soup(client.post(draft, mine), 409)

    assert "is now: Cleared. It cannot be saved." in problems(page)[0]
    assert page.find("textarea", {"name": "conclusion"}).get_text(strip=True) == "Mine."


# ── Lateness ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_reasons_are_asked_only_when_the_clock_demands_them(client, at_the_paper, item, time_machine):
    time_machine.move_to("2018-11-23T09:00Z")
    assert at_the_paper().find("textarea", {"name": "why_late"}) is None
    time_machine.move_to("2018-11-26T09:00Z")
    page = at_the_paper()

    assert page.find("textarea", {"name": "why_late"}) is not None
    assert (
        "This paper would be published on Monday 26 November 2018: 4 clear days before the meeting, not 5. "
        "Say why it is late and why it cannot wait."
    ) in words(page.main)


def test_a_page_opened_in_time_and_saved_late_leaves_the_reasons_alone(client, at_the_paper, draft, paper, item, author, time_machine):
    actions.save_paper(paper=paper, by=author, revision=0, why_late="Figures.", why_urgent="Contracts.")
    time_machine.move_to("2018-11-23T09:00Z")
    said = typed(at_the_paper(), conclusion="Mine.")
    time_machine.move_to("2018-11-26T09:00Z")
    client.post(draft, said)

    assert Paper.objects.get(pk=paper.pk).why_late == "Figures."


# ── What the page says beside the text ──────────────────────────────────────────────────────────────────────────────
def test_the_page_says_how_many_pages_are_quoted_and_where_the_paper_contradicts_itself(at_the_paper):
    said = words(at_the_paper().main)

    assert "From edition 1 of Eastham intentions 2019/20: about 2 pages quoted" in said
    assert "Section 7 says no financial implications; 2 sections claim savings." in said


def test_the_preview_reads_as_the_paper_will(client, clerk, draft):
    page = soup(entering(client, clerk).get(f"{draft}preview/"))

    assert words(page.find(id="p5-2-1").find(["h4", "h5"])) == "5.2.1 UEC-01 UEC intention 1"


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
    client.post(draft, said)
    entering(client, approver).post(f"{draft}clear/")

    assert Paper.objects.get(pk=paper.pk).facts["sections"][0]["heading"] == "Reasons for lateness and urgency"


# ── Saved while one types ───────────────────────────────────────────────────────────────────────────────────────────
def test_an_autosave_saves_says_when_and_the_page_goes_on_from_there(client, at_the_paper, draft, paper):
    said = typed(at_the_paper(), conclusion="Mine.")
    part = soup(client.post(draft, {**said, "autosave": "1"}))
    assert words(part.find(id="save-state")).startswith("Saved at")
    opened = part.find(id="opened")["value"]

    client.post(draft, {**said, "opened": opened, "purpose": "Later.", "autosave": "1"})
    assert Paper.objects.get(pk=paper.pk).purpose == "<p>Later.</p>"


def test_an_autosave_that_clashes_says_so_in_place_and_overwrites_nothing(client, at_the_paper, draft, paper, author):
    said = typed(at_the_paper(), conclusion="Mine.")
    actions.save_paper(paper=paper, by=author, revision=0, conclusion="<p>Theirs.</p>")
    part = soup(client.post(draft, {**said, "autosave": "1"}), 409)

    assert words(part) == "Not saved. A colleague changed Conclusion after you opened it. Press Save to choose the text to keep."
    assert Paper.objects.get(pk=paper.pk).conclusion == "<p>Theirs.</p>"
