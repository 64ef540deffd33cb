"""Invitations of people: accepted by who was invited, sent again or taken back by who invited."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from portal.organisations import actions
from portal.organisations.models import Offer


def _offer(request, pk, verb):
    offers = Offer.objects.visible_to(request.user).waiting().select_related("organisation", "offered_by", "user")
    offer = get_object_or_404(offers, pk=pk)
    if not request.user.has_perm(f"organisations.{verb}", offer):
        raise PermissionDenied
    return offer


@require_http_methods(["GET", "POST"])
def accept(request, pk):
    """Who has an account already says yes or no: nobody is put into an organisation unasked."""
    offer = _offer(request, pk, "accept")
    if request.method == "POST" and "decline" in request.POST:
        actions.take_back(offer=offer, by=request.user)
        messages.success(request, f"You declined the invitation of {offer.organisation}.")
        return redirect("home")
    if request.method == "POST":
        actions.accept(offer=offer)
        messages.success(request, f"You are now {offer.as_what.lower()} of {offer.organisation}.")
        return redirect("home")
    return render(request, "people/accept.html", {"offer": offer, "back": reverse("home")})


@require_POST
def invite_again(request, pk):
    offer = _offer(request, pk, "invite_again")
    actions.invite_again(offer=offer, by=request.user)
    messages.success(request, f"We are sending the invitation to {offer.user.email} again.")
    return redirect(_where_from(request, offer))


@require_POST
def take_back(request, pk):
    offer = _offer(request, pk, "take_back")
    actions.take_back(offer=offer, by=request.user)
    messages.success(request, f"The invitation of {offer.name} is taken back. Its link no longer works.")
    return redirect(_where_from(request, offer))


def _where_from(request, offer):
    """The list the button stood on: that of the organisation, of a round or of the register."""
    there = request.POST.get("from", "")
    return there if url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}) else offer.organisation
