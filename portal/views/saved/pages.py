"""A list of the states a thing was saved in, one of them over another, and the button that brings it back."""

from types import SimpleNamespace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from outcomes.actions import Stale as OldPage
from portal.moves import CannotMove
from portal.moves.stale import Stale
from portal.nhsuk import words
from portal.revisions.actions import brought_back
from portal.revisions.reading import states

from .shelves import the_shelf
from .wording import worded


def who(state):
    if state.by:
        return state.by.name
    return "As it stood before" if state.number == 0 else "Not by a save on a page"


@require_GET
def saved_states(request, kind, pk):
    """When, who, what changed; each leads to what it said."""
    shelf = the_shelf(kind)
    thing = shelf.find(request.user, pk)
    found = list(states(thing).defer("said"))
    for state in found:
        state.changed = changed(shelf, state)
        state.href = reverse("saved_state", args=[kind, pk, state.number])
        state.who = who(state)
    context = {"shelf": shelf, "thing": thing, "title": shelf.title(thing), "states": found, "back": shelf.back(thing)}
    return render(request, "portal/saved/states.html", context)


def changed(shelf, state):
    """In words: what this save changed."""
    if state.restores is not None:
        return f"Brought back state {state.restores}"
    suggested = f", suggested by {state.suggested_by}" if state.suggested_by else ""
    return ", ".join(shelf.label(part) for part in state.parts) + suggested


@require_GET
def saved_state(request, kind, pk, number):
    """What it said, laid over what stands now, or over the state before it."""
    shelf = the_shelf(kind)
    thing = shelf.find(request.user, pk)
    return _page(request, kind, shelf, thing, the_state(thing, number))


@require_POST
def bring_back(request, kind, pk, number):
    """A save like any other: what somebody else saved after this page was opened is not overwritten, and the page says so."""
    shelf = the_shelf(kind)
    thing = shelf.find(request.user, pk)
    state = the_state(thing, number)
    if not shelf.writes(request.user, thing):
        raise PermissionDenied
    try:
        saved = shelf.bring_back(thing, by=request.user, revision=_number(request, "revision"), said=state.said)
    except (Stale, OldPage):
        return _page(request, kind, shelf, shelf.find(request.user, pk), state, status=409, problem=newer(thing))
    except CannotMove:
        return _page(request, kind, shelf, shelf.find(request.user, pk), state, status=409, problem=CLOSED)
    if getattr(saved, "revision", thing.revision) == thing.revision:
        messages.info(request, "The text already says what it said then. Nothing was changed.")
    else:
        brought_back(saved, number=number)
        messages.success(request, f"The text of {words.history(state.at)} is back. What stood here before is kept as a saved state.")
    return redirect(shelf.back(thing))


CLOSED = "It can no longer be edited, so nothing was brought back. Open its next version, or take it back to a draft, and try again."


def newer(thing):
    """Who saved meanwhile, and when."""
    last = states(thing).first()
    by, at = (last.by or "A colleague", words.history(last.at)) if last else ("A colleague", "a moment ago")
    return f"{by} saved at {at}, after you opened this page. Nothing was brought back. Compare again below, and choose."


def the_state(thing, number):
    state = states(thing).filter(number=number).first()
    if state is None:
        raise Http404
    return state


@require_POST
def cancel(request, kind, pk):
    """What this page saved by itself is taken back: its parts say again what they said when the page was opened.

    What somebody else wrote in a part since stays, and what was typed is kept as a saved state.
    """
    shelf = the_shelf(kind)
    thing = shelf.find(request.user, pk)
    began, page = _number(request, "began"), request.POST.get("page")
    mine = [part for part, change in thing.changes.items() if change["revision"] > began and change.get("page") == page]
    state = states(thing).filter(revision__lte=began).first()
    if mine and state and shelf.may_write(request.user, thing):
        _take_back(request, shelf, thing, state, mine)
    return redirect((shelf.leave or shelf.back)(thing))


def _take_back(request, shelf, thing, state, parts):
    try:
        saved = shelf.bring_back(thing, by=request.user, revision=thing.revision, said=state.said, parts=parts)
    except (Stale, CannotMove):
        messages.info(request, "Somebody else saved at the same moment, so nothing was taken back. Every save is in the saved states.")
        return
    brought_back(saved, number=state.number)
    messages.success(request, "Cancelled. The text is as it was when you opened it. What was saved meanwhile is kept as a saved state.")


def _number(request, name):
    """That of the thing when this page was opened; nonsense is older than everything."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


def _page(request, kind, shelf, thing, state, *, status=200, problem=""):
    then, now = worded(shelf, state.said), worded(shelf, shelf.kind.said(thing))
    earlier = states(thing).filter(number__lt=state.number).first()
    is_step = request.GET.get("with") == "before" and earlier is not None
    before, after = (worded(shelf, earlier.said), then) if is_step else (then, now)
    context = {
        "thing": thing,
        "title": shelf.title(thing),
        "state": state,
        "by": who(state),
        "changed": changed(shelf, state),
        "differences": list(differences(before, after)),
        "whole": [{"label": label, "html": html} for label, html in then.values()],
        "is_step": is_step,
        "has_earlier": earlier is not None,
        "may_bring_back": shelf.may_write(request.user, thing) and then != now,
        "problem": problem,
        "all": reverse("saved_states", args=[kind, thing.pk]),
        "action": reverse("bring_back", args=[kind, thing.pk, state.number]),
    }
    return render(request, "portal/saved/state.html", context, status=status)


def differences(before, after):
    """Each part in which they differ, with both texts."""
    for name in dict.fromkeys([*before, *after]):
        label, old = before.get(name, ("", ""))
        other, new = after.get(name, ("", ""))
        if old != new:
            yield SimpleNamespace(label=label or other, before=old, after=new)
