"""How a round is approved: its route, and many texts read and approved on one page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portal.moves import CannotMove
from portal.moves.clock import database_now

from .. import actions, checks, documents, forms
from ..models.ties import tie
from .approval import compared_with
from .doors import asked, the_round, waiting_for_approval

MOST = 20  # texts on one page: what one person can read before deciding


@require_http_methods(["GET", "POST"])
def route(request, round):
    """Who approves, in what order."""
    round = the_round(request, round)
    asked(request, "approve", round)
    form = forms.RouteForm(request.POST or None, round=round)
    if form.is_valid():
        actions.set_route(round=round, steps=form.steps(), by=request.user)
        messages.success(request, "The route is saved. What is in review goes on from the step it has reached.")
        return redirect(f"{round.get_draft_url()}#people")
    back = f"{round.get_draft_url()}#people"
    context = {"form": form, "heading": "How this round is approved", "caption": round.title, "button": "Save", "back": back}
    return render(request, "intentions/route.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def approve_many(request, round):
    """Every text that waits, each with what changed in it. Only what is ticked as read is approved, and only as it was read."""
    round = the_round(request, round)
    asked(request, "approve", round)
    waiting = waiting_for_approval(round, request.user)[:MOST]
    if request.method == "POST":
        return _approved(request, round, waiting)
    return _page(request, round, waiting)


def _approved(request, round, waiting):
    read = set(request.POST.getlist("read"))
    chosen = [version for version in waiting if mark(version) in read]
    if not chosen:
        return _page(request, round, waiting, problems=[{"text": "Tick what you have read and approve", "href": "#texts"}], status=422)
    done, refused = [], []
    for version in chosen:
        try:
            actions.approve(version=version, by=request.user, at=database_now())
            done.append(version.intention.reference)
        except CannotMove:
            refused.append(f"{version.intention.reference}: somebody else was first")
        except (actions.OwnText, actions.NotYourStep) as refusal:
            refused.append(f"{version.intention.reference}: {refusal}")
        except actions.Blocked as blocked:
            refused.append(f"{blocked} (to be fixed by {version.submitted_by}: return it)")
    if done:
        messages.success(request, f"You approved {', '.join(done)}.")
    if len(read) > len(chosen):
        refused.append(f"{len(read) - len(chosen)} changed after you opened the page: read again")
    if refused:
        messages.warning(request, f"Not approved. {'. '.join(refused)}.")
    return redirect("intentions:approve_many", round.slug)


def mark(version):
    """This text as it was sent: a text sent anew has another mark."""
    return f"{version.pk}:{version.submitted_at.timestamp()}"


def _page(request, round, waiting, *, status=200, **more):
    for version in waiting:
        version.intention.round = round
    before = compared_with(request.user, tie(waiting))
    known = checks.beside(round)
    texts = [_read(version, before.get(version.pk), known) for version in waiting]
    context = {"round": round, "texts": texts, "most": MOST, "back": round.get_draft_url(), **more}
    return render(request, "intentions/approve_many.html", context, status=status)


def _read(version, earlier, known):
    return {
        "version": version,
        "mark": mark(version),
        "before": earlier,
        "changes": list(documents.changes(earlier, version)) if earlier else [],
        "parts": [] if earlier else [part for part in documents.parts(version) if part.is_set],
        "found": checks.of_version(version, version.intention.round, known),
    }
