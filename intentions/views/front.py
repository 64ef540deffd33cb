"""The front matter of a draft round: passages, challenges, examples, enabler sheets, providers; order."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.nhsuk.problems import problems_of

from .. import actions, forms
from ..documents.enabler import enabler
from ..documents.passages import labels_of
from ..models import CaseStudy, Challenge, Chapter, Enabler, Intention, RegisterEntry, Section
from .doors import KINDS, asked, the_kind, the_passage, the_round
from .parting import Desk

NAMES = {
    "section": "a passage",
    "challenge": "a challenge",
    "example": "an example",
    "enabler": "an enabler sheet",
    "provider": "a provider",
}
MOVABLE = {"chapter": Chapter, "intention": Intention, **{kind: model for kind, (model, _) in KINDS.items()}}


@require_GET
def front(request, round):
    round = the_round(request, round)
    asked(request, "draft", round)

    def ours(model, *more):
        return model.objects.visible_to(request.user).filter(round=round).order_by("order").select_related(*more)

    context = {
        "round": round,
        "sections": ours(Section),
        "challenges": ours(Challenge),
        "examples": ours(CaseStudy).prefetch_related("organisations"),
        "enablers": [(one, enabler(one)) for one in ours(Enabler)],
        "providers": ours(RegisterEntry, "organisation", "chapter"),
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/front.html", context)


@require_http_methods(["GET", "POST"])
def add_passage(request, round, kind):
    round = the_round(request, round)
    asked(request, "edit", round)
    model, form_of = the_kind(kind)
    with_rows = forms.rows_asked_for(request.POST)
    data = request.POST if request.method == "POST" and with_rows is None else with_rows
    form = form_of(data, thing=model(round=round), around=forms.Around(round, request.user))
    if with_rows is None and request.method == "POST" and form.is_valid():
        passage = actions.add_passage(round=round, model=model, by=request.user, **form.content(form.parts))
        messages.success(request, f"“{passage}” is added.")
        return redirect(f"{reverse('intentions:front', args=[round.slug])}#{kind}-{passage.pk}")
    is_wrong = with_rows is None and request.method == "POST"
    context = {
        "round": round,
        "parts": [(form.heading_of(part), form.inputs(part)) for part in form.parts],
        "heading": f"Add {NAMES[kind]}",
        "button": f"Add {NAMES[kind].replace('a ', 'the ').replace('an ', 'the ')}",
        "problems": problems_of(*form.everything()) if is_wrong else [],
        "back": reverse("intentions:front", args=[round.slug]),
    }
    return render(request, "intentions/passage.html", context, status=422 if is_wrong else 200)


@require_http_methods(["GET", "POST"])
def edit_passage(request, round, kind, pk):
    """Saved part by part; a late save asks."""
    round = the_round(request, round)
    asked(request, "edit", round)
    passage, form_of = the_passage(request, round, kind, pk)
    around, home = forms.Around(round, request.user), f"{reverse('intentions:front', args=[round.slug])}#{kind}-{passage.pk}"

    def save(editing, parts):
        said = editing.form.content(parts)
        return actions.edit_passage(passage=passage, by=request.user, revision=editing.revisions(), page=editing.page, **said)

    def page(editing, status, problems):
        context = {
            "round": round,
            "kind": kind,
            "passage": passage,
            "editing": editing,
            "problems": problems,
            "parts": editing.drawn(),
            "heading": f"Change “{passage}”",
            "boxes": " ".join(labels_of(passage)),
            "here": reverse("intentions:passage_here", args=[round.slug, kind, passage.pk]),
            "back": home,
        }
        return render(request, "intentions/passage.html", context, status=status)

    def make(data):
        return forms.Editing(form_of, thing=passage, data=data, around=around)

    return Desk(request, thing=passage, make=make, save=save, page=page, home=lambda _: home).answer()


@require_POST
def remove_passage(request, round, kind, pk):
    round = the_round(request, round)
    asked(request, "edit", round)
    passage, _ = the_passage(request, round, kind, pk)
    actions.remove_passage(passage=passage, by=request.user)
    messages.success(request, f"“{passage}” is removed from the draft. Its words stay in the history.")
    return redirect("intentions:front", round.slug)


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
    if request.POST.get("by") == "desk":
        return HttpResponse(status=204)
    back = "front" if kind in KINDS else "order"
    return redirect(f"{reverse(f'intentions:{back}', args=[round.slug])}#{kind}-{thing.pk}")
