"""Suggesting a change of a draft, and deciding of what was suggested: of one intention or chapter, and of a round."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from portal.moves import CannotMove
from portal.nhsuk.lists import AnyOf, Column, Listing, OneOf, Tick, link

from .. import actions, forms
from ..documents.passages import labels_of, texts_of
from ..documents.suggested import standing
from ..models import Suggestion
from .doors import asked, the_chapter, the_intention, the_round

CHOOSE = "Choose a change to accept or refuse"
LATE = "This change is not there any more as you read it: it was decided, or the text around it changed. Look at what stands here now."


def the_chapter_of(request, round, code):
    round = the_round(request, round)
    chapter = the_chapter(request, round, code)
    chapter.round = round
    return chapter


@require_http_methods(["GET", "POST"])
def suggest(request, round, reference):
    intention = the_intention(request, round, reference)
    return _suggest(request, intention, f"{intention} {intention.latest.title}", intention.latest.is_frozen)


@require_http_methods(["GET", "POST"])
def chapter_suggest(request, round, code):
    chapter = the_chapter_of(request, round, code)
    return _suggest(request, chapter, f"{chapter.code} {chapter}", False)


def _suggest(request, thing, name, is_frozen):
    """The other side of the switch: the same words, written over, change nothing until a writer takes them."""
    asked(request, "suggest", thing)
    if is_frozen:
        return say_frozen(request, thing, name)
    form = forms.SuggestForm(request.POST if request.method == "POST" else None, thing=thing)
    if form.is_valid():
        return send_suggestions(request, thing, form.proposed, form.cleaned_data["note"])
    context = {"thing": thing, "name": name, "round": thing.round, "form": form, "back": thing.get_draft_url(), "all": everything_of(thing)}
    context["in_word"] = everything_of(thing).replace("/suggestions/", "/word/")
    return render(request, "intentions/suggest.html", context, status=422 if form.is_bound else 200)


def say_frozen(request, thing, name):
    messages.warning(request, f"{name} is {thing.latest.get_status_display().lower()}. Suggest changes once its next version is started.")
    return redirect(thing.get_draft_url())


def send_suggestions(request, thing, every, note):
    made = [one for proposed in every if (one := _made(request.user, thing, note, proposed))]
    if not made:
        messages.warning(request, "The text says that already: somebody wrote it since you opened the page.")
        return redirect(everything_of(thing))
    late = (
        " Some of it is overtaken: the words it would change are not in the text any more." if any(one.is_overtaken for one in made) else ""
    )
    messages.success(request, f"Suggested. Nothing is changed until a writer accepts it.{late}")
    return redirect(made[-1])


def _made(user, thing, note, proposed):
    """One part of it; nothing where the text says that already, and the other parts are suggested all the same."""
    try:
        return actions.suggest(about=thing, by=user, note=note, **proposed)
    except actions.NothingSuggested:
        return None


def everything_of(thing):
    """The page of everything suggested for it."""
    is_chapter = thing._meta.model_name == "chapter"
    name, key = ("chapter_suggestions", thing.code) if is_chapter else ("suggestions", thing.reference)
    return reverse(f"intentions:{name}", args=[thing.round.slug, key])


@require_GET
def suggestions(request, round, reference):
    intention = the_intention(request, round, reference)
    return _page(request, intention, f"{intention} {intention.latest.title}")


@require_GET
def chapter_suggestions(request, round, code):
    chapter = the_chapter_of(request, round, code)
    return _page(request, chapter, f"{chapter.code} {chapter}")


def _page(request, thing, name, *, problem="", status=200):
    """Each as a redline over the draft as it is now, with its changes one by one; then those that are settled."""
    asked(request, "draft", thing)
    rows = Suggestion.objects.visible_to(request.user).filter(**{thing._meta.model_name: thing}).whole().order_by("at")
    texts = texts_of(thing)
    drawn = [_drawn(one, thing, texts, request.user) for one in rows]
    latest = thing.latest if thing._meta.model_name == "intention" else None
    waits = latest is not None and not latest.is_editable
    context = {
        "thing": thing,
        "name": name,
        "round": thing.round,
        "open": [one for one in drawn if one["standing"]],
        "closed": [one for one in drawn if not one["standing"]],
        "may_settle": request.user.has_perm("intentions.settle_suggestion", thing) and not waits,
        "waits": latest.get_status_display().lower() if waits else "",
        "is_frozen": waits and latest.is_frozen,
        "back": thing.get_draft_url(),
        "suggest": everything_of(thing).replace("/suggestions/", "/suggest/"),
        "problems": [{"text": problem}] if problem else [],
    }
    return render(request, "intentions/suggestions.html", context, status=status)


def open_ones(thing, user):
    """What is to be decided of it, to stand beside the text."""
    rows = list(Suggestion.objects.visible_to(user).open().filter(**{thing._meta.model_name: thing}).whole().order_by("at"))
    texts = texts_of(thing) if rows else {}
    may_settle = bool(rows) and _may_settle(user, thing)
    return [_drawn(one, thing, texts, user) | {"may_settle": may_settle} for one in rows]


def _may_settle(user, thing):
    latest = thing.latest if thing._meta.model_name == "intention" else None
    return user.has_perm("intentions.settle_suggestion", thing) and (latest is None or latest.is_editable)


def _drawn(suggestion, thing, texts, user):
    stands = None if suggestion.closed_at else standing(suggestion, texts[suggestion.part])
    return {
        "suggestion": suggestion,
        "standing": stands,
        "label": labels_of(thing)[suggestion.part],
        "is_mine": suggestion.by_id == user.pk,
        "settled": suggestion.settled.all(),
    }


def _suggestion(request, round, pk, verb):
    round = the_round(request, round)
    found = get_object_or_404(Suggestion.objects.visible_to(request.user).whole(), round=round, pk=pk)
    found.round = found.about.round = round
    asked(request, verb, found)
    return found


@require_POST
def settle_suggestion(request, round, pk):
    """Accept or refuse one change (its key), or all that fit."""
    suggestion = _suggestion(request, round, pk, "settle_suggestion")
    verb, _, key = request.POST.get("decide", "").partition(":")
    if verb not in ("accept", "refuse"):
        return _again(request, suggestion, CHOOSE)
    try:
        actions.settle_suggestion(suggestion=suggestion, by=request.user, is_accepted=verb == "accept", keys=[key] if key else None)
    except actions.NotAsRead:
        return _again(request, suggestion, LATE)
    except CannotMove as late:
        if not request.htmx:
            raise
        return _again(request, suggestion, f"{late.thing} cannot be changed any more as it stands. Nothing was decided.")
    said = "Accepted: it is in the text, as a save of yours." if verb == "accept" else "Refused: the text stays as it is."
    if request.htmx:
        return _decided(said)
    messages.success(request, said)
    return redirect(suggestion)


def _decided(said):
    """Beside the text: the margin is asked for anew, and the text is brought up to what is stored now."""
    answer = HttpResponse(status=204)
    return trigger_client_event(answer, "decided", {"target": "#margin", "said": said})


def _again(request, suggestion, problem):
    thing, status = suggestion.about, 422 if problem == CHOOSE else 409
    if request.htmx:
        return render(request, "intentions/undecided.html", {"problem": problem}, status=status)
    return _page(request, thing, str(thing), problem=problem, status=status)


@require_POST
def withdraw_suggestion(request, round, pk):
    suggestion = _suggestion(request, round, pk, "withdraw_suggestion")
    try:
        actions.withdraw_suggestion(suggestion=suggestion, by=request.user)
    except actions.NotAsRead:
        return _again(request, suggestion, LATE)
    messages.success(request, "Taken back. It stays below, to be read.")
    return redirect(suggestion.get_absolute_url().partition("#")[0])


# ── Those of a round ────────────────────────────────────────────────────────────────────────────────────────────────
OPEN, CLOSED, OVERTAKEN = "open", "settled", "overtaken"
STATES = {OPEN: "Open", CLOSED: "Settled", OVERTAKEN: "Overtaken"}


def _in_state(rows, values, listing):
    return rows.open().overtaken() if values == [OVERTAKEN] else rows.filter(closed_at__isnull=values == [OPEN])


def _state(row):
    return STATES[CLOSED if row.closed_at else OVERTAKEN if row.is_overtaken else OPEN]


class Suggestions(Listing):
    """What was suggested for the texts of one round, what is still to decide unless others are asked for."""

    noun = "suggestion", "suggestions"
    empty = "Nothing is suggested. Open an intention or a chapter and press Suggest."
    search = ("wanted", "note", "intention__reference", "by__name")
    filters = {
        "state": OneOf("State", _in_state, choices=list(STATES.items())),
        "programme": AnyOf("Programme", "code", choices=lambda listing: [(one.code, one.title) for one in listing.about["chapters"]]),
        "mine": Tick("I made it", lambda rows, listing: rows.filter(by=listing.user)),
        "owned": Tick("On what I own", lambda rows, listing: rows.filter(intention__owner=listing.user)),
    }
    columns = [
        Column("About", lambda row: str(row.about), cell=lambda row: link(row.get_absolute_url(), str(row.about))),
        Column("Where", lambda row: labels_of(row.about)[row.part]),
        Column("By", "by.name"),
        Column("When", "at", sort="at"),
        Column("Why", "note"),
        Column("State", _state),
    ]


@require_GET
def round_suggestions(request, round):
    round = the_round(request, round)
    asked(request, "draft", round)
    rows = Suggestion.objects.visible_to(request.user).filter(round=round, **({} if "state" in request.GET else {"closed_at": None}))
    rows = rows.of_programme().select_related("round", "intention", "chapter", "by").order_by("-at")
    listing = Suggestions(request, rows, title=f"Suggestions for {round}", chapters=list(round.chapters.order_by("order", "code")))
    return listing.answer("intentions/round_comments.html", {"round": round, "back": round.get_draft_url()})
