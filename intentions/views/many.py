"""Many intentions of a draft changed in one step: ticked, looked at, done, taken back."""

from dataclasses import replace
from datetime import timedelta
from functools import cached_property

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk.lists import Column
from portal.nhsuk.problems import problems_of

from .. import actions, checks, forms
from ..documents.many import GONE, by_reason, rows
from ..models import Many, Version
from ..models.ties import tie
from ..states import MOVES, ManyKind
from .cut import said
from .doors import asked, the_round
from .draft import OF_ROUND, ON_PAGE, Drafts, drafts_of

VERBS = {ManyKind.SUBMIT: "submit", ManyKind.WITHDRAW: "withdraw", ManyKind.COPY: "create"}  # all else is editing
LAST, OPEN, UNDOABLE = 3, 25, timedelta(days=30)


def tick(row):
    """The box of a row, named by its reference."""
    return format_html(
        '<div class="nhsuk-checkboxes nhsuk-checkboxes--small app-tick"><div class="nhsuk-checkboxes__item">'
        '<input class="nhsuk-checkboxes__input" type="checkbox" name="tick" value="{0}" id="tick-{0}"{1}>'
        '<label class="nhsuk-label nhsuk-checkboxes__label" for="tick-{0}"><span class="nhsuk-u-visually-hidden">Tick {0}</span></label>'
        "</div></div>",
        row.reference,
        SafeString(" checked") if row.is_ticked else "",
    )


def titled(row):
    """What becomes of the service stands above its title: the table has many columns."""
    return format_html('<span class="nhsuk-u-secondary-text-colour">{}</span><br>{}', said(row.latest), row.latest.title)


IN_MANY = {"Title": lambda column: replace(column, cell=titled), "Change": lambda column: replace(column, on_page=False)}


class Ticked(Drafts):
    """The same list in pages of 25, each row with a box."""

    columns = [
        Column("Tick", lambda row: "", cell=tick, in_download=False),
        *(IN_MANY.get(column.heading, lambda same: same)(column) for column in ON_PAGE),
        Column("Programme", OF_ROUND.value, sort=("chapter__order", "order", "reference")),
        Column("Strength", "latest.get_strength_display", sort="latest__strength"),
        Column("Theme", "latest.theme", sort="latest__theme", cell=lambda row: row.latest.theme or "Not set"),
    ]
    unsorted = "In the order of the round"

    @cached_property
    def everything(self):
        return list(self.rows.in_order())

    def tick(self, references):
        """The boxes of these are ticked."""
        for row in self.page:
            row.is_ticked, row.round = row.reference in references, self.about["round"]


@require_http_methods(["GET", "POST"])
def many(request, round):
    """The list with its boxes, and what to do; then each before and after."""
    round = the_round(request, round)
    asked(request, "edit", round)
    listing = _listing(request, round)
    if request.method == "GET":
        return _page(listing, _form(listing))
    form, ticked = _form(listing, request.POST), _ticked(listing)
    problems = [] if ticked else [{"text": "Tick the intentions to change", "href": "#list"}]
    if not form.is_valid() or problems:
        return _page(listing, form, problems=[*problems, *problems_of(form)], status=422)
    return _looked_at(listing, form, ticked)


@require_POST
def change_many(request, round):
    """The step that was previewed."""
    round = the_round(request, round)
    listing = _listing(request, round)
    form, seen = _form(listing, request.POST), seen_of(request.POST.getlist("seen"))
    if not form.is_valid() or not seen:
        asked(request, "edit", round)
        problems = [] if seen else [{"text": "Tick the intentions to change", "href": "#list"}]
        return _page(listing, form, problems=[*problems, *problems_of(form)], status=422)
    asked(request, VERBS.get(form.asked.kind, "edit"), round)
    step, left = actions.change_many(round=round, seen=seen, asked=form.asked, by=request.user, at=database_now())
    if step:
        messages.success(request, f"{step}. You can undo this step.")
    say_left(request, left)
    return redirect(_address(request, round))


