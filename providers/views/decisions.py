"""Everything written is published together, and is then read by everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions.models import Round
from portal.moves.clock import database_now
from portal.printing.progress import progress
from portal.printing.serving import served

from .. import actions, forms
from ..documents import decided, matrix
from ..documents.agreed import ruled
from ..models import Decision
from .deciding import points_of
from .decision_lists import Decisions
from .doors import asked, the_round


@require_http_methods(["GET", "POST"])
def publish_decisions(request, round):
    """C11: everything written is published together."""
    round = the_round(request, round)
    asked(request, "publish_decisions", round)
    held = Decision.objects.visible_to(request.user).written().filter(position__response__round=round)
    held = held.select_related("position__intention__published_in", "position__response__organisation")
    held = held.prefetch_related(ruled("position__conditions"))
    held = list(held.order_by(*decided.IN_ORDER))
    form = forms.PublishDecisionsForm(request.POST or None, request=request)
    if form.is_valid():
        try:
            batch = actions.publish_decisions(round=round, by=request.user, at=database_now())
        except actions.NothingToPublish as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"{batch.decisions.count()} decisions are public. The providers they answer were emailed.")
        return redirect("providers:decisions", round.slug)
    context = {
        "round": round,
        "form": form,
        "held": held,
        "table": _table(held),
        "providers": len({decision.position.response.organisation_id for decision in held}),
        "undecided": points_of(request, round).filter(matrix.waiting()).count(),
        "is_open": round.is_open(database_now()),
        "back": reverse("providers:responses", args=[round.slug]),
    }
    return render(request, "providers/publish_decisions.html", context, status=422 if form.is_bound else 200)


def _table(held):
    rows = [
        [
            {"text": decision.position.reference},
            {"text": decision.position.response.organisation.name},
            {"text": decision.get_verdict_display()},
            {"text": decided.agreed_or_why(decision)},
        ]
        for decision in held
    ]
    head = [{"text": text} for text in ("Intention", "Provider", "Decision", "What is agreed, or why not")]
    return {"responsive": True, "caption": {"text": "Written, not published", "size": "s"}, "head": head, "rows": rows}


@login_not_required
def decisions(request, round):
    """P8: you said, we did."""
    round = get_object_or_404(Round.objects.visible_to(request.user).filter(first_published_at__isnull=False), slug=round)
    batch = round.batches.select_related("paper").order_by("-number").first()
    context = {"round": round, "batch": batch, "progress": progress(batch.paper) if batch and batch.paper else None}
    return Decisions(request, decided.published(round), title="You said, we did").answer("providers/decisions.html", context)


@login_not_required
def decisions_pdf(request, round):
    """The paper of the latest publication; it says what the page says."""
    round = get_object_or_404(Round.objects.visible_to(request.user).filter(first_published_at__isnull=False), slug=round)
    batch = round.batches.select_related("paper").order_by("-number").first()
    return served(request, batch.paper if batch else None)
