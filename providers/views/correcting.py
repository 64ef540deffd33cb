"""A published decision is put right by an approver: the same questions as when it was decided, and why."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portal.moves.clock import database_now

from .. import actions, forms
from ..documents.agreed import paragraphs
from ..models import Memorandum
from ..states import DecisionStatus
from .deciding import redlined, shown, the_point, written
from .doors import asked, the_round


@require_http_methods(["GET", "POST"])
def correct(request, round, reference, organisation):
    round = the_round(request, round)
    asked(request, "correct", round)
    position, here = the_point(request, round, reference, organisation)
    decision = getattr(position, "decision", None)
    if decision is None or decision.status != DecisionStatus.PUBLISHED:
        raise Http404
    about = {"position": position, "conditions": position.conditions.all()}
    form = forms.CorrectForm(request.POST or None, initial=written(decision), **about)
    if request.htmx and "redline" in request.POST:
        return redlined(request, form)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            said = {"rulings": form.rulings(), "revision": form.cleaned_data["revision"], **form.content()}
            actions.correct(decision=decision, by=request.user, at=database_now(), why=form.cleaned_data["why"], **said)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The decision on {position.reference} is corrected. Everybody who was told of it was emailed.")
            return redirect("providers:decide", round.slug, reference, organisation)
    redlines = [(label, paragraphs(asked), paragraphs(now)) for label, asked, now in form.redlines()] if form.is_bound else []
    context = {
        **shown(round, position, here),
        "form": form,
        "redlines": redlines,
        "decision": decision,
        "memoranda": quoting_it(request, decision),
        "back": decision.get_absolute_url(),
    }
    return render(request, "providers/correct.html", context, status=status)


def quoting_it(request, decision):
    """The memoranda that will be flagged, as they quote this decision."""
    quoted = Memorandum.objects.visible_to(request.user).filter(clauses__decision=decision).exclude(status="REPLACED")
    return quoted.distinct().order_by("number")
