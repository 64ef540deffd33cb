"""C14. Prioritisation: set up, interests, blind scores, ranking with its sensitivity, decisions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import actions, forms
from ..documents import ranking
from ..models import Exercise, Intention, Score
from .doors import asked, the_round

PARTS = {"criterion": "criteria", "candidate": "candidates", "panellist": "panel"}


@require_http_methods(["GET", "POST"])
def priorities(request, round):
    """The prioritisations of a round, and a new one."""
    round = the_round(request, round)
    asked(request, "prioritise" if request.method == "POST" else "draft", round)
    form = forms.ExerciseForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                return redirect(actions.start_exercise(round=round, title=form.cleaned_data["title"], by=request.user))
        except IntegrityError:
            form.add_error("title", "This round has a prioritisation of this name. Enter another")
    known = Exercise.objects.visible_to(request.user).filter(round=round).order_by("-started_at", "title")
    context = {"round": round, "form": form, "exercises": known, "back": round.get_draft_url()}
    return render(request, "intentions/priorities.html", context, status=422 if form.is_bound else 200)


@require_GET
def exercise(request, round, pk):
    """As far as it is: what is set up, who has scored, or the ranking."""
    found = the_exercise(request, round, pk)
    criteria, candidates = _asked_of(found)
    panel = list(found.panel.select_related("user").order_by("user__name"))
    me = found.panel.seated().filter(user=request.user).first()
    scores = list(Score.objects.visible_to(request.user).filter(exercise=found))
    context = {
        "exercise": found,
        "round": found.round,
        "criteria": criteria,
        "candidates": candidates,
        "panel": panel,
        "finished": sum(one.finished_at is not None for one in panel),
        "me": me,
        "left": actions.unscored(me) if me and found.is_being_scored else [],
        "standings": ranking.ranking(criteria, candidates, scores) if _may_compare(found, me) else [],
        "shifts": ranking.sensitivity(criteria, candidates, scores) if found.is_closed else [],
        "back": reverse("intentions:priorities", args=[found.round.slug]),
    }
    return render(request, "intentions/exercise.html", context)


def _may_compare(found, me):
    """Everybody once it is closed; before, those who have given their own."""
    return found.is_closed or (me is not None and me.finished_at is not None)


@require_http_methods(["GET", "POST"])
def add_part(request, round, pk, part):
    """A criterion, intentions, an aspiration, a person: while it is being set up."""
    found = the_exercise(request, round, pk)
    asked(request, "prioritise", found)
    if part not in ADDING:
        raise Http404
    heading, make, act = ADDING[part]
    form = make(request, found)
    if form.is_valid():
        try:
            with transaction.atomic():
                act(form, found, request.user)
                return redirect(found)
        except IntegrityError:
            form.add_error(None, "This is there already. Enter another")
    context = {"form": form, "heading": heading, "caption": found.title, "button": "Add", "back": found.get_absolute_url()}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def _offered(request, found):
    rows = Intention.objects.visible_to(request.user).filter(round=found.round).exclude(candidatures__exercise=found)
    return forms.CandidatesForm(request.POST or None, intentions=rows.select_related("latest").in_order())


ADDING = {
    "criterion": (
        "Add a criterion",
        lambda request, found: forms.CriterionForm(request.POST or None),
        lambda form, found, by: actions.add_criterion(exercise=found, by=by, **form.cleaned_data),
    ),
    "candidates": (
        "Add intentions",
        _offered,
        lambda form, found, by: actions.add_candidates(exercise=found, intentions=form.chosen(), by=by),
    ),
    "aspiration": (
        "Add an aspiration",
        lambda request, found: forms.AspirationForm(request.POST or None),
        lambda form, found, by: actions.add_aspiration(exercise=found, title=form.cleaned_data["title"], by=by),
    ),
    "panellist": (
        "Ask a person to score",
        lambda request, found: forms.PanellistForm(request.POST or None, exercise=found),
        lambda form, found, by: actions.seat_panellist(exercise=found, user=form.person, by=by),
    ),
}


@require_POST
def leave_out(request, round, pk, part, thing):
    found = the_exercise(request, round, pk)
    asked(request, "prioritise", found)
    if part not in PARTS:
        raise Http404
    actions.leave_out(thing=get_object_or_404(getattr(found, PARTS[part]), pk=thing), by=request.user)
    return redirect(found)


@require_POST
def advance_exercise(request, round, pk, verb):
    """Begin scoring, close it, settle the priorities."""
    found = the_exercise(request, round, pk)
    asked(request, "prioritise", found)
    moves = {"begin": actions.begin, "close": actions.close, "settle": actions.settle}
    if verb not in moves:
        raise Http404
    try:
        moves[verb](exercise=found, by=request.user)
    except actions.NotReady as lacking:
        messages.warning(request, f"{lacking}.")
    return redirect(found)


# ── The panel ───────────────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def declare(request, round, pk):
    """Interests first."""
    found, me = _seat(request, round, pk)
    form = forms.InterestsForm(request.POST if request.method == "POST" else None, panellist=me, candidates=_asked_of(found)[1])
    if form.is_valid():
        return _done(request, found, lambda: actions.declare(panellist=me, interests=form.interests(), by=request.user))
    context = {"form": form, "heading": "Your interests", "caption": found.title, "button": "Declare", "back": found.get_absolute_url()}
    return render(request, "intentions/interests.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def score(request, round, pk, candidate):
    """One candidate on every criterion; then the next that is left."""
    found, me = _seat(request, round, pk)
    criteria, candidates = _asked_of(found)
    one = next((one for one in candidates if one.pk == candidate), None)
    if one is None or one.pk in me.barred:
        raise Http404
    given = {str(mine.criterion_id): mine for mine in me.scores.filter(candidate=one)}
    form = forms.ScoreForm(request.POST or None, criteria=criteria, given=given)
    if form.is_valid():
        return _done(request, found, lambda: actions.score(panellist=me, candidate=one, points=form.points(), by=request.user), me)
    context = {"form": form, "heading": str(one), "caption": found.title, "button": "Save and next", "back": found.get_absolute_url()}
    return render(request, "intentions/score.html", {**context, "candidate": one}, status=422 if form.is_bound else 200)


@require_POST
def finish(request, round, pk):
    found, me = _seat(request, round, pk)
    return _done(request, found, lambda: actions.finish(panellist=me, by=request.user))


def _done(request, found, act, me=None):
    """To the next candidate that is left, or back to the whole."""
    try:
        act()
    except actions.NotReady as lacking:
        messages.warning(request, f"{lacking}.")
        return redirect(found)
    left = actions.unscored(me) if me else []
    return redirect("intentions:score", found.round.slug, found.pk, left[0].pk) if left else redirect(found)


def _seat(request, round, pk):
    """The exercise, and the place on its panel of whoever asks."""
    found = the_exercise(request, round, pk)
    me = found.panel.seated().filter(user=request.user).first()
    if me is None:
        raise PermissionDenied
    me.exercise = found
    return found, me


# ── Decisions ───────────────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def judge(request, round, pk, candidate):
    found = the_exercise(request, round, pk)
    asked(request, "approve", found)
    one = get_object_or_404(found.candidates.select_related("intention"), pk=candidate)
    form = forms.JudgeForm(request.POST or None, initial={"decision": one.decision or None, "reason": one.reason})
    if form.is_valid():
        actions.judge(candidate=one, by=request.user, **form.cleaned_data)
        return redirect(f"{found.get_absolute_url()}#ranking")
    context = {"form": form, "heading": f"Decide on {one}", "caption": found.title, "button": "Save", "back": found.get_absolute_url()}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def the_exercise(request, round, pk):
    """One's own commissioners', or one on whose panel one sits."""
    known = Exercise.objects.visible_to(request.user).select_related("round__lead").prefetch_related("round__participants")
    return get_object_or_404(known, round__slug=round, pk=pk)


def _asked_of(found):
    """Criteria and candidates, in their order."""
    candidates = found.candidates.select_related("intention__round", "intention__latest").order_by("order")
    return list(found.criteria.order_by("order")), list(candidates)
