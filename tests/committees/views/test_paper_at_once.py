from datetime import UTC, datetime

import pytest

from committees import actions
from committees.models import Paper

from ..conftest import IN_TIME
from ..reading import main, problems, soup, typed, words


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
