"""What waits in the rounds a person's organisations write: one query for all of them."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from intentions.documents.starting import known, next_step
from intentions.models import Round, Version
from intentions.states import Status
from providers.models import Decision, Invitation, MoreTime, Negotiation, Position, Question, Reply
from providers.states import ASKS_SOMETHING, QuestionStatus, ReplyStatus, Turn

from .task import Task, some

OPEN = (Status.DRAFT, Status.IN_REVIEW, Status.RETURNED)


def rounds_of(user):
    """Each with the counts of what waits in it."""
    mine = Q(writers__contains=[user.pk]) | Q(submitted_by=user)
    versions = Version.objects.visible_to(user)
    latest = versions.filter(latest_of__isnull=False)
    positions = Position.objects.visible_to(user).that_count()
    return known(
        Round.objects.visible_to(user)
        .written_by(user)
        .prefetch_related("participants")
        .annotate(
            returned=_count(versions.filter(mine, status=Status.RETURNED), "intention__round"),
            to_approve=_count(versions.filter(status=Status.IN_REVIEW).exclude(mine), "intention__round"),
            approved=_count(latest.filter(status=Status.APPROVED), "intention__round"),
            unsettled=_count(latest.filter(status__in=OPEN), "intention__round"),
            asked=_count(Question.objects.visible_to(user).filter(status=QuestionStatus.ASKED), "round"),
            undecided=_count(positions.filter(stance__in=ASKS_SOMETHING, decision__isnull=True), "response__round"),
            closed=_count(_left_behind(user), "round"),
            short_of_time=_count(MoreTime.objects.visible_to(user).open(), "invitation__round"),
            worded=_count(Negotiation.objects.visible_to(user).filter(status=Turn.COMMISSIONER), "position__response__round"),
            replied=_count(Reply.objects.visible_to(user).filter(status=ReplyStatus.RECEIVED), "decision__position__response__round"),
            written=_count(Decision.objects.visible_to(user).written(), "position__response__round"),
        )
        .order_by("-year_from", "title")
    )


def _left_behind(user):
    """Asked, closed since, and not passed on."""
    now = timezone.now()
    asked = Invitation.objects.visible_to(user).filter(organisation__closed_date__lt=timezone.localdate(now))
    still = Q(extended_until__gte=now) | Q(round__response_deadline__gte=now)
    return asked.filter(still).exclude(organisation__successions__handed_on_at__isnull=False)


def _count(rows, of):
    """How many of these belong to the round outside."""
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


def commissioner_tasks(user, rounds):
    for round in rounds:
        yield from _writing(user, round)
        yield from _deciding(user, round)


def _writing(user, round):
    draft, by = reverse("intentions:draft", args=[round.slug]), round.notice_by_date
    ahead = next_step(round)
    if ahead and user.has_perm("intentions.edit", round):
        yield Task(f"Go on with starting the round: {ahead.title.lower()}", round.title, f"{draft}#starting", "In progress", by)
    if round.returned and user.has_perm("intentions.edit", round):
        yield Task(f"Change {some(round.returned, 'intention')} returned to you", round.title, f"{draft}?state=RETURNED", "Returned", by)
    if not user.has_perm("intentions.approve", round):
        return
    publish = reverse("providers:publish", args=[round.slug])
    if round.is_from_paper:
        written = round.approved + round.unsettled
        if written:
            yield Task(f"Publish {some(written, 'intention')} carried over from paper", round.title, publish, "Draft")
        return
    if round.to_approve:
        yield Task(f"Approve {some(round.to_approve, 'intention')}", round.title, f"{draft}?state=IN_REVIEW", "In review", by)
    if round.approved and not round.unsettled:
        yield Task(f"Publish {some(round.approved, 'approved intention')}", round.title, publish, "Approved", by)


def _deciding(user, round):
    def to(name):
        return reverse(f"providers:{name}", args=[round.slug])

    if round.asked and user.has_perm("providers.answer", round):
        by = round.question_deadline or round.response_deadline
        yield Task(f"Answer {some(round.asked, 'question')}", round.title, to("questions"), "Open", by)
    if round.short_of_time and user.has_perm("providers.extend", round):
        href = f"{to('told')}?time=on"
        yield Task(f"Answer {some(round.short_of_time, 'request')} for more time", round.title, href, "Asks for more time")
    if round.undecided and user.has_perm("providers.decide", round):
        yield Task(f"Decide {some(round.undecided, 'point')}", round.title, to("responses"), "Submitted")
    if round.closed and user.has_perm("providers.pass_on", round):
        what = f"Pass on what {some(round.closed, 'closed organisation')} {'was' if round.closed == 1 else 'were'} asked"
        yield Task(what, round.title, f"{to('told')}?closed=on", "Closed", round.response_deadline)
    if round.worded and user.has_perm("providers.decide", round):
        yield Task(f"Answer {some(round.worded, 'wording')}", round.title, f"{to('negotiation')}?turn=us", "With us")
    if round.replied and user.has_perm("providers.publish_replies", round):
        yield Task(f"Give the last word on {some(round.replied, 'decision')}", round.title, to("publish_replies"), "Open")
    if round.written and user.has_perm("providers.publish_decisions", round):
        yield Task(f"Publish {some(round.written, 'decision')}", round.title, to("publish_decisions"), "Written, not published")
