"""Deleting a draft round, and bringing it back within thirty days."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.moves.clock import database_now

from .. import actions, forms
from ..models import Intention, Round
from ..models.deletion import KEPT
from .doors import asked, the_round


@require_http_methods(["GET", "POST"])
def delete_round(request, round):
    round = the_round(request, round)
    asked(request, "delete_round", round)
    form = forms.DeleteRoundForm(request.POST or None)
    if form.is_valid():
        try:
            actions.delete_round(round=round, by=request.user)
        except actions.CannotDelete as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{round} is deleted. You can restore it for 30 days.")
            return redirect("intentions:deleted_rounds")
    context = {
        "form": form,
        "heading": "Delete this round?",
        "caption": round.title,
        "button": "Delete the round",
        "warning": True,
        "intentions": Intention.objects.visible_to(request.user).filter(round=round).count(),
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/delete_round.html", context, status=422 if form.is_bound else 200)


@require_GET
def deleted_rounds(request):
    """Those the reader may read, the latest first."""
    gone = _gone(request).select_related("deleted_by").prefetch_related("participants").order_by("-deleted_at")
    context = {
        "gone": [(round, request.user.has_perm("intentions.delete_round", round)) for round in gone],
        "back": reverse("intentions:rounds"),
    }
    return render(request, "intentions/deleted_rounds.html", context)


@require_POST
def restore_round(request, pk):
    round = get_object_or_404(_gone(request), pk=pk)
    asked(request, "delete_round", round)
    if round.deleted_at is None:
        raise Http404
    actions.restore_round(round=round, by=request.user)
    messages.success(request, f"{round} is restored, as it was.")
    return redirect(round.get_draft_url())


def _gone(request):
    return Round.with_deleted.visible_to(request.user).written_by(request.user).filter(deleted_at__gte=database_now() - KEPT)
