"""Words found and replaced across a round: looked at place by place, done in one step, taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intentions import actions
from intentions.models import CaseStudy, Challenge, Chapter, Enabler, Many, Money, Programme, RegisterEntry, Section, Version
from intentions.states import Status
from portal.audit.models import Event
from portal.revisions.models import Revision

from ..conftest import NOON, WHOLE
from ..crowd import crowd
from ..reading import DRAFT, banner, problems, queries_of, soup, text
from .pages import MANY, REPLACE, SPOKEN, latest, undo

MOST_QUERIES = 25
UNWRITTEN = ("_state", "changes", "search", "source", "revision")


def everything(round):
    """All that is written in the round, as one text."""
    version = latest("UEC-01").latest
    said = [version.title, version.description, version.money.get().basis]
    for model in (Chapter, Section, Challenge, CaseStudy, Enabler):
        for one in model.objects.filter(round=round):
            said += [str(value) for name, value in one.__dict__.items() if name not in UNWRITTEN]
    return " ".join(said)


def test_every_text_is_found_shown_and_changed_in_one_step_and_taken_back(spoken, round, found_by, replace, client):
    before = everything(round)
    page = soup(found_by(find="trust", by="provider"))
    assert "18 places would change" in text(page)
    assert len(page.select("del")) == len(page.select("ins")) == 18
    assert everything(round) == before, "looking changed something"

    answer = replace(find="trust", by="provider")

    assert banner(answer) == "Replace “trust” with “provider”: 6 texts. You can undo this step."
    assert "trust" not in everything(round).casefold()
    assert latest("UEC-01").latest.description == SPOKEN.replace("trust", "provider")
    assert Chapter.objects.get().year_plans == [{"year": "2019/20", "text": "<p>The provider begins.</p>"}]
    assert Enabler.objects.get().content == {"aims": ["One provider"], "impact": [{"area": "provider", "items": ["provider"]}]}

    assert banner(undo(client)) == "Undone for 6 texts."
    assert everything(round) == before
    assert "Undo" not in text(soup(client.get(REPLACE)).find("main"))


def test_the_change_is_a_save_like_any_other(spoken, round, replace, author):
    replace(find="trust", by="provider")
    chapter, version = Chapter.objects.get(), latest("UEC-01").latest
    assert chapter.changes["narrative"] == {"revision": 2, "by": str(author.pk), "at": chapter.changes["narrative"]["at"]}
    assert {part: change["revision"] for part, change in version.changes.items()}["money"] == version.revision
    assert Revision.objects.of(version).first().parts == ["title", "description", "money"]
    assert Revision.objects.of(chapter).first().said["narrative"] == "<p>One provider.</p>"
    assert Event.objects.filter(says="changed the chapter Urgent and emergency care of " + str(round)).count() == 2


def test_an_unticked_place_stays(spoken, replace):
    replace(find="trust", by="provider", without=("for all", "the Removed"))
    assert latest("UEC-01").latest.title == "A trust for all"
    assert "the trust</td>" in latest("UEC-01").latest.description
    assert "<strong>provider</strong>" in latest("UEC-01").latest.description


def test_whole_words_and_capitals(spoken, found_by):
    def count(**asked):
        return len(soup(found_by(**asked)).select("[name=place]"))

    assert count(find="trust") == 18
    assert count(find="trus") == 18
    assert count(find="trus", whole="on") == 0
    assert count(find="Trust", case="on") == 1


def test_one_chapter_or_the_front_matter_alone(spoken, found_by):
    assert len(soup(found_by(find="trust", by="x", within="UEC")).select("[name=place]")) == 10
    assert len(soup(found_by(find="trust", by="x", within="front")).select("[name=place]")) == 8
    assert problems(found_by(find="trust", within="ABC")) == ["Select one of the answers listed"]


def test_words_are_replaced_with_nothing_which_the_page_says(spoken, found_by, replace):
    assert "“Each” would be taken out, with nothing in its place." in text(soup(found_by(find="Each", case="on")))
    replace(find="Each", case="on")
    assert latest("UEC-01").latest.description.startswith("<p><strong>trust</strong> opens.</p>")


def test_what_would_be_empty_or_too_long_is_left_alone_and_named(spoken, replace):
    answer = replace(find="A trust for all")
    assert "Left as it is. Title would be empty: UEC-01." in text(soup(answer))
    answer = replace(find="all", by="x" * 195, whole="on")
    assert "Left as it is. Title would be longer than 200 characters: UEC-01." in text(soup(answer))
    assert not Many.objects.exists()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"find": ""}, "Enter the words to find"),
        ({"find": "   "}, "Enter the words to find"),
        ({"find": "a", "by": "a"}, "Enter other words than those to find"),
        ({"find": "x" * 201}, "Find must be 200 characters or less"),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_stays(spoken, found_by, asked, says):
    answer = found_by(**asked)
    assert (answer.status_code, problems(answer)) == (422, [says])
    assert soup(answer).find("input", attrs={"name": "find"})["value"] == asked["find"]


def test_nothing_found_is_said(spoken, found_by):
    assert "No text says “unicorn”." in text(soup(found_by(find="unicorn")))


def test_nothing_ticked_is_named_and_the_places_stay(spoken, replace):
    answer = replace(find="trust", by="provider", without=("Removed",))
    assert (answer.status_code, problems(answer)) == (422, ["Tick the places to change"])
    assert len(soup(answer).select("[name=place]")) == 18


def test_five_thousand_places_are_too_many_to_look_at_and_one_chapter_is_offered(chapter, author, trust, borough, found_by):
    crowd(chapter, author, trust, borough, 10, description="<p>" + "trust " * 500 + "</p>")
    answer = found_by(find="trust", by="provider")
    says = "5,000 places are found, and at most 1,000 can be looked at in one step. Select one chapter, or find more words"
    assert (answer.status_code, problems(answer)) == (422, [says])
    assert soup(answer).select("[name=place]") == []


def test_of_400_half_may_not_be_changed_and_are_named_with_the_reason(chapter, author, approver, trust, borough, at_desk, replace):
    versions = crowd(chapter, author, trust, borough, 400)
    done = {"status": Status.APPROVED, "approved_by": approver, "approved_at": NOON}
    sent = {"status": Status.IN_REVIEW, "submitted_by": author, "submitted_at": NOON}
    Version.objects.filter(pk__in=[one.pk for one in versions[:200]]).update(**sent)
    Version.objects.filter(pk__in=[one.pk for one in versions[:50]]).update(**done)
    page = text(soup(at_desk(author).get(REPLACE, {"find": "Intention", "by": "Plan"})))
    assert "Approved. Start its next version first (50): UEC-001 , UEC-002" in page
    assert "In review. Take it back first (150): UEC-051 ," in page
    assert "201 places would change" in page
    assert banner(replace(find="Intention", by="Plan")) == "Replace “Intention” with “Plan”: 201 texts. You can undo this step."
    assert Version.objects.filter(title__startswith="Plan").count() == 200


def test_what_somebody_changed_after_the_look_is_left_alone_and_named(spoken, found_by, client, colleague):
    form = soup(found_by(find="trust", by="provider")).find("form", action=f"{REPLACE}change/")
    sent = {}
    for box in form.find_all("input"):
        sent.setdefault(box["name"], []).append(box["value"])
    version = latest("UEC-01").latest
    actions.save_version(version=version, by=colleague, content={"theme": "Frailty"}, revision=version.revision)
    section = Section.objects.get(heading="Why")
    actions.edit_passage(passage=section, by=colleague, revision=section.revision, heading="Why now")

    answer = client.post(f"{REPLACE}change/", sent, follow=True)

    assert "Left as it is. Changed after you looked, last by Col League: UEC-01." in text(soup(answer))
    assert "Left as it is. Changed after you looked: Why now." in text(soup(answer))
    assert (latest("UEC-01").latest.title, Section.objects.get(heading="Why now").body) == ("A trust for all", "<p>The trust asked.</p>")
    assert Chapter.objects.get().narrative == "<p>One provider.</p>"


def test_an_undo_leaves_alone_what_was_changed_since(spoken, replace, client, colleague):
    replace(find="trust", by="provider")
    chapter, version = Chapter.objects.get(), latest("UEC-01").latest
    actions.edit_chapter(chapter=chapter, by=colleague, revision=chapter.revision, narrative="<p>Mine.</p>")
    actions.save_version(version=version, by=colleague, content={"description": "<p>Mine.</p>"}, revision=version.revision)
    answer = undo(client)
    assert "Undone for 4 texts." in text(soup(answer))
    assert "Left as they are. Changed since: UEC-01, UEC Urgent and emergency care." in text(soup(answer))
    assert (Chapter.objects.get().narrative, latest("UEC-01").latest.description) == ("<p>Mine.</p>", "<p>Mine.</p>")


def test_when_is_read_again_and_dates_typed_by_hand_stay(chapter, author, replace):
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "timescale": "Q3 2019/20"})
    typed = {"timescale": "Soon in 2019/20", "from_date": NOON.date(), "to_date": NOON.date(), "precision": "day"}
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, **typed})
    replace(find="2019/20", by="2020/21")
    assert str(latest("UEC-01").latest.from_date) == "2020-10-01"
    assert latest("UEC-02").latest.from_date == NOON.date()


def test_a_made_up_tick_changes_nothing(spoken, client, at_desk, author):
    desk = at_desk(author)
    for key in ("version.UEC-01", "chapter.x", "round.1", "section.00000000-0000-0000-0000-000000000000", "x"):
        sent = {"find": "trust", "by": "y", "seen": f"{key}:z", "place": [f"{key}:0", f"{key}:x", "::", key]}
        assert desk.post(f"{REPLACE}change/", sent, follow=True).status_code == 200
    assert not Many.objects.exists()


def test_who_only_reads_may_not_replace(spoken, at_desk, viewer):
    desk = at_desk(viewer)
    assert desk.get(REPLACE, {"find": "trust"}).status_code == 403
    assert desk.post(f"{REPLACE}change/", {"find": "trust", "by": "y", "seen": "x:y", "place": "x:0"}).status_code == 403
    assert soup(desk.get(DRAFT)).find("a", string="Find and replace") is None


def test_the_draft_leads_there(spoken, at_desk, author):
    assert soup(at_desk(author).get(DRAFT)).find("a", string="Find and replace")["href"] == REPLACE


def test_400_are_looked_at_changed_and_given_back_in_as_many_queries_as_one(chapter, author, trust, borough, at_desk, client):
    crowd(chapter, author, trust, borough, 1)
    asked = {"find": "practice", "by": "surgery"}
    address = f"{REPLACE}?find=practice&by=surgery"
    one = queries_of(at_desk(author), address)
    Version.objects.all().update(status=Status.WITHDRAWN)
    crowd_of = crowd(chapter_of(chapter, author), author, trust, borough, 300)
    assert queries_of(at_desk(author), address) == one <= 12
    desk = at_desk(author)
    page = soup(desk.get(REPLACE, asked))
    sent = {**asked}
    for box in page.find("form", action=f"{REPLACE}change/").find_all("input"):
        if box["name"] in ("seen", "place"):
            sent.setdefault(box["name"], []).append(box["value"])
    with CaptureQueriesContext(connection) as changes:
        desk.post(f"{REPLACE}change/", sent)
    step = Many.objects.get()
    with CaptureQueriesContext(connection) as gives_back:
        client.post(f"{MANY}{step.pk}/undo/")
    assert (len(crowd_of), Many.objects.get().undone_at is not None, Money.objects.count()) == (300, True, 301)
    counts = [len([one for one in seen if "SAVEPOINT" not in one["sql"]]) for seen in (changes, gives_back)]
    assert max(counts) <= MOST_QUERIES, counts


def test_every_kind_of_text_at_once_takes_no_more_than_a_step_may(spoken, chapter, round, lead, author, trust, borough, found_by, client):
    """Intentions with words in each of their tables, their chapter, and all that stands around them."""
    rows = {
        "standards": [{"metric": "Seen by the trust"}],
        "rollouts": [{"bundle": "Of the trust"}],
        "policies": [{"subject": "At the trust"}],
        "duties": [{"report": "Of the trust"}],
        "contracts": [{"reference": "1", "provider": "The trust"}],
    }
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "Another trust", **rows})
    actions.add_passage(round=round, model=RegisterEntry, by=author, organisation=trust, chapter=None, role="The trust does it")
    crowd(chapter, author, trust, borough, 100, theme="Of the trust")
    actions.edit_round(round=round, by=author, revision=0, title="A trust round")
    about = {"slug": "plan-of-the-lead", "title": "Trust plan", "form": "ccg", "round": round}
    actions.add_plan(organisation=lead, content={"mission": "One trust for all"}, by=author, **about)
    sent = {}
    for box in soup(found_by(find="trust", by="provider")).find("form", action=f"{REPLACE}change/").find_all("input"):
        if box["name"] != "csrfmiddlewaretoken":
            sent.setdefault(box["name"], []).append(box["value"])
    with CaptureQueriesContext(connection) as changes:
        client.post(f"{REPLACE}change/", sent)
    step = Many.objects.get()
    with CaptureQueriesContext(connection) as gives_back:
        client.post(f"{MANY}{step.pk}/undo/")
    counts = [len([one for one in seen if "SAVEPOINT" not in one["sql"]]) for seen in (changes, gives_back)]
    assert len({row.get("model", "version") for row in step.rows}) == 9
    assert max(counts) <= MOST_QUERIES, counts


def chapter_of(chapter, author):
    """Another chapter of the round."""
    programme = Programme.objects.create(slug="cancer", name="Cancer", kind="cancer", order=2)
    return actions.add_chapter(round=chapter.round, programme=programme, code="CAN", title="Cancer", by=author)


def test_places_in_more_than_fifteen_texts_are_folded_and_sent_with_the_rest(chapter, author, trust, borough, found_by, replace):
    crowd(chapter, author, trust, borough, 20)
    page = soup(found_by(find="acute site", by="hospital"))
    open_ones = {box["value"].rpartition(":")[0] for box in page.select("[name=place]") if box.find_parent("details") is None}
    assert len(open_ones) == 15
    assert "Texts 16 to 20: 15 places, all ticked" in text(page)
    replace(find="acute site", by="hospital")
    assert not Version.objects.filter(description__contains="acute site").exists()
