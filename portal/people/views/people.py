from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from portal.organisations import actions
from portal.organisations.models import Membership, Offer, Organisation
from portal.organisations.rules import roles_of

from ..forms.people import InviteForm
from ..lists import People


def _organisation(request, slug):
    """One's own organisation; to others its people are not there."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)
    if not any(held == organisation.pk for held, _ in roles_of(request.user)):
        raise Http404
    return organisation


def administered(request, slug, verb):
    organisation = _organisation(request, slug)
    if not request.user.has_perm(f"organisations.{verb}", organisation):
        raise PermissionDenied
    return organisation


@require_GET
def index(request, slug):
    organisation = _organisation(request, slug)
    rows = Membership.objects.visible_to(request.user).current().filter(organisation=organisation).select_related("user")
    people = People(request, rows, title=f"People of {organisation.short_name}", organisation=organisation)
    offers = Offer.objects.visible_to(request.user).waiting().filter(organisation=organisation).select_related("user").order_by("name")
    return people.answer("people/people.html", {"organisation": organisation, "offers": offers})


@require_http_methods(["GET", "POST"])
def invite(request, slug):
    organisation = administered(request, slug, "invite")
    form = InviteForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        offer = actions.invite(organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, f"{offer.name} is invited. We are emailing {offer.user.email}.")
        return redirect(organisation)
    page = {
        "form": form,
        "caption": organisation.name,
        "heading": "Invite a person",
        "button": "Invite",
        "back": organisation.get_absolute_url(),
    }
    return render(request, "form_page.html", page, status=422 if form.is_bound else 200)
