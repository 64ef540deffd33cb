from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.moves import CannotMove

from .. import actions, documents, forms
from ..documents import heat, matrix
from ..documents.agreed import paragraphs, ruled
from ..documents.decided import IN_ORDER, laid_out
from ..documents.intended import intended
from ..documents.negotiation import agreed_words
from ..models import Arrival, Decision, Invitation, Negotiation, Position
from ..states import AGREED, ON_INTENTIONS, DecisionStatus
from .doors import asked, the_round
from .lists import Points
from .sealing import seal_of

GRID, ACROSS = 25, 8  # intentions down a page of the grid, and organisations across it


def points_of(request, round):
    """Every position that counts in this round."""
    return Position.objects.visible_to(request.user).that_count().filter(response__round=round)


def responses(request, round):
    """C9: provider by intention, as a grid or a list, with the same filters."""
    round = the_round(request, round)
    asked(request, "look", round)
    invited = list(_invited(request, round))
    arrived = [invitation for invitation in invited if invitation.standing_id]
    come = [invitation for invitation in arrived if not invitation.is_sealed or invitation.recorded]
    points = points_of(request, round).filter(response__in=[one.standing_id for one in come])  # named, so that no other round is read
    answered = [invitation.organisation for invitation in come]
    is_grid = request.GET.get("as") != "list" and not request.GET.keys() & {"download", "beside"}
    related = ("intention", "version", "frozen_chapter", "response__organisation", "response__round", "decision__batch")
    whole = points.select_related(*related).with_rows()
    if "download" in request.GET:
        whole = whole.prefetch_related(ruled("conditions"), "decision__corrections")
    entries = list(matrix.entries(round))
    listing = Points(request, points if is_grid else whole, title="Responses", organisations=answered, entries=entries)
    tallied = matrix.tally(points, listing.narrowed(words=listing.words, chosen=listing.chosen))
    counts = matrix.counts(tallied, invited=len(invited), answered=[invitation.organisation for invitation in arrived])
    listing.count = counts.found
    recorded = {one.organisation_id: one.recorded for one in invited if one.recorded}
    context = {"round": round, "recorded": recorded, "counts": counts, "is_grid": is_grid, "come": come}
    if any(one.is_sealed for one in invited):
        context |= {"seal": seal_of(request, round), "sealed": _arrivals(request, round)}
        listing.empty = "No answer can be read yet."
    context |= _missing(invited, entries, tallied)
    context |= _grid(listing, tallied, matrix.waiting_by_organisation(points)) if is_grid else {}
    context |= _beside(listing, tallied) if is_grid else {}
    return listing.answer("providers/responses.html", context)


def _invited(request, round):
    invited = Invitation.objects.visible_to(request.user).filter(round=round).with_progress()
    return invited.select_related("organisation").order_by("organisation__name")


def _arrivals(request, round):
    """Who submitted what cannot be read yet, and when."""
    came = Arrival.objects.visible_to(request.user).standing().filter(round=round, recorded="")
    return came.select_related("organisation", "submitted_by").order_by("received_at")


def _missing(invited, entries, tallied):
    """Who has not answered, what nobody has answered, and how it stands in each programme."""
    awaited = [invitation.organisation.short_name for invitation in invited if invitation.progress != "Submitted"]
    silent = heat.silent(entries, tallied) if tallied else []
    warm = heat.heat(entries, tallied, len(invited) - len(awaited)) if tallied else []
    count = "1 intention" if len(silent) == 1 else f"{len(silent)} intentions"
    silent_words = f"Nobody has answered {count}" if silent else ""
    return {
        "awaited": awaited,
        "silent": silent,
        "silent_words": silent_words,
        "heat": warm,
        "stances": [str(one.label) for one in ON_INTENTIONS],
    }


def _grid(listing, tallied, waiting):
    """A page of the grid: 25 intentions, and eight of the organisations that have answered (or of those filtered by)."""
    entries, chosen = listing.entries, listing.chosen.get("provider")
    if listing.is_filtered:
        left = {intention for intention, row in tallied.items() if row["found"]}
        entries = [entry for entry in entries if entry.version.intention_id in left]
    columns = [one for one in listing.organisations if not chosen or one.slug in chosen]
    across = Paginator(columns, ACROSS).get_page(listing.request.GET.get("across"))
    shown = Paginator(entries, GRID).get_page(listing.request.GET.get("page"))
    totals = [{"organisation": one, "to_decide": waiting.get(one.pk, 0)} for one in across]
    rows = matrix.rows(shown, list(across), listing.found, tallied)
    return {"columns": list(across), "across": across, "rows": rows, "totals": totals, "pagination": _pagination(listing, shown)}


