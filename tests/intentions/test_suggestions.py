"""What is suggested for a draft: kept beside it, followed through saves, taken or left by writers, or named as overtaken."""

import pytest

from intentions import actions
from intentions.models import Settlement, Suggestion
from portal.audit.models import Email
from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.revisions.models import Revision

from .commented import *  # noqa: F403  a draft and comments on it
from .commented import THREE, WANTED, keys, said, save
from .reading import DRAFT, EDIT, banner, events, problems, soup, text, typed

SUGGEST, ALL = f"{EDIT}suggest/", f"{EDIT}suggestions/"
TABLE = (
    "<table><tr><th>Ward</th><th>Beds</th></tr><tr><td>North</td><td>Twelve beds</td></tr><tr><td>South</td><td>Ten beds</td></tr></table>"
)


def settle(suggestion, by, is_accepted, **more):
    return actions.settle_suggestion(suggestion=Suggestion.objects.get(pk=suggestion.pk), by=by, is_accepted=is_accepted, **more)


# ── Taken and left ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_nothing_is_changed_until_a_writer_accepts_and_then_it_is_their_save(suggest, version, author, viewer):
    made = suggest()
    assert said(version) == THREE
    settle(made, author, True)
    assert said(version) == WANTED
    newest = Revision.objects.of(version).first()
    assert (newest.by, newest.suggested_by, version.changed_by) == (author, viewer, author)
    assert viewer.pk not in version.writers
    assert events()[-3:] == ["suggestion.made", "intention.edited", "suggestion.accepted"]
    assert Email.objects.get(kind="suggestion settled").to == viewer
    assert Email.objects.get(kind="suggested").to == author


def test_each_change_is_accepted_or_refused_alone(suggest, version, author):
    made = suggest()
    settle(made, author, True, keys=keys(made, "May"))
    settle(made, author, False, keys=keys(made, "Nurses"))
    assert said(version) == THREE.replace("in April", "in May")
    settle(made, author, True)
    assert said(version) == THREE.replace("in April", "in May").replace("every patient", "each patient")
    assert list(Settlement.objects.order_by("order").values_list("outcome", flat=True)) == ["ACCEPTED", "REFUSED", "ACCEPTED"]
    made.refresh_from_db()
    assert made.closed_at


def test_refused_whole_it_leaves_the_text_as_it_was(suggest, version, author):
    made = suggest()
    settle(made, author, False)
    assert said(version) == THREE
    assert Revision.objects.of(version).filter(suggested_by__isnull=False).count() == 0


@pytest.mark.parametrize(
    "wanted",
    [
        TABLE.replace("Ten", "Eleven"),
        TABLE.replace("</table>", "<tr><td>West</td><td>Two beds</td></tr></table>"),
        TABLE.replace("<tr><td>North</td><td>Twelve beds</td></tr>", ""),
        TABLE.replace("<th>Ward</th>", "<th>Ward</th><th>Site</th>").replace("<td>North</td>", "<td>North</td><td>A</td>")
        .replace("<td>South</td>", "<td>South</td><td>B</td>"),
    ],
)  # fmt: skip
def test_a_table_is_suggested_by_cells_rows_and_whole(suggest, version, author, wanted):
    save(version, author, description=TABLE)
    base = said(version)
    made = suggest(wanted=wanted, base=base)
    settle(made, author, True)
    version.refresh_from_db()
    assert "Eleven" not in wanted or "Eleven beds" in version.description
    assert version.description == Suggestion.objects.get().wanted
    assert made.wanted == version.description


# ── Followed, or overtaken ──────────────────────────────────────────────────────────────────────────────────────────
def test_it_survives_what_others_write_around_it(suggest, version, author, colleague):
    made = suggest(wanted=THREE.replace("in April", "in May"))
    save(version, author, description=f"<p>Before all.</p>{THREE}".replace("every patient", "all patients"))
    settle(made, colleague, True)
    assert said(version) == f"<p>Before all.</p>{THREE}".replace("every patient", "all patients").replace("in April", "in May")


def test_on_a_paragraph_that_was_deleted_it_is_named_as_overtaken_and_fits_again_if_that_comes_back(at_desk, suggest, version, author):
    made = suggest(wanted=THREE.replace("every patient", "each patient"))
    gone = THREE.replace("<p>Money follows every patient.</p>", "")
    save(version, author, description=gone)
    page = text(soup(at_desk(author).get(ALL)).main)
    assert "Overtaken. The words that this would change are not in the text any more as they were: Paragraph 2: … Money follows" in page
    assert "every" in page
    assert "Accept all" not in page
    save(version, author, description=THREE)
    settle(made, author, True)
    assert said(version) == THREE.replace("every patient", "each patient")


