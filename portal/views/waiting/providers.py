"""What waits for a person who answers rounds: responses due, signatures awaited; and for both sides a memorandum to sign."""

from datetime import timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone

from intentions.models import Round
from portal.organisations.rules import roles_of
from portal.organisations.states import Role
from providers.documents.signers import waited_for
from providers.models import Invitation, Memorandum, Negotiation, Position, Response, Transcript
from providers.states import SignatureStatus, Status, TranscriptStatus, Turn

from .task import Task, some

MISSED = timedelta(days=28)  # for so long Home says what was missed


def invitations_of(user, at):
    """Those that may still be answered or were missed of late, with what has become of them so far, in one query."""
    of_late = at - MISSED
    signed_for_us = Q(
        responses__status=Status.AWAITING_SIGNATURES,
        responses__signatures__status=SignatureStatus.VALID,
        responses__signatures__organisation__in=_holding(user, Role.SIGNATORY),
    )
    return (
        Invitation.objects.visible_to(user)
        .to(user)
        .filter(Q(extended_until__gte=of_late) | Q(round__response_deadline__gte=of_late))
        .exclude(organisation__successions__handed_on_at__isnull=False)  # its successor answers for itself
        .select_related("round__lead", "organisation")
        .annotate(
            members=_ids("organisation__group_members__member", organisation__group_members__to_date=None),
            drafts=_ids("responses", responses__status=Status.DRAFT),
            is_begun=_is_begun(user),
            withdrawn=_ids("responses", responses__status=Status.WITHDRAWN),
            awaiting=_ids("responses", responses__status=Status.AWAITING_SIGNATURES),
            submitted=_ids("responses", responses__status=Status.SUBMITTED),
            signatures=Count("responses__signatures", filter=signed_for_us, distinct=True),
        )
        .order_by("round__response_deadline", "organisation__name")
    )


def _is_begun(user):
    """Whether anything stands in the draft: its covering statement, or any position."""
    of_it = {"response__invitation": OuterRef("pk"), "response__status": Status.DRAFT}
    said = Exists(Position.objects.visible_to(user).filter(**of_it).begun())
    drafts = Response.objects.visible_to(user).filter(invitation=OuterRef("pk"), status=Status.DRAFT)
    return Case(When(said | Exists(drafts.exclude(covering_statement="")), then=True), default=False)


def _ids(of, **which):
    return ArrayAgg(of, filter=Q(**which), distinct=True, default=[])


def provider_tasks(user, invitations, at):
    awaiting = [pk for invitation in invitations if invitation.organisation.is_group for pk in invitation.awaiting]
    waits = waited_for(awaiting) if awaiting else {}
    for invitation in invitations:
        if not invitation.is_open(at):
            yield from _missed(user, invitation)
            continue
        where = f"{invitation.round.title}, for {invitation.organisation.short_name}"
        answering = {invitation.organisation_id, *invitation.members}
        if invitation.awaiting:
            href = reverse("providers:check", args=invitation.awaiting)
            names = waits.get(invitation.awaiting[0], [])
            where = f"{where}. It waits for {', '.join(names)}" if names else where
            what = _at_the_end(user, invitation, answering, names)
            if what:
                yield Task(what, where, href, "Awaiting signatures", invitation.deadline)
        elif answering & _holding(user, Role.CONTRIBUTOR, Role.SIGNATORY) and (invitation.drafts or not invitation.submitted):
            href = reverse("providers:response", args=invitation.drafts) if invitation.drafts else invitation.get_absolute_url()
            yield Task("Respond", where, href, _state(invitation), invitation.deadline)


def _at_the_end(user, invitation, answering, names):
    """What is left to this person once the text is with those who sign; nothing for most."""
    if not invitation.signatures and answering & _holding(user, Role.SIGNATORY):
        return "Sign the response"
    if invitation.organisation.is_group and not names and answering & _holding(user, Role.SIGNATORY):
        return "Submit the response: all have signed"
    if names and {invitation.organisation_id} & _holding(user, Role.CONTRIBUTOR, Role.SIGNATORY):
        return "Remind who has not signed"
    return ""


