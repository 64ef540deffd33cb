"""The form of a committee's own house, and the end of a committee."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.accounts.doors import recently_confirmed

from .. import actions, forms
from ..models import Committee
from .doors import asked, posted


def _committee(request, slug, verb):
    committee = get_object_or_404(Committee.objects.visible_to(request.user).select_related("host", "successor"), slug=slug)
    asked(request, verb, committee)
    return committee


@require_http_methods(["GET", "POST"])
def edit_committee(request, slug):
    """Everything that is the house's own, on one page."""
    committee = _committee(request, slug, "edit_committee")
    form = forms.HouseForm(*posted(request), committee=committee)
    if form.is_valid():
        actions.edit_committee(committee=committee, by=request.user, **form.facts())
        messages.success(request, "The form of the committee is saved. What is cleared or published keeps the form it has.")
        return redirect("committees:edit_committee", slug)
    context = {
        "form": form,
        "committee": committee,
        "caption": committee.name,
        "heading": "How this committee works",
        "button": "Save",
        "back": committee.get_absolute_url(),
    }
    return render(request, "committees/house.html", context, status=422 if form.is_bound else 200)


@recently_confirmed
@require_http_methods(["GET", "POST"])
def close(request, slug):
    """CHECK: no meeting and no paper any more; what was published stays."""
    committee = _committee(request, slug, "close")
    others = Committee.objects.visible_to(request.user).sitting().exclude(pk=committee.pk).order_by("name")
    form = forms.CloseForm(posted(request)[0], others=list(others))
    if form.is_valid():
        try:
            actions.close(committee=committee, by=request.user, at=timezone.now(), **form.facts())
        except actions.NotReady as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, f"The {committee} is closed.")
            return redirect(committee)
    context = {
        "form": form,
        "heading": "Close this committee",
        "button": "Close",
        "caption": committee.name,
        "back": reverse("committees:edit_committee", args=[slug]),
        "rows": [],
        "said": "It calls no meeting and takes no paper any more. What it published stays. Drafts on no agenda go to its successor.",
        "warning": True,
    }
    return render(request, "committees/step.html", context, status=422 if form.errors else 200)
