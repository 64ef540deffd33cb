"""Saved states of everything people write: read, compared, brought back; Cancel."""

import pytest
from django.urls import reverse

from committees import actions as committees
from intentions import actions as intentions
from outcomes import actions as outcomes
from portal.revisions.models import Revision
from providers import actions as providers

from .reading import read, words


def address(thing, *more, name="saved_states"):
    return reverse(name, args=[thing._meta.model_name, thing.pk, *more])


@pytest.fixture
def passage(round):
    return round.sections.get(heading="Context")


@pytest.fixture
def wiped(passage, town):
    """Everything deleted, and saved by itself."""
    return intentions.edit_passage(passage=passage, by=town.author, revision=0, body="")


def test_a_wiped_text_is_brought_back(client, wiped, town):
    client.force_login(town.author)
    page = read(client.get(address(wiped)))
    assert "As it stood before" in words(page)

    state = read(client.get(address(wiped, 0, name="saved_state")))
    assert "Money is short." in words(state)
    form = state.select_one("form[action$='/bring-back/']")
    answer = client.post(form["action"], {"revision": form.select_one("[name=revision]")["value"]}, follow=True)

    wiped.refresh_from_db()
    assert wiped.body == "<p>Money is short.</p>"
    assert "is back. What stood here before is kept as a saved state." in words(read(answer))
    newest = Revision.objects.of(wiped).first()
    assert (newest.restores, newest.by) == (0, town.author)


def test_what_somebody_saved_this_minute_is_not_overwritten_by_bringing_back(client, wiped, town):
    client.force_login(town.author)
    opened = wiped.revision
    intentions.edit_passage(passage=wiped, by=town.approver, revision=opened, body="<p>Typed just now.</p>")

    answer = client.post(address(wiped, 0, name="bring_back"), {"revision": opened})

    page = read(answer, 409)
    assert f"{town.approver.name} saved at" in words(page)
    wiped.refresh_from_db()
    assert wiped.body == "<p>Typed just now.</p>"
    assert page.select_one("[name=revision]")["value"] == str(wiped.revision)


@pytest.mark.parametrize("typed", ["", "x", "999999999999", "-1", "\u0661"])
def test_a_page_without_its_revision_brings_nothing_back(client, wiped, town, typed):
    client.force_login(town.author)

    assert client.post(address(wiped, 0, name="bring_back"), {"revision": typed}).status_code == 409


def test_one_state_is_laid_over_the_one_before_or_over_the_text_of_now(client, passage, town):
    for revision, body in enumerate(("<p>Money is very short.</p>", "<p>Money is gone.</p>")):
        intentions.edit_passage(passage=passage, by=town.author, revision=revision, body=body)
    client.force_login(town.author)
    of_now = address(passage, 1, name="saved_state")

    assert "gone" in read(client.get(of_now)).select_one("ins").get_text()
    assert "very" in read(client.get(f"{of_now}?with=before")).select_one("ins").get_text()


@pytest.fixture
def everything(town, round, chapter, passage):
    """{what: (thing, who writes it, change it, what it says)} of every kind whose states are kept."""
    author = town.author
    version = intentions.add_intention(chapter=chapter, by=author, content={"title": "Falls"}).latest
    plan = intentions.add_plan(slug="plan", organisation=town.ccg, title="Plan", form="ccg", by=author, content={"vision": "Well"})
    outcome = outcomes.add_outcome(slug="o", statement="I am well", by=author, owner=town.ccg)
    return {
        "version": (
            version,
            lambda n: intentions.save_version(version=version, by=author, content={"theme": n}, revision=now(version)),
            "theme",
        ),
        "chapter": (chapter, lambda n: intentions.edit_chapter(chapter=chapter, by=author, revision=now(chapter), horizon=n), "horizon"),
        "section": (passage, lambda n: intentions.edit_passage(passage=passage, by=author, revision=now(passage), heading=n), "heading"),
        "plan": (plan, lambda n: intentions.edit_plan(plan=plan, by=author, revision=now(plan), vision=n), "content"),
        "round": (round, lambda n: intentions.edit_round(round=round, by=author, revision=now(round), savings_note=n), "savings_note"),
        "outcome": (outcome, lambda n: outcomes.edit_outcome(outcome=outcome, by=author, revision=now(outcome), statement=n), "statement"),
    }


def now(thing):
    return type(thing).objects.get(pk=thing.pk).revision


