"""Every email of this storey says in its subject which organisation is meant: whoever belongs to two tells them apart unopened."""

import ast

import pytest
import time_machine
from django.db import transaction

from intentions.models import Edition, Planned
from portal.audit.models import Email, Event
from portal.organisations.bulk import read as read_list
from portal.organisations.models import Membership, Organisation, Succession
from portal.organisations.states import Role
from providers import actions
from providers.actions import letters, memorandum_letters, signing_letters
from providers.models import Decline, Delegation, Invitation, Memorandum, Negotiation, Question, Reply, Response
from tests.house.house import matching, nodes, source

from .conftest import DEADLINE, IN_TIME, PUBLISHED
from .worlds import NEEDED, STATES, World

pytestmark = pytest.mark.django_db
ORDERS = ("tell", "_tell", "_tell_asker")
OF_THE_LEAD = ("asked", "unsealed", "edition not published")  # to commissioners, of whose round it is
OF_THEIRS = ("answered", "memorandum", "asked_no_more")  # to people of many organisations, each for their own
ABOUT = {
    "providers.response": lambda pk: Response.objects.get(pk=pk).organisation,
    "providers.invitation": lambda pk: Invitation.objects.get(pk=pk).organisation,
    "providers.negotiation": lambda pk: Negotiation.objects.get(pk=pk).position.response.organisation,
    "providers.reply": lambda pk: Reply.objects.get(pk=pk).decision.position.response.organisation,
    "providers.question": lambda pk: Question.objects.get(pk=pk).asked_for,
    "organisations.organisation": lambda pk: Organisation.objects.get(pk=pk),
}


