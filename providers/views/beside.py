"""What stands beside a position and is never sent: comments of one's own people, and last year's answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from intentions.models import Intention
from portal.moves.clock import database_now

from .. import actions, documents, forms
from ..models import Remark
from .doors import asked, our_response


def _intention(request, response, reference):
    """An intention of the edition that is answered."""
    standing = Intention.objects.visible_to(request.user).filter(versions__entries__edition=response.edition_id)
    return get_object_or_404(standing.select_related("round", "rolled_from"), reference=reference)


@require_http_methods(["GET", "POST"])
def remark(request, pk, reference):
    """A comment on an intention, among those who answer."""
    response = our_response(request, pk)
    asked(request, "remark", response)
    intention = _intention(request, response, reference)
    form = forms.RemarkForm(request.POST or None)
    if form.is_valid():
        actions.remark(response=response, intention=intention, by=request.user, text=form.cleaned_data["text"], at=database_now())
        messages.success(request, "Only your own people can read your comment.")
        return redirect("providers:remark", response.pk, reference)
    said = Remark.objects.visible_to(request.user).filter(response=response, intention=intention)
    context = {"form": form, "response": response, "reference": reference}
    context |= {"remarks": said.select_related("said_by", "resolved_by").order_by("said_at"), "button": "Comment"}
    context |= {"heading": f"Comments on {reference}", "caption": response.organisation}
    back = reverse("providers:position", args=[response.pk, reference])
    return render(request, "providers/remark.html", {**context, "back": back}, status=422 if form.is_bound else 200)


@require_POST
def resolve_remark(request, pk, remark):
    response = our_response(request, pk)
    asked(request, "remark", response)
    found = get_object_or_404(Remark.objects.visible_to(request.user).select_related("intention"), response=response, pk=remark)
    actions.resolve_remark(remark=found, by=request.user, at=database_now())
    return redirect("providers:remark", response.pk, found.intention.reference)


@require_http_methods(["GET", "POST"])
def reuse(request, pk, reference):
    """Last year's answer in full; it is used only if somebody says now that it is still true."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    intention = _intention(request, response, reference)
    earlier = documents.last_year(response, intention)
    form = forms.ReuseForm(request.POST or None)
    back = reverse("providers:position", args=[response.pk, reference])
    if form.is_valid() and earlier:
        actions.reuse(response=response, intention=intention, by=request.user, is_still_true=True)
        messages.success(request, f"Last year's answer is now your answer to {reference}. You can change it.")
        return redirect(back)
    context = {"form": form, "response": response, "earlier": earlier, "back": back, "button": "Use last year's answer"}
    context |= {"heading": f"Last year's answer to {reference}", "caption": response.organisation}
    context |= {"said": documents.said(earlier) if earlier else []}
    return render(request, "providers/reuse.html", context, status=422 if form.is_bound else 200)
