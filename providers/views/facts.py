"""The facts of a round on one page, before and after it is published."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions import actions as intentions
from intentions import forms
from intentions.views.parting import Desk
from portal.moves.clock import database_now
from portal.nhsuk.problems import problems_of

from .. import actions
from .doors import the_round


@require_http_methods(["GET", "POST"])
def facts(request, round):
    """Saved by its button, part by part; a late save asks. What is refused is said at its question, and nothing typed is lost."""
    round = the_round(request, round)
    if not request.user.has_perm("intentions.edit", round):
        raise PermissionDenied
    editing = forms.Editing(forms.FactsForm, thing=round, data=request.POST or None, user=request.user)
    note = forms.NoteForm(request.POST or None)

    def save(editing, parts):
        said = {**editing.form.content(parts), "revision": editing.revisions(), "page": editing.page}
        return actions.edit_facts(round=round, by=request.user, at=database_now(), note=note.cleaned_data["note"], **said)

    def page(editing, status, problems):
        return _page(request, round, editing, note, status, problems)

    if note.is_bound and not note.is_valid():
        return page(editing, 422, [*(() if editing.is_valid() else editing.problems()), *problems_of(note)])
    try:
        return Desk(
            request, thing=round, make=lambda _: editing, save=save, page=page, home=lambda saved: f"{saved.get_draft_url()}#people"
        ).answer()
    except intentions.NeedsNote as refusal:
        note.add_error("note", str(refusal))
    except actions.NotLater as refusal:
        editing.form.add_error("response_deadline", str(refusal))
    return page(editing, 422, problems_of(*editing.form.everything(), note))


def _page(request, round, editing, note, status, problems):
    context = {
        "round": round,
        "editing": editing,
        "note": note,
        "problems": problems,
        "parts": editing.drawn(),
        "here": reverse("intentions:round_here", args=[round.slug]),
        "back": f"{round.get_draft_url()}#people",
    }
    return render(request, "providers/facts.html", context, status=status)
