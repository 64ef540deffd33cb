"""Writing memoranda: which are drafted, what is written around and in their clauses, who is party."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves.stale import Stale
from portal.nhsuk.problems import problems_of

from .. import actions, forms
from ..documents import drawing, parties
from ..documents.agreed import paragraphs
from ..documents.memorandum import origin
from ..states import MemorandumStatus
from .doors import asked, the_memorandum, the_round

WAYS = {"provider": "One for each provider", "group": "One for each group of providers", "contract": "One for each contract"}


@require_http_methods(["GET", "POST"])
def draft_memorandum(request, round):
    """With whom, or on which contracts; how many clauses each would have."""
    round = the_round(request, round)
    asked(request, "draft_memorandum", round)
    by = request.GET.get("by") if request.GET.get("by") in WAYS else "provider"
    subjects = [one for one in drawing.subjects(round, by) if one.waiting or _has_ended(one)]
    initial = {"subjects": [one.key for one in subjects if one.waiting]}
    form = forms.SubjectsForm(request.POST if request.method == "POST" else None, subjects=subjects, initial=initial)
    if form.is_valid():
        return _draft(request, round, form)
    context = {
        "round": round,
        "form": form,
        "ways": [(key, words, key == by) for key, words in WAYS.items()],
        "subjects": subjects,
        "back": reverse("providers:after", args=[round.slug]),
    }
    return render(request, "providers/draft_memorandum.html", context, status=422 if form.is_bound else 200)


def _has_ended(subject):
    """Signed: its next version can be drafted, whether or not more was agreed."""
    return subject.standing is not None and subject.standing.status == MemorandumStatus.AGREED


def _draft(request, round, form):
    made, refused = [], ""
    for one in form.chosen():
        try:
            made.append(actions.draft_memorandum(round=round, by=request.user, organisation=one.organisation, contract=one.contract))
        except actions.Refused as refusal:  # a colleague drafted what was left of it meanwhile
            refused = str(refusal)
    if refused:
        messages.warning(request, refused)
    if len(made) == 1:
        return redirect(made[0])
    messages.success(request, f"{len(made)} memoranda are drafted. Nobody but the commissioners reads them yet.")
    return redirect("providers:memoranda", round.slug)


def _a_draft(request, pk, verb):
    memorandum = the_memorandum(request, pk)
    asked(request, verb, memorandum)
    return memorandum


@require_http_methods(["GET", "POST"])
def save_memorandum(request, pk):
    """Its terms and commitments; a colleague's words are never overwritten."""
    memorandum = _a_draft(request, pk, "save_memorandum")
    if request.method == "GET" and memorandum.status != MemorandumStatus.DRAFT:
        return redirect(memorandum)
    named = [party.organisation for party in memorandum.parties.standing().select_related("organisation").order_by("organisation__name")]
    initial = {**memorandum.terms, "revision": memorandum.revision}
    form = forms.TermsForm(request.POST or None, initial=initial)
    rows = memorandum.commitments.order_by("order").values("organisation", "action", "by_date", "owner")
    said = [{**row, "organisation": str(row["organisation"])} for row in rows]
    commitments = forms.CommitmentFormSet(request.POST or None, prefix="commitments", initial=said, form_kwargs={"parties": named})
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


@require_http_methods(["GET", "POST"])
def save_clause(request, pk, clause):
    """In other words than were agreed, or left out with a reason; what was agreed stands above."""
    memorandum = _a_draft(request, pk, "save_clause")
    of_it = ("intention", "version", "frozen_chapter", "response__organisation")
    related = ("condition", *(f"decision__position__{name}" for name in of_it))
    clause = get_object_or_404(memorandum.clauses.select_related(*related), pk=clause)
    is_own, conflict = clause.decision is None, None
    initial = {"text": clause.text, "left_out_because": clause.left_out_because, "revision": clause.revision}
    form = forms.ClauseForm(request.POST or None, is_own=is_own, initial=initial)
    if form.is_valid():
        try:
            _save_clause(request, clause, form)
        except Stale as stale:
            conflict = stale.conflicts["text"]
            form = forms.ClauseForm({**request.POST.dict(), "revision": stale.thing.revision}, is_own=is_own)
        else:
            messages.success(request, "Clause saved.")
            return redirect(memorandum)
    context = {
        "form": form,
        "memorandum": memorandum,
        "clause": clause,
        "source": origin(clause),
        "agreed": paragraphs(clause.agreed),
        "now": paragraphs(form.data.get("text", "") if form.is_bound else clause.text),
        "conflict": conflict,
        "theirs": [("Clause", conflict.theirs)] if conflict else [],
        "back": memorandum.get_absolute_url(),
    }
    return render(request, "providers/save_clause.html", context, status=409 if conflict else 422 if form.is_bound else 200)


def _save_clause(request, clause, form):
    if form.cleaned_data.get("is_removed"):
        actions.remove_clause(clause=clause, by=request.user)
    else:
        actions.save_clause(clause=clause, by=request.user, revision=form.seen(), **form.content())


@require_http_methods(["GET", "POST"])
def add_clause(request, pk):
    memorandum = _a_draft(request, pk, "add_clause")
    form = forms.AddClauseForm(request.POST or None)
    if form.is_valid():
        actions.add_clause(memorandum=memorandum, by=request.user, text=form.cleaned_data["text"].strip())
        messages.success(request, "Clause added.")
        return redirect(memorandum)
    return _form_page(request, memorandum, form, heading="Add a clause", button="Add")


@require_http_methods(["GET", "POST"])
def choose_parties(request, pk):
    """Of those concerned; who is taken out is named with the reason."""
    memorandum = _a_draft(request, pk, "choose_parties")
    concerned = parties.concerned(memorandum)
    standing = memorandum.parties.standing().values_list("organisation", flat=True)
    form = forms.PartiesForm(request.POST or None, concerned=concerned, initial={"parties": [str(one) for one in standing]})
    if form.is_valid():
        said = {"organisations": form.chosen(), "because": form.cleaned_data["because"]}
        try:
            actions.choose_parties(memorandum=memorandum, by=request.user, **said)
        except actions.Refused as refusal:
            form.add_error("because" if "Say why" in str(refusal) else "parties", str(refusal))
        else:
            messages.success(request, "The parties are saved.")
            return redirect(memorandum)
    return _form_page(request, memorandum, form, heading="Parties", button="Save")


def _form_page(request, memorandum, form, **said):
    context = {"form": form, "caption": str(memorandum), "back": memorandum.get_absolute_url(), **said}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


@require_POST
def redraft(request, pk):
    memorandum = _a_draft(request, pk, "redraft")
    try:
        actions.redraft(memorandum=memorandum, by=request.user)
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The clauses are up to date.")
    return redirect(memorandum)


@require_POST
def set_aside(request, pk):
    memorandum = _a_draft(request, pk, "set_aside")
    actions.set_aside(memorandum=memorandum, by=request.user)
    messages.success(request, "The draft is set aside. What it said waits for another memorandum.")
    return redirect("providers:memoranda", memorandum.round.slug)
