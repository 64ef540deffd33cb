"""Who sits on a committee: kept by its clerks and by the administrators of the organisation that hosts it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.organisations.models import Organisation
from portal.organisations.rules import is_administrator

from .. import actions, forms
from ..models import Committee
from .doors import asked


def _seated(request, slug):
    committee = get_object_or_404(Committee.objects.visible_to(request.user).select_related("host"), slug=slug)
    asked(request, "seat", committee)
    return committee


@require_http_methods(["GET", "POST"])
def found(request):
    hosts = [one for one in Organisation.objects.visible_to(request.user).of(request.user) if is_administrator(request.user, one)]
    if not hosts:
        raise PermissionDenied
    form = forms.FoundForm(request.POST or None, hosts=hosts)
    if form.is_valid():
        host = next(one for one in hosts if str(one.pk) == form.cleaned_data["host"])
        committee = actions.found_committee(host=host, by=request.user, **form.founded())
        messages.success(request, f"{committee} is founded. Say who sits on it, and who its clerk is.")
        return redirect("committees:seats", committee.slug)
    page = {"form": form, "heading": "Found a committee", "button": "Found committee", "back": reverse("committees:meetings")}
    return render(request, "form_page.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def seats(request, slug):
    committee = _seated(request, slug)
    form = forms.SeatForm(request.POST or None, committee=committee)
    if form.is_valid():
        person = form.people[form.cleaned_data["person"]].user
        actions.seat(committee=committee, user=person, role=form.cleaned_data["role"], by=request.user)
        messages.success(request, f"{person} sits on the {committee}.")
        return redirect("committees:seats", slug)
    context = {
        "form": form,
        "caption": committee.name,
        "heading": "Who sits here",
        "button": "Give a seat",
        "back": reverse("committees:meetings"),
        "committee": committee,
        "held": committee.seats.filter(ended_at=None).select_related("user").order_by("role", "user__name"),
    }
    return render(request, "committees/seats.html", context, status=422 if form.is_bound else 200)


@require_POST
def end_seat(request, slug, pk):
    seat = get_object_or_404(_seated(request, slug).seats.filter(ended_at=None).select_related("user"), pk=pk)
    actions.unseat(seat=seat, by=request.user)
    messages.success(request, f"{seat.user} no longer sits here. Part 2 closed for them at once.")
    return redirect("committees:seats", slug)