def _missed(user, invitation):
    """What was due and was not sent; a response that was withdrawn was sent once, on purpose."""
    if invitation.submitted or invitation.withdrawn:
        return
    if {invitation.organisation_id, *invitation.members} & _holding(user, Role.CONTRIBUTOR, Role.SIGNATORY):
        unsent = [*invitation.awaiting, *invitation.drafts]
        href = reverse("providers:response", args=unsent[:1]) if unsent else invitation.get_absolute_url()
        where = f"{invitation.round.title}, for {invitation.organisation.short_name}"
        yield Task("You missed the deadline: ask for more time", where, href, "Not submitted", invitation.deadline)


def wording_tasks(user):
    """The wording of points of one's own, where it is one's turn: one line a round."""
    ours = _holding(user, Role.CONTRIBUTOR, Role.SIGNATORY)
    if not ours:
        return
    mine = Negotiation.objects.visible_to(user).filter(
        status=Turn.PROVIDER, position__in=Position.objects.visible_to(user).answered_by(user)
    )
    rounds = mine.order_by().values("position__response__round__slug", "position__response__round__title").annotate(n=Count("pk"))
    for round in rounds:
        href = f"{reverse('providers:negotiation', args=[round['position__response__round__slug']])}?turn=us"
        yield Task(f"Answer {some(round['n'], 'wording')}", round["position__response__round__title"], href, "With us")


def letter_tasks(user):
    """What the commissioners wrote down from a letter of ours, for those who can confirm or dispute it."""
    ours = _holding(user, Role.SIGNATORY)
    if not ours:
        return
    members = _ids("invitation__organisation__group_members__member", invitation__organisation__group_members__to_date=None)
    open_ones = Transcript.objects.visible_to(user).filter(status=TranscriptStatus.RECORDED, response__status=Status.SUBMITTED)
    open_ones = open_ones.select_related("response", "invitation__round", "invitation__organisation").annotate(members=members)
    for transcript in open_ones.order_by("recorded_at", "pk"):
        invitation = transcript.invitation
        if ours & {invitation.organisation_id, *transcript.members}:
            where = f"{invitation.round.title}, for {invitation.organisation.short_name}"
            what = f"Confirm or dispute what was recorded from your {transcript.get_way_display().lower()}"
            yield Task(what, where, transcript.response.get_absolute_url(), "Recorded")


def memorandum_tasks(user):
    """For those who sign for a party, on either side; and for commissioners what is to be seen to in theirs."""
    commissioners, providers = _holding(user, Role.APPROVER), _holding(user, Role.SIGNATORY)
    if commissioners | providers:
        waiting = Memorandum.objects.visible_to(user).waiting_for(commissioners, providers).select_related("round", "organisation")
        for one in waiting:
            where = f"{one.round.title}, {one.with_whom}"
            yield Task("Sign the memorandum", where, one.get_absolute_url(), "Awaiting signatures", one.sign_by_date)
    if _holding(user, Role.AUTHOR, Role.APPROVER):
        yield from _troubled_memoranda(user)


def _troubled_memoranda(user):
    """One line a round: somebody does not sign, a party closed, words were corrected, the day has passed."""
    mine = (
        Memorandum.objects.visible_to(user)
        .filter(round__in=Round.objects.visible_to(user).written_by(user))
        .with_troubles(timezone.localdate())
    )
    troubled = mine.filter(Q(is_declined=True) | Q(has_closed=True) | Q(is_behind=True) | Q(is_late=True))
    for slug, title in troubled.order_by("round__title").values_list("round__slug", "round__title").distinct():
        href = f"{reverse('providers:memoranda', args=[slug])}?see=on"
        yield Task("See to memoranda: declined, late, out of date, or with a party that closed", title, href, "Awaiting signatures")


def _state(invitation):
    if invitation.is_begun:
        return "Draft"
    return "Not started" if invitation.opened_at else "Not opened"


def _holding(user, *roles):
    """Organisations in which the person holds one of these roles."""
    return {organisation for organisation, role in roles_of(user) if role in roles}
