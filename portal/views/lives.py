"""What hangs on an organisation that becomes another, shown to the operator and handed on in one step."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.moves.clock import database_now
from portal.organisations.models import Organisation
from portal.people.forms.successions import HandOnForm, MergeForm
from portal.people.views.doors import operators_only
from providers import actions


def _found(request, slug):
    return get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)


@require_http_methods(["GET", "POST"])
@operators_only
def hand_on(request, slug, pk):
    found = _found(request, slug)
    succession = get_object_or_404(found.successions.select_related("successor").filter(handed_on_at=None), pk=pk)
    now = database_now()
    form = HandOnForm(request.POST or None)
    if form.is_valid():
        actions.hand_on(succession=succession, by=request.user, at=now, with_people=form.cleaned_data["with_people"])
        messages.success(request, f"{succession.successor} goes on for {found}. Both were told.")
        return redirect("system:organisation", found.slug)
    page = {"button": "Hand on", "heading": f"Hand on what {found.short_name} has in flight", "successor": succession.successor}
    return _ask(request, form, found, actions.in_flight(found, succession.successor, now), page)


@require_http_methods(["GET", "POST"])
@operators_only
def merge(request, slug):
    """Two entries were one body."""
    found, now = _found(request, slug), database_now()
    others = Organisation.objects.visible_to(request.user).open().exclude(pk=found.pk)
    form = MergeForm(request.POST or None, others=others.exclude(origins__predecessor=found))
    if form.is_valid():
        into = form.cleaned_data["into"]
        actions.merge(organisation=found, into=into, by=request.user, at=now)
        messages.success(request, f"{found} is merged into {into}. Both names are kept.")
        return redirect("system:organisation", into.slug)
    page = {"button": "Merge", "heading": f"Merge {found.short_name} into another organisation", "warning": True}
    return _ask(request, form, found, actions.in_flight(found, None, now), page)


def _ask(request, form, found, flying, page):
    context = {"form": form, "caption": found.name, "back": reverse("system:organisation", args=[found.slug]), "flying": flying, **page}
    return render(request, "portal/system/hand_on.html", context, status=422 if form.is_bound else 200)
