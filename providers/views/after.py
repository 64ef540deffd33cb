"""C13: what follows from the decisions: the memoranda, the contracts, the pipeline."""

from itertools import groupby

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse

from portal.nhsuk.lists import PlainRows

from ..documents import contracts, drawing
from ..models import Memorandum
from ..states import MemorandumStatus
from .contract_lists import Measures, Schedules
from .doors import asked, the_round


def after(request, round):
    round = the_round(request, round)
    asked(request, "look", round)
    decisions = _agreed(round)
    lines = contracts.schedules(decisions)
    measures = contracts.alignment(decisions)
    context = {
        "round": round,
        **_memoranda(request, round),
        "lines": len(lines),
        "providers": [(found[0], len(found)) for _, group in groupby(lines, key=lambda line: line.slug) if (found := list(group))],
        "measures": len(measures),
        "apart": sum(not one.is_harmonised for one in measures),
        "accepted": len(decisions),
        "back": reverse("providers:responses", args=[round.slug]),
    }
    return render(request, "providers/after.html", context)


def _memoranda(request, round):
    """How many there are in each state, and how much of what was agreed is in none."""
    own = Memorandum.objects.visible_to(request.user).filter(round=round)
    counts = dict(own.order_by().values_list("status").annotate(n=Count("pk")))
    states = [(status.label, status.value, counts[status]) for status in MemorandumStatus if status in counts]
    return {"states": states, "waiting": drawing.waiting(round)}


def _agreed(round):
    return list(drawing.agreed(round).prefetch_related("position__version__outcomes"))


def schedules(request, round):
    """What goes into whose contract, to be filtered and taken away."""
    round = the_round(request, round)
    asked(request, "look", round)
    rows = PlainRows(contracts.schedules(_agreed(round), drawing.held(round)))
    refused = contracts.refused(drawing.published(round))
    context = {"round": round, "refused": refused}
    return Schedules(request, rows, title="Contract schedules", round=round).answer("providers/schedules.html", context)


def measures(request, round):
    """Whether the contracts measure alike."""
    round = the_round(request, round)
    asked(request, "look", round)
    rows = PlainRows(contracts.alignment(_agreed(round)))
    return Measures(request, rows, title="Measures across contracts").answer("providers/measures.html", {"round": round})
