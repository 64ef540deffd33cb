"""The draft by borough: what is planned where, the gaps, and a copy for one more borough."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from portal.organisations.states import PlaceKind

from .. import actions, forms
from ..documents import aspects
from ..models import Version
from ..states import Cut, Status
from .cut import cuts_of
from .doors import asked, the_intention, the_round

MOST = 60  # gaps on one page


@require_GET
def boroughs(request, round):
    """Filled, blank, shared and copied cells in words; below, each gap with what might be copied to it."""
    round = the_round(request, round)
    asked(request, "draft", round)
    alive = Version.objects.visible_to(request.user).filter(latest_of__round=round).exclude(status=Status.WITHDRAWN)
    in_order = alive.order_by("intention__chapter__order", "intention__order", "intention__reference")
    written = list(in_order.select_related("intention__chapter").prefetch_related("places__members", "places__children"))
    for version in written:
        version.intention.round = round
    chosen = request.GET.get("change", "")
    versions = [version for version in written if version.cut == chosen] if chosen in Cut.values else written
    places = list(round.places.prefetch_related("members", "children"))
    names, lines = aspects.by_borough(versions, places, lambda version: version.intention.chapter.title)
    found = aspects.gaps(lines)
    slugs = {one.name: one.slug for place in [*places, *_named(versions)] for one in (place, *place.members.all(), *place.children.all())}
    context = {
        "round": round,
        "boroughs": names,
        "lines": lines,
        "gaps": [(gap, slugs.get(gap.borough)) for gap in found[:MOST]],
        "count": len(found),
        "cuts": cuts_of(written, chosen, lambda cut: f"{request.path}?change={cut}" if cut else request.path),
        "most": MOST,
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/boroughs.html", context)


def _named(versions):
    return [place for version in versions for place in version.places.all()]


@require_POST
def copy(request, round, reference):
    """Copy to borough: a draft of its own."""
    intention = the_intention(request, round, reference)
    asked(request, "create", intention.round)
    near = forms.Choices(intention.round, request.user, intention.latest).places.values()
    place = next((one for one in near if one.slug == request.POST.get("place") and one.kind == PlaceKind.BOROUGH), None)
    if place is None:
        raise Http404
    made = actions.copy_to_place(intention=intention, place=place, by=request.user)
    messages.success(request, f"{made} is a copy of {intention} for {place}. Make it their own.")
    return redirect(made.get_draft_url())
