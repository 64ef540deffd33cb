"""A memorandum before its parties: read, offered, signed, and taken as PDF."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves.clock import database_now
from portal.organisations.rules import memberships_of
from portal.printing.progress import progress
from portal.printing.serving import served

from .. import actions, forms
from ..actions.memorandum import SIGNING_ROLE
from ..documents import memorandum as documents
from ..states import Side
from .doors import asked, the_memorandum


@require_http_methods(["GET", "POST"])
def memorandum(request, pk):
    """The text and who signed it; a party signs here, for itself."""
    memorandum = the_memorandum(request, pk)
    signing = _signing(request, memorandum)
    if request.method == "POST":
        asked(request, "agree", memorandum)
        return _agree(request, memorandum, signing)
    return _page(request, memorandum, signing, _form(request, memorandum, signing))


def _form(request, memorandum, signing, data=None):
    if signing is None:
        return None
    initial = {"role": signing.job_title, "seen": memorandum.text_sha256}
    return forms.AgreeForm(data, request=request, organisation=signing.organisation, initial=initial)


def _agree(request, memorandum, signing):
    form = _form(request, memorandum, signing, request.POST)
    if form is None or not form.is_valid():
        return _page(request, memorandum, signing, form, status=422)
    typed = {name: form.cleaned_data[name] for name in ("role", "seen")}
    try:
        actions.agree(memorandum=memorandum, by=request.user, organisation=signing.organisation, at=database_now(), **typed)
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, memorandum, signing, form, status=409)
    messages.success(request, f"You signed for {signing.organisation}.")
    return redirect(memorandum)


def _signing(request, memorandum):
    """The membership by which this person may sign for a party that has not signed this text; None when there is none."""
    if memorandum.status != "OFFERED":
        return None
    signed = set(memorandum.accords.filter(text_sha256=memorandum.text_sha256).values_list("organisation", flat=True))
    sides = {party.organisation_id: Side(party.side) for party in memorandum.parties.all() if party.organisation_id not in signed}
    held = memberships_of(request.user)
    return next((one for one in held if one.organisation_id in sides and one.role == SIGNING_ROLE[sides[one.organisation_id]]), None)


def _page(request, memorandum, signing, form, *, status=200):
    accords = memorandum.accords.filter(text_sha256=memorandum.text_sha256).select_related("organisation", "signatory")
    by_party = {one.organisation_id: one for one in accords}
    parties = memorandum.parties.select_related("organisation").order_by("side", "organisation__name")
    context = {
        "memorandum": memorandum,
        "form": form,
        "signing": signing,
        "parties": [(party, by_party.get(party.organisation_id)) for party in parties],
        "text": memorandum.text or documents.text(memorandum),
        "progress": progress(memorandum.paper) if memorandum.paper else None,
        "is_ours": request.user.has_perm("providers.look", memorandum),
    }
    home = "providers:after" if context["is_ours"] else "providers:index"
    context["back"] = reverse(home, args=[memorandum.round.slug] if context["is_ours"] else [])
    return render(request, "providers/memorandum.html", context, status=status)


@require_POST
def offer(request, pk):
    memorandum = the_memorandum(request, pk)
    asked(request, "offer", memorandum)
    actions.offer(memorandum=memorandum, by=request.user)
    messages.success(request, "The text is frozen. Those who sign for each party were emailed.")
    return redirect(memorandum)


@require_POST
def take_back(request, pk):
    memorandum = the_memorandum(request, pk)
    asked(request, "take_back", memorandum)
    actions.take_back(memorandum=memorandum, by=request.user)
    messages.success(request, "The memorandum is a draft again.")
    return redirect(memorandum)


def memorandum_pdf(request, pk):
    return served(request, the_memorandum(request, pk).paper)
