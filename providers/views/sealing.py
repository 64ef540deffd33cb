"""The seal of a round: chosen by its approvers, read by both sides."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.moves.clock import database_now

from .. import actions, forms
from ..models import Invitation, Seal
from .doors import asked, the_round


def seal_of(request, round):
    """The seal of a round with the instant at which it opens; None when there is none."""
    return Seal.objects.visible_to(request.user).filter(round=round).with_until().first()


@require_http_methods(["GET", "POST"])
def seal(request, round):
    """Yes or no until somebody opens their invitation; then what was chosen is read."""
    round = the_round(request, round)
    asked(request, "seal", round)
    found = seal_of(request, round)
    form = forms.SealForm(request.POST or None, initial={"is_sealed": found is not None})
    if form.is_valid():
        try:
            actions.seal(round=round, by=request.user, at=database_now(), **form.cleaned_data)
        except actions.Refused as refusal:
            form.add_error("is_sealed", str(refusal))
        else:
            sealed = form.cleaned_data["is_sealed"]
            messages.success(request, "The answers are sealed." if sealed else "The answers can be read as they come.")
            return redirect("providers:seal", round.slug)
    is_late = Invitation.objects.visible_to(request.user).filter(round=round, opened_at__isnull=False).exists()
    context = {"round": round, "seal": found, "form": form, "is_late": is_late, "back": reverse("providers:told", args=[round.slug])}
    context |= {"heading": "Sealed answers", "caption": round.title, "button": "Save"}
    return render(request, "providers/seal.html", context, status=422 if form.is_bound else 200)
