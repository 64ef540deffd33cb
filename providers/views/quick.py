"""Fast answering: the edition as a list or as one document, the answer beside each intention; many answered in one step."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.moves.stale import Stale
from portal.nhsuk import words
from portal.nhsuk.problems import problems_of

from .. import actions, forms
from ..documents.intended import intended_by
from ..models import Together
from ..states import Stance
from .doors import asked, our_response
from .more_time import due_at
from .shelf import Shelf
from .together import look


@require_http_methods(["GET", "POST"])
def quick(request, pk):
    """Each row saves by itself; without a script one Save is for the page. What a colleague wrote meanwhile stays."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    if not response.is_editable or not response.invitation.is_open(database_now()):
        return redirect(response)
    shelf = Shelf(request, response)
    if request.method == "GET":
        return _page(shelf)
    if "row" in request.POST:
        return _one(shelf)
    return _whole(shelf)


def _rows(shelf, data=None):
    """The rows of a page; of what is posted, those that were on it."""
    if data is None:
        return [forms.RowForm(task=task) for task in shelf.page]
    return [forms.RowForm(data, task=task) for task in shelf.found.tasks if f"opened-{task.reference}" in data]


def _save(shelf, row):
    """The position as it was saved; None when nothing was changed."""
    content = row.content()
    if not content:
        return None
    about = {"response": shelf.response, "intention": row.task.version.intention, "by": shelf.request.user}
    return actions.save_position(content=content, revision=row.opened.revisions(content), **about)


def _one(shelf):
    """The answer to a row that saves by itself: what became of it, in its place."""
    row = next((one for one in _rows(shelf, shelf.request.POST) if one.task.reference == shelf.request.POST["row"]), None)
    if row is None:
        return _said(shelf, None, "Not saved. This page is too old: load it again", status=422)
    if not row.is_valid():
        return _said(shelf, row, f"Not saved. {problems_of(row)[0]['text']}", status=422)
    try:
        saved = _save(shelf, row)
    except Stale as stale:
        return _said(shelf, row, f"Not saved. {_who(stale)} changed it after you opened it. Press Save this page to choose", status=409)
    except CannotMove as late:
        return _said(shelf, row, f"Not saved. This response is now: {late.thing.get_status_display()}", status=409)
    fresh = Shelf(shelf.request, shelf.response)
    row = forms.RowForm(task=next(task for task in fresh.found.tasks if task.reference == row.task.reference))
    return _said(fresh, row, f"Saved at {words.clock(saved.changed_at if saved else database_now())}")


def _said(shelf, row, says, status=200):
    context = {
        "says": says,
        "failed": status != 200,
        "row": row,
        "response": shelf.response,
        "progress": shelf.found,
        "reference": shelf.request.POST["row"][:20],
    }
    return render(shelf.request, "providers/quick_saved.html", context, status=status)


def _who(stale):
    return next(iter(stale.conflicts.values())).by or "A colleague"


def _whole(shelf):
    """Every row of the page: what can be saved is saved, what cannot is named, and nothing typed is lost."""
    request, rows, saved, problems, status = shelf.request, _rows(shelf, shelf.request.POST), 0, [], 200
    for row in rows:
        try:
            if row.is_valid():
                saved += _save(shelf, row) is not None
            else:
                problems, status = [*problems, *problems_of(row)], 422
        except Stale as stale:
            problems.append(_conflict(row, stale))
            status = 409
        except CannotMove as late:
            says = f"This response is now: {late.thing.get_status_display()}. What you typed is still on this page: copy it."
            return _page(shelf, rows, [{"text": says}], status=409)
    if saved:
        messages.success(request, f"{'1 intention' if saved == 1 else f'{saved} intentions'} saved.")
    if problems:
        return _page(shelf, rows, problems, status=status)
    if "preview" in request.POST or "rest" in request.POST:
        return look(shelf, _page)
    if not saved:
        messages.info(request, "Nothing was changed on this page.")
    return redirect(shelf.href(page=str(shelf.page.number) if shelf.page.number > 1 else ""))


def _conflict(row, stale):
    row.ask_again(stale)
    row.theirs = [_as_saved(part, conflict) for part, conflict in stale.conflicts.items()]
    says = f"{row.task.reference}: {_who(stale)} changed it after you opened it. Save again to keep yours, or type theirs"
    return {"text": says, "href": f"#{row['stance'].id_for_label}"}


def _as_saved(part, conflict):
    said = Stance(conflict.theirs).label if part == "stance" and conflict.theirs else conflict.theirs
    label = "Position" if part == "stance" else "Comment"
    return f"{label} as {conflict.by or 'a colleague'} saved it at {words.clock(conflict.at)}: {said or 'empty'}"


def _page(shelf, rows=None, problems=(), together=None, status=200):
    rows = _rows(shelf) if rows is None else rows
    parts = intended_by([row.task.version for row in rows], shelf.response.edition_id) if shelf.is_document else {}
    for row in rows:
        row.parts = parts.get(row.task.reference, [])
    last = Together.objects.visible_to(shelf.request.user).filter(response=shelf.response).undoable()
    context = {
        "response": shelf.response,
        "shelf": shelf,
        "progress": shelf.found,
        "rows": rows,
        "problems": list(problems),
        "ticked": set(shelf.request.POST.getlist("tick")),
        "together": together or forms.TogetherForm(),
        "last": last.select_related("answered_by").order_by("-answered_at").first(),
        "shows": [(key, text, shelf.href(show=key)) for key, text in shelf.shows.items()],
        "back": shelf.response.get_absolute_url(),
        **due_at(shelf.request, shelf.response.invitation, database_now()),
    }
    return render(shelf.request, "providers/quick.html", context, status=status)
