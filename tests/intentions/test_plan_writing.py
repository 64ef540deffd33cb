"""A plan on a page is written in the browser, in both forms, and is public when an approver says so."""

import pytest
from django.db import IntegrityError, transaction

from intentions import actions
from intentions.models import Plan
from portal.moves import CannotMove

from .reading import banner, problems, soup, text, typed
from .test_plan import CCG, NHS_ENGLAND

START, DRAFT = "/plans/start/", "/plans/plan-of-the-lead/draft/"


@pytest.fixture
def plan(lead, author):
    return actions.add_plan(slug="plan-of-the-lead", organisation=lead, title="Plan of the lead", form="ccg", content=dict(CCG), by=author)


def test_a_plan_is_begun_by_an_author_and_seen_by_nobody_else(at_desk, author, stranger, lead):
    desk = at_desk(author)
    assert problems(desk.post(START, {"title": ""})) == ["Select an organisation", "Enter a title", "Select a form"]
    sent = {"organisation": str(lead.pk), "title": "Plan of the lead", "form": "nhs-england"}
    assert "Only Lead CCG can see it." in banner(desk.post(START, sent, follow=True))
    assert Plan.objects.get().slug == "plan-of-the-lead"
    assert "Draft: Plan of the lead" in text(soup(desk.get("/plans/")).find("main"))
    assert at_desk(stranger).get(DRAFT).status_code == 404
    assert at_desk(stranger).get("/plans/plan-of-the-lead/").status_code == 404


def test_a_block_in_which_nothing_stands_is_none_from_the_beginning(lead, author):
    content = {"visions": [], "mission": "", "governance": ["One"]}
    plan = actions.add_plan(slug="bare", organisation=lead, title="Bare", form="ccg", content=content, by=author)

    assert plan.content == {"governance": ["One"]}


@pytest.mark.parametrize(
    ("form", "content", "asks", "asks_not"),
    [
        ("ccg", {}, "delivered_by", "theme_blocks"),
        ("nhs-england", {}, "theme_blocks", "delivered_by"),
        ("ccg", NHS_ENGLAND, "theme_blocks", "ambition"),
    ],
)
def test_each_form_asks_for_its_own_blocks_and_for_those_that_are_filled(at_desk, author, lead, form, content, asks, asks_not):
    actions.add_plan(slug="plan-of-the-lead", organisation=lead, title="Plan", form=form, content=content, by=author)
    page = soup(at_desk(author).get(DRAFT))
    assert page.find(attrs={"name": f"add_{asks}"})
    assert not page.find(attrs={"name": f"add_{asks_not}"})


def test_an_untouched_save_leaves_every_word_of_the_source(at_desk, author, plan):
    desk = at_desk(author)
    desk.post(DRAFT, typed(desk.get(DRAFT)) | {"title": "Other"})
    plan.refresh_from_db()
    assert (plan.title, plan.content) == ("Other", CCG)


def test_success_criteria_are_mapped_to_objectives_that_there_are(at_desk, author, plan):
    desk = at_desk(author)
    wrong = desk.post(DRAFT, typed(desk.get(DRAFT)) | {"success_criteria-0-objectives": "1 and 9"})
    assert (wrong.status_code, problems(wrong)) == (422, ["There is no objective 9 in this plan"])
    assert soup(wrong).find("input", attrs={"name": "success_criteria-0-objectives"})["value"] == "1 and 9"
    desk.post(DRAFT, typed(wrong) | {"success_criteria-0-objectives": "1 and 2"})
    plan.refresh_from_db()
    criterion = plan.content["success_criteria"][0]
    assert (criterion["objectives"], criterion["domains"], criterion["by_when"]) == ([1, 2], [1, 4], "2015-03-31")


def test_a_row_more_and_a_row_less_keep_the_others_as_they_are(at_desk, author, plan):
    desk = at_desk(author)
    page = desk.post(DRAFT, typed(desk.get(DRAFT)) | {"remove_visions": "0"})
    page = desk.post(DRAFT, typed(page) | {"add_objectives": "1"})
    desk.post(DRAFT, typed(page) | {"objectives-2-number": "3", "objectives-2-statement": "Safety."})
    plan.refresh_from_db()
    assert plan.content["visions"] == [CCG["visions"][0]]  # both said the same: the first of them stays
    assert [one["number"] for one in plan.content["objectives"]] == [1, 2, 3]
    assert plan.content["objectives"][:2] == CCG["objectives"]


def test_two_people_in_two_blocks_both_keep_theirs(at_desk, author, approver, plan):
    desk = at_desk(author)
    sent = typed(desk.get(DRAFT)) | {"risks": "Quality slips.\nMoney runs out."}
    actions.edit_plan(plan=plan, by=approver, revision=0, governance=["The board"])
    assert "Kept as well: Governance, changed by Abe Approver" in banner(desk.post(DRAFT, sent, follow=True))
    plan.refresh_from_db()
    assert (plan.content["governance"], plan.content["risks"]) == (["The board"], ["Quality slips.", "Money runs out."])


def test_of_the_same_block_both_texts_are_shown(at_desk, author, approver, plan):
    desk = at_desk(author)
    sent = typed(desk.get(DRAFT)) | {"objectives-0-statement": "Mine."}
    theirs = [{"number": 1, "statement": "Theirs."}, CCG["objectives"][1]]
    actions.edit_plan(plan=plan, by=approver, revision=0, objectives=theirs)
    late = desk.post(DRAFT, sent)
    assert problems(late) == ["Objectives: Abe Approver changed this too. Choose the text to keep"]
    assert "Theirs." in text(soup(late).find(id="conflict-objectives"))
    desk.post(DRAFT, typed(late) | {"keep-objectives": "mine"})
    plan.refresh_from_db()
    assert plan.content["objectives"][0]["statement"] == "Mine."


@pytest.mark.parametrize(
    ("move", "status", "becomes"),
    [("publish", "DRAFT", "PUBLISHED"), ("publish", "PUBLISHED", None), ("take_back", "PUBLISHED", "DRAFT"), ("take_back", "DRAFT", None)],
)
def test_a_plan_is_published_from_draft_and_taken_back_from_public(approver, plan, move, status, becomes):
    Plan.objects.filter(pk=plan.pk).update(status=status)
    act = getattr(actions, f"{move}_plan")
    if becomes:
        assert act(plan=plan, by=approver).status == becomes
    else:
        with pytest.raises(CannotMove):
            act(plan=plan, by=approver)


def test_no_word_of_a_public_plan_changes_in_the_database(approver, plan):
    actions.publish_plan(plan=plan, by=approver)
    with pytest.raises(IntegrityError, match="is frozen"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(title="Another")
    actions.take_back_plan(plan=plan, by=approver)
    assert Plan.objects.filter(pk=plan.pk).update(title="Another") == 1


def test_an_approver_makes_it_public_and_takes_it_back(at_desk, client, author, approver, plan):
    assert at_desk(author).post("/plans/plan-of-the-lead/publish/").status_code == 403
    assert "is public" in banner(at_desk(approver).post("/plans/plan-of-the-lead/publish/", follow=True))
    late = at_desk(author).post(DRAFT, {"title": "Late"})
    assert late.status_code in (409, 422)
    assert "How success is measured" in text(soup(client.get("/plans/plan-of-the-lead/")).find("main"))
    at_desk(approver).post("/plans/plan-of-the-lead/take-back/")
    client.logout()
    assert client.get("/plans/plan-of-the-lead/").status_code == 404
