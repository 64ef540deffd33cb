from functools import cached_property
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.organisations.rules import memberships_of
from portal.organisations.states import Role

from .. import actions, documents, forms
from ..actions.signature import needs_board, required, signing_ids
from ..documents.deadline import late as late_words
from ..documents.tasks import beside
from ..models import Signature
from ..states import SignatureStatus, Stance, Status
from .answering import due_at, tasks_of
from .doors import asked, our_response


@require_http_methods(["GET", "POST"])
def check(request, pk):
    """R4: what is sent, what is left out, and the signature. The clock is read before anything else."""
    arrived_at = database_now()
    response = our_response(request, pk)
    if request.method == "POST":
        asked(request, "submit", response)
        return _submit(request, response, arrived_at)
    if response.status == Status.SUBMITTED:
        return redirect("providers:receipt", response.pk)
    return _page(request, response, arrived_at)


def _submit(request, response, arrived_at):
    keyed = {"key": request.POST.get("key", "")[:80], "words_sha256": _words(request)}
    try:
        known = actions.earlier_receipt(response=response, by=request.user, **keyed)
    except actions.KeyReused as refusal:
        return _page(request, response, arrived_at, _form(request, response, request.POST), status=422, refused=refusal)
    if known or response.status == Status.SUBMITTED:  # the second click of a double click
        return redirect("providers:receipt", response.pk)
    form = _form(request, response, request.POST)
    if not form.is_valid():
        return _page(request, response, arrived_at, form, status=422)
    try:
        actions.submit(response=response, by=request.user, arrived_at=arrived_at, **keyed, **form.signing())
    except actions.TooLate as late:
        response.refresh_from_db()
        return _page(request, response, arrived_at, form, status=409, late=late)
    except actions.TextChanged as refusal:
        return _page(request, response, arrived_at, _unsigned(request, response), status=409, refused=refusal)
    except actions.Refused as refusal:
        return _page(request, response, arrived_at, form, status=422, refused=refusal)
    return redirect("providers:receipt", response.pk)


def _words(request):
    """The hash of everything typed but what is never kept."""
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in ("password", "csrfmiddlewaretoken", "key")}
    return documents.sha256(typed)


@require_POST
def sign(request, pk):
    """A member of a group signs for their own organisation; submitting is another step."""
    arrived_at = database_now()
    response = our_response(request, pk)
    asked(request, "sign", response)
    desk = Desk(request, response)
    form = desk.form(request.POST)
    if not form.is_valid() or desk.signing is None:
        return _page(request, response, arrived_at, form, status=422)
    try:
        organisation = desk.signing.organisation
        actions.sign(response=response, by=request.user, organisation=organisation, at=arrived_at, **form.signing())
    except actions.TooLate as late:
        return _page(request, response, arrived_at, form, status=409, late=late)
    except actions.TextChanged as refusal:
        return _page(request, response, arrived_at, _unsigned(request, response), status=409, refused=refusal)
    except actions.Refused as refusal:
        return _page(request, response, arrived_at, form, status=409, refused=refusal)
    messages.success(request, f"You signed for {organisation}.")
    return redirect("providers:check", response.pk)


@require_POST
def send(request, pk):
    response = our_response(request, pk)
    asked(request, "send", response)
    try:
        actions.send(response=response, by=request.user)
    except actions.NothingAnswered as refusal:
        return _page(request, response, database_now(), status=422, refused=refusal)
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
    arrived_at = database_now()
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


def _form(request, response, data=None):
    """What is still asked of this person: a signature, or only the submission."""
    return Desk(request, response).form(data)


def _unsigned(request, response):
    """What was typed, on the text as it is now, with the tick and the password to be given again."""
    data = request.POST.copy()
    data["seen"] = documents.sha256(documents.text(response))
    for name in ("is_signed", "password"):
        data.pop(name, None)
    return _form(request, response, data)


class Desk:
    """A response before one person: its text, who signed it, and what this person may still sign; each read once."""

    def __init__(self, request, response):
        self.request, self.response = request, response

    @cached_property
    def signatures(self):
        found = Signature.objects.visible_to(self.request.user).filter(response=self.response)
        return list(found.select_related("organisation", "signatory").order_by("signed_at"))

    @cached_property
    def signed(self):
        """{organisation: its valid signature}"""
        return {one.organisation_id: one for one in self.signatures if one.status == SignatureStatus.VALID}

    @cached_property
    def text(self):
        return documents.text(self.response)

    @cached_property
    def signing(self):
        """The membership by which this person signs, for an organisation that has not; None when there is none."""
        waiting = signing_ids(self.response) - set(self.signed)
        mine = (held for held in memberships_of(self.request.user) if held.role == Role.SIGNATORY)
        return next((held for held in mine if held.organisation_id in waiting), None)

    @cached_property
    def needed(self):
        return required(self.response)

    @property
    def is_signed(self):
        return bool(self.needed) and all(one.pk in self.signed for one in self.needed)

    def form(self, data=None):
        if self.signing is None:
            return forms.SubmitForm(data, request=self.request, initial={"key": uuid4().hex})
        initial = {"key": uuid4().hex, "role": self.signing.job_title, "seen": documents.sha256(self.text)}
        about = {"is_member": self.response.organisation.is_group, "needs_board": needs_board(self.response)}
        return forms.SignForm(data, request=self.request, organisation=self.signing.organisation, initial=initial, **about)

    def members(self):
        """Each organisation that must sign for a group, and how far it is."""
        gone = {one.organisation_id for one in self.signatures} - set(self.signed)
        words = {True: "Signed", False: "Awaiting signatures"}
        return [
            {
                "organisation": one,
                "signature": self.signed.get(one.pk),
                "state": "Signature lapsed" if one.pk in gone else words[one.pk in self.signed],
            }
            for one in self.needed
            if self.response.organisation.is_group
        ]


def _page(request, response, now, form=None, *, status=200, late=None, refused=None):
    desk, found = Desk(request, response), tasks_of(request, response)
    if refused and form is not None:
        form.add_error(None, str(refused))
    items = desk.text["items"]
    context = {
        "response": response,
        "edition": f"{response.round}, edition {response.edition.number}",
        "counted": f"{len(items)} of {len(found.tasks)} intentions",
        "stated": "Written" if response.covering_statement else "None",
        "statement_url": reverse("providers:statement", args=[response.pk]) if response.is_editable else "",
        "stop": _odd(found),
        "whole": [{**one, "said": documents.said_in(one), "stance": Stance(one["stance"]).label} for one in items],
        "sha256": documents.sha256(desk.text),
        "form": form or desk.form(),
        "is_signing": desk.signing is not None,
        "is_signed": desk.is_signed,
        "members": desk.members(),
        "basis": response.organisation.get_authority_basis_display() if response.organisation.is_group else "",
        "beside": beside(response),
        "may_sign": request.user.has_perm("providers.sign", response),
        "late_words": [{"text": late_words(now, late.late_by)}] if late else [],
        "back": response.get_absolute_url(),
        **due_at(response.invitation, now),
    }
    return render(request, "providers/check.html", context, status=status)


def _odd(found):
    """What is worth a second look: it can be submitted all the same."""
    counted = [
        (found.unanswered, "intention that names you has no position", "intentions that name you have no position"),
        (found.notes, "intention has a text but no position: it is not sent", "intentions have a text but no position: they are not sent"),
        (found.changed, "position answers a version that has changed since", "positions answer versions that have changed since"),
    ]
    said = [f"{count} {one if count == 1 else many}." for count, one, many in counted if count]
    return [*said, "You can submit without answering more."] if said else []
