"""The facts of a round and its plans on a page are searched with the rest; each text that is found has its name and its link."""

import pytest

from intentions import actions
from intentions.documents.replacing import mark
from intentions.models import Plan, Round, Section, Thread
from portal.organisations.models import Membership
from portal.revisions.models import Revision

from ..conftest import NOON
from ..reading import DRAFT, banner, soup, text
from .pages import REPLACE, undo


@pytest.fixture
def plan(round, lead, author):
    content = {
        "mission": "One trust for all",
        "objectives": [{"number": 1, "name": "Trust", "statement": "Each trust opens", "intentions": ["TRUST-01"]}],
        "delivered_by": [{"serves": [1], "text": "trust", "mapping": "read"}],
        "values": ["trust", "care"],
        "source_note": "As the trust said",
    }
    about = {"slug": "plan-of-the-lead", "title": "Trust plan", "form": "ccg", "round": round}
    return actions.add_plan(organisation=lead, content=content, by=author, **about)


@pytest.fixture
def facts(round, author):
    return actions.edit_round(round=round, by=author, revision=0, title="A trust round", savings_note="What each trust saves")


def test_the_facts_of_the_round_are_searched_changed_and_given_back(facts, found_by, replace, client):
    page = soup(found_by(find="trust", by="provider", within="facts"))
    assert page.find("a", string="The facts of the round")["href"] == f"{DRAFT}facts/"
    assert [text(one) for one in page.select("main form li label")] == [
        "Title of The facts of the round, place 1",
        "What the target is of The facts of the round, place 2",
    ]
    replace(find="trust", by="provider", within="facts")
    facts.refresh_from_db()
    assert (facts.title, facts.savings_note) == ("A provider round", "What each provider saves")
    assert Revision.objects.of(facts).first().said["title"] == "A provider round"

    assert banner(undo(client)) == "Undone for 1 text."
    facts.refresh_from_db()
    assert (facts.title, facts.savings_note) == ("A trust round", "What each trust saves")


def test_what_everybody_reads_of_a_published_round_is_left_to_its_facts_with_a_note(facts, found_by, replace):
    Round.objects.filter(pk=facts.pk).update(first_published_at=NOON)
    page = text(soup(found_by(find="trust", by="provider", within="facts")).find("main"))
    assert "Published. Change it on the page of its facts, with a public note (1): The facts of the round" in page
    assert "No text that can be changed says" in page


def test_the_boxes_of_a_plan_are_searched_changed_and_given_back(plan, found_by, replace, client):
    page = soup(found_by(find="trust", by="provider", within="plans"))
    assert page.find("a", string="Plan on a page: Trust plan")["href"] == "/plans/plan-of-the-lead/draft/"
    assert "7 places would change" in text(page)
    before = dict(plan.content)

    replace(find="trust", by="provider", within="plans")

    plan.refresh_from_db()
    assert plan.title == "provider plan"
    assert plan.content == {
        "mission": "One provider for all",
        "objectives": [{"number": 1, "name": "provider", "statement": "Each provider opens", "intentions": ["TRUST-01"]}],
        "delivered_by": [{"serves": [1], "text": "provider", "mapping": "read"}],
        "values": ["provider", "care"],
        "source_note": "As the provider said",
    }, "a reference or a number is no word"
    undo(client)
    plan.refresh_from_db()
    assert (plan.title, plan.content) == ("Trust plan", before)


def test_comments_on_the_front_matter_and_on_plans_keep_their_words(spoken, plan, round, colleague, replace, client):
    passage = Section.objects.get(round=round, heading="Why")
    said = {"by": colleague, "text": "Sure?"}
    actions.start_thread(about=passage, part="body", words="The trust asked", before="", after=".", **said)
    actions.start_thread(about=plan, part="mission", words="One trust for all", before="", **said)

    def quotes():
        return sorted(Thread.objects.values_list("quote", "is_lost"))

    replace(find="trust", by="provider")
    assert quotes() == [("One provider for all", False), ("The provider asked", False)]
    undo(client)
    assert quotes() == [("One trust for all", False), ("The trust asked", False)]


def test_a_box_that_still_names_its_objectives_stays_when_its_words_are_taken_out(plan, replace):
    replace(find="trust", within="plans", without=("Title of", "Mission of", "Objectives of", "Notes of"))
    plan.refresh_from_db()
    assert plan.content["delivered_by"] == [{"serves": [1], "text": "", "mapping": "read"}]
    assert plan.content["values"] == ["care"]


def test_a_public_plan_is_left_as_it_is_and_named(plan, approver, found_by, client):
    actions.publish_plan(plan=plan, by=approver)
    page = soup(found_by(find="trust", by="provider", within="plans"))
    assert "Public. Take it back first (1): Plan on a page: Trust plan" in text(page)
    assert page.find("a", string="Plan on a page: Trust plan")["href"] == "/plans/plan-of-the-lead/draft/"


def test_a_plan_that_is_published_meanwhile_is_not_given_back(plan, approver, replace, client):
    replace(find="trust", by="provider", within="plans")
    actions.publish_plan(plan=Plan.objects.get(), by=approver)
    assert "Public. Take it back first" in text(soup(undo(client)))
    assert Plan.objects.get().title == "provider plan"


@pytest.fixture
def theirs(plan, elsewhere):
    """A plan of another organisation that lists intentions of this round."""
    Plan.objects.filter(pk=plan.pk).update(organisation=elsewhere)
    plan.refresh_from_db()
    return plan


def test_a_draft_plan_of_others_is_neither_seen_nor_changed(theirs, found_by, client):
    assert "Trust plan" not in text(soup(found_by(find="trust", by="provider", within="plans")))
    key = f"plan.{theirs.pk}"
    sent = {"find": "trust", "by": "provider", "within": "plans", "seen": f"{key}:{mark(theirs)}", "place": f"{key}:0"}
    client.post(f"{REPLACE}change/", sent, follow=True)
    theirs.refresh_from_db()
    assert theirs.title == "Trust plan"


def test_a_plan_of_others_whose_drafts_one_only_reads_is_named_and_refused(theirs, elsewhere, author, found_by, client):
    Membership.objects.create(user=author, organisation=elsewhere, role="VIEWER")
    page = text(soup(found_by(find="trust", by="provider", within="plans")))
    assert f"Only authors of {elsewhere} may change it (1): Plan on a page: Trust plan" in page
    key = f"plan.{theirs.pk}"
    sent = {"find": "trust", "by": "provider", "within": "plans", "seen": f"{key}:{mark(theirs)}", "place": f"{key}:0"}
    assert client.post(f"{REPLACE}change/", sent).status_code == 403


def test_every_text_that_is_found_has_its_name_and_its_link(spoken, plan, facts, found_by, client):
    page = soup(found_by(find="trust", by="provider"))
    links = {text(link): link["href"] for link in page.select("main h3 a")}
    assert list(links) == [
        "UEC-01", "UEC Urgent and emergency care", "Why", "Trust", "How", "Staff", "Plan on a page: Trust plan", "The facts of the round",
    ]  # fmt: skip
    assert [client.get(href).status_code for href in links.values()] == [200] * 8