def _beside(listing, tallied):
    """Points that hang on no intention: they have no row in the grid, and stand under it."""
    count = tallied.get(None, {}).get("found", 0)
    return {"beside": matrix.beside(listing.found) if count else [], "beside_count": count, "beside_href": listing.href(beside="on")}


def _pagination(listing, page):
    return pagination_of(lambda number: listing.href(page=number), page)


def pagination_of(href, page):
    """The pages there are, when there are several."""
    if page.paginator.num_pages < 2:
        return None
    return {
        "items": [{"number": number, "href": href(number), "current": number == page.number} for number in page.paginator.page_range],
        "previous": {"href": href(page.number - 1)} if page.has_previous() else None,
        "next": {"href": href(page.number + 1)} if page.has_next() else None,
    }


def decide_next(request, round):
    """The first point that waits, in the order of the round."""
    round = the_round(request, round)
    asked(request, "decide", round)
    return redirect(_next(request, round))


def _next(request, round):
    waiting = points_of(request, round).filter(matrix.waiting()).select_related("intention", "response__organisation")
    first = waiting.order_by(*(one.removeprefix("position__") for one in IN_ORDER)).first()
    if first is None:
        return reverse("providers:responses", args=[round.slug])
    return reverse("providers:decide", args=[round.slug, first.reference, first.response.organisation.slug])


@require_http_methods(["GET", "POST"])
def decide(request, round, reference, organisation):
    """C10: the text that was answered, the answer, and one decision on it; others may get the same. Viewers read it."""
    round = the_round(request, round)
    asked(request, "look" if request.method == "GET" else "decide", round)
    position, here = the_point(request, round, reference, organisation)
    decision = getattr(position, "decision", None)
    is_read = decision is not None and decision.status == DecisionStatus.PUBLISHED
    if request.method == "GET" and (is_read or not request.user.has_perm("providers.decide", round)):
        return render(
            request, "providers/decided.html", shown(round, position, here) | laid_out(decision) | _became(request, round, position)
        )
    others = [one for one in here if one != position and not hasattr(one, "decision")]
    if request.method == "POST":
        return _decide(request, round, position, here, others)
    return _page(
        request,
        round,
        position,
        here,
        _form(position, others, initial=written(decision) | (_accepted(request, position) if decision is None else {})),
    )


def _became(request, round, position):
    """The draft that a proposal became, or whether it may become one."""
    decision = getattr(position, "decision", None)
    is_accepted = decision is not None and decision.status == DecisionStatus.PUBLISHED and decision.verdict in AGREED
    may_adopt = is_accepted and not position.is_sensitive and request.user.has_perm("providers.adopt", round)
    return {"origin": getattr(position, "origin", None), "may_adopt": may_adopt}


def the_point(request, round, reference, organisation):
    """The point of this organisation, and all that others say of the same intention; of a point of its own nobody else says anything."""
    found = list(loaded(points_of(request, round).at(reference)))
    position = next((one for one in found if one.response.organisation.slug == organisation), None)
    if position is None:
        raise Http404
    return position, [one for one in found if one.intention_id is not None and not position.is_own] or [position]


def written(decision):
    if decision is None:
        return {"revision": 0}
    return {name: getattr(decision, name) for name in (*forms.decision.KEPT, "agreed_amounts", "contract_year", "revision")}


def _accepted(request, position):
    """The words both sides accepted, offered ready."""
    held = Negotiation.objects.visible_to(request.user).filter(position=position).prefetch_related("proposals")
    words = agreed_words(position, held)
    numbers = {one.pk: number for number, one in enumerate(position.conditions.all(), start=1)}
    return {"agreed" if pk is None else f"agreed_{numbers[pk]}": text for pk, text in words.items()}


def _form(position, others, data=None, **more):
    return forms.DecideForm(data, position=position, others=others, conditions=position.conditions.all(), **more)


