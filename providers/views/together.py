"""Many intentions answered in one step: looked at, done, taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from portal.moves.clock import database_now
from portal.nhsuk.problems import problems_of

from .. import actions, forms
from ..models import Together
from ..states import Stance
from .doors import asked, our_response
from .shelf import Shelf


def look(shelf, page):
    """What many would say, before they say it; `page` draws the list again when something is missing."""
    request = shelf.request
    fresh = Shelf(request, shelf.response)
    if "rest" in request.POST:
        form = forms.TogetherForm({"together": Stance.NOT_AFFECTED})
        chosen = fresh.rest
    else:
        form = forms.TogetherForm(request.POST)
        chosen = [task for task in fresh.found.tasks if task.reference in request.POST.getlist("tick")]
    problems = [] if chosen else [{"text": "Tick the intentions you want to answer together", "href": "#list"}]
    if "rest" in request.POST and not chosen:
        problems = [{"text": "Something is said on every intention: none is left"}]
    if problems or not form.is_valid():
        return page(fresh, problems=[*problems, *problems_of(form)], together=form, status=422)
    stance, common = form.cleaned_data["together"], form.cleaned_data["common"]
    context = {
        "response": shelf.response,
        "will": [_before_and_after(task, common) for task in chosen if not task.has_conditions],
        "left_alone": [task for task in chosen if task.has_conditions],
        "stance": stance,
        "label": Stance(stance).label,
        "common": common,
        "back": request.get_full_path(),
    }
    return render(request, "providers/together.html", context)


def _before_and_after(task, common):
    position = task.position
    comment = position.comment if position else ""
    return {
        "task": task,
        "revision": position.revision if position else 0,
        "before": position.get_stance_display() if task.is_answered else "No position yet",
        "comment": "Its own comment stays" if comment else common,
    }


@require_POST
def answer_together(request, pk):
    """The step that was previewed."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    form = forms.TogetherForm(request.POST)
    seen = _seen(request.POST.getlist("seen"))
    if not form.is_valid() or not seen:
        messages.warning(request, "Nothing was answered: tick the intentions and select a position.")
        return redirect("providers:quick", response.pk)
    stance, comment = form.cleaned_data["together"], form.cleaned_data["common"]
    said = {"stance": stance, "comment": comment, "at": database_now()}
    step, left_alone = actions.answer_together(response=response, seen=seen, by=request.user, **said)
    count = len(step.said) if step else 0
    messages.success(request, f"{'1 intention' if count == 1 else f'{count} intentions'} answered: {Stance(stance).label}.")
    if left_alone:
        messages.warning(request, f"Left as they are, because somebody wrote on them meanwhile: {', '.join(left_alone)}.")
    return redirect("providers:quick", response.pk)


def _seen(pairs):
    """{reference: revision} of what the preview showed."""
    split = (pair.rpartition(":") for pair in pairs[:1000])
    return {reference: int(revision) for reference, _, revision in split if reference and revision.isdecimal() and len(revision) < 9}


@require_POST
def undo_together(request, pk, step):
    response = our_response(request, pk)
    asked(request, "edit", response)
    found = get_object_or_404(Together.objects.visible_to(request.user), response=response, pk=step)
    kept = actions.undo_together(step=found, by=request.user, at=database_now())
    count = len(found.said) - len(kept)
    messages.success(request, f"{'1 intention says' if count == 1 else f'{count} intentions say'} again what they said before.")
    if kept:
        messages.warning(request, f"Left as they are, because they were changed since: {', '.join(kept)}.")
    return redirect("providers:quick", response.pk)
