from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import arrived, database_now
from portal.nhsuk import words

from .. import actions, documents, forms
from ..documents import unsent
from ..states import Status
from .confirmed import remember
from .desk import Desk, answer
from .doors import asked, our_response
from .receipts import shown


@require_http_methods(["GET", "POST"])
def check(request, pk):
    """R4: what is sent, what is left out, and the signature. When it arrived is asked before anything else."""
    arrived_at = arrived(request)
    response = our_response(request, pk)
    desk = Desk(request, response, arrived_at)
    if request.method == "POST":
        asked(request, "submit", response)
        return _submit(desk)
    if response.status == Status.SUBMITTED:
        return redirect("providers:receipt", response.pk)
    return answer(desk)


def _submit(desk):
    request, response = desk.request, desk.response
    is_over = response.status not in (Status.DRAFT, Status.AWAITING_SIGNATURES)
    keyed = {"key": request.POST.get("key", "")[:80], "words_sha256": _words(request)}
    try:
        known = actions.earlier_receipt(response=response, by=request.user, **keyed) if is_over else None
    except actions.KeyReused as refusal:
        return answer(desk, desk.form(request.POST), status=422, refused=refusal)
    if known or response.status == Status.SUBMITTED:  # the second click of a double click
        return redirect("providers:receipt", response.pk)
    form = desk.form(request.POST)
    if not form.is_valid():
        return answer(desk, form, status=422)
    try:
        receipt = actions.submit(response=response, by=request.user, arrived_at=desk.now, **keyed, **form.signing())
    except actions.TooLate as late:
        response.refresh_from_db()
        return answer(desk, form, status=409, late=late)
    except (actions.TextChanged, actions.HalfSaid) as refusal:
        return answer(desk, desk.form_again(request.POST), status=409, refused=refusal)
    except actions.Refused as refusal:
        return answer(desk, form, status=422, refused=refusal)
    return shown(request, receipt)  # in the last seconds another request would wait its turn once more


def _words(request):
    """The hash of everything typed but what is never kept."""
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in ("password", "csrfmiddlewaretoken", "key")}
    return documents.sha256(typed)


@require_POST
def confirm(request, pk):
    """The password beforehand, so that the last click near the deadline is one small request."""
    now = database_now()
    response = our_response(request, pk)
    asked(request, "sign", response)
    desk = Desk(request, response, now)
    form = forms.BeforehandForm(request.POST, request=request)
    if not form.is_valid():
        return answer(desk, beforehand=form, status=422)
    if form.cleaned_data["seen"] != desk.sha256:
        form.add_error(None, "The text changed after you opened this page. Read it again, then confirm.")
        return answer(desk, beforehand=form, status=409)
    remember(request, response, text_sha256=desk.sha256, at=now)
    until = words.clock(desk.confirmed_until(desk.sha256))
    messages.success(request, f"Your password is confirmed until {until}, for this text. Nothing is signed or submitted yet.")
    return redirect("providers:check", response.pk)


@require_POST
def sign(request, pk):
    """A member of a group signs for their own organisation; submitting is another step."""
    response = our_response(request, pk)
    asked(request, "sign", response)
    desk = Desk(request, response, arrived(request))
    form = desk.form(request.POST)
    if not form.is_valid() or desk.signing is None:
        return answer(desk, form, status=422)
    try:
        organisation = desk.signing.organisation
        actions.sign(response=response, by=request.user, organisation=organisation, at=desk.now, **form.signing())
    except actions.TooLate as late:
        return answer(desk, form, status=409, late=late)
    except (actions.TextChanged, actions.HalfSaid) as refusal:
        return answer(desk, desk.form_again(request.POST), status=409, refused=refusal)
    except actions.Refused as refusal:
        return answer(desk, form, status=409, refused=refusal)
    response.refresh_from_db(fields=["status"])
    if response.status == Status.SUBMITTED:
        messages.success(request, f"You signed for {organisation}. It was the last signature needed: the response is submitted.")
        return redirect("providers:receipt", response.pk)
    messages.success(request, f"You signed for {organisation}.")
    return redirect("providers:check", response.pk)


@require_POST
def send(request, pk):
    response = our_response(request, pk)
    asked(request, "send", response)
    desk = Desk(request, response, database_now())
    form = forms.SendForm(request.POST, left=desk.asking)
    if not form.is_valid():
        return answer(desk, sending=form, status=422)
    try:
        actions.send(response=response, by=request.user, **forms.chosen_to_leave_out(form))
    except actions.Refused as refusal:
        desk = Desk(request, response, database_now())
        again = forms.SendForm({"left": unsent.mark(desk.left)}, left=desk.asking)
        again.add_error(None, str(refusal))
        return answer(desk, sending=again, status=422)
    messages.success(request, "Your signatories were emailed. Nobody can change the text until it is reopened.")
    return redirect(response)


@require_POST
def reopen(request, pk):
    response = our_response(request, pk)
    asked(request, "reopen", response)
    actions.reopen(response=response, by=request.user)
    messages.success(request, "The response is a draft again.")
    return redirect(response)


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    arrived_at = arrived(request)
    response = our_response(request, pk)
    asked(request, "withdraw", response)
    form = forms.WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            actions.withdraw(response=response, by=request.user, reason=form.cleaned_data["reason"], at=arrived_at)
        except actions.TooLate:
            form.add_error("reason", "The deadline has passed. A response cannot be withdrawn after it")
        else:
            messages.success(request, "The response is withdrawn. The commissioners were emailed.")
            return redirect(response.invitation)
    elif response.status != Status.SUBMITTED:
        raise CannotMove("withdraw", response)
    context = {"form": form, "response": response, "back": response.get_absolute_url()}
    return render(request, "providers/withdraw.html", context, status=422 if form.is_bound else 200)
