"""Anybody, any time: one more organisation for a round that is open, whether the register has it or not."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.organisations import actions as organisations
from portal.organisations.models import Organisation
from portal.people.forms.people import RemoveForm

from .. import actions, forms
from ..documents.invited import MOST, found, why_not
from ..models import Invitation
from .doors import asked, the_round

QUESTION = {"label": {"text": "Name or ODS code", "size": "s"}, "hint": {"text": "A part of the name is enough"}}


@require_GET
def invite(request, round):
    """Searched, not listed: a name or a code."""
    round = the_round(request, round)
    asked(request, "invite", round)
    typed, now = request.GET.get("q", "").replace("\x00", "")[:200], database_now()
    rows = [(one, why_not(round, one, now)) for one in found(typed=typed, by=request.user)]
    context = {"round": round, "typed": typed, "rows": rows, "most": MOST, **QUESTION, "back": reverse("providers:told", args=[round.slug])}
    return render(request, "providers/invite.html", context)


def _organisation(request, slug):
    mine = Organisation.objects.visible_to(request.user).filter(is_demonstration=request.user.is_demonstration)
    return get_object_or_404(mine.providers(), slug=slug)


@require_http_methods(["GET", "POST"])
def invite_one(request, round, organisation):
    """Until when, and its first person; only this organisation is told."""
    round = the_round(request, round)
    asked(request, "invite", round)
    organisation = _organisation(request, organisation)
    is_empty = not organisation.memberships.current().exists() and not organisation.offers.waiting().exists()
    ahead = round.response_deadline if round.response_deadline and round.response_deadline > database_now() else None
    form = forms.LateForm(request.POST or None, organisation=organisation, needs_a_person=is_empty, initial={"until": ahead})
    if form.is_valid():
        try:
            _invited(request, round, organisation, form)
        except actions.Refused as refusal:
            form.add_error("until" if isinstance(refusal, actions.NotLater) else None, str(refusal))
        else:
            messages.success(request, f"{organisation} is asked. Only it is told.")
            return redirect("providers:told", round.slug)
    context = {
        "form": form,
        "round": round,
        "organisation": organisation,
        "why_not": why_not(round, organisation, database_now()),
        "back": reverse("providers:invite", args=[round.slug]),
    }
    return render(request, "providers/invite_one.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _invited(request, round, organisation, form):
    """The round first: whoever is invited to the organisation then hears in one email what for."""
    now, until = database_now(), form.cleaned_data["until"]
    actions.invite_late(round=round, organisation=organisation, by=request.user, at=now, until=until)
    if person := form.person():
        reason = f"to answer {round} by {words.when(until)}"
        organisations.invite(organisation=organisation, by=request.user, reason=reason[:300], **person)


@require_http_methods(["GET", "POST"])
def add_provider(request, round):
    """One that is not in the register; what it may be is shown first."""
    round = the_round(request, round)
    asked(request, "invite", round)
    form = forms.ProviderForm(request.POST or None, initial={"name": request.GET.get("name", "")[:200]})
    if form.is_valid():
        whose = {"is_checked": False, "is_demonstration": request.user.is_demonstration}
        added = organisations.add_organisation(by=request.user, **form.facts(), **whose)
        messages.success(request, f"{added} is added. The operator of the portal will look at it; you can go on.")
        return redirect("providers:invite_one", round.slug, added.slug)
    context = {"form": form, "round": round, "back": reverse("providers:invite", args=[round.slug])}
    return render(request, "providers/add_provider.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def pass_on(request, round, organisation):
    """What an organisation that closed was asked, to what it became."""
    round = the_round(request, round)
    asked(request, "pass_on", round)
    invitations = Invitation.objects.visible_to(request.user).select_related("organisation", "round__lead")
    invitation = get_object_or_404(invitations, round=round, organisation__slug=organisation)
    became = invitation.organisation.successions.select_related("successor").order_by("date").first()
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.pass_on(invitation=invitation, by=request.user, at=database_now())
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{became.successor} answers instead of {became.predecessor}. Both were told.")
            return redirect("providers:told", round.slug)
    context = {
        "form": form,
        "round": round,
        "invitation": invitation,
        "became": became,
        "back": reverse("providers:told", args=[round.slug]),
    }
    return render(request, "providers/pass_on.html", context, status=422 if form.errors else 200)