@pytest.mark.parametrize("kind", ["version", "chapter", "section", "plan", "round", "outcome"])
def test_every_state_of_every_kind_can_be_brought_back(client, town, everything, kind):
    thing, change, column = everything[kind]
    change("One")
    change("Two")
    client.force_login(town.author)
    states = {state.number: state.said for state in Revision.objects.of(thing)}

    for number in (1, 0, 2):
        assert client.post(address(thing, number, name="bring_back"), {"revision": now(thing)}).status_code == 302
        assert Revision.objects.of(thing).first().said == states[number]
    kept = type(thing).objects.get(pk=thing.pk)
    assert (kept.content["vision"] if kind == "plan" else getattr(kept, column)) == "Two"


def test_an_answer_is_brought_back_by_its_own_people_alone(client, edition, round, streaming, town):
    response = providers.start(invitation=round.invitations.get(organisation=town.trust), by=town.contributor)
    for comment in ("We can start in July.", ""):
        position = providers.save_position(response=response, intention=streaming, by=town.contributor, content={"comment": comment})
    for other in (town.author, town.competitor, town.stranger):
        client.force_login(other)
        assert client.get(address(position)).status_code == 404
        assert client.get(address(position, 1, name="saved_state")).status_code == 404
        assert client.post(address(position, 1, name="bring_back"), {"revision": position.revision}).status_code == 404

    client.force_login(town.contributor)
    assert "We can start in July." in words(read(client.get(address(position, 1, name="saved_state"))))
    client.post(address(position, 1, name="bring_back"), {"revision": position.revision})

    position.refresh_from_db()
    assert position.comment == "We can start in July."


def test_a_covering_statement_is_brought_back(client, edition, round, town):
    response = providers.start(invitation=round.invitations.get(organisation=town.trust), by=town.contributor)
    for text in ("<p>We agree with most.</p>", ""):
        providers.save_statement(response=response, by=town.contributor, text=text)
    client.force_login(town.contributor)

    client.post(address(response, 1, name="bring_back"), {"revision": 2})

    response.refresh_from_db()
    assert response.covering_statement == "<p>We agree with most.</p>"


def test_a_paper_is_brought_back_and_a_cleared_one_is_not(client, town):
    paper = committees.make_paper(committee=town.committee, author=town.committee.host, title="One", by=town.clerk)
    committees.save_paper(paper=paper, by=town.clerk, revision=0, title="Two")
    client.force_login(town.clerk)
    assert client.post(address(paper, 0, name="bring_back"), {"revision": 1}).status_code == 302
    paper.refresh_from_db()
    assert paper.title == "One"

    type(paper).objects.filter(pk=paper.pk).update(status="WITHDRAWN")
    answer = client.post(address(paper, 1, name="bring_back"), {"revision": 2})
    assert "It can no longer be edited, so nothing was brought back." in words(read(answer, 409))


def test_who_may_only_read_the_draft_brings_nothing_back(client, wiped, town):
    client.force_login(town.viewer)

    assert client.get(address(wiped, 0, name="saved_state")).status_code == 200
    assert "Bring this text back" not in client.get(address(wiped, 0, name="saved_state")).text
    assert client.post(address(wiped, 0, name="bring_back"), {"revision": 1}).status_code == 403


@pytest.mark.parametrize("path", ["saved/section/{pk}/7/", "saved/nothing/{pk}/", "saved/user/{pk}/"])
def test_what_is_not_there_is_not_there(client, wiped, town, path):
    client.force_login(town.author)

    assert client.get("/" + path.format(pk=wiped.pk)).status_code == 404


def test_cancel_goes_back_to_the_text_as_it_was_opened_and_keeps_what_others_wrote(client, passage, round, town):
    edit = reverse("intentions:edit_passage", args=[round.slug, "section", passage.pk])
    client.force_login(town.author)
    form = read(client.get(edit)).select_one("form#edit")
    typed = {field["name"]: field.get("value", "") for field in form.select("input[name]")} | {"kind": passage.kind}
    client.post(edit, {**typed, "heading": "Context", "body": "<p>Half a thought</p>", "autosave": "1", "turn": "1"})
    passage.refresh_from_db()
    assert passage.body == "<p>Half a thought</p>"
    intentions.edit_passage(passage=passage, by=town.approver, revision=passage.revision, heading="Where we stand")

    answer = client.post(form.select_one("button[formaction]")["formaction"], typed, follow=True)

    passage.refresh_from_db()
    assert (passage.body, passage.heading) == ("<p>Money is short.</p>", "Where we stand")
    assert "Cancelled. The text is as it was when you opened it." in words(read(answer))
    assert Revision.objects.of(passage).filter(said__body="<p>Half a thought</p>").exists()


def test_cancel_of_a_page_that_saved_nothing_changes_nothing(client, wiped, town):
    client.force_login(town.author)
    client.post(address(wiped, name="cancel"), {"began": "0", "page": "f" * 32})

    wiped.refresh_from_db()
    assert wiped.body == ""
