from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from intentions import actions as intentions
from intentions import checks
from intentions.documents import next_changes
from intentions.models import Planned, Version
from intentions.states import PlannedStatus
from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.organisations.models import Offer

from .. import actions, forms
from ..documents.invited import circle
from ..models import Invitation, MoreTime
from .bulk import lists_of
from .doors import asked, the_round
from .lists import Told
from .sealing import seal_of

NOT_STATED = "Not stated in the paper"


@require_http_methods(["GET", "POST"])
def publish(request, round):
    """C6: what must be mended first; else who approved it, until when, who is told, and the password."""
    round = the_round(request, round)
    asked(request, "publish", round)
    going = checks.loaded(Version.objects.visible_to(request.user).for_next_edition_of(round))
    found = circle(round=round, versions=going, by=request.user)
    number = (round.latest_edition or 0) + 1
    about = {"others": found.others, "number": number, "is_from_paper": round.is_from_paper}
    form = forms.PublishForm(request.POST or None, request=request, initial=_standing(round), **about)
    problems = checks.blocking(round, going)
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
        "number": number,
        "changes": next_changes(round, going),
        "intentions": len(going),
        "is_written": bool(going) or Version.objects.visible_to(request.user).in_draft_of(round).exists(),
        "naming": found.naming,
        "already": len(found.invited),
        "seal": seal_of(request, round),
        "problems": [_problem(problem) for problem in problems],
        "back": reverse("intentions:draft", args=[round.slug]),
    }
    return render(request, "providers/publish.html", context, status=422 if form.is_bound else 200)


def _standing(round):
    """The deadlines in force, so that a correction keeps them unless somebody changes them. The form judges them, by the other clock."""
    now = timezone.now()
    deadlines = {name: getattr(round, name) for name in ("question_deadline", "response_deadline")}
    ahead = {name: moment for name, moment in deadlines.items() if moment and moment > now}
    return {"is_answered": True if ahead else None, **ahead}


def _published(request, round, form):
    """Now, or at the time chosen: then everything is kept until its hour has come."""
    typed = form.cleaned_data
    deadlines = ("question_deadline", "response_deadline") if typed.get("is_answered") else ()
    said = {name: typed[name] for name in ("approving_body", "approved_date", *deadlines)}
    said["approving_body"] = said["approving_body"] or NOT_STATED
    said["what_changed"] = typed.get("what_changed", "")
    if typed.get("when") == forms.LATER:
        planned = intentions.plan_edition(round=round, by=request.user, publish_at=typed["publish_at"], invited=form.chosen(), **said)
        messages.success(request, f"Planned: the edition is published at {words.when(planned.publish_at)}. Nobody is told before.")
        return redirect("intentions:draft", round.slug)
    edition = actions.publish(round=round, by=request.user, at=database_now(), invited=form.chosen(), **said)
    address = request.build_absolute_uri(round.get_absolute_url())
    if round.is_from_paper:
        messages.success(request, f"Edition {edition.number} is public at {address}, marked as carried over from paper.")
        return redirect(round)
    messages.success(request, f"Edition {edition.number} is public at {address}. {_told(request, round, edition)}")
    return redirect("providers:told", round.slug)


def _told(request, round, edition):
    """Who is asked now, and who was asked before and is told of the new edition; a round that asks nobody tells nobody."""
    asked = Invitation.objects.visible_to(request.user).filter(round=round)
    now = asked.filter(sent_at=edition.published_at).count()
    before = asked.filter(sent_at__lt=edition.published_at).count() if edition.response_deadline else 0
    said = [f"{_organisations(now)} asked and emailed."] if now or not before else []
    return " ".join([*said, *([f"{_organisations(before)} asked before and emailed about this edition."] if before else [])])


def _organisations(count):
    return "1 organisation was" if count == 1 else f"{count} organisations were"


@require_POST
def cancel_edition(request, round):
    """What was planned is not published."""
    round = the_round(request, round)
    asked(request, "publish", round)
    planned = get_object_or_404(Planned.objects.visible_to(request.user).filter(status=PlannedStatus.WAITING), round=round)
    intentions.cancel_edition(planned=planned, by=request.user)
    messages.success(request, "Nothing is planned any more. The round is a draft until you publish it.")
    return redirect("intentions:draft", round.slug)


def _problem(problem):
    href = f"{problem.version.get_absolute_url()}#id_{problem.field}" if problem.version else problem.href or None
    return {"text": problem.message, "href": href}


def told(request, round):
    """C7: who was asked, who has looked, what has come."""
    round = the_round(request, round)
    asked(request, "look", round)
    wanted = MoreTime.objects.visible_to(request.user).open().filter(invitation=OuterRef("pk"))
    rows = (
        Invitation.objects.visible_to(request.user)
        .filter(round=round)
        .with_progress()
        .with_arrivals()
        .with_emails()
        .with_lives()
        .annotate(asks_for_time=Exists(wanted))
        .select_related("organisation", "round", "opened_by", "asked_as")
    )
    offers = Offer.objects.visible_to(request.user).waiting().filter(offered_by=request.user, organisation__invitations__round=round)
    offers = offers.select_related("user").order_by("name")
    waiting = [one for one in rows if one.is_open(database_now()) and one.progress != "Submitted"]
    context = {
        "round": round,
        "waiting": len(waiting),
        "offers": offers,
        "seal": seal_of(request, round),
        "lists": lists_of(request, round),
    }
    return Told(request, rows, title="Who was told", round=round).answer("providers/told.html", context)


@require_POST
def prompt(request, round):
    """A reminder by hand, to whoever has something left to do."""
    round = the_round(request, round)
    asked(request, "prompt", round)
    try:
        count = actions.prompt(round=round, by=request.user, at=database_now())
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(
            request, f"Reminded: those with something left to do in {'1 organisation' if count == 1 else f'{count} organisations'}."
        )
    return redirect("providers:told", round.slug)


@require_http_methods(["GET", "POST"])
def extend(request, round, organisation):
    round = the_round(request, round)
    asked(request, "extend", round)
    invitations = Invitation.objects.visible_to(request.user).select_related("organisation", "round")
    invitation = get_object_or_404(invitations, round=round, organisation__slug=organisation)
    wanted = MoreTime.objects.visible_to(request.user).open().filter(invitation=invitation).select_related("asked_by").first()
    form = forms.ExtendForm(request.POST or None, initial={"until": wanted.until} if wanted else {})
    if form.is_valid():
        try:
            actions.extend(invitation=invitation, by=request.user, at=database_now(), **form.cleaned_data)
        except actions.NotLater as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, f"{invitation.organisation} has more time. Only it is told.")
            return redirect("providers:told", round.slug)
    context = {
        "form": form,
        "invitation": invitation,
        "round": round,
        "wanted": wanted,
        "back": reverse("providers:told", args=[round.slug]),
    }
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
