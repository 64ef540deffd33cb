"""The procurement pipeline: for everybody what is published, as a list by expiry and as open contracting data."""

from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions.models import Intention, Round
from portal.moves.clock import database_now
from portal.nhsuk import words

from .. import actions, forms
from ..documents import procurement as documents
from ..documents.drawing import agreed
from ..models import Procurement
from .contract_lists import Pipeline
from .doors import asked, the_round


def _public(request, slug):
    return get_object_or_404(Round.objects.visible_to(request.user).select_related("lead"), slug=slug)


@login_not_required
def pipeline(request, round):
    round = _public(request, round)
    rows = (
        Procurement.objects.visible_to(request.user).filter(round=round).select_related("round", "intention__round", "intention__published")
    )
    may_write = request.user.is_authenticated and request.user.has_perm("providers.add_procurement", round)
    listing = Pipeline(request, rows, title="Procurement pipeline", may_write=may_write)
    calendar = documents.calendar(listing.found) if "download" not in request.GET else []
    return listing.answer("providers/pipeline.html", {"round": round, "may_write": may_write, "calendar": calendar})


@login_not_required
def pipeline_ocds(request, round):
    """What is published, for everybody alike, with what was agreed on its intention and is no secret."""
    round = _public(request, round)
    items = Procurement.objects.visible_to(request.user).filter(round=round, is_published=True).select_related("round__lead")
    address = request.build_absolute_uri(request.path)
    open_ones = agreed(round).visible_to(AnonymousUser()).select_related("batch")
    return JsonResponse(documents.ocds(round, items.order_by("expiry_date", "service"), open_ones, database_now(), address))


@require_http_methods(["GET", "POST"])
def add_procurement(request, round):
    round = the_round(request, round)
    asked(request, "add_procurement", round)
    form = forms.ProcurementForm(request.POST or None, intentions=_intentions(request, round))
    if form.is_valid():
        item = actions.add_procurement(round=round, by=request.user, **form.content())
        messages.success(request, f"{item.service} added.")
        return redirect("providers:pipeline", round.slug)
    return _page(request, round, form, "Add a service to the pipeline", "Add the service")


@require_http_methods(["GET", "POST"])
def save_procurement(request, round, pk):
    """What a colleague saved meanwhile is shown beside what was typed, and never overwritten unseen."""
    round = the_round(request, round)
    asked(request, "add_procurement", round)
    item = get_object_or_404(Procurement.objects.visible_to(request.user), round=round, pk=pk)
    about = {"intentions": _intentions(request, round)}
    initial = {name: getattr(item, name) for name in forms.procurement.NAMES} | {"intention": str(item.intention_id or "")}
    form = forms.ProcurementForm(request.POST or None, initial={**initial, "revision": item.revision}, **about)
    if form.is_valid():
        try:
            actions.save_procurement(item=item, by=request.user, revision=form.cleaned_data["revision"], **form.content())
        except actions.Stale as stale:
            again = forms.ProcurementForm({**request.POST.dict(), "revision": stale.thing.revision}, **about)
            return _page(request, round, again, item.service, "Save the service", stale=stale)
        messages.success(request, f"{item.service} saved.")
        return redirect("providers:pipeline", round.slug)
    return _page(request, round, form, item.service, "Save the service")


def _intentions(request, round):
    found = Intention.objects.visible_to(request.user).filter(round=round, published__isnull=False)
    return list(found.select_related("published").as_published())


def _page(request, round, form, heading, button, *, stale=None):
    context = {"form": form, "heading": heading, "caption": round.title, "button": button, "conflict": None}
    status = 422 if form.is_bound else 200
    if stale:
        context["conflict"], status = next(iter(stale.conflicts.values())), 409
        context["theirs"] = [(form.fields[name].label, _said(one.theirs)) for name, one in stale.conflicts.items()]
    back = reverse("providers:pipeline", args=[round.slug])
    return render(request, "providers/save_procurement.html", {**context, "back": back}, status=status)


def _said(value):
    match value:
        case bool():
            return "Yes" if value else "No"
        case date():
            return words.day(value)
        case Decimal():
            return words.money(value)
    return str(value or "")
