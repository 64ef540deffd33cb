"""Wording before it is decided: what is open on either side, and the steps on one point."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions.models import Round
from portal.moves.clock import database_now

from .. import actions, forms
from ..documents import negotiation as documents
from ..documents.agreed import ruled
from ..models import Negotiation, Position, Timetable, with_turn
from ..states import DecisionStatus, Side
from .doors import asked, the_round
from .negotiation_list import OpenPoints


def _round(request, slug):
    return get_object_or_404(Round.objects.visible_to(request.user).select_related("lead"), slug=slug)


def _side(request, round):
    """On which side of the table this person sits in this round."""
    return Side.COMMISSIONER if request.user.has_perm("providers.look", round) else Side.PROVIDER


def _open(request, round, side):
    """Points not decided in public: for commissioners of everybody; for a provider its own."""
    found = Position.objects.visible_to(request.user).that_count().filter(response__round=round)
    found = found.exclude(decision__status=DecisionStatus.PUBLISHED)
    return found if side == Side.COMMISSIONER else found.answered_by(request.user)


def negotiation(request, round):
    """Every open point, with us or with them, and since when."""
    round = _round(request, round)
    side = _side(request, round)
    points = _open(request, round, side)
    if side == Side.PROVIDER and not points.exists() and not round.invitations.visible_to(request.user).to(request.user).exists():
        raise Http404
    rows = (
        with_turn(points, side)
        .filter(turn__gt="")
        .select_related("intention__published_in", "version", "frozen_chapter", "response__organisation", "response__round")
    )
    back = reverse("providers:responses", args=[round.slug]) if side == Side.COMMISSIONER else reverse("providers:index")
    listing = OpenPoints(request, rows, title="Negotiation", side=side)
    return listing.answer("providers/negotiation.html", {"round": round, "back": back, "until": _until(request, round)})


def _until(request, round):
    return Timetable.objects.visible_to(request.user).filter(round=round).values_list("wording_by_date", flat=True).first()


@require_http_methods(["GET", "POST"])
def wording(request, round, reference, organisation):
    """The steps on one point, and the next one where it is this side's turn."""
    round = _round(request, round)
    side = _side(request, round)
    points = Position.objects.visible_to(request.user).that_count().filter(response__round=round)
    points = points if side == Side.COMMISSIONER else points.answered_by(request.user)
    related = points.select_related("intention", "version", "frozen_chapter", "response__organisation", "response__round__lead")
    position = get_object_or_404(related.at(reference).prefetch_related(ruled("conditions")), response__organisation__slug=organisation)
    if request.method == "POST":
        return _step(request, round, side, position)
    return _page(request, round, side, position)


def _threads(request, position):
    held = Negotiation.objects.visible_to(request.user).filter(position=position).prefetch_related("proposals__by")
    return documents.threads(position, held)


def _may(request, side, position):
    verb, thing = ("decide", position.response.round) if side == Side.COMMISSIONER else ("edit", position.response)
    return request.user.has_perm(f"providers.{verb}", thing)


def _step(request, round, side, position):
    if not _may(request, side, position):
        raise PermissionDenied
    form = forms.WordingForm(request.POST)
    thread = next((one for one in _threads(request, position) if one.key == request.POST.get("about")), None)
    if thread is None:
        raise Http404
    if not form.is_valid():
        return _page(request, round, side, position, form, status=422)
    if thread.turn != side.upper() or form.cleaned_data["turn"] != str(len(thread.steps)):
        form.add_error(None, "The wording changed after you opened this page. Nothing was sent. Read it again.")
        return _page(request, round, side, position, form, status=409)
    try:
        _send(request, side, position, thread, form)
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, round, side, position, form, status=409)
    messages.success(request, f"{position.reference}: the other side was emailed.")
    return redirect("providers:wording", round.slug, position.reference, position.response.organisation.slug)


def _send(request, side, position, thread, form):
    said = {"by": request.user, "at": database_now()}
    if request.POST.get("step") == "accept" and thread.negotiation:
        return actions.accept_wording(negotiation=thread.negotiation, side=side, **said)
    said |= {"text": form.cleaned_data["text"], "note": form.cleaned_data["note"]}
    if side == Side.PROVIDER:
        return actions.counter(negotiation=thread.negotiation, **said)
    condition = next((one for one in position.conditions.all() if str(one.pk) == thread.key), None)
    return actions.propose(position=position, condition=condition, **said)


def _page(request, round, side, position, form=None, *, status=200):
    may_step = _may(request, side, position) and not _is_public(position)
    drawn = [(one, documents.turn_for(one.turn, side), _own(one, side, form) if may_step else None) for one in _threads(request, position)]
    args = [round.slug, position.reference, position.response.organisation.slug]
    context = {
        "round": round,
        "position": position,
        "threads": drawn,
        "form": form,
        "until": _until(request, round),
        "back": reverse("providers:negotiation", args=[round.slug]),
        "decide_url": reverse("providers:decide", args=args) if side == Side.COMMISSIONER else "",
    }
    return render(request, "providers/wording.html", context, status=status)


def _is_public(position):
    decision = getattr(position, "decision", None)
    return decision is not None and decision.status == DecisionStatus.PUBLISHED


def _own(thread, side, form):
    """The form of this side's step; what was typed in it stands as it was typed."""
    if thread.turn != side.upper():
        return None
    if form is not None and form.data.get("about") == thread.key:
        return form
    initial = {"about": thread.key, "text": thread.last, "turn": str(len(thread.steps))}
    return forms.WordingForm(initial=initial, auto_id=f"id_{thread.key}_%s")


@require_http_methods(["GET", "POST"])
def set_days(request, round):
    round = the_round(request, round)
    asked(request, "set_days", round)
    timetable = Timetable.objects.visible_to(request.user).filter(round=round).first()
    initial = {name: getattr(timetable, name) for name in ("wording_by_date", "reply_by_date")} if timetable else {}
    form = forms.DaysForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.set_days(round=round, by=request.user, **form.cleaned_data)
        messages.success(request, "The days are set.")
        return redirect("providers:negotiation", round.slug)
    context = {"form": form, "heading": "Days for wording and replies", "caption": round.title, "button": "Set the days"}
    back = reverse("providers:negotiation", args=[round.slug])
    return render(request, "form_page.html", {**context, "back": back}, status=422 if form.is_bound else 200)