def test_sent_after_its_paragraph_was_deleted_it_says_so_at_once(at_desk, viewer, version, author):
    desk = at_desk(viewer)
    sent = typed(desk.get(SUGGEST)) | {"description": THREE.replace("every patient", "each patient")}
    save(version, author, description="<p>Beds open in April.</p>")
    answer = at_desk(viewer).post(SUGGEST, sent, follow=True)
    assert banner(answer) == (
        "Suggested. Nothing is changed until a writer accepts it."
        " Some of it is overtaken: the words it would change are not in the text any more."
    )
    assert said(version) == "<p>Beds open in April.</p>"


def test_what_was_overtaken_when_the_rest_was_decided_stays_named_with_its_words(suggest, version, author):
    made = suggest()
    save(version, author, description=THREE.replace("in April", "in June"))
    settle(made, author, True)
    assert said(version) == WANTED.replace("in May", "in June")
    assert [(one.was, one.becomes) for one in Settlement.objects.filter(outcome="OVERTAKEN")] == [("April", "May")]


def test_what_a_writer_wrote_in_the_same_words_is_there_already(suggest, version, author):
    made = suggest(wanted=THREE.replace("in April", "in May"))
    save(version, author, description=THREE.replace("in April", "in May"))
    made.refresh_from_db()
    assert made.closed_at
    assert Settlement.objects.get().outcome == "THERE"


def test_two_suggestions_on_one_text_are_taken_one_after_the_other(suggest, version, author, colleague):
    first, second = suggest(wanted=THREE.replace("in April", "in May")), suggest(wanted=THREE.replace("stay", "leave"), by=colleague)
    settle(first, author, True)
    settle(second, author, True)
    assert said(version) == THREE.replace("in April", "in May").replace("stay", "leave")


# ── On the page ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_viewer_suggests_and_an_author_accepts_one_change_and_refuses_the_rest(at_desk, viewer, author, version):
    desk = at_desk(viewer)
    assert soup(desk.get(EDIT)).find("a", href=SUGGEST)
    sent = typed(desk.get(SUGGEST)) | {"description": WANTED, "title": "Emergency care on the day", "note": "As agreed"}
    assert banner(desk.post(SUGGEST, sent, follow=True)) == "Suggested. Nothing is changed until a writer accepts it."
    page = soup(desk.get(ALL))
    assert page.find("button", string=lambda words: words and "Accept" in words) is None
    desk = at_desk(author)
    page = soup(desk.get(ALL))
    assert ["Title, by Vi Viewer" in text(page.main), "As agreed" in text(page.main)] == [True, True]
    section = page.find("h3", string="Description, by Vi Viewer").parent
    first = next(button for button in section.find_all("button") if button["value"].startswith("accept:"))
    action = section.find("form")["action"]
    assert banner(desk.post(action, {"decide": first["value"]}, follow=True)) == "Accepted: it is in the text, as a save of yours."
    assert banner(desk.post(action, {"decide": "refuse"}, follow=True)) == "Refused: the text stays as it is."
    assert said(version) == THREE.replace("in April", "in May")
    late = desk.post(action, {"decide": first["value"]})
    assert (late.status_code, problems(late)[0].startswith("This change is not there any more as you read it")) == (409, True)
    assert "Accepted by Ann Author" in text(soup(late).main)


def test_nothing_suggested_and_nothing_chosen_are_said(at_desk, viewer, author, version, suggest):
    desk = at_desk(viewer)
    sent = typed(desk.get(SUGGEST))
    assert problems(desk.post(SUGGEST, sent)) == ["Change something in the text, then send it"]
    assert problems(desk.post(SUGGEST, sent | {"title": ""})) == ["Enter a title"]
    made = suggest()
    answer = at_desk(author).post(f"{DRAFT}suggestions/{made.pk}/settle/", {"decide": "nonsense"})
    assert (answer.status_code, problems(answer)) == (422, ["Choose a change to accept or refuse"])


def test_whoever_made_it_takes_it_back_and_nobody_else_may(at_desk, viewer, author, suggest):
    made = suggest()
    assert at_desk(author).post(f"{DRAFT}suggestions/{made.pk}/withdraw/").status_code == 403
    answer = at_desk(viewer).post(f"{DRAFT}suggestions/{made.pk}/withdraw/", follow=True)
    assert banner(answer) == "Taken back. It stays below, to be read."
    assert "Taken back by Vi Viewer" in text(soup(answer).main)


