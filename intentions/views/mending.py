"""One proposal of a document: judged, mended, merged, split, and matched with the intention whose new text it is."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from portal.moves import CannotMove
from portal.moves.clock import database_now

from .. import actions, forms
from ..models import Finding, Intention
from ..states import FindingKind
from .bringing import the_document
from .heaps import homes_near, homes_of, tell_findings
from .sifting import VERDICTS, back_to_desk, desk, too_late

NEAR = 15  # proposals before and after an outcome, among which its intentions are looked for


@require_http_methods(["GET", "POST"])
def finding(request, round, pk, finding):
    """One proposal: mended on a page of its own; accepted, left out, merged, split from there or from the desk."""
    document = the_document(request, round, pk)
    rows = Finding.objects.visible_to(request.user).filter(brought=document)
    found = get_object_or_404(rows.select_related("chapter", "standing", "changed_by", "match", "outcome"), pk=finding)
    found.brought = document
    tell_findings(request, document, [found])
    homes = homes_of(request, document)
    if request.method == "POST" and request.POST.get("do") == "mend":
        return _mend(request, found, homes)
    if request.method == "POST" and request.POST.get("do") == "match":
        return _match(request, found, homes)
    if request.method == "POST" and request.POST.get("do") == "link":
        return _link(request, found, homes)
    if request.method == "POST":
        return _judge(request, found, homes)
    return _mending(request, found, _form(request, found, homes))


def _form(request, found, homes, data=None):
    """A picture is asked other things than words are."""
    initial = None if data is not None else _initial(found)
    if found.kind == FindingKind.FIGURE:
        return forms.MendPictureForm(data, places=homes_near(request, found), initial=initial)
    return forms.MendForm(data, homes=homes, recognised=found.recognised, initial=initial)


def _initial(found):
    home = f"c:{found.standing_id}" if found.standing_id else f"f:{found.chapter_id}" if found.chapter_id else ""
    return {
        "kind": found.kind,
        "title": found.title,
        "words": found.words,
        "home": home,
        "revision": str(found.revision),
        "stands": found.mark,
        "of": found.facts.get("of", ""),
        "decorates": bool(found.facts.get("decorates")),
    }


def _mending(request, found, form, *, match_form=None, problem="", status=200):
    context = {
        "form": form,
        "match_form": match_form or _matching(found) or _linking(request, found),
        "joins": "link" if found.kind == FindingKind.OUTCOME else "match",
        "finding": found,
        "brought": found.brought,
        "round": found.brought.round,
        "pieces": found.pieces.order_by("order"),
        "lines": [(number, line) for number, line in enumerate(found.words.splitlines(), 1) if line.strip()],
        "problem": problem,
        "back": found.brought.get_absolute_url(),
    }
    return render(request, "intentions/mend.html", context, status=status)


def _mend(request, found, homes):
    form = _form(request, found, homes, request.POST)
    if not form.is_valid():
        return _mending(request, found, form, status=422)
    about = {"seen": form.cleaned_data["revision"], "by": request.user, "at": database_now()}
    try:
        actions.mend_finding(finding=found, **form.said(), **about)
    except actions.CannotJudge as refusal:
        return _mending(request, found, form, problem=str(refusal), status=422)
    except actions.Meanwhile as meanwhile:
        return _mending(
            request, found, form, problem=f"{meanwhile}. What you typed is below, not saved; load the page again to see theirs", status=409
        )
    except CannotMove:
        return too_late(request, found.brought)
    messages.success(request, "Saved and accepted.")
    return back_to_desk(request, found.brought)


def _matching(found, data=None):
    """Whose text it is; None of what is no intention."""
    if found.kind != FindingKind.INTENTION:
        return None
    rows = list(found.brought.round.intentions.in_order().values_list("reference", "latest__title"))
    if not rows:
        return None
    initial = {"match": found.match.reference if found.is_matched else "", "revision": str(found.revision)}
    return forms.MatchForm(data, rows=rows, initial=initial)


def _match(request, found, homes):
    """What it would change is another text then: it is shown again, and waits."""
    match_form = _matching(found, request.POST)
    form = forms.MendForm(homes=homes, recognised=found.recognised, initial=_initial(found))
    if match_form is None or not match_form.is_valid():
        return _mending(request, found, form, match_form=match_form, status=422)
    said = match_form.cleaned_data
    other = Intention.objects.visible_to(request.user).filter(round=found.brought.round, reference=said["match"]).first()
    try:
        actions.match_finding(finding=found, intention=other, seen=said["revision"], by=request.user, at=database_now())
    except (actions.Meanwhile, actions.CannotJudge) as refusal:
        return _mending(request, found, form, match_form=match_form, problem=f"{refusal}. Nothing was changed", status=409)
    except CannotMove:
        return too_late(request, found.brought)
    messages.success(request, f"Matched with {other}. Look at what it would change, then accept it." if other else "It is new.")
    return redirect(found)


def _linking(request, found, data=None):
    """Which outcome of the commissioners it is, and the intentions around it; None of what is no outcome."""
    if found.kind != FindingKind.OUTCOME:
        return None
    outcomes = actions.outcomes_of(found.brought.round).visible_to(request.user).order_by("statement")
    near = Finding.objects.visible_to(request.user).filter(brought=found.brought, kind=FindingKind.INTENTION).exclude(verdict="dropped")
    around = near.filter(order__range=(found.order - NEAR, found.order + NEAR)).select_related("match")
    intentions = {str(one.pk): one for one in sorted({*around, *found.goes_with}, key=lambda one: one.order)}
    initial = {
        "outcome": str(found.outcome_id or ""),
        "intentions": [str(one.pk) for one in found.goes_with],
        "revision": str(found.revision),
    }
    return forms.LinkForm(data, outcomes={str(one.pk): one for one in outcomes}, intentions=intentions, initial=initial)


def _link(request, found, homes):
    link_form = _linking(request, found, request.POST)
    form = forms.MendForm(homes=homes, recognised=found.recognised, initial=_initial(found))
    if link_form is None or not link_form.is_valid():
        return _mending(request, found, form, match_form=link_form, status=422)
    said = link_form.said()
    try:
        actions.link_outcome(finding=found, by=request.user, at=database_now(), **said)
    except (actions.Meanwhile, actions.CannotJudge) as refusal:
        return _mending(request, found, form, match_form=link_form, problem=f"{refusal}. Nothing was changed", status=409)
    except CannotMove:
        return too_late(request, found.brought)
    messages.success(request, "Saved and accepted.")
    return back_to_desk(request, found.brought)


def _judge(request, found, homes):
    do, seen = request.POST.get("do", ""), forms.revision_of(request.POST.get("revision", ""))
    about = {"finding": found, "seen": seen, "by": request.user, "at": database_now()}
    try:
        if do in VERDICTS:
            actions.judge_finding(verdict=VERDICTS[do], stands=request.POST.get("stands", ""), **about)
        elif do == "new" and found.kind == FindingKind.OUTCOME:
            actions.link_outcome(outcome=None, intentions=found.goes_with, **about)
        elif do == "new":
            actions.match_finding(intention=None, **about)
        elif do == "passage":
            home = found.standing or found.chapter
            actions.mend_finding(title=found.title, words=found.words, kind=FindingKind.PASSAGE, chapter=home, **about)
        elif do == "merge":
            actions.merge_finding(**about)
        elif do == "split":
            actions.split_finding(paragraph=forms.revision_of(request.POST.get("paragraph", "")), **about)
        else:
            raise actions.CannotJudge("Select what to do with it")
    except actions.Meanwhile as meanwhile:
        return desk(request, found.brought, problem=f"“{found}”: {meanwhile}. Nothing was done with it", status=409)
    except actions.CannotJudge as refusal:
        return desk(request, found.brought, problem=str(refusal), status=422)
    except CannotMove:
        return too_late(request, found.brought)
    return back_to_desk(request, found.brought)
