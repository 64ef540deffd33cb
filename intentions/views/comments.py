"""Comments on a draft: of one intention or chapter, and those open in a round."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, OneOf, Tick, link
from portal.nhsuk.problems import problems_of
from portal.richtext.clean import blocks

from .. import actions, forms
from ..documents.passages import labels_of, texts_of
from ..documents.texts import KIND
from ..models import ABOUT, Chapter, Intention, Plan, Thread, readers_of, written_in
from .doors import asked, the_chapter, the_intention, the_passage, the_round
from .plans import the_plan
from .suggestions import open_ones

OFFERED = 8  # names shown while one writes


@require_http_methods(["GET", "POST"])
def comments(request, round, reference):
    intention = the_intention(request, round, reference)
    return _about(request, intention, f"{intention} {intention.latest.title}")


@require_http_methods(["GET", "POST"])
def chapter_comments(request, round, code):
    round = the_round(request, round)
    chapter = the_chapter(request, round, code)
    chapter.round = round
    return _about(request, chapter, f"{chapter.code} {chapter}")


@require_http_methods(["GET", "POST"])
def passage_comments(request, round, kind, pk):
    passage, _ = the_passage(request, the_round(request, round), kind, pk)
    return _about(request, passage, f"“{passage}”")


@require_http_methods(["GET", "POST"])
def plan_comments(request, slug):
    plan = the_plan(request, slug)
    return _about(request, plan, f"“{plan}”")


def _about(request, thing, name):
    """Everything said about one thing, open threads first, and the form for one more."""
    asked(request, "comment", written_in(thing))
    started = {name: request.GET.get(name, "") for name in ("about", "words")}
    form = forms.CommentForm(request.POST if request.method == "POST" else None, thing=thing, **started)
    if form.is_valid():
        thread = actions.start_thread(about=thing, by=request.user, **form.content())
        said = f"Your comment is there for everybody who writes this {_whose(thing)}.{_told_nobody(form)}"
        return _answer(request, thing, name, thread, said)
    if request.htmx and (form.is_bound or started["words"]):
        return _words_form(request, thing, form)
    return _page(request, thing, name, form)


def _words_form(request, thing, form):
    """The question beside the words that were selected in the text."""
    typed = request.POST if form.is_bound else request.GET
    selected = {name: typed.get(name, "") for name in ("about", "words", "before", "after")}
    context = {"form": form, "selected": selected, "action": request.path, "readers": _door(thing, "readers")}
    return render(request, "intentions/comment_words.html", context, status=422 if form.is_bound else 200)


def _told_nobody(form):
    """Whoever is called but may not read this is told nothing, and neither is anybody told whether they exist."""
    names = " and ".join(dict.fromkeys(form.unknown))
    return f" Nobody who may read it is called {names}, so nobody was told by that name." if names else ""


def _answer(request, thing, name, thread, said):
    """To the thread; beside a text, all that is said about it as it is now."""
    if request.htmx:
        answer = _page(request, thing, name, forms.CommentForm(thing=thing), said=said)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#margin", "innerHTML"
        return answer
    messages.success(request, said)
    return redirect(thread)


def _page(request, thing, name, form, *, replying=None, said=""):
    rows = _loaded(Thread.objects.visible_to(request.user).filter(**{thing._meta.model_name: thing}))
    drawn = [_drawn(thread, thing, replying) for thread in rows]
    context = {
        "round": None if _is_plan(thing) else thing.round,
        "whose": written_in(thing),
        "readers": _door(thing, "readers"),
        "thing": thing,
        "name": name,
        "form": form,
        "open": [one for one in drawn if one["thread"].resolved_at is None],
        "resolved": [one for one in drawn if one["thread"].resolved_at],
        "back": _home(thing),
        "said": said,
    }
    if request.htmx and isinstance(thing, Intention | Chapter):
        context["suggested"] = open_ones(thing, request.user)
    bound = form if form.is_bound else replying and replying[1]
    context["problems"] = problems_of(bound)
    template = "intentions/threads.html" if request.htmx else "intentions/comments.html"
    return render(request, template, {**context, "bound": bound}, status=422 if bound else 200)


def _loaded(threads):
    people = threads.select_related("started_by", "resolved_by").order_by("started_at")
    return people.with_comments().prefetch_related("comments__mentions")


def _drawn(thread, thing, replying):
    form = replying[1] if replying and replying[0] == thread else forms.ReplyForm(round=written_in(thing), prefix=f"t{thread.pk.hex}")
    said = sorted(thread.comments.all(), key=lambda one: one.at)
    verb = "reopen" if thread.resolved_at else "resolve"
    doors = {"reply": _door(thing, "reply", thread.pk), "verb": verb, "settle": _door(thing, verb, thread.pk)}
    return {"thread": thread, "where": where(thread, thing), "said": said, "form": form, **doors}


def _is_plan(thing):
    return isinstance(thing, Plan)


def _whose(thing):
    return "plan" if _is_plan(thing) else "round"


def _door(thing, verb, *more):
    """The address of a verb in the round or the plan it is written in."""
    return reverse(f"intentions:{'plan_' if _is_plan(thing) else ''}{verb}", args=[written_in(thing).slug, *more])


def _home(thing):
    """The page on which it is written."""
    kind = KIND.get(type(thing))
    return reverse("intentions:edit_passage", args=[thing.round.slug, kind, thing.pk]) if kind else thing.get_draft_url()


def where(thread, thing):
    """“Description, paragraph 2”: where it stands now."""
    if not thread.part:
        return f"The whole of {thing}"
    label = labels_of(thing).get(thread.part, thread.part)
    if not thread.anchor or thread.is_lost:
        return label
    name = next((one.name for one in blocks(texts_of(thing)[thread.part]) if one.anchor == thread.anchor), "")
    return f"{label}, {name}" if name else label


def _thread(request, pk, **whose):
    """A thread of the round or plan, with the thing it is about."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user).select_related(*ABOUT), **whose, of="", pk=pk)
    for name, thing in whose.items():
        setattr(thread, name, thing)
    if not thread.plan_id:
        thread.about.round = thread.round
    asked(request, "comment", thread)
    return thread