def test_a_viewer_does_not_decide_and_strangers_find_nothing(at_desk, viewer, stranger, suggest, version):
    made = suggest()
    assert at_desk(viewer).post(f"{DRAFT}suggestions/{made.pk}/settle/", {"decide": "accept"}).status_code == 403
    desk = at_desk(stranger)
    paths = (ALL, SUGGEST, f"{DRAFT}suggestions/")
    assert [desk.get(path).status_code for path in paths] == [404, 404, 404]
    assert desk.post(f"{DRAFT}suggestions/{made.pk}/settle/", {"decide": "accept"}).status_code == 404
    assert desk.post(SUGGEST, {"description": "<p>In</p>"}).status_code == 404
    assert said(version) == THREE


def test_a_frozen_version_takes_none_and_its_next_one_does(at_desk, suggest, version, author, approver, viewer):
    made = suggest()
    actions.submit(version=version, by=author)
    approved = actions.approve(version=version, by=approver, at=database_now())
    with pytest.raises(CannotMove):
        suggest()
    with pytest.raises(CannotMove):
        settle(made, author, True)
    assert "Suggest changes once its next version is started" in banner(at_desk(viewer).get(SUGGEST, follow=True))
    opened = actions.open_next_version(intention=approved.intention, by=author)
    settle(made, author, True)
    assert said(opened) == WANTED


def test_in_review_a_change_is_suggested_and_none_decided_until_it_is_returned(at_desk, suggest, version, author, approver):
    made = suggest()
    actions.submit(version=version, by=author)
    with pytest.raises(CannotMove):
        settle(made, author, False)
    page = soup(at_desk(author).get(ALL)).main
    assert "This version is in review. Suggestions are decided once it is returned" in text(page)
    assert page.select("[name=decide]") == [] and page.select(f'a[href="{SUGGEST}"]')
    actions.return_(version=version, by=approver, reason="Say by when")
    assert soup(at_desk(author).get(ALL)).main.select("[name=decide]")
    settle(made, author, True)
    assert said(version) == WANTED


def test_of_two_parts_one_is_suggested_though_the_other_says_that_already(at_desk, version, author, viewer):
    save(version, author, dependencies="The hub")
    sent = typed(at_desk(viewer).get(SUGGEST)) | {"description": WANTED, "dependencies": "Two hubs"}
    save(version, author, dependencies="Two hubs")
    answer = at_desk(viewer).post(SUGGEST, sent, follow=True)
    assert "Nothing is changed until a writer accepts it" in banner(answer)
    assert Suggestion.objects.get().part == "description"


def test_a_chapter_takes_suggestions_too(at_desk, chapter, author, viewer):
    actions.edit_chapter(chapter=chapter, by=author, revision=0, narrative=THREE, finance_short_term="Save a little")
    path = f"{DRAFT}UEC/suggest/"
    sent = typed(at_desk(viewer).get(path)) | {"narrative": WANTED, "finance_short_term": "Save a lot"}
    at_desk(viewer).post(path, sent)
    for made in Suggestion.objects.all():
        settle(made, author, True)
    chapter.refresh_from_db()
    assert (chapter.narrative, chapter.finance_short_term) == (WANTED, "Save a lot")
    assert "Paragraph 1: Removed: little Added: lot" in text(soup(at_desk(author).get(f"{DRAFT}UEC/suggestions/")).main)


def test_those_of_a_round_are_listed_and_filtered(at_desk, suggest, author, version, colleague):
    kept, done = suggest(wanted=THREE.replace("in April", "in May")), suggest(wanted=THREE.replace("stay", "leave"), by=colleague)
    settle(done, author, False)
    desk = at_desk(author)

    def rows(query=""):
        body = soup(desk.get(f"{DRAFT}suggestions/{query}")).find("tbody")
        return [text(row) for row in body.find_all("tr")] if body else []

    assert ["Vi Viewer" in row for row in rows()] == [True]
    assert ["Col League" in row for row in rows("?state=settled")] == [True]
    assert rows("?state=overtaken") == []
    save(version, author, description="<p>All new.</p>")
    assert ["Overtaken" in row for row in rows("?state=overtaken")] == [True]
    assert kept.round.suggestions.count() == 2


def test_the_pages_take_the_same_queries_for_one_and_three(at_desk, suggest, author, django_assert_max_num_queries):
    desk = at_desk(author)
    for words in ("May", "June", "July"):
        suggest(wanted=THREE.replace("in April", f"in {words}"))
        for path in (ALL, f"{DRAFT}suggestions/"):
            with django_assert_max_num_queries(12):
                assert desk.get(path).status_code == 200
