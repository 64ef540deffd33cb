"""A memorandum before its parties: read, offered, signed, and taken as PDF."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.organisations.rules import memberships_of
from portal.printing.progress import progress
from portal.printing.serving import served

from .. import actions, forms
from ..actions.letters import signers_of
from ..actions.memorandum import SIGNING_ROLE
from ..documents import memorandum as documents
from ..documents.correction import corrected_in
from ..states import MemorandumStatus, Side
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
    if signing is None:  # the second click of a double click, or a text that is offered no more
        if memorandum.status not in (MemorandumStatus.OFFERED, MemorandumStatus.AGREED):
            raise CannotMove("agree", memorandum)
        return redirect(memorandum)
    form = _form(request, memorandum, signing, request.POST)
    if not form.is_valid():
        return _page(request, memorandum, signing, form, status=422)
    typed = {name: form.cleaned_data[name] for name in ("role", "seen")}
    try:
        actions.agree(memorandum=memorandum, by=request.user, organisation=signing.organisation, at=database_now(), **typed)
    except actions.Refused as refusal:
        form = _form(request, memorandum, signing, _again(request, memorandum))
        form.add_error(None, str(refusal))
        return _page(request, memorandum, signing, form, status=409)
    messages.success(request, f"You signed for {signing.organisation}.")
    return redirect(memorandum)


def _again(request, memorandum):
    """What was typed, on the text as it is now; it is ticked again by whoever has read it."""
    data = request.POST.copy()
    data["seen"] = memorandum.text_sha256
    data.pop("is_signed", None)
    return data


def _signing(request, memorandum):
    """The membership by which this person may sign for a party that has not signed this text; None when there is none."""
    if memorandum.status != MemorandumStatus.OFFERED:
        return None
    signed = set(memorandum.accords.filter(text_sha256=memorandum.text_sha256).values_list("organisation", flat=True))
    sides = {party.organisation_id: Side(party.side) for party in memorandum.parties.all() if party.organisation_id not in signed}
    held = memberships_of(request.user)
    return next((one for one in held if one.organisation_id in sides and one.role == SIGNING_ROLE[sides[one.organisation_id]]), None)


def _page(request, memorandum, signing, form, *, status=200):
    is_ours = request.user.has_perm("providers.look", memorandum)
    is_draft = memorandum.status == MemorandumStatus.DRAFT
    text = documents.text(memorandum) if is_draft else memorandum.text
    context = {
        "memorandum": memorandum,
        "form": form,
        "signing": signing,
        "is_draft": is_draft,
        "text": text,
        "clauses": _clauses(memorandum, text, is_ours),
        "commitments": _commitments(text),
        "progress": progress(memorandum.paper) if memorandum.paper and not is_draft else None,
        "is_ours": is_ours,
        "corrected": corrected_in(memorandum),
        "back": reverse("providers:after", args=[memorandum.round.slug]) if is_ours else reverse("providers:index"),
        **_signed(memorandum),
        **(_steps(memorandum) if is_ours and is_draft else {}),
    }
    return render(request, "providers/memorandum.html", context, status=status)


def _signed(memorandum):
    """Each party, with its signature of this text."""
    accords = memorandum.accords.filter(text_sha256=memorandum.text_sha256).select_related("organisation", "signatory")
    by_party = {one.organisation_id: one for one in accords}
    parties = memorandum.parties.select_related("organisation").order_by("side", "organisation__name")
    found = [(party, by_party.get(party.organisation_id)) for party in parties]
    return {"parties": found, "signed": sum(accord is not None for _, accord in found)}


def _clauses(memorandum, text, is_ours):
    """Each clause, where it comes from, and the page that shows it: the point for commissioners, what everybody reads for a party."""
    related = "decision__position__intention", "decision__position__response__organisation"
    rows = memorandum.clauses.select_related(*related).order_by("order")
    return [(said, source, _origin(memorandum.round, row, is_ours)) for (said, source), row in zip(text["clauses"], rows, strict=True)]


def _origin(round, clause, is_ours):
    position = clause.decision.position
    reference, organisation = position.intention.reference, position.response.organisation.slug
    if is_ours:
        return reverse("providers:decide", args=[round.slug, reference, organisation])
    return reverse("providers:decisions", args=[round.slug], query={"q": reference, "provider": organisation})


def _commitments(text):
    return {
        "responsive": True,
        "caption": {"text": "Commitments", "classes": "nhsuk-u-visually-hidden"},
        "head": [{"text": head} for head in documents.COMMITMENT_HEADS],
        "rows": [[{"text": cell} for cell in row] for row in text["commitments"]],
    }


def _steps(memorandum):
    """Before a draft is offered: what has been decided since, who is emailed, and who has nobody to sign."""
    new, gone = documents.behind(memorandum)
    signers = signers_of(memorandum, SIGNING_ROLE)
    return {
        "new": new,
        "gone": gone,
        "people": len({person.pk for people in signers.values() for person in people}),
        "without": [party.name for party, people in signers.items() if not people],
    }


@require_POST
def redraft(request, pk):
    memorandum = the_memorandum(request, pk)
    asked(request, "redraft", memorandum)
    try:
        actions.redraft(memorandum=memorandum, by=request.user)
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The clauses are up to date.")
    return redirect(memorandum)


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
    """As it was offered; a draft that was taken back has none."""
    memorandum = the_memorandum(request, pk)
    return served(request, memorandum.paper if memorandum.status != MemorandumStatus.DRAFT else None)
