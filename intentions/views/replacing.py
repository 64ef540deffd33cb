"""Words found and replaced in the texts of a draft round: looked at place by place, done in one step, taken back."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from portal.moves.clock import database_now
from portal.nhsuk.problems import problems_of

from .. import actions, forms
from ..documents import replacing as document
from ..documents.many import by_reason
from ..documents.texts import AROUND
from ..models import Chapter, Many, Plan, Round, Version
from ..models.ties import around, tie
from ..states import ManyKind
from .doors import asked, the_round
from .many import in_pieces, say_left

MOST, OPEN, LAST, UNDOABLE = 1_000, 15, 3, timedelta(days=30)


@require_GET
def replace(request, round):
    """The question; and, once it is asked, every place with what it would read."""
    round = the_round(request, round)
    asked(request, "edit", round)
    things = _around(request, round)
    form = _form(request.GET if "find" in request.GET else None, things)
    if not form.is_valid():
        return _page(request, round, form, problems=problems_of(form), status=422 if form.is_bound else 200)
    return _places(request, round, form, things)


@require_POST
def replace_words(request, round):
    """The places that were looked at and stayed ticked."""
    round = the_round(request, round)
    asked(request, "edit", round)
    things = _around(request, round)
    form, ticked = _form(request.POST, things), _ticked(request.POST)
    for plan in _plans(things):
        if document.key(plan) in ticked:
            asked(request, "edit", plan)
    if not form.is_valid():
        return _page(request, round, form, problems=problems_of(form), status=422)
    if not ticked:
        return _places(request, round, form, things, problems=[{"text": "Tick the places to change", "href": "#places"}], status=422)
    step, left = actions.replace_words(round=round, ticked=ticked, search=form.search, by=request.user, at=database_now())
    if step:
        messages.success(request, f"{step}. You can undo this step.")
    say_left(request, left)
    return redirect("intentions:replace", round.slug)


def _around(request, round):
    """Besides the intentions: the chapters, what stands around them, the plans that list its intentions, its own facts."""
    plans = Plan.objects.visible_to(request.user).filter(round=round).select_related("organisation").order_by("title", "pk")
    return [*around(round, AROUND), *plans, round]


def _plans(things):
    return [thing for thing in things if isinstance(thing, Plan)]


def _form(data, things):
    return forms.ReplaceForm(data, chapters=[thing for thing in things if isinstance(thing, Chapter)])


def _places(request, round, form, things, *, problems=(), status=200):
    found = document.find(_within(request.user, round, form.within_chosen, things), form.search)
    whys = {one.key: one.why or _not_ours(request.user, one.thing) for one in found}
    going = [one for one in found if not whys[one.key]]
    left = by_reason(((one.name, one.href), whys[one.key]) for one in found if whys[one.key])
    count = sum(len(one.places) for one in going)
    if count > MOST:
        problems, status = [{"text": TOO_MANY.format(count=count, most=MOST), "href": "#id_within"}], 422
    about = {
        "found": [(*piece, sum(len(one.places) for one in piece[-1])) for piece in in_pieces(going if count <= MOST else [], OPEN)],
        "left": [(why, names, len(names)) for why, names in left],
        "count": count,
        "is_asked": True,
        "carried": [(name, form.data.get(name, "")) for name in form.fields if form.data.get(name)],
        "words": form.search.words,
        "by": form.search.by,
    }
    return _page(request, round, form, problems=problems, status=status, **about)


TOO_MANY = "{count:,} places are found, and at most {most:,} can be looked at in one step. Select one chapter, or find more words"


def _not_ours(user, thing):
    """A plan is changed by the authors of its own organisation."""
    if isinstance(thing, Plan) and not user.has_perm("intentions.edit", thing):
        return f"Only authors of {thing.organisation} may change it"
    return ""


def _within(user, round, chosen, things):
    """The intentions in the order of the round, then the chapters and what stands around them."""
    versions = Version.objects.visible_to(user).in_draft_of(round)
    if chosen == forms.FRONT:
        return [thing for thing in things if not isinstance(thing, (Chapter, Plan, Round))]
    if chosen in (forms.PLANS, forms.FACTS):
        return [thing for thing in things if isinstance(thing, Plan if chosen == forms.PLANS else Round)]
    if chosen:
        things = [thing for thing in things if isinstance(thing, Chapter) and thing.code == chosen]
        versions = versions.filter(intention__chapter__code=chosen)
    return [*_with_round(tie(versions), round), *things]


def _with_round(versions, round):
    for version in versions:
        version.intention.round = round
    return versions


def _ticked(data):
    """{key: its mark and the places} of what the page showed and a person left ticked."""
    marks = {key: mark for key, _, mark in (token.rpartition(":") for token in data.getlist("seen"))}
    places = {}
    for key, _, number in (one.rpartition(":") for one in data.getlist("place")):
        if key in marks and number.isascii() and number.isdigit() and len(number) < 9:
            places.setdefault(key, set()).add(int(number))
    return {key: actions.Ticked(marks[key], numbers) for key, numbers in places.items()}


def _page(request, round, form, *, problems=(), status=200, **more):
    steps = Many.objects.visible_to(request.user).filter(round=round, kind=ManyKind.REPLACE, at__gte=database_now() - UNDOABLE)
    context = {
        "round": round,
        "form": form,
        "problems": list(problems),
        "steps": steps.undoable().select_related("by").order_by("-at")[:LAST],
        "back": round.get_draft_url(),
        "here": reverse("intentions:replace", args=[round.slug]),
    }
    return render(request, "intentions/replace.html", {**context, **more}, status=status)