def _decide(request, round, position, here, others):
    if "use" in request.POST:
        return _page(request, round, position, here, _reworded(request, round, position, others))
    form = _form(position, others, request.POST)
    if request.htmx and "redline" in request.POST:
        return redlined(request, form)
    if not form.is_valid():
        return _page(request, round, position, here, form, status=422)
    try:
        own = {"revision": form.cleaned_data["revision"], "rulings": form.rulings()}
        actions.decide(position=position, by=request.user, **own, **form.content())
        for one in form.chosen():
            actions.decide(position=one, by=request.user, **form.shared())
    except actions.Stale as stale:
        return _page(request, round, position, here, _again(request, position, stale.thing, others), status=409, conflicts=stale.conflicts)
    except CannotMove as late:
        form.add_error(None, f"{late.thing} is now: {late.thing.get_status_display()}. What you typed is still on this page: copy it.")
        return _page(request, round, position, here, form, status=409)
    count = 1 + len(form.chosen())
    messages.success(request, f"{'Decision' if count == 1 else f'{count} decisions'} on {position.reference} saved. Not published yet.")
    return redirect(_next(request, round) if "next" in request.POST else reverse("providers:responses", args=[round.slug]))


def _page(request, round, position, here, form, *, status=200, conflicts=None):
    context = shown(round, position, here) | {"used": _used(request, round, position)}
    if conflicts:
        context["conflict"] = next(iter(conflicts.values()))
        context["theirs"] = [(_label(form, name), conflict.theirs) for name, conflict in conflicts.items()]
    redlines = [(label, paragraphs(asked), paragraphs(now)) for label, asked, now in form.redlines()] if form.is_bound else []
    return render(request, "providers/decide.html", {**context, "form": form, "redlines": redlines}, status=status)


def _label(form, name):
    return form.fields[name].label if name in form.fields else "Agreed amount"


def redlined(request, form):
    """What was asked beside what is being typed, drawn in one."""
    name = request.POST["redline"]
    asked = form.asked_for(name)
    if asked is None:
        raise Http404
    return render(request, "providers/redlined.html", {"was": paragraphs(asked), "now": paragraphs(request.POST.get(name, ""))})


def loaded(points):
    related = ("intention__published_in", "version__intention", "frozen_chapter", "response__organisation", "response__round")
    related += ("decision__written_by", "origin__intention__round")
    return points.select_related(*related).prefetch_related(ruled("conditions")).with_rows().order_by("response__organisation__name")


def shown(round, position, here):
    return {
        "round": round,
        "position": position,
        "said": documents.said(position),
        "files": position.rows("attachments"),
        "parts": intended(position.version, position.response.edition_id) if position.version else [],
        "others": [one for one in here if one != position],
        "reservations": position.response.signatures.valid().exclude(reservation="").select_related("organisation"),
        "back": reverse("providers:responses", args=[round.slug]),
    }


def _again(request, position, decision, others):
    """What was typed, on top of what stands now: the next save is judged from having seen it."""
    data = request.POST.copy()
    data["revision"] = decision.revision
    return _form(position, others, data)


def _used(request, round, position):
    """Wording of earlier decisions that may fit: on this intention first, then on points of the same kind."""
    written = (
        Decision.objects.visible_to(request.user).filter(position__response__round=round).exclude(reason="").exclude(position=position)
    )
    near = Case(When(position__intention=position.intention_id, then=0), When(position__stance=position.stance, then=1), default=2)
    found = (
        written.annotate(near=near)
        .order_by("near", "-written_at")
        .select_related("position__intention", "position__response__organisation")
    )
    return list({one.reason: one for one in reversed(found[:20])}.values())[::-1][:5]


def _reworded(request, round, position, others):
    """The form as it was typed, with the verdict and the reason of an earlier decision in it."""
    used = next((one for one in _used(request, round, position) if str(one.pk) == request.POST["use"]), None)
    asked = _form(position, others).fields
    typed = {name: one.widget.value_from_datadict(request.POST, request.FILES, name) for name, one in asked.items()}
    typed |= {"reason": used.reason, "verdict": used.verdict, "destination": used.destination, "owner": used.owner} if used else {}
    return _form(position, others, initial=typed)
