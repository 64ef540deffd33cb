"""After the decision: a provider replies within the round's window; the commissioners have the last word; both are published together."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.moves.clock import database_now

from .. import actions, forms
from ..actions.reply import until
from ..documents.agreed import ruled
from ..documents.decided import laid_out
from ..models import Decision, Reply
from ..models.position import at
from ..states import ReplyStatus
from .doors import asked, our_response, the_round


@require_http_methods(["GET", "POST"])
def reply(request, pk, reference):
    """Agree, or disagree with reasons."""
    response = our_response(request, pk)
    asked(request, "reply", response)
    decisions = Decision.objects.visible_to(request.user).published().filter(position__response=response)
    decisions = decisions.select_related(
        "position__intention", "position__version", "position__frozen_chapter", "position__response__organisation"
    )
    decision = get_object_or_404(decisions.prefetch_related(ruled("position__conditions")), at(reference, "position__"))
    said = Reply.objects.visible_to(request.user).filter(decision=decision).first()
    initial = {"says": "agree" if said.is_agreement else "disagree", "reasons": said.reasons} if said else {}
    form = forms.ReplyForm(request.POST or None, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.reply(decision=decision, by=request.user, at=database_now(), **form.content())
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, "Your reply is with the commissioners. It is published with their last word.")
            return redirect("providers:position", response.pk, reference)
    last = until(response.round)
    context = {
        **laid_out(decision),
        "response": response,
        "form": form,
        "until": last,
        "is_open": last is not None and timezone.localdate(database_now()) <= last,
        "reference": reference,
    }
    return render(request, "providers/reply.html", context, status=status)


@require_http_methods(["GET", "POST"])
def publish_replies(request, round):
    """Every reply, and the last word to each; nothing is public before both are."""
    round = the_round(request, round)
    asked(request, "publish_replies", round)
    held = Reply.objects.visible_to(request.user).filter(decision__position__response__round=round, status=ReplyStatus.RECEIVED)
    held = list(held.select_related("decision__position__intention", "decision__position__response__organisation").order_by("at"))
    form = forms.LastWordsForm(request.POST or None, request=request, replies=held)
    if form.is_valid():
        try:
            actions.publish_replies(round=round, by=request.user, at=database_now(), last_words=form.last_words())
        except actions.Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "The replies are public with your last word. The providers were emailed.")
        return redirect("providers:decisions", round.slug)
    context = {"round": round, "form": form, "held": held, "until": until(round)}
    context["back"] = reverse("providers:responses", args=[round.slug])
    return render(request, "providers/publish_replies.html", context, status=422 if form.is_bound else 200)