def kinds():
    """Every kind of email that an action of this storey orders, read from the code."""
    found = set()
    for name in matching("providers/actions/*.py"):
        for node, _ in nodes(source(name)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ORDERS and node.args:
                found |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    return found


def meant(email, lead):
    """The organisations of which the subject must name one."""
    theirs = [one.organisation for one in email.to.memberships.select_related("organisation")]
    if email.kind in OF_THE_LEAD:
        return [lead]
    if email.about_type == "providers.memorandum":
        return [one.organisation for one in Memorandum.objects.get(pk=email.about_id).parties.select_related("organisation")]
    return theirs if email.kind in OF_THEIRS else [ABOUT[email.about_type](email.about_id)]


def unnamed(emails, lead):
    """Subjects that name none of them."""
    return [
        f"{one.kind}: {one.subject}"
        for one in emails
        if not any(name in one.subject for named in meant(one, lead) for name in (named.name, named.short_name))
    ]


@pytest.fixture
def fixtures(request, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return {name: request.getfixturevalue(name) for name in NEEDED}


def in_every_world(fixtures):
    """The worlds one after the other, each gone before the next."""
    for state in STATES:
        with transaction.atomic():
            for one in fixtures.values():
                one.refresh_from_db()
            getattr(World(**fixtures), state)()
            yield state
            transaction.set_rollback(True)


def test_every_subject_names_the_organisation_meant(fixtures):
    seen, faults = set(), []
    for _ in in_every_world(fixtures):
        sent = list(Email.objects.select_related("to"))
        seen |= {one.kind for one in sent}
        faults += unnamed(sent, fixtures["round"].lead)

    assert faults == []
    assert kinds() - seen == set(BY_HAND), "an email that no world sends needs a line in BY_HAND"


def test_a_subject_without_a_name_is_seen(fixtures):
    sent = Email.objects.filter(kind="invited")
    assert sent and unnamed(sent, None) == []

    sent.update(subject="Answer by Friday")
    assert unnamed(sent, None)


def outage(fixtures):
    gone = {"began_at": PUBLISHED, "ended_at": IN_TIME, "reason": "The network"}
    actions.declare_outage(round=fixtures["round"], by=fixtures["approver"], at=IN_TIME, **gone)


def not_published(fixtures):
    said = {"publish_at": DEADLINE, "approving_body": "Body", "approved_date": PUBLISHED.date()}
    actions.give_up(Planned.objects.create(round=fixtures["round"], by=fixtures["approver"], **said), "it was late")


def those_who_sign(fixtures):
    """Who signs for a member of a group is told for which."""
    response, who, rival = World(**fixtures).response, fixtures["signatory"], rival_of(fixtures)
    about = {"organisation": rival, "response": response}
    signing_letters.tell_nudged(response, [who], member=rival, by=who, waits="one")
    signing_letters.tell_delegated(Delegation(delegated_by=who, delegated_to=fixtures["contributor"], **about))
    signing_letters.tell_declined_text_changed(response, Decline(declined_by=who, reason="No", **about), "it changed")
    for kind in ("nudged", "delegated", "declined_text_changed"):
        assert f", for {rival.short_name}" in Email.objects.get(kind=kind).subject


def handed_on(fixtures):
    invitation = fixtures["invitation"]
    succession = Succession(predecessor=invitation.organisation, successor=rival_of(fixtures))
    letters.tell_handed_on(succession, [fixtures["signatory"]], [invitation])


def asked_no_more(fixtures):
    said = {"round": fixtures["round"], "by": fixtures["approver"]}
    fixtures["rival_invitation"].delete()
    with time_machine.travel(PUBLISHED, tick=False):
        lines = read_list([[rival_of(fixtures).name, "", "", "", "", ""]], is_demonstration=False)
        actions.invite_list(lines=lines, at=PUBLISHED, until=DEADLINE, **said)
        actions.undo_list(event=Event.objects.get(name="round.list_invited"), at=PUBLISHED, **said)


def of_a_memorandum(fixtures):
    """Who has not signed is reminded; where nobody can, the administrators are asked for somebody."""
    world = World(**fixtures)
    world.memorandum_offered()
    memorandum_letters.remind_all(world.memorandum)
    Membership.objects.filter(organisation=rival_of(fixtures), role=Role.SIGNATORY).update(ended_at=IN_TIME)
    Membership.objects.get_or_create(user=fixtures["competitor"], organisation=rival_of(fixtures), role=Role.ADMINISTRATOR)
    memorandum_letters.ask_administrators(world.memorandum)


def rival_of(fixtures):
    return fixtures["competitor"].memberships.first().organisation


BY_HAND = {
    "asked_no_more": asked_no_more,
    "delegated": those_who_sign,
    "declined_text_changed": those_who_sign,
    "deadline_moved": lambda fixtures: letters.tell_deadline(fixtures["invitation"], "The network"),
    "edition not published": not_published,
    "edition_replaced": lambda fixtures: letters.tell_of_edition(fixtures["invitation"], Edition.objects.first()),
    "handed_on": handed_on,
    "memorandum_reminded": of_a_memorandum,
    "memorandum_signer": of_a_memorandum,
    "nudged": those_who_sign,
    "outage": outage,
    "reminded": lambda fixtures: actions.prompt(round=fixtures["round"], by=fixtures["author"], at=PUBLISHED),
    "unsealed": lambda fixtures: letters.tell_unsealed(fixtures["round"], 3),
}


@pytest.mark.parametrize("kind", BY_HAND)
def test_the_subject_of_what_no_world_sends_names_it_too(fixtures, kind):
    BY_HAND[kind](fixtures)

    sent = list(Email.objects.filter(kind=kind).select_related("to"))
    assert sent and unnamed(sent, fixtures["round"].lead) == []


def test_who_signs_for_two_members_of_a_group_is_told_for_which(fixtures, group, approver):
    who, acute, rival = fixtures["signatory"], fixtures["acute"], rival_of(fixtures)
    Membership.objects.create(user=who, organisation=rival, role=Role.SIGNATORY)
    asked = actions.invite(round=fixtures["round"], organisations=[group], by=approver, at=PUBLISHED)[0]
    response = actions.start(invitation=asked, by=who)
    actions.save_position(response=response, intention=fixtures["first"], by=who, content={"stance": "support"})
    actions.send(response=Response.objects.get(pk=response.pk), by=who)

    subjects = dict(Email.objects.filter(kind="sent_to_sign").values_list("to__name", "subject"))
    assert f"of {group}, for {acute.short_name} and {rival.short_name} by" in subjects[who.name]
    assert f"of {group}, for {rival.short_name} by" in subjects[fixtures["competitor"].name]


def test_who_belongs_to_two_organisations_invited_is_told_of_an_answer_once_and_for_both(fixtures):
    Membership.objects.create(user=fixtures["contributor"], organisation=rival_of(fixtures), role=Role.CONTRIBUTOR)
    world = World(**fixtures)
    actions.answer(question=world.question, by=fixtures["author"], text="Yes", at=IN_TIME)

    subject = Email.objects.get(kind="answered", to=fixtures["contributor"]).subject
    assert fixtures["acute"].short_name in subject and rival_of(fixtures).short_name in subject
