"""Deleting what is still a draft, and bringing it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from portal.moves.clock import database_now

from .. import actions
from ..models import Chapter, Intention
from ..models.deletion import KEPT
from .doors import asked, the_chapter, the_intention, the_round


@require_POST
def delete(request, round, reference):
    intention = the_intention(request, round, reference)
    asked(request, "delete", intention)
    return _deleted(request, intention, lambda: actions.delete_intention(intention=intention, by=request.user))


@require_POST
def delete_chapter(request, round, code):
    round = the_round(request, round)
    chapter = the_chapter(request, round, code)
    asked(request, "delete", chapter)
    return _deleted(request, chapter, lambda: actions.delete_chapter(chapter=chapter, by=request.user))


def _deleted(request, thing, act):
    try:
        act()
    except actions.CannotDelete as refusal:
        messages.warning(request, str(refusal))
        return redirect(thing.get_draft_url())
    messages.success(request, f"{thing} is deleted. You can restore it for 30 days.")
    return redirect("intentions:deleted", thing.round.slug)


@require_GET
def deleted(request, round):
    """What was deleted in the last 30 days, the latest first. What went with its chapter comes back with its chapter."""
    round = the_round(request, round)
    asked(request, "draft", round)
    since = {"round": round, "deleted_at__gte": database_now() - KEPT}
    chapters = list(Chapter.with_deleted.visible_to(request.user).filter(**since).select_related("deleted_by"))
    rows = Intention.with_deleted.visible_to(request.user).filter(**since).exclude(chapter__in=chapters)
    intentions = list(rows.select_related("deleted_by", "latest", "chapter"))
    context = {
        "round": round,
        "gone": sorted([*chapters, *intentions], key=lambda one: one.deleted_at, reverse=True),
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/deleted.html", context)


@require_POST
def restore(request, round, pk):
    round = the_round(request, round)
    intention = Intention.with_deleted.visible_to(request.user).filter(round=round, pk=pk).first()
    thing = intention or get_object_or_404(Chapter.with_deleted.visible_to(request.user), round=round, pk=pk)
    thing.round = round
    asked(request, "delete", thing)
    if thing.deleted_at is None:
        raise Http404
    try:
        if intention:
            thing = actions.restore_intention(intention=thing, by=request.user)
        else:
            thing = actions.restore_chapter(chapter=thing, by=request.user)
    except actions.CannotDelete as refusal:
        messages.warning(request, str(refusal))
        return redirect("intentions:deleted", round.slug)
    messages.success(request, f"{thing} is restored, as it was.")
    return redirect(thing.get_draft_url())
