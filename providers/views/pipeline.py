"""The procurement pipeline: for everybody what is published, as a list by expiry and as open contracting data."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions.models import Round
from portal.moves.clock import database_now

from .. import actions, forms
from ..documents import procurement as documents
from ..models import Procurement
from .doors import asked, the_round
from .lists import Pipeline


def _public(request, slug):
    return get_object_or_404(Round.objects.visible_to(request.user).select_related("lead"), slug=slug)


@login_not_required
def pipeline(request, round):
    round = _public(request, round)
    rows = Procurement.objects.visible_to(request.user).filter(round=round).select_related("round", "intention")
    may_write = request.user.is_authenticated and request.user.has_perm("providers.add_procurement", round)
    return Pipeline(request, rows, title="Procurement pipeline", may_write=may_write).answer(
        "providers/pipeline.html", {"round": round, "may_write": may_write}
    )


@login_not_required
def pipeline_ocds(request, round):
    """What is published, for everybody alike."""
    round = _public(request, round)
    items = Procurement.objects.visible_to(request.user).filter(round=round, is_published=True).select_related("round__lead")
    address = request.build_absolute_uri(request.path)
    return JsonResponse(documents.ocds(round, items.order_by("expiry_date", "service"), database_now(), address))


@require_http_methods(["GET", "POST"])
def add_procurement(request, round):
    round = the_round(request, round)
    asked(request, "add_procurement", round)
    form = forms.ProcurementForm(request.POST or None)
    if form.is_valid():
        item = actions.add_procurement(round=round, by=request.user, **form.content())
        messages.success(request, f"{item.service} added.")
        return redirect("providers:pipeline", round.slug)
    return _page(request, round, form, "Add a service to the pipeline", "Add the service")


@require_http_methods(["GET", "POST"])
def save_procurement(request, round, pk):
    round = the_round(request, round)
    asked(request, "add_procurement", round)
    item = get_object_or_404(Procurement.objects.visible_to(request.user), round=round, pk=pk)
    form = forms.ProcurementForm(request.POST or None, initial={name: getattr(item, name) for name in forms.procurement.NAMES})
    if form.is_valid():
        actions.save_procurement(item=item, by=request.user, **form.content())
        messages.success(request, f"{item.service} saved.")
        return redirect("providers:pipeline", round.slug)
    return _page(request, round, form, item.service, "Save the service")


def _page(request, round, form, heading, button):
    context = {"form": form, "heading": heading, "caption": round.title, "button": button}
    back = reverse("providers:pipeline", args=[round.slug])
    return render(request, "form_page.html", {**context, "back": back}, status=422 if form.is_bound else 200)
