"""Many organisations and people at once: a list, what each line would do, then one step and its undoing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.models import Event
from portal.organisations import actions
from portal.organisations.bulk import read

from ..forms.bulk import ListForm
from .doors import operators_only


def preview(request, form):
    """(good lines, wrong lines) of a valid form; None when it is not one, or is too long."""
    if not form.is_valid():
        return None
    try:
        lines = read(form.cells(), is_demonstration=request.user.is_demonstration)
    except ValidationError as problem:
        form.add_error("rows", problem)
        return None
    return [line for line in lines if not line.problems], [line for line in lines if line.problems]


@require_http_methods(["GET", "POST"])
@operators_only
def bring_in(request):
    form = ListForm(request.POST or None, request.FILES or None) if request.method == "POST" else ListForm()
    found = preview(request, form)
    if found and found[0] and "send" in request.POST:
        done = actions.bring_in(lines=found[0], by=request.user)
        messages.success(request, f"{len(done.added)} organisations are added and {len(done.offers)} people are invited.")
        return redirect("brought_in", done.event.pk)
    page = {"form": form, "found": found, "heading": "Bring in a list", "back": reverse("system:organisations")}
    return render(request, "people/bulk.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def brought_in(request, pk):
    """What a list did, to whoever sent it; and the way back."""
    event = get_object_or_404(Event.objects.filter(name="list.brought_in", by=request.user), pk=pk)
    if event.details.get("page"):
        return redirect(event.details["page"])  # a list of a round is undone with what the round did
    undone = Event.objects.filter(name="list.undone", details__of=str(event.pk)).first()
    if request.method == "POST":
        if undone:
            raise Http404
        ended, closed = actions.undo_list(event=event, by=request.user)
        messages.success(request, f"Undone: {ended} invitations are taken back, {closed} organisations are closed.")
        return redirect("brought_in", event.pk)
    return render(request, "people/brought_in.html", {"event": event, "undone": undone, "back": reverse("home")})
