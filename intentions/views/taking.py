"""A document that people have gone through is taken into the draft in one step, and back in one."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now

from .. import actions
from ..documents.said import HEADS, amounts_of, pictures_of
from ..models import Finding
from ..states import FindingKind, Verdict
from .bringing import the_document
from .many import say_left

COUNTED = {"intention": "New intentions", "chapter": "Chapters", "passage": "Passages", "money": "Amounts of money", "outcome": "Outcomes"}
COUNTED |= {"figure": "Pictures"}


@require_http_methods(["GET", "POST"])
def take_in_document(request, round, pk):
    """What would come of it; then the step."""
    document = the_document(request, round, pk)
    if not document.is_open:
        return redirect(document)
    if request.method == "GET":
        return _before(request, document, actions.why_not(document))
    try:
        actions.take_in_document(brought=document, by=request.user, at=database_now())
    except actions.NotYet as refusal:
        return _before(request, document, str(refusal), status=422)
    except CannotMove:
        messages.warning(request, "This document has been taken in already.")
        return redirect(document)
    messages.success(request, f"{document} is taken in. You can take it back for 30 days.")
    return redirect(document)


def _before(request, document, why, status=200):
    found = Finding.objects.visible_to(request.user).filter(brought=document).of(Verdict.ACCEPTED)
    accepted = list(found.select_related("match", "outcome").order_by("order"))
    matched = [one for one in accepted if one.is_matched]
    counts = Counter(one.kind for one in accepted if one not in matched)
    beside = [one for one in accepted if one.kind in (FindingKind.MONEY, FindingKind.OUTCOME, FindingKind.FIGURE)]
    over = actions.laid_over_all(document.round, matched, beside, actions.texts_that_stand(matched)).values()
    loose = {kind: counts[kind] for kind in HEADS}
    loose[FindingKind.MONEY] -= sum(map(len, amounts_of(accepted).values()))
    loose[FindingKind.FIGURE] -= sum(map(len, pictures_of(accepted).values()))
    context = {
        "brought": document,
        "round": document.round,
        "why": why,
        "counts": [(label, counts[kind]) for kind, label in COUNTED.items()],
        "linked": [one for one in accepted if one.kind == FindingKind.OUTCOME and one.outcome],
        "changing": [one for one in over if one.said],
        "same": sum(not one.said for one in over),
        "fates": actions.fates_of(document),
        "loose": [(FindingKind(kind).label, count, HEADS[kind]) for kind, count in loose.items() if count],
        "back": reverse("intentions:brought", args=[document.round.slug, document.pk]),
    }
    return render(request, "intentions/take_in.html", context, status=status)


@require_POST
def take_back_document(request, round, pk):
    document = the_document(request, round, pk)
    try:
        left = actions.take_back_document(brought=document, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, "This document cannot be taken back: it was not taken in, or more than 30 days ago.")
        return redirect(document)
    messages.success(request, f"{document} is taken back.")
    say_left(request, left)
    return redirect(document)
