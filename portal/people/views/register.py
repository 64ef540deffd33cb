"""O2: the register. Organisations are added, changed, closed and succeeded; never deleted."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.audit.models import Event
from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, Tick, link
from portal.organisations import actions
from portal.organisations.models import Offer, Organisation, Place
from portal.organisations.states import Kind, Role
from portal.organisations.twins import likely

from ..forms import register as forms
from ..forms.people import FirstPersonForm
from .doors import operators_only

FACTS = ("name", "short_name", "kinds", "ods_code", "opened_date", "contact_role", "contact_email", "authority_basis")


class Organisations(Listing):
    noun = "organisation", "organisations"
    empty = "No organisation is in the register yet."
    search = ("name", "short_name", "ods_code")
    filters = {
        "kind": AnyOf("Kind", lambda rows, values, listing: rows.filter(kinds__overlap=values), choices=forms.KINDS),
        "to_check": Tick("To check", lambda rows, listing: rows.filter(is_checked=False)),
        "unmanned": Tick("No administrator", lambda rows, listing: rows.unmanned()),
        "left": Tick("Closed, not handed on", lambda rows, listing: rows.left_behind()),
        "closed": Tick("Closed", lambda rows, listing: rows.filter(closed_date__lt=timezone.localdate())),
    }
    columns = [
        Column("Name", "name", sort="name", cell=lambda row: link(_page(row), row.name)),
        Column("Kinds", lambda row: _kinds(row)),
        Column("ODS code", "ods_code", sort="ods_code"),
        Column("Closed", "closed_date", sort="closed_date", cell=lambda row: words.day(row.closed_date) if row.closed_date else "Open"),
    ]
    sort = "name"


class Places(Listing):
    noun = "place", "places"
    empty = "No place is in the register yet."
    search = ("name", "short_name")
    columns = [
        Column("Name", "name", sort="name"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("Part of", lambda row: row.parent.name if row.parent else ""),
    ]
    sort = "name"


def _who_added(organisation):
    event = Event.objects.of(organisation).filter(name="organisation.added").select_related("by").first()
    return f"{event.by} added it on {words.history(event.at)}" if event and event.by else "a commissioner added it"


def _kinds(organisation):
    return ", ".join(Kind(kind).label for kind in organisation.kinds)


def _page(organisation):
    return reverse("system:organisation", args=[organisation.slug])


def _the_organisation(request, slug):
    return get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)


@require_GET
@operators_only
def organisations(request):
    rows = Organisation.objects.visible_to(request.user)
    return Organisations(request, rows, title="Organisations").answer("portal/system/organisations.html")


@require_GET
@operators_only
def places(request):
    return Places(request, Place.objects.visible_to(request.user).select_related("parent"), title="Places").answer(
        "portal/system/places.html"
    )


@require_GET
@operators_only
def organisation(request, slug):
    found = _the_organisation(request, slug)
    now = found.memberships.current().filter(role=Role.ADMINISTRATOR)
    context = {
        "organisation": found,
        "kinds": _kinds(found),
        "administrators": now.select_related("user").order_by("user__name"),
        "offers": Offer.objects.visible_to(request.user).waiting().filter(organisation=found).select_related("user").order_by("name"),
        "members": found.group_members.filter(to_date=None).select_related("member").order_by("member__name"),
        "twins": [] if found.is_checked else [one for one in likely(found.name, found.ods_code) if one != found],
        "added": "" if found.is_checked else _who_added(found),
        "successions": found.successions.select_related("successor").order_by("date"),
        "crumbs": [
            {"text": "System", "href": reverse("system:index")},
            {"text": "Organisations", "href": reverse("system:organisations")},
        ],
    }
    return render(request, "portal/system/organisation.html", context)


@require_http_methods(["GET", "POST"])
@operators_only
def add_organisation(request):
    form = forms.OrganisationForm(request.POST or None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in FACTS}
        added = actions.add_organisation(by=request.user, **facts)
        messages.success(request, f"{added} is in the register. Invite its first administrator.")
        return redirect(_page(added))
    return _ask(request, form, heading="Add an organisation", button="Add organisation", back=reverse("system:organisations"))


@require_http_methods(["GET", "POST"])
@operators_only
def change(request, slug):
    found = _the_organisation(request, slug)
    form = forms.OrganisationForm(request.POST or None, organisation=found, initial={name: getattr(found, name) for name in FACTS})
    if form.is_valid():
        actions.change_organisation(organisation=found, by=request.user, **{name: form.cleaned_data[name] for name in FACTS})
        messages.success(request, "Saved.")
        return redirect(_page(found))
    return _ask(request, form, of=found, heading="Change what is public", button="Save")


@require_POST
@operators_only
def check(request, slug):
    found = _the_organisation(request, slug)
    actions.check_organisation(organisation=found, by=request.user)
    messages.success(request, f"{found} stays as it is.")
    return redirect(_page(found))


@require_http_methods(["GET", "POST"])
@operators_only
def close(request, slug):
    found = _the_organisation(request, slug)
    form = forms.CloseForm(request.POST or None, organisation=found)
    if form.is_valid():
        actions.close_organisation(organisation=found, on=form.cleaned_data["closed_date"], by=request.user)
        messages.success(request, f"{found} is closed. What it wrote and signed stays.")
        return redirect(_page(found))
    return _ask(request, form, of=found, heading=f"Close {found.short_name}", button="Close organisation", warning=True)


@require_http_methods(["GET", "POST"])
@operators_only
def succeed(request, slug):
    found = _the_organisation(request, slug)
    form = forms.SuccessorForm(request.POST or None, organisation=found)
    if form.is_valid():
        successor = get_object_or_404(Organisation.objects.visible_to(request.user), pk=form.cleaned_data["successor"])
        kind, date = form.cleaned_data["kind"], form.cleaned_data["date"]
        actions.succeed(predecessor=found, successor=successor, kind=kind, date=date, by=request.user)
        messages.success(request, f"{successor} succeeds {found}.")
        return redirect(_page(found))
    return _ask(request, form, of=found, heading=f"What {found.short_name} became", button="Record successor")


@require_http_methods(["GET", "POST"])
@operators_only
def administrator(request, slug):
    """The first of its people, with every role they need: from then on its administrators invite the others."""
    found = _the_organisation(request, slug)
    form = FirstPersonForm(request.POST or None, organisation=found)
    if form.is_valid():
        offer = actions.invite(organisation=found, by=request.user, **form.cleaned_data)
        messages.success(request, f"{offer.name} is invited. We are emailing {offer.user.email}.")
        return redirect(_page(found))
    return _ask(request, form, of=found, heading="Invite an administrator", button="Invite")


@require_http_methods(["GET", "POST"])
@operators_only
def add_member(request, slug):
    found = _group(request, slug)
    form = forms.MemberForm(request.POST or None, organisation=found)
    if form.is_valid():
        member = get_object_or_404(Organisation.objects.visible_to(request.user), pk=form.cleaned_data["member"])
        actions.join_group(
            group=found, member=member, must_sign=form.cleaned_data["must_sign"], from_date=timezone.localdate(), by=request.user
        )
        messages.success(request, f"{member} is a member of {found}.")
        return redirect(_page(found))
    return _ask(request, form, of=found, heading="Add a member", button="Add member")


@require_POST
@operators_only
def end_member(request, slug, pk):
    membership = get_object_or_404(_group(request, slug).group_members.filter(to_date=None), pk=pk)
    actions.leave_group(membership=membership, on=timezone.localdate(), by=request.user)
    messages.success(request, f"{membership.member} is no longer a member. What it signed stays signed.")
    return redirect(_page(membership.group))


def _group(request, slug):
    found = _the_organisation(request, slug)
    if not found.is_group:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@operators_only
def add_place(request):
    form = forms.PlaceForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        parent = Place.objects.visible_to(request.user).filter(pk=typed["parent"] or None).first()
        added = actions.add_place(name=typed["name"], kind=typed["kind"], parent=parent, by=request.user)
        messages.success(request, f"{added} is in the register.")
        return redirect("system:places")
    return _ask(request, form, heading="Add a place", button="Add place", back=reverse("system:places"))


def _ask(request, form, *, of=None, back="", **words_of_page):
    page = {"form": form, "caption": of.name if of else "", "back": back or _page(of), **words_of_page}
    return render(request, "form_page.html", page, status=422 if form.is_bound else 200)
