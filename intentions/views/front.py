"""The front matter of a draft round: passages, challenges with their pounds, dates and the savings target."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import actions, forms
from ..models import Challenge, Chapter, Intention, Section
from .doors import asked, the_round

KINDS = {"section": (Section, forms.SectionForm, "passage"), "challenge": (Challenge, forms.ChallengeForm, "challenge")}
MOVABLE = {"chapter": Chapter, "intention": Intention, "section": Section, "challenge": Challenge}


@require_GET
def front(request, round):
    round = the_round(request, round)
    asked(request, "draft", round)
    context = {
        "round": round,
        "sections": Section.objects.visible_to(request.user).filter(round=round).order_by("order", "heading"),
        "challenges": Challenge.objects.visible_to(request.user).filter(round=round).order_by("order", "area"),
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/front.html", context)


@require_http_methods(["GET", "POST"])
def add_passage(request, round, kind):
    round = the_round(request, round)
    asked(request, "edit", round)
    model, form_of, name = _kind(kind)
    form = form_of(request.POST or None)
    if form.is_valid():
        passage = actions.add_passage(round=round, model=model, by=request.user, **form.content())
        messages.success(request, f"The {name} “{passage}” is added.")
        return redirect("intentions:front", round.slug)
    return _page(request, round, form, heading=f"Add a {name}", button=f"Add the {name}")


@require_http_methods(["GET", "POST"])
def edit_passage(request, round, kind, pk):
    """A save from an older text overwrites nothing: the page shows what the other person wrote, above what was typed."""
    round = the_round(request, round)
    asked(request, "edit", round)
    model, form_of, name = _kind(kind)
    passage = get_object_or_404(model.objects.visible_to(request.user), round=round, pk=pk)
    form = form_of(request.POST or None, passage=passage)
    theirs = None
    if form.is_valid():
        try:
            actions.edit_passage(passage=passage, by=request.user, revision=form.cleaned_data["revision"], **form.content())
        except actions.Stale as stale:
            theirs = stale.thing
            form = form_of(_from_now_on(request.POST, theirs.revision), passage=theirs)
        else:
            messages.success(request, f"“{passage}” is saved.")
            return redirect("intentions:front", round.slug)
    return _page(request, round, form, theirs=theirs, passage=passage, heading=f"Change the {name} “{passage}”", button="Save", kind=kind)


@require_POST
def remove_passage(request, round, kind, pk):
    round = the_round(request, round)
    asked(request, "edit", round)
    passage = get_object_or_404(_kind(kind)[0].objects.visible_to(request.user), round=round, pk=pk)
    actions.remove_passage(passage=passage, by=request.user)
    messages.success(request, f"“{passage}” is removed from the draft. Its words stay in the history.")
    return redirect("intentions:front", round.slug)


@require_http_methods(["GET", "POST"])
def edit_round(request, round):
    round = the_round(request, round)
    asked(request, "edit", round)
    form = forms.RoundForm(request.POST or None, round=round)
    if form.is_valid():
        actions.edit_round(round=round, by=request.user, **form.content())
        messages.success(request, "Dates and target are saved.")
        return redirect(f"{round.get_draft_url()}#people")
    return _page(request, round, form, heading="Dates and savings target", button="Save", back=f"{round.get_draft_url()}#people")


@require_GET
def order(request, round):
    """Chapters and the intentions in them, each with its buttons."""
    round = the_round(request, round)
    asked(request, "edit", round)
    within = {}
    intentions = Intention.objects.visible_to(request.user).filter(round=round).select_related("latest", "chapter")
    for intention in intentions.in_order():
        intention.round = round
        within.setdefault(intention.chapter_id, []).append(intention)
    chapters = Chapter.objects.visible_to(request.user).filter(round=round).order_by("order", "code")
    context = {"round": round, "chapters": [(one, within.get(one.pk, [])) for one in chapters], "back": round.get_draft_url()}
    return render(request, "intentions/order.html", context)


@require_POST
def move(request, round, kind, pk):
    """One place up or down by a button; before another, or to the end, by dragging."""
    round = the_round(request, round)
    asked(request, "edit", round)
    if kind not in MOVABLE:
        raise Http404
    known = MOVABLE[kind].objects.visible_to(request.user).filter(round=round)
    thing = get_object_or_404(known, pk=pk)
    where = {"up": "up" in request.POST}
    if "before" in request.POST:
        where = {"before": get_object_or_404(known, pk=request.POST["before"])} if request.POST["before"] else {"last": True}
    actions.move(thing=thing, by=request.user, **where)
    back = "front" if kind in KINDS else "order"
    return redirect(f"{reverse(f'intentions:{back}', args=[round.slug])}#{kind}-{thing.pk}")


def _from_now_on(typed, revision):
    """What was typed, as a change of what stands there now."""
    changed = typed.copy()
    changed["revision"] = str(revision)
    return changed


def _kind(kind):
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _page(request, round, form, **more):
    context = {"form": form, "caption": round.title, "back": reverse("intentions:front", args=[round.slug]), "round": round, **more}
    return render(request, "intentions/passage.html", context, status=409 if more.get("theirs") else 422 if form.is_bound else 200)
