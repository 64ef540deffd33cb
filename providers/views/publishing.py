from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions import actions as intentions
from intentions import checks
from intentions.models import Version
from portal.moves.clock import database_now
from portal.organisations.models import Organisation

from .. import actions, forms
from ..documents.invited import named
from ..models import Invitation
from .doors import asked, the_round
from .lists import Told


@require_http_methods(["GET", "POST"])
def publish(request, round):
    """C6: what must be mended first; else who approved it, until when, who is told, and the password."""
    round = the_round(request, round)
    asked(request, "publish", round)
    versions = Version.objects.visible_to(request.user).for_next_edition_of(round)
    naming = list(named(round=round, versions=versions, by=request.user))
    invited = set(Invitation.objects.visible_to(request.user).filter(round=round).values_list("organisation", flat=True))
    others = _others(request, {one.pk for one in naming} | invited)
    form = forms.PublishForm(request.POST or None, request=request, others=others, initial=_standing(round))
    problems = checks.blocking(round)
    if form.is_valid() and not problems:
        try:
            return _published(request, round, form)
        except intentions.Blocked as blocked:
            problems = blocked.problems
        except actions.NotLater as refusal:
            form.add_error("response_deadline", str(refusal))
    context = {
        "round": round,
        "form": form,
        "number": round.editions.count() + 1,
        "intentions": len(versions),
        "naming": [one for one in naming if one.pk not in invited],
        "already": len(invited),
        "problems": [_problem(problem) for problem in problems],
        "back": reverse("intentions:draft", args=[round.slug]),
    }
    return render(request, "providers/publish.html", context, status=422 if form.is_bound else 200)


def _standing(round):
    """The deadlines in force, so that a correction keeps them unless somebody changes them."""
    now = database_now()
    deadlines = {name: getattr(round, name) for name in ("question_deadline", "response_deadline")}
    ahead = {name: moment for name, moment in deadlines.items() if moment and moment > now}
    return {"is_answered": True if ahead else None, **ahead}


def _published(request, round, form):
    typed = form.cleaned_data
    deadlines = ("question_deadline", "response_deadline") if typed["is_answered"] else ()
    edition = actions.publish(
        round=round,
        by=request.user,
        approving_body=typed["approving_body"],
        approved_date=typed["approved_date"],
        at=database_now(),
        invited=form.chosen(),
        **{name: typed[name] for name in deadlines},
    )
    asked_now = Invitation.objects.visible_to(request.user).filter(round=round, sent_at=edition.published_at).count()
    told = "1 organisation was" if asked_now == 1 else f"{asked_now} organisations were"
    address = request.build_absolute_uri(round.get_absolute_url())
    messages.success(request, f"Edition {edition.number} is public at {address}. {told} asked and emailed.")
    return redirect("providers:told", round.slug)


def _others(request, known):
    """Providers that may be asked besides those the intentions name."""
    providers = Organisation.objects.visible_to(request.user).providers().open().filter(is_demonstration=request.user.is_demonstration)
    return list(providers.exclude(pk__in=known).order_by("name"))


def _problem(problem):
    href = problem.version.intention.get_draft_url() if problem.version else None
    return {"text": problem.message, "href": f"{href}#id_{problem.field}" if href else None}


def told(request, round):
    """C7: who was asked, who has looked, what has come."""
    round = the_round(request, round)
    asked(request, "look", round)
    rows = (
        Invitation.objects.visible_to(request.user).filter(round=round).with_progress().select_related("organisation", "round", "opened_by")
    )
    return Told(request, rows, title="Who was told", round=round).answer("providers/told.html", {"round": round})


@require_http_methods(["GET", "POST"])
def extend(request, round, organisation):
    round = the_round(request, round)
    asked(request, "extend", round)
    invitations = Invitation.objects.visible_to(request.user).select_related("organisation", "round")
    invitation = get_object_or_404(invitations, round=round, organisation__slug=organisation)
    form = forms.ExtendForm(request.POST or None)
    if form.is_valid():
        try:
            actions.extend(invitation=invitation, by=request.user, at=database_now(), **form.cleaned_data)
        except actions.NotLater as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, f"{invitation.organisation} has more time. Only it is told.")
            return redirect("providers:told", round.slug)
    context = {"form": form, "invitation": invitation, "round": round, "back": reverse("providers:told", args=[round.slug])}
    return render(request, "providers/extend.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def declare_outage(request, round):
    """When the portal was away: every deadline still open moves alike, and everybody asked is told."""
    round = the_round(request, round)
    asked(request, "declare_outage", round)
    form = forms.OutageForm(request.POST or None, request=request)
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("began_at", "ended_at", "reason")}
        try:
            actions.declare_outage(round=round, by=request.user, at=database_now(), **typed)
        except actions.Refused as refusal:
            form.add_error("ended_at", str(refusal))
        else:
            messages.success(request, "Every open deadline is moved by the time that was lost. Everybody asked was emailed.")
            return redirect("providers:told", round.slug)
    back = reverse("providers:told", args=[round.slug])
    context = {"form": form, "back": back, "heading": "Make up for an outage", "caption": round.title, "button": "Move every open deadline"}
    return render(request, "providers/declare_outage.html", context, status=422 if form.is_bound else 200)
