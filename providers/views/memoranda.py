"""A memorandum before its parties: read, offered, signed or declined, reminded of, and taken as PDF."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.printing.serving import served

from .. import actions, forms
from ..models import Memorandum
from ..states import MemorandumStatus
from .doors import asked, the_memorandum, the_round
from .memoranda_list import Memoranda
from .memorandum_page import Sheet


def memoranda(request, round):
    """All of a round, and what is to be seen to in each."""
    round = the_round(request, round)
    asked(request, "look", round)
    rows = Memorandum.objects.visible_to(request.user).filter(round=round).with_troubles(database_now().date())
    rows = rows.with_signatures().select_related("organisation", "round")
    back = reverse("providers:after", args=[round.slug])
    return Memoranda(request, rows, title="Memoranda of understanding").answer("providers/memoranda.html", {"round": round, "back": back})


@require_http_methods(["GET", "POST"])
def memorandum(request, pk):
    """The text and who signed it; who is asked signs here, for itself."""
    memorandum = the_memorandum(request, pk)
    sheet = Sheet(request, memorandum)
    if request.method == "POST":
        asked(request, "agree", memorandum)
        return _agree(request, memorandum, sheet)
    return _page(request, sheet, form=_form(request, sheet))


def _form(request, sheet, data=None):
    held = sheet.signing
    if held is None:
        return None
    initial = {"role": held.job_title, "seen": sheet.memorandum.text_sha256}
    return forms.AgreeForm(data, request=request, organisation=held.organisation, initial=initial)


def _agree(request, memorandum, sheet):
    if sheet.signing is None:  # the second click of a double click, or a text that is offered no more
        if memorandum.status not in (MemorandumStatus.OFFERED, MemorandumStatus.AGREED):
            raise CannotMove("agree", memorandum)
        return redirect(memorandum)
    form = _form(request, sheet, request.POST)
    if not form.is_valid():
        return _page(request, sheet, form=form, status=422)
    typed = {name: form.cleaned_data[name] for name in ("role", "seen")}
    organisation = sheet.signing.organisation
    try:
        actions.agree(memorandum=memorandum, by=request.user, organisation=organisation, at=database_now(), **typed)
    except actions.Refused as refusal:
        form = _form(request, sheet, _again(request, memorandum))
        form.add_error(None, str(refusal))
        return _page(request, sheet, form=form, status=409)
    messages.success(request, f"You signed for {organisation}.")
    return redirect(memorandum)


def _again(request, memorandum):
    """What was typed, on the text as it is now; it is ticked again by whoever has read it."""
    data = request.POST.copy()
    data["seen"] = memorandum.text_sha256
    data.pop("is_signed", None)
    return data


def _page(request, sheet, *, form=None, offer_form=None, status=200):
    if offer_form is None and sheet.is_ours:
        offer_form = forms.OfferForm(initial={"until": sheet.memorandum.sign_by_date})
    context = {**sheet.context(), "form": form, "offer_form": offer_form}
    return render(request, "providers/memorandum.html", context, status=status)


@require_http_methods(["GET", "POST"])
def decline_memorandum(request, pk):
    """Who is asked does not sign, and says why."""
    memorandum = the_memorandum(request, pk)
    asked(request, "decline_memorandum", memorandum)
    held = Sheet(request, memorandum).signing
    if held is None:
        raise Http404
    form = forms.DeclineMemorandumForm(request.POST or None, initial={"seen": memorandum.text_sha256})
    if form.is_valid():
        said = {"organisation": held.organisation, **form.cleaned_data}
        try:
            actions.decline_memorandum(memorandum=memorandum, by=request.user, at=database_now(), **said)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The commissioners were emailed. You can still sign this text if you come to agree.")
            return redirect(memorandum)
    context = {"form": form, "caption": str(memorandum), "heading": f"Do not sign for {held.organisation}", "button": "Do not sign"}
    return render(request, "form_page.html", {**context, "back": memorandum.get_absolute_url()}, status=422 if form.is_bound else 200)


@require_POST
def offer(request, pk):
    memorandum = the_memorandum(request, pk)
    asked(request, "offer", memorandum)
    form = forms.OfferForm(request.POST)
    if form.is_valid():
        try:
            actions.offer(memorandum=memorandum, by=request.user, until=form.cleaned_data["until"], at=database_now())
        except actions.Refused as refusal:
            form.add_error("until" if isinstance(refusal, actions.NotLater) else None, str(refusal))
        else:
            messages.success(request, "The text is frozen. Those who sign for each party were emailed.")
            return redirect(memorandum)
    return _page(request, Sheet(request, memorandum), offer_form=form, status=422)


@require_POST
def take_back(request, pk):
    memorandum = the_memorandum(request, pk)
    asked(request, "take_back", memorandum)
    actions.take_back(memorandum=memorandum, by=request.user)
    messages.success(request, "The memorandum is a draft again. Those who were asked to sign it were emailed.")
    return redirect(memorandum)


@require_POST
def remind_parties(request, pk):
    """By hand, to who has neither signed nor declined."""
    return _reminded(request, pk, "remind_parties", "Reminded")


@require_POST
def ask_administrators(request, pk):
    """Of those who cannot sign yet."""
    return _reminded(request, pk, "ask_administrators", "Asked")


def _reminded(request, pk, verb, done):
    memorandum = the_memorandum(request, pk)
    asked(request, verb, memorandum)
    try:
        count = getattr(actions, verb)(memorandum=memorandum, by=request.user, at=database_now())
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{done}: {count} {'person' if count == 1 else 'people'}.")
    return redirect(memorandum)


def memorandum_pdf(request, pk):
    """As it was offered; a draft that was taken back has none."""
    memorandum = the_memorandum(request, pk)
    return served(request, None if memorandum.is_unread else memorandum.paper)
