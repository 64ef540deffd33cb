"""The problems of a round as a to-do list, and what somebody said is right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import actions, checks, forms
from ..models import Accepted
from .doors import asked, the_round


@require_GET
def problems(request, round):
    """Must fix first, then what wants a look; below, what somebody said is right and what is checked."""
    round = the_round(request, round)
    asked(request, "draft", round)
    whole = checks.written(round)
    found = checks.of_whole(whole)
    context = {
        "round": round,
        "must": [problem for problem in found if problem.is_must],
        "look": [problem for problem in found if not problem.is_must],
        "right": checks.accepted(whole),
        "rules": checks.CHECKS.values(),
        "checked": len(checks.CHECKS),
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/problems.html", context)


@require_http_methods(["GET", "POST"])
def accept(request, round, key):
    """This is right, with the reason."""
    round = the_round(request, round)
    asked(request, "accept", round)
    problem = next((one for one in checks.problems(round) if one.key == key), None)
    back = reverse("intentions:problems", args=[round.slug])
    if problem is None or problem.is_must:
        messages.warning(request, "This is no longer in the list: the text has changed, or somebody looked at it first.")
        return redirect(back)
    form = forms.AcceptForm(request.POST or None)
    if form.is_valid():
        actions.accept(round=round, problem=problem, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "Kept as right. It comes back if the words change.")
        return redirect(back)
    context = {"form": form, "heading": "This is right", "caption": problem.message, "button": "Keep it as right", "back": back}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


@require_POST
def look_again(request, round, key):
    round = the_round(request, round)
    asked(request, "accept", round)
    accepted = get_object_or_404(Accepted.objects.visible_to(request.user), round=round, key=key)
    actions.look_again(accepted=accepted, by=request.user)
    messages.success(request, "It is in the list again.")
    return redirect("intentions:problems", round.slug)
