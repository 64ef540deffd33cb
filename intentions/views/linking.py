"""The same thing elsewhere: two intentions are linked and taken apart again, never merged."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, forms
from ..models import Intention
from .doors import asked, the_intention


def _others(request, intention):
    return Intention.objects.visible_to(request.user).filter(round=intention.round).exclude(pk=intention.pk)


@require_http_methods(["GET", "POST"])
def relate(request, round, reference):
    intention = the_intention(request, round, reference)
    asked(request, "edit", intention)
    form = forms.RelateForm(request.POST if request.method == "POST" else None, others=_others(request, intention))
    if form.is_valid():
        actions.relate(intention=intention, others=[form.other], by=request.user)
        messages.success(request, f"{intention} and {form.other} are linked.")
        return redirect("intentions:problems", round) if "problems" in request.POST else redirect("intentions:relate", round, reference)
    context = {
        "form": form,
        "intention": intention,
        "round": intention.round,
        "linked": _others(request, intention).filter(related=intention).select_related("latest").order_by("reference"),
        "heading": f"What else says the same as {intention}",
        "caption": intention.round.title,
        "button": "Link it",
        "back": intention.get_draft_url(),
    }
    return render(request, "intentions/linked.html", context, status=422 if form.is_bound else 200)


@require_POST
def unrelate(request, round, reference):
    intention = the_intention(request, round, reference)
    asked(request, "edit", intention)
    other = get_object_or_404(_others(request, intention), related=intention, reference=request.POST.get("other", ""))
    actions.unrelate(intention=intention, other=other, by=request.user)
    messages.success(request, f"{intention} and {other} are no longer linked.")
    return redirect("intentions:relate", round, reference)
