"""The doors of the draft: a round, a chapter, an intention of the commissioners one belongs to; all else is not there."""

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import get_object_or_404

from ..models import Chapter, Intention, Round, Version
from ..models.content import LINKS, ROWS


def the_round(request, slug):
    """A round whose draft this person may read."""
    rounds = Round.objects.visible_to(request.user).written_by(request.user).annotate(latest_edition=Max("editions__number"))
    return get_object_or_404(rounds.select_related("lead").prefetch_related("participants"), slug=slug)


def the_chapter(request, round, code):
    return get_object_or_404(Chapter.objects.visible_to(request.user).select_related("programme"), round=round, code=code)


def the_intention(request, slug, reference):
    """The intention, its round and its latest version, all of them loaded."""
    round = the_round(request, slug)
    intentions = Intention.objects.visible_to(request.user).select_related("chapter", "owner", "latest", "published")
    tied = [f"latest__{name}" for name in (*LINKS, *ROWS)]
    intention = get_object_or_404(intentions.prefetch_related(*tied), round=round, reference=reference)
    intention.round = intention.chapter.round = round
    intention.latest.intention = intention
    return intention


def the_version(request, slug, reference):
    return the_intention(request, slug, reference).latest


def asked(request, verb, thing):
    """Who may; when is judged under the lock."""
    if not request.user.has_perm(f"intentions.{verb}", thing):
        raise PermissionDenied


def waiting_for_approval(round, user):
    """Versions of the round that wait, but for those this person wrote: the next of them comes after each approval."""
    waiting = Version.objects.visible_to(user).filter(intention__round=round, status="IN_REVIEW").select_related("intention")
    in_order = waiting.order_by("intention__chapter__order", "intention__order", "intention__reference")
    return [version for version in in_order if not version.is_text_of(user)]
