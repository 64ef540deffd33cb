"""When somebody is removed, what they leave is named first and handed on in the same step."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from committees import actions as committees
from intentions import actions as intentions
from intentions.models import Intention, Panellist
from intentions.states import Status
from portal.accounts.models import ApiKey
from portal.organisations import actions
from portal.organisations.models import Membership, Organisation
from portal.organisations.rules import roles_of
from portal.organisations.states import Role
from portal.people.forms.people import LeaveForm

LAST = "You cannot remove the last administrator. Invite another one first."
WRITING = (Role.AUTHOR, Role.APPROVER)


@dataclass
class Left:
    """What hangs on a role that ends; empty where another role of the same person still carries it."""

    intentions: list[Intention] = field(default_factory=list)
    panels: list[Panellist] = field(default_factory=list)
    seats: list = field(default_factory=list)
    keys: list[ApiKey] = field(default_factory=list)


def left_by(membership):
    person, organisation, left = membership.user, membership.organisation, Left()
    others = list(person.memberships.current().exclude(pk=membership.pk))
    here = {one.role for one in others if one.organisation_id == organisation.pk}
    if membership.role in WRITING and not here.intersection(WRITING):
        ours = Q(round__lead=organisation) | Q(round__participants=organisation)
        owned = person.intentions.filter(ours).exclude(latest__status=Status.WITHDRAWN).distinct()
        left.intentions = list(owned.select_related("round", "latest").order_by("round__title", "reference"))
        panels = person.panels.filter(exercise__round__lead=organisation)
        left.panels = list(panels.select_related("exercise__round"))
    if not here:
        left.seats = list(person.seats.filter(ended_at=None, committee__host=organisation).select_related("committee"))
    if not others:
        left.keys = list(ApiKey.objects.visible_to(person))
    return left


def _the_membership(request, slug, pk):
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)
    if not any(held == organisation.pk for held, _ in roles_of(request.user)):
        raise Http404
    if not request.user.has_perm("organisations.remove", organisation):
        raise PermissionDenied
    rows = Membership.objects.visible_to(request.user).current().select_related("user", "organisation")
    return get_object_or_404(rows, pk=pk, organisation=organisation)


@require_http_methods(["GET", "POST"])
def remove(request, slug, pk):
    membership = _the_membership(request, slug, pk)
    left = left_by(membership)
    form = LeaveForm(request.POST if request.method == "POST" else None, membership=membership, asks=bool(left.intentions))
    if form.is_valid():
        try:
            _remove(membership, left, form.person(), request.user)
        except actions.LastAdministrator:
            form.add_error(None, LAST)
        else:
            messages.success(request, f"{membership.user.name} is no longer {membership.get_role_display().lower()}.")
            return redirect("home" if membership.user_id == request.user.pk else membership.organisation)
    page = {
        "form": form,
        "left": left,
        "caption": membership.organisation.name,
        "heading": f"Remove {membership.user.name}",
        "button": f"Remove {membership.user.name}",
        "warning": True,
        "back": reverse("organisations:people", args=[slug]),
        "rows": [
            {"key": "Name", "value": membership.user.name},
            {"key": "Email", "value": membership.user.email},
            {"key": "Role", "value": membership.get_role_display()},
        ],
    }
    return render(request, "people/remove.html", page, status=422 if form.errors else 200)


@transaction.atomic
def _remove(membership, left, successor, by):
    """One step: the role ends, what it carried goes to who was chosen, seats and keys of somebody who leaves altogether end."""
    actions.remove(membership=membership, by=by)
    for intention in left.intentions:
        intentions.assign(intention=intention, owner=successor, by=by)
    for seat in left.seats:
        committees.unseat(seat=seat, by=by)
    for key in left.keys:
        actions.end_key(key=key, by=by)