@require_POST
def undo_many(request, round, pk):
    round = the_round(request, round)
    step = get_object_or_404(Many.objects.visible_to(request.user).filter(round=round), pk=pk)
    asked(request, "edit", round)
    step.round = round
    try:
        count, left = actions.undo_many(step=step, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, "Somebody has undone this step already.")
    else:
        noun = "text" if step.kind == ManyKind.REPLACE else "intention"
        messages.success(request, f"Undone for {count} {noun}{'' if count == 1 else 's'}.")
        say_left(request, left)
    return redirect("intentions:replace", round.slug) if "replace" in request.POST else redirect(_address(request, round))


def _listing(request, round):
    chapters = list(round.chapters.select_related("programme").order_by("order", "code"))
    among = drafts_of(round, request.user)
    return Ticked(request, among, title=f"{round}: change many at once", chapters=chapters, round=round)


def _form(listing, data=None):
    return forms.ManyForm(data, round=listing.about["round"], user=listing.user, chapters=listing.about["chapters"])


def _ticked(listing):
    """References: those ticked, or all that the filters find, on every page."""
    if "every" in listing.request.POST:
        return list(listing.found.values_list("reference", flat=True))
    return listing.request.POST.getlist("tick")


def _page(listing, form, *, problems=(), status=200):
    round, posted = listing.about["round"], listing.request.POST
    listing.tick({*posted.getlist("tick"), *seen_of(posted.getlist("seen"))})
    context = {
        "round": round,
        "form": form,
        "problems": list(problems),
        "steps": to_undo(listing.user, round),
        "is_every": "every" in posted,
        "back": f"{round.get_draft_url()}{_query(listing.request)}",
        "add": reverse("intentions:create", args=[round.slug]),
        "here": _address(listing.request, round),
    }
    return listing.answer("intentions/many.html", context, status=status)


def to_undo(user, round, *kinds):
    """The last steps that can be taken back; of these kinds, or of any."""
    steps = Many.objects.visible_to(user).filter(round=round, at__gte=database_now() - UNDOABLE, kind__in=kinds or ManyKind.values)
    return steps.undoable().select_related("by").order_by("-at")[:LAST]


def _looked_at(listing, form, ticked):
    request, round = listing.request, listing.about["round"]
    asked(request, VERBS.get(form.asked.kind, "edit"), round)
    found = _rows(request.user, round, form.asked, ticked)
    there = {row.reference for row in found}
    left = [(row.reference, row.why) for row in found if row.why] + [(one, GONE) for one in ticked if one not in there]
    will = [row for row in found if not row.why]
    context = {
        "round": round,
        "will": will,
        "pieces": in_pieces(will, OPEN),
        "left": [(why, references, len(references)) for why, references in by_reason(left)],
        "label": ManyKind(form.asked.kind).label,
        "carried": [(key, value) for key in form.data if key in _keys(form) for value in form.data.getlist(key)],
        "reason": form.asked.to if form.asked.kind == ManyKind.WITHDRAW else "",
        "kind": str(form.asked.kind),
        "query": _query(request),
        "back": _address(request, round),
    }
    return render(request, "intentions/many_preview.html", context)


def in_pieces(found, size):
    """(first, last, rows): the first ones stand open and the rest is folded, so that the button is never far."""
    pieces = [(start, found[start : start + size]) for start in range(0, len(found), size)]
    return [(start + 1, start + len(of), of) for start, of in pieces]


def _rows(user, round, step, references):
    found = tie(Version.objects.visible_to(user).newest_of(round, references))
    found.sort(key=lambda one: (one.intention.chapter.order, one.intention.order, one.intention.reference))
    for version in found:
        version.intention.round = round
    sent = [one for one in found if MOVES.allows("submit", one.status)] if step.kind == ManyKind.SUBMIT else []
    return rows(found, step, faults=checks.faults(sent, round) if sent else {})


def _keys(form):
    """The names under which a browser sends the questions of the form; a date has three."""
    return {key for key in form.data if any(key == name or key.startswith(f"{name}_") for name in form.fields)}


def seen_of(tokens):
    """{reference: mark} of what the preview showed."""
    return {reference: mark for reference, _, mark in (token.rpartition(":") for token in tokens) if reference and mark}


def say_left(request, left):
    for why, references in by_reason(left):
        messages.warning(request, f"Left as {'it is' if len(references) == 1 else 'they are'}. {why}: {', '.join(references)}.")


def _query(request):
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _address(request, round):
    """The list again, filtered as it was."""
    return f"{reverse('intentions:many', args=[round.slug])}{_query(request)}"
