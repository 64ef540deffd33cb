"""C13: what follows from the decisions: the memorandum, the contracts, the pipeline."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves.stale import Stale
from portal.nhsuk.problems import problems_of

from .. import actions, forms
from ..documents import contracts
from ..documents.memorandum import agreed
from ..models import Memorandum
from .doors import asked, the_memorandum, the_round


def after(request, round):
    round = the_round(request, round)
    asked(request, "look", round)
    decisions = list(agreed(round).prefetch_related("position__version__outcomes"))
    context = {
        "round": round,
        "memoranda": Memorandum.objects.visible_to(request.user).filter(round=round).select_related("round").order_by("-number"),
        "lines": _lines(contracts.schedules(decisions)),
        "measures": _measures(contracts.alignment(decisions)),
        "accepted": len(decisions),
        "back": reverse("providers:responses", args=[round.slug]),
    }
    return render(request, "providers/after.html", context)


def _lines(lines):
    heads = ("Provider", "Schedule", "What", "Owner", "Where it comes from")
    rows = [[line.provider, line.schedule, line.text, line.owner or "Not known", line.source] for line in lines]
    return _table("Contract schedules", heads, rows)


def _measures(found):
    rows = [[one.measure, ", ".join(one.held), ", ".join(one.missing) or "Nobody", "Yes" if one.is_harmonised else "No"] for one in found]
    return _table("Measures across contracts", ("Measure", "In the contracts of", "Not in those of", "In every contract"), rows)


def _table(title, heads, rows):
    return {
        "caption": {"text": title, "classes": "nhsuk-u-visually-hidden"},
        "responsive": True,
        "head": [{"text": head} for head in heads],
        "rows": [[{"text": cell} for cell in row] for row in rows],
    }


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
        else:
            messages.success(request, "Memorandum saved.")
            return redirect(memorandum)
    problems = problems_of(form, *commitments.forms) if form.is_bound else []
    context = {"memorandum": memorandum, "form": form, "commitments": commitments, "problems": problems, "conflicts": conflicts}
    context["theirs"] = [(form.fields[name].label, conflict.theirs) for name, conflict in conflicts.items()]
    return render(request, "providers/save_memorandum.html", {**context, "back": memorandum.get_absolute_url()}, status=status)


def _save(request, memorandum, form, commitments):
    rows = [row.content() for row in commitments.forms if row.cleaned_data and row.cleaned_data.get("action")]
    revision = form.cleaned_data["revision"]
    actions.save_memorandum(memorandum=memorandum, by=request.user, revision=revision, terms=form.terms(), commitments=rows)
