"""One email for many comments: at most one in four hours, and never while somebody is still writing. Who is named was told already."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from portal.accounts.models import User
from portal.audit.actions import tell

from ..models import ABOUT, Comment, Digest, Plan, Round, comments_of

QUIET = timedelta(minutes=10)  # a conversation under way is told when it pauses
SELDOM = timedelta(hours=4)
FIRST = timedelta(days=1)  # how far back the first digest looks


def send_digests(*, at: datetime) -> int:
    """To each person the comments since their last digest that are for them. How many emails were ordered."""
    recent = Comment.objects.filter(at__gt=at - FIRST)
    rounds = Round.objects.filter(pk__in=recent.values("thread__round"))
    plans = Plan.objects.filter(pk__in=recent.values("thread__plan"))
    written: list[Round | Plan] = [*rounds.prefetch_related("participants"), *plans]
    commissioners = {pk for one in written for pk in one.commissioner_ids()}
    people = User.objects.filter(memberships__organisation__in=commissioners, memberships__ended_at=None, is_active=True).distinct()
    return sum(_tell(user=person, at=at) for person in people.order_by("pk"))


@transaction.atomic
def _tell(*, user: User, at: datetime) -> bool:
    digest, _ = Digest.objects.get_or_create(user=user, defaults={"told_until": at - FIRST})
    digest = Digest.objects.select_for_update().get(pk=digest.pk)
    waiting = list(_for(user, digest.told_until).select_related("by", "thread__round", *(f"thread__{name}" for name in ABOUT)))
    if not waiting or waiting[-1].at > at - QUIET:
        return False
    if digest.sent_at and digest.sent_at > at - SELDOM:
        return False
    digest.told_until, digest.sent_at = waiting[-1].at, at
    digest.save(update_fields=["told_until", "sent_at"])
    count = f"{len(waiting)} comment{'' if len(waiting) == 1 else 's'}"
    tell(
        "comments",
        to=[user],
        subject=f"{count} to read",
        template="emails/comments.txt",
        facts={"count": count, "rounds": _rounds(waiting)},
        about=digest,
    )
    return True


def _for(user: User, since: datetime) -> QuerySet[Comment]:
    """By others, in rounds one writes: on what one owns, in a thread one has spoken or been named in. What names one was told then."""
    mine = Q(thread__comments__mentions=user) | Q(thread__intention__owner=user) | Q(thread__comments__by=user)
    told = Comment.objects.filter(mentions=user).values("pk")
    read = Q(thread__round__in=Round.objects.written_by(user)) | Q(thread__plan__in=Plan.objects.written_by(user))
    rows = Comment.objects.filter(mine, read, at__gt=since).exclude(by=user).exclude(pk__in=told)
    return Comment.objects.filter(pk__in=rows.values("pk"), thread__intention__deleted_at=None).order_by("at")


def _rounds(comments: list[Comment]) -> list[dict[str, Any]]:
    """Round by round where and who, once each; what was said is read in the portal."""
    found: dict[Round | Plan, dict[str, list[str]]] = {}
    for comment in comments:
        found.setdefault(comment.thread.whose, {}).setdefault(str(comment.thread.about or comment.thread.of), []).append(str(comment.by))
    return [
        {
            "title": whose.title,
            "page": comments_of(whose, whose) if isinstance(whose, Plan) else reverse("intentions:round_comments", args=[whose.slug]),
            "lines": [f"{about}: {', '.join(dict.fromkeys(people))}" for about, people in things.items()],
        }
        for whose, things in found.items()
    ]
