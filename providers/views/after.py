"""C13: what follows from the decisions: the memorandum, the contracts, the pipeline."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves.stale import Stale
from portal.nhsuk.lists import PlainRows
from portal.nhsuk.problems import problems_of

from .. import actions, forms
from ..documents import contracts
from ..documents.memorandum import agreed, published
from ..models import Memorandum
from .contract_lists import Measures, Schedules
from .doors import asked, the_memorandum, the_round


def after(request, round):
    round = the_round(request, round)
    asked(request, "look", round)
    decisions = _agreed(round)
    lines = contracts.schedules(decisions)
    measures = contracts.alignment(decisions)
    memoranda = list(Memorandum.objects.visible_to(request.user).filter(round=round).select_related("round").order_by("-number"))
    context = {
        "round": round,
        "memoranda": memoranda,
        "is_begun": any(one.is_open for one in memoranda),
        "lines": len(lines),
        "providers": [(found[0], len(found)) for _, group in groupby(lines, key=lambda line: line.slug) if (found := list(group))],
        "measures": len(measures),
        "apart": sum(not one.is_harmonised for one in measures),
        "accepted": len(decisions),
        "back": reverse("providers:responses", args=[round.slug]),
    }
    return render(request, "providers/after.html", context)


def _agreed(round):
    return list(agreed(round).prefetch_related("position__version__outcomes"))


def schedules(request, round):
    """What goes into whose contract, to be filtered and taken away."""
    round = the_round(request, round)
    asked(request, "look", round)
    rows = PlainRows(contracts.schedules(_agreed(round)))
    refused = contracts.refused(published(round))
    context = {"round": round, "refused": refused}
    return Schedules(request, rows, title="Contract schedules", round=round).answer("providers/schedules.html", context)


def measures(request, round):
    """Whether the contracts measure alike."""
    round = the_round(request, round)
    asked(request, "look", round)
    rows = PlainRows(contracts.alignment(_agreed(round)))
    return Measures(request, rows, title="Measures across contracts").answer("providers/measures.html", {"round": round})


@require_POST
def draft_memorandum(request, round):
    round = the_round(request, round)
    asked(request, "draft_memorandum", round)
    try:
        memorandum = actions.draft_memorandum(round=round, by=request.user)
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("providers:after", round.slug)
    return redirect("providers:save_memorandum", memorandum.pk)


@require_http_methods(["GET", "POST"])
def save_memorandum(request, pk):
    """Its terms and commitments; a colleague's words are never overwritten."""
    memorandum = the_memorandum(request, pk)
    asked(request, "save_memorandum", memorandum)
    if request.method == "GET" and memorandum.status != "DRAFT":
        return redirect(memorandum)
    parties = [party.organisation for party in memorandum.parties.select_related("organisation").order_by("organisation__name")]
    initial = {**memorandum.terms, "revision": memorandum.revision}
    form = forms.TermsForm(request.POST or None, initial=initial)
    rows = memorandum.commitments.order_by("order").values("organisation", "action", "by_date", "owner")
    said = [{**row, "organisation": str(row["organisation"])} for row in rows]
    commitments = forms.CommitmentFormSet(request.POST or None, prefix="commitments", initial=said, form_kwargs={"parties": parties})
    conflicts, status = {}, 422 if form.is_bound else 200
    if form.is_valid() and commitments.is_valid():
        try:
            _save(request, memorandum, form, commitments)
        except Stale as stale:
            conflicts, status = stale.conflicts, 409
            form = forms.TermsForm({**request.POST.dict(), "revision": stale.thing.revision})  # saved again, from having seen both
        else:
            messages.success(request, "Memorandum saved.")
            return redirect(memorandum)
    problems = problems_of(form, *commitments.forms) if form.is_bound else []
    context = {"memorandum": memorandum, "form": form, "commitments": commitments, "problems": problems, "conflicts": conflicts}
    context["conflict"] = next(iter(conflicts.values()), None)
    context["theirs"] = [(form.fields[name].label, conflict.theirs) for name, conflict in conflicts.items()]
    return render(request, "providers/save_memorandum.html", {**context, "back": memorandum.get_absolute_url()}, status=status)


def _save(request, memorandum, form, commitments):
    rows = [row.content() for row in commitments.forms if row.is_kept()]
    revision = form.cleaned_data["revision"]
    actions.save_memorandum(memorandum=memorandum, by=request.user, revision=revision, terms=form.terms(), commitments=rows)
