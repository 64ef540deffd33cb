"""A list of organisations for one round: each is asked with its own deadline, those that are new are added, their people invited."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.models import Event
from portal.moves.clock import database_now
from portal.people.forms.people import RemoveForm
from portal.people.views.bulk import preview

from .. import actions, forms
from ..actions.undoing import invited_by
from .doors import asked, the_round


@require_http_methods(["GET", "POST"])
def invite_list(request, round):
    round = the_round(request, round)
    asked(request, "invite", round)
    form = forms.InviteListForm(request.POST, request.FILES) if request.method == "POST" else forms.InviteListForm(round=round)
    found = _of_the_round(round, preview(request, form))
    if found and found[0] and "send" in request.POST:
        try:
            done = _sent(request, round, found[0], form.cleaned_data["until"])
        except actions.Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, f"{len(done.organisations)} organisations are asked and {len(done.offers)} people are invited.")
            return redirect("providers:told", round.slug)
    page = {"form": form, "found": found, "heading": "Invite a list of organisations", "caption": round.title}
    page["back"] = reverse("providers:told", args=[round.slug])
    return render(request, "people/bulk.html", page, status=422 if form.errors else 200)


def _of_the_round(round, found):
    """Those that are asked already are no good lines."""
    if not found:
        return found
    here = set(round.invitations.values_list("organisation", flat=True))
    for line in found[0]:
        if line.found and line.found.pk in here:
            line.problems.append("It is asked in this round already")
    lines = sorted([*found[0], *found[1]], key=lambda line: line.number)
    return [line for line in lines if not line.problems], [line for line in lines if line.problems]


@require_http_methods(["GET", "POST"])
def undo_list(request, round, pk):
    """CHECK: whom the list asked. Who of them has begun is nobody's to know before it is done."""
    round = the_round(request, round)
    asked(request, "invite", round)
    event = get_object_or_404(lists_of(request, round), pk=pk)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = actions.undo_list(round=round, event=event, by=request.user, at=database_now())
        messages.success(request, f"Undone: {len(done.taken_back)} asked no more, {len(done.stayed)} had begun and stay.")
        return redirect("providers:told", round.slug)
    page = {"form": form, "heading": "Undo this list", "button": "Undo", "warning": True, "caption": round.title}
    names = ", ".join(one.organisation.name for one in invited_by(event))
    page["rows"] = [{"key": "Asked by this list", "value": names or "Nobody any more"}]
    page["back"] = reverse("providers:told", args=[round.slug])
    return render(request, "providers/undo_list.html", page, status=422 if form.errors else 200)


def lists_of(request, round):
    """The lists that were brought into the round and not undone."""
    rows = Event.objects.visible_to(request.user).of(round)
    undone = rows.filter(name="round.list_undone").values_list("details__of", flat=True)
    return rows.filter(name="round.list_invited").exclude(pk__in=[one for one in undone if one]).select_related("by")


@transaction.atomic
def _sent(request, round, lines, until):
    return actions.invite_list(round=round, lines=lines, by=request.user, at=database_now(), until=until)