def _of_round(request, round, pk):
    return _thread(request, pk, round=the_round(request, round))


def _of_plan(request, slug, pk):
    return _thread(request, pk, plan=the_plan(request, slug))


def _reply(request, thread):
    form = forms.ReplyForm(request.POST, round=thread.whose, prefix=f"t{thread.pk.hex}")
    thing = thread.about
    if form.is_valid():
        actions.reply(thread=thread, by=request.user, **form.content())
        return _answer(request, thing, str(thing), thread, f"Your answer is there.{_told_nobody(form)}")
    return _page(request, thing, str(thing), forms.CommentForm(thing=thing), replying=(thread, form))


def _resolve(request, thread):
    actions.resolve(thread=thread, by=request.user)
    return _answer(request, thread.about, str(thread.about), thread, "Resolved. It stays below, to be read.")


def _reopen(request, thread):
    actions.reopen(thread=thread, by=request.user)
    return _answer(request, thread.about, str(thread.about), thread, "Open again.")


@require_POST
def reply(request, round, pk):
    return _reply(request, _of_round(request, round, pk))


@require_POST
def resolve(request, round, pk):
    return _resolve(request, _of_round(request, round, pk))


@require_POST
def reopen(request, round, pk):
    return _reopen(request, _of_round(request, round, pk))


@require_POST
def plan_reply(request, slug, pk):
    return _reply(request, _of_plan(request, slug, pk))


@require_POST
def plan_resolve(request, slug, pk):
    return _resolve(request, _of_plan(request, slug, pk))


@require_POST
def plan_reopen(request, slug, pk):
    return _reopen(request, _of_plan(request, slug, pk))


@require_GET
def readers(request, round):
    """The names that go on from what was typed after an @: of those who may read the draft, nobody else's."""
    return _readers(request, the_round(request, round))


@require_GET
def plan_readers(request, slug):
    return _readers(request, the_plan(request, slug))


def _readers(request, whose):
    asked(request, "comment", whose)
    found = readers_of(whose).filter(name__icontains=request.GET.get("q", "")[:100].replace("\0", "")).exclude(pk=request.user.pk)
    return JsonResponse({"names": list(dict.fromkeys(found.values_list("name", flat=True)))[:OFFERED]})


# ── Those open in a round ───────────────────────────────────────────────────────────────────────────────────────────
OPEN, RESOLVED, OVERTAKEN = "open", "resolved", "overtaken"
STATES = {OPEN: "Open", RESOLVED: "Resolved", OVERTAKEN: "Overtaken"}


def _programmes(listing):
    return [(chapter.code, chapter.title) for chapter in listing.about["chapters"]]


def _in_state(rows, values, listing):
    return rows.overtaken() if values == [OVERTAKEN] else rows.filter(resolved_at__isnull=values == [OPEN])


def _last(thread):
    said = max(thread.comments.all(), key=lambda one: one.at)
    return f"{said.by}, {words.history(said.at)}: {said.text}"


def _named(thread):
    return str(thread.about or f"“{thread.of}”")


class Threads(Listing):
    """What commissioners asked each other in one round, those still open unless others are asked for."""

    noun = "comment", "comments"
    empty = "No comment is open. Comment on an intention, a chapter or a passage from its page."
    search = ("comments__text", "quote", "intention__reference")
    filters = {
        "state": OneOf("State", _in_state, choices=list(STATES.items())),
        "programme": AnyOf("Programme", "code", choices=_programmes),
        "named": Tick("I am named", lambda rows, listing: rows.mentioning(listing.user)),
        "started": Tick("I began it", lambda rows, listing: rows.filter(started_by=listing.user)),
        "mine": Tick("On what I own", lambda rows, listing: rows.filter(intention__owner=listing.user)),
    }
    columns = [
        Column("About", lambda row: _named(row), cell=lambda row: link(row.get_absolute_url(), _named(row)) if row.about else _named(row)),
        Column("Where", lambda row: labels_of(row.about).get(row.part, "The whole") if row.about else "Removed from the draft"),
        Column("Passage", lambda row: row.quote[:100]),
        Column("Last comment", _last),
        Column("State", lambda row: STATES[RESOLVED if row.resolved_at else OVERTAKEN if row.is_lost else OPEN]),
    ]


@require_GET
def round_comments(request, round):
    round = the_round(request, round)
    asked(request, "draft", round)
    rows = Thread.objects.visible_to(request.user).filter(round=round, **({} if "state" in request.GET else {"resolved_at": None}))
    rows = rows.of_programme().select_related("round", *ABOUT).with_comments().order_by("-started_at").distinct()
    chapters = list(round.chapters.order_by("order", "code"))
    listing = Threads(request, rows, title=f"Comments on {round}", chapters=chapters)
    return listing.answer("intentions/round_comments.html", {"round": round, "back": round.get_draft_url()})
