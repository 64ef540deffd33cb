"""A round rolled forward: what would move, what is proposed and what cannot be moved, ticked before anything is written."""

from collections import Counter
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.moves import CannotMove
from portal.nhsuk import words

from .. import actions, forms
from ..documents.rolled.span import Span
from ..documents.rolled.whole import FROM_TARGET, rolled, settled
from ..documents.writers import owners_of, writers_among
from ..states import Way
from .doors import asked

ON_PAGE = 20
DECIDE, LEAVE, EVERYTHING = "decide", "leave", "all"
SHOWS = {
    DECIDE: "To decide",
    Way.PROPOSED: "Proposed",
    Way.MOVED: "Moves by itself",
    Way.KEPT: "Left as it is",
    Way.CANNOT: "Cannot be moved",
    LEAVE: "Offered for leaving out",
    EVERYTHING: "Everything",
}
CHANGED = "The round was changed after you looked. This is how it stands now; your ticks are kept"


@dataclass
class Ticks:
    """The proposals that are taken and the intentions that are left out, on whichever page they were ticked."""

    taken: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)


@require_http_methods(["GET", "POST"])
def roll(request):
    """The preview again, filtered or turned, with every tick; then the round itself."""
    asked(request, "start", None)
    if request.method == "GET":
        return redirect("intentions:start")
    form = start_form(request)
    if not form.is_valid():
        return ask(request, form)
    whole = _whole(request, form)
    ticks = _ticks(request, whole)
    if "go" not in request.POST:
        return _page(request, form, whole, ticks)
    try:
        round = _rolled(request, form, ticks)
    except CannotMove:
        return _page(request, form, whole, ticks, problems=[{"text": CHANGED, "href": "#things"}], status=422)
    except IntegrityError as taken:
        refuse_title(form, taken)
        return ask(request, form)
    messages.success(request, f"{round} is started. Only its commissioners can see it.")
    return redirect(round.get_draft_url())


def look(request, form):
    """The first sight of it: the likely proposals are ticked."""
    whole = _whole(request, form)
    return _page(request, form, whole, Ticks(set(whole.likely)))


# ── The questions before it ─────────────────────────────────────────────────────────────────────────────────────────
def start_form(request):
    return forms.StartForm(request.POST or None, user=request.user, today=timezone.localdate())


def ask(request, form):
    context = {"form": form, "heading": "Start a round", "button": "Start the round", "back": reverse("intentions:rounds")}
    return render(request, "form_page.html", context, status=422 if form.is_bound and form.errors else 200)


def refuse_title(form, taken):
    """Two began a round of this title at once; any other refusal of the database is no title's."""
    if "slug" not in str(taken):
        raise taken
    form.add_error("title", f"There is already a round called “{form.cleaned_data['title']}”. Enter another title")


# ── Looking and ticking ─────────────────────────────────────────────────────────────────────────────────────────────
def _whole(request, form):
    said, source = form.cleaned_data, form.sources[form.cleaned_data["source"]]
    span = Span(source.year_from, source.year_to, said["year_from"], said["year_to"])
    content = form.round_content()
    writers = writers_among([content["lead"], *content["participants"]])
    return rolled(source, span, settled(source), writers=writers, owners=owners_of(request.user))


def _rolled(request, form, ticks):
    return actions.roll_forward(
        round=form.sources[form.cleaned_data["source"]],
        by=request.user,
        taken=ticks.taken,
        left_out=ticks.left_out,
        seen=request.POST.get("seen") or "none",
        **form.round_content(),
    )


def _ticks(request, whole):
    """What was ticked on other pages, what is ticked on this one, and then every tick of a filter set or taken out."""
    posted = request.POST
    on, off, out = (set(posted.get(name, "").split()) for name in ("on", "off", "out"))
    ticks = Ticks((whole.likely - off) | on, out)
    for key in posted.get("shown", "").split():
        ticks.taken -= {place.key for place in _shown(whole, key, posted.get("show", ""))}
    ticks.taken |= set(posted.getlist("take"))
    ticks.left_out = (ticks.left_out - set(posted.get("shown", "").split())) | set(posted.getlist("leave"))
    every = {place.key for thing in _found(whole, _show(request)) for place in thing.places} & whole.proposed
    if "every" in posted:
        ticks.taken = ticks.taken | every if posted["every"] == "on" else ticks.taken - every
    ticks.taken &= whole.proposed
    ticks.left_out &= {thing.key for thing in whole.things if thing.is_intention}
    return ticks


