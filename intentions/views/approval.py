from collections import defaultdict
from datetime import datetime

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves.clock import database_now

from .. import actions, checks, documents, forms
from ..documents.revised import VERSION
from ..models import Version
from ..models.ties import tie
from ..states import Status
from .doors import asked, the_version, waiting_for_approval


@require_POST
def submit(request, round, reference):
    version = the_version(request, round, reference)
    asked(request, "submit", version)
    try:
        actions.submit(version=version, by=request.user)
    except actions.Blocked as blocked:
        messages.warning(request, must_fix(blocked))
        return redirect(version)
    messages.success(request, f"{version.intention} is in review. An approver reads it next, and is told.")
    return redirect(version)


def must_fix(blocked):
    """What stops it, and whose it is to fix."""
    return f"Not sent. {blocked}. Fix this and save before you send it for approval."


@require_POST
def take_back(request, round, reference):
    version = the_version(request, round, reference)
    asked(request, "take_back", version)
    actions.take_back(version=version, by=request.user)
    messages.success(request, f"{version.intention} is a draft again. You can edit it.")
    return redirect(version)


@require_POST
def open_next(request, round, reference):
    intention = the_version(request, round, reference).intention
    asked(request, "open_next", intention)
    version = actions.open_next_version(intention=intention, by=request.user)
    messages.success(request, f"{version} is a draft. It says what version {version.number - 1} says until you change it.")
    return redirect(version)


@require_http_methods(["GET", "POST"])
def approve(request, round, reference):
    """C5: what changed, what is wrong, then one decision; the next one waiting is a button away."""
    version = the_version(request, round, reference)
    asked(request, "approve", version)
    problem = None
    if request.method == "GET" and version.status != Status.IN_REVIEW:
        return redirect(version)
    if request.method == "POST":
        try:
            actions.approve(version=version, by=request.user, at=database_now())
        except (actions.OwnText, actions.NotYourStep) as refusal:
            problem = str(refusal)
        except actions.Blocked as blocked:
            problem = f"{blocked}. {version.submitted_by} must fix this: return it, so that it can be published once it is approved"
        else:
            left = actions.steps_left(version)
            messages.success(request, f"You approved {version}.{f' Next: {left[0]}.' if left else ''}")
            return redirect(_next(request, version) if "next" in request.POST else version)
    return _judged(request, version, problem=problem)


@require_http_methods(["GET", "POST"])
def return_(request, round, reference):
    version = the_version(request, round, reference)
    asked(request, "return_", version)
    must = [one.message for one in checks.of_version(version, version.intention.round) if one.is_must]
    form = forms.ReturnForm(request.POST or None, initial={"reason": f"Must fix: {'; '.join(must)}" if must else ""})
    if form.is_valid():
        actions.return_(version=version, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"{version.intention} is returned. Its author is emailed.")
        return redirect(version)
    return _asking(request, version, form, heading=f"Return {version.intention} to the author", button="Return to the author")


@require_http_methods(["GET", "POST"])
def withdraw(request, round, reference):
    version = the_version(request, round, reference)
    asked(request, "withdraw", version)
    form = forms.WithdrawForm(request.POST or None)
    if form.is_valid():
        actions.withdraw(version=version, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"{version.intention} is withdrawn. It is kept, and left out of the next edition.")
        return redirect(version)
    words = f"Withdraw {version.intention}"
    return _asking(request, version, form, template="intentions/withdraw.html", heading=words, button=words, warning=True)


def _asking(request, version, form, template="form_page.html", **more):
    context = {"form": form, "version": version, "intention": version.intention, "back": version.get_absolute_url(), **more}
    return render(request, template, {"caption": version.title, **context}, status=422 if form.is_bound else 200)


def _judged(request, version, problem):
    intention = version.intention
    waiting = waiting_for_approval(intention.round, request.user)
    earlier = compared_with(request.user, [version]).get(version.pk)
    context = {
        "version": version,
        "intention": intention,
        "before": earlier,
        "parts": documents.parts(version),
        "changes": list(documents.changes(earlier, version)) if earlier else [],
        "found": checks.of_version(version, intention.round),
        "returned": _since_returned(version),
        "others": len([one for one in waiting if one.pk != version.pk]),
        "route": _route(version),
        "is_own": version.is_text_of(request.user),
        "problems": [{"text": problem}] if problem else [],
    }
    return render(request, "intentions/approve.html", context, status=422 if problem else 200)


def _since_returned(version):
    """What changed since it was last returned, with the day and the reason; nothing for a text that never was."""
    if not version.returned:
        return None
    parts = zip(documents.parts_of(VERSION.read(version.returned["said"])), documents.parts(version), strict=True)
    changed = [{"label": now.label, "before": was.html, "after": now.html} for was, now in parts if was.html != now.html]
    return {"at": datetime.fromisoformat(version.returned["at"]), "reason": version.returned["reason"], "changes": changed}


def _route(version):
    """Each step with who took it and when, or who speaks for it."""
    taken = {one.step: one for one in version.endorsements.filter(sent_at=version.submitted_at).select_related("by")}
    steps = version.intention.round.steps.select_related("person").order_by("order")
    return [{"step": step, "taken": taken.get(step.name)} for step in steps]


def compared_with(user, versions):
    """{id of a version: the version before it; for a first one, that of last year, if it was copied}, whole, in two queries."""
    copied = {version.intention_id: version.intention.rolled_from_id for version in versions if version.intention.rolled_from_id}
    among = Q(intention__in=[version.intention_id for version in versions]) | Q(latest_of__in=copied.values())
    found = Version.objects.visible_to(user).filter(among).select_related("intention").order_by("number")
    of = defaultdict(list)
    for one in found:
        of[one.intention_id].append(one)
    before = {}
    for version in versions:
        earlier = [one for one in of[version.intention_id] if one.number < version.number] or of[copied.get(version.intention_id)]
        if earlier:
            before[version.pk] = earlier[-1]
    tie(before.values())
    return before


def _next(request, version):
    """The next text to approve, or the round when none is left."""
    waiting = waiting_for_approval(version.intention.round, request.user)
    if not waiting:
        return reverse("intentions:draft", args=[version.intention.round.slug])
    return reverse("intentions:approve", args=[version.intention.round.slug, waiting[0].intention.reference])
