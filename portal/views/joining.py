"""From the email to the work in two pages: an invited person takes up the account and stands before what they are needed for."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves.clock import database_now
from portal.organisations import actions
from portal.organisations.invitations import DAYS, invited
from portal.people.forms.people import JoinForm
from providers import actions as providers
from providers.models import Invitation

from . import waiting

SENT = "If this invitation is still open, we are sending a new link to the address that was invited. It may take a minute."


@never_cache
@login_not_required
@sensitive_post_parameters("password1")
@require_http_methods(["GET", "POST"])
def join(request, uid, token):
    """One page: name, password, terms. Then they are logged in, because the link came by the email that is their second step."""
    offer = invited(uid, token)
    if offer is None:
        page = {"again": reverse("new_link", kwargs={"uid": uid, "token": token}), "days": DAYS}
        return render(request, "people/invitation_over.html", page, status=404)
    if offer.user.has_usable_password():
        return redirect("offer", offer.pk)
    form = JoinForm(request.POST or None, user=offer.user, initial={"name": offer.name})
    if form.is_valid():
        person = actions.join(offer=offer, name=form.cleaned_data["name"], password=form.cleaned_data["password1"])
        return _let_in(request, person)
    page = {"form": form, "offer": offer}
    return render(request, "people/join.html", page, status=422 if form.is_bound else 200)


def _let_in(request, person):
    record_authentication(request, person, method="password")
    record_authentication(request, person, method="code", email=person.email)
    messages.success(request, "Your account is ready. Next time, log in with your email and the password you chose.")
    answer: HttpResponse = perform_login(request, person, redirect_url=_first_page(person))
    return answer


def _first_page(person):
    """The round that waits for them, its answer begun; home when there is none, or several."""
    now = database_now()
    open_now = list(waiting.invitations_of(person, now)[:2])
    if len(open_now) != 1:
        return reverse("home")
    invitation = open_now[0]
    providers.open_(invitation=invitation, by=person, at=now)
    if not person.has_perm("providers.start", invitation):
        return invitation.get_absolute_url()
    mine = Invitation.objects.visible_to(person).get(pk=invitation.pk)
    return providers.start(invitation=mine, by=person).get_absolute_url()


@never_cache
@login_not_required
@require_POST
def new_link(request, uid, token):
    """A link that ended sends a new one itself. Whatever was asked for, the answer is the same."""
    if too_many := ratelimit.consume_or_429(request, action="new_link"):
        return too_many
    offer = invited(uid, token, ended=True)
    if offer is not None:
        actions.send_new_link(offer=offer)
    return render(request, "people/new_link.html", {"says": SENT})
