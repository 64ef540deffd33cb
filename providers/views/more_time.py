"""The clock of a deadline, and asking for more time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.moves import CannotMove
from portal.moves.clock import database_now

from .. import actions, forms
from ..documents.deadline import due, milliseconds
from ..models import MoreTime
from .doors import asked, the_invitation, the_round
from .sealing import seal_of


def due_at(request, invitation, now):
    """The line that says when it is due, by the database's clock; what was asked for, and whether more may be."""
    is_open = invitation.is_open(now)
    waiting = MoreTime.objects.visible_to(request.user).filter(invitation=invitation).select_related("asked_by").order_by("-asked_at")
    may_ask = request.user.has_perm("providers.ask_for_time", invitation)
    last = waiting.first() if may_ask else None
    return {
        "is_open": is_open,
        "seal": seal_of(request, invitation.round),
        "due": due(invitation.deadline, now) if is_open else None,
        "clock": {
            "now": milliseconds(now),
            "deadline": milliseconds(invitation.deadline),
            "asked": last,
            "may_ask": may_ask and not (last and last.is_open),
        },
    }


@require_GET
@never_cache
def clock(request, pk):
    """What a page with a deadline asks again: the server's time, and whatever has changed about the deadline."""
    invitation = the_invitation(request, pk)
    return render(request, "providers/due.html", {"invitation": invitation, **due_at(request, invitation, database_now())})


@require_http_methods(["GET", "POST"])
def ask_for_time(request, pk):
    """For one's own organisation alone; nobody else is told."""
    invitation = the_invitation(request, pk)
    asked(request, "ask_for_time", invitation)
    form = forms.AskForTimeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_for_time(invitation=invitation, by=request.user, at=database_now(), **form.cleaned_data)
        except (actions.NotLater, actions.StillWaiting) as refusal:
            form.add_error("until", str(refusal))
        except CannotMove:
            form.add_error(None, "Your response is submitted already, so no more time is needed.")
        else:
            messages.success(request, "You asked for more time. You are emailed what the commissioners say.")
            return redirect(invitation)
    context = {"form": form, "invitation": invitation, "back": invitation.get_absolute_url()}
    return render(request, "providers/ask_for_time.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def refuse_time(request, round, organisation):
    round = the_round(request, round)
    asked(request, "refuse_time", round)
    found = MoreTime.objects.visible_to(request.user).filter(invitation__round=round, invitation__organisation__slug=organisation)
    wanted = get_object_or_404(found.open().select_related("invitation__organisation", "invitation__round", "asked_by"))
    form = forms.RefuseTimeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.refuse_time(asked=wanted, by=request.user, reason=form.cleaned_data["reason"], at=database_now())
        except CannotMove:
            form.add_error("reason", "Someone else answered this first. What you typed is still here")
        else:
            messages.success(request, f"{wanted.invitation.organisation} was told that it gets no more time, and why.")
            return redirect("providers:told", round.slug)
    back = reverse("providers:told", args=[round.slug])
    context = {"form": form, "asked": wanted, "round": round, "back": back}
    return render(request, "providers/refuse_time.html", context, status=422 if form.is_bound else 200)