def _shown(whole, key, show):
    """The places that a page showed of a thing: it says of no others whether they are ticked."""
    thing = whole.by_key.get(key)
    return [place for place in thing.places if _is_in(place, show)] if thing else []


def _show(request):
    return request.GET.get("show") if request.GET.get("show") in SHOWS else DECIDE


def _is_in(place, show):
    if show == EVERYTHING:
        return True
    return place.way in (Way.PROPOSED, Way.CANNOT) if show in (DECIDE, LEAVE) else place.way == show


def _found(whole, show):
    """The things of which there is something to show."""
    if show == LEAVE:
        return [thing for thing in whole.things if thing.offer]
    offered = show == DECIDE
    return [
        thing
        for thing in whole.things
        if show == EVERYTHING or (offered and thing.offer) or any(_is_in(place, show) for place in thing.places)
    ]


def _page(request, form, whole, ticks, *, problems=(), status=200):
    show = _show(request)
    page = Paginator(_found(whole, show), ON_PAGE).get_page(request.GET.get("page"))
    address = reverse("intentions:roll")
    context = {
        "round": whole.round,
        "back": reverse("intentions:start"),
        "title": form.cleaned_data["title"],
        "span": whole.span,
        "years": words.counted(whole.span.by, "year"),
        "counts": _counts(whole, ticks),
        "shows": [(f"{address}?show={key}", f"{label}{_how_many(whole, key)}", key == show) for key, label in SHOWS.items()],
        "show": show,
        "here": f"{address}?show={show}&page={page.number}",
        "page": page,
        "turns": [(f"{address}?show={show}&page={number}", number) for number in page.paginator.page_range],
        "rows": [_row(thing, show, ticks) for thing in page],
        "shown": " ".join(thing.key for thing in page),
        "on": " ".join(sorted(ticks.taken - whole.likely)),
        "off": " ".join(sorted(whole.likely - ticks.taken)),
        "out": " ".join(sorted(ticks.left_out)),
        "mark": whole.mark,
        "carried": [(key, value) for key in form.data if _is_asked(form, key) for value in form.data.getlist(key)],
        "problems": list(problems),
    }
    return render(request, "intentions/roll.html", context, status=status)


def _is_asked(form, key):
    """The names under which a browser sends the questions of the form; a date has three."""
    return any(key == name or key.startswith(f"{name}_") for name in form.fields)


def _row(thing, show, ticks):
    lines = [(place, place.key in ticks.taken, place.way == Way.PROPOSED) for place in thing.places if _is_in(place, show)]
    return {"thing": thing, "lines": lines, "is_left_out": thing.key in ticks.left_out}


# ── Counting ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _counts(whole, ticks):
    """[(what, how many, and more in words)]: what moves, what is proposed, what stays and what cannot be moved."""
    ways = {way: [place for place in whole.places() if place.way == way] for way in Way}
    target = [FROM_TARGET] if whole.round.savings_target is not None else []
    intentions = [thing for thing in whole.things if thing.is_intention]
    stay = [thing for thing in intentions if thing.owner and thing.keeps_owner]
    lost = Counter(str(thing.owner) for thing in intentions if thing.owner and not thing.keeps_owner)
    return [
        ("Intentions", len(intentions) - len(ticks.left_out), f"{len(ticks.left_out)} left out" if ticks.left_out else ""),
        ("Move by themselves", len(ways[Way.MOVED]), _each(place.label for place in ways[Way.MOVED])),
        ("Proposed", len(ways[Way.PROPOSED]), f"{len(ticks.taken)} ticked"),
        ("Left as they are", len(ways[Way.KEPT]), _each(place.why for place in ways[Way.KEPT])),
        ("Cannot be moved", len(ways[Way.CANNOT]) + len(target), ". ".join(target)),
        ("Owners who stay", len(stay), f"No longer an author or approver here: {_each(lost.elements())}" if lost else ""),
    ]


def _how_many(whole, show):
    """(22): places of one kind, or intentions that are offered."""
    if show in (DECIDE, EVERYTHING):
        return ""
    return f" ({sum(bool(one.offer) for one in whole.things) if show == LEAVE else sum(one.way == show for one in whole.places())})"


def _each(things):
    return ", ".join(f"{what} {count}" for what, count in Counter(things).most_common())
