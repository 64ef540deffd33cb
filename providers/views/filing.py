"""Answering in a file: an Excel workbook or a Word form, filled in by colleagues, brought back, looked at, taken into the draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from intentions.views.many import say_left, seen_of
from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.workbooks import kept
from portal.workbooks.apart import read_apart
from portal.workbooks.comparing import State, compare
from portal.workbooks.reading import NotOurs
from portal.workbooks.shape import About
from portal.workbooks.showing import GOING, ready, shown
from portal.workbooks.writing import CONTENT_TYPE, write

from .. import actions, documents, forms
from ..documents import word_form as word_forms
from ..documents.canonical import begun
from ..documents.workbook import ANSWERS, Standing, rows_of, said_by, sheets_of
from ..documents.workbook.columns import years_of
from ..models import Filled, Together
from .answering import tasks_of
from .doors import asked, our_response
from .more_time import due_at
from .word import WORD

KIND = "answers of a response"
NEWER = "The intention has a newer version since the workbook was taken out: read what changed before you answer it"
NOT_NEW = "A new row is not taken in: points of your own are written on the portal"


@require_GET
def workbook(request, pk):
    """The draft as it stands, for colleagues who have no account too."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    rows, _ = _rows(request, response)
    about = About(KIND, str(response.pk), f"Answers of {response.organisation} to {response.round}", words.when(timezone.now()))
    content = write(about, [(sheet, rows[sheet.name]) for sheet in sheets_of(response.round)])
    name = f"{response.round.slug}-answers-{timezone.localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_GET
def word_form(request, pk):
    """The same to fill in with Word: what each intention says, and tables under it."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    rows, _ = _rows(request, response)
    about = About(KIND, str(response.pk), f"Answers of {response.organisation} to {response.round}", words.when(timezone.now()))
    content = word_forms.write(about, sheets_of(response.round), rows, tasks_of(request, response).tasks)
    name = f"{response.round.slug}-answers-{timezone.localdate():%Y-%m-%d}.docx"
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
def bring_back(request, pk):
    response = our_response(request, pk)
    asked(request, "edit", response)
    if not _is_open(response):
        return redirect(response)
    form = forms.FilledForm(request.POST or None, request.FILES or None) if request.method == "POST" else forms.FilledForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = _read(file, response)
        except NotOurs as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(actions.keep_filled(response=response, brought=brought, name=file.name, by=request.user, at=database_now()))
    last = Together.objects.visible_to(request.user).filter(response=response).exclude(about="").undoable()
    last = last.select_related("answered_by").order_by("-answered_at")
    context = {
        "response": response,
        "form": form,
        "steps": [(_in_words(step), reverse("providers:undo_together", args=[response.pk, step.pk])) for step in last[:3]],
        "waiting": Filled.objects.visible_to(request.user).filter(response=response, step=None).defer("said").order_by("-at")[:3],
        "back": response.get_absolute_url(),
        **due_at(request, response.invitation, database_now()),
    }
    return render(request, "providers/workbook.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def filled(request, pk, workbook):
    """What the workbook would change in the draft, each with a box; then the step."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    found = get_object_or_404(Filled.objects.visible_to(request.user).filter(response=response), pk=workbook)
    found.response = response
    if not _is_open(response):
        messages.warning(request, "Not taken in: the response is no draft any more, or its deadline has passed. The file is still yours.")
        return redirect(response)
    if request.method == "GET" or found.step_id:
        return _preview(request, found)
    chosen = seen_of(request.POST.getlist("seen"))
    if "every" in request.POST:
        chosen |= ready(*_things(request, found)[:2])
    if not chosen:
        return _preview(request, found, problem="Tick what is to be taken into the draft")
    progress = tasks_of(request, response)
    try:
        step, left = actions.take_in_filled(filled=found, progress=progress, chosen=chosen, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, "Not taken in: the workbook was taken in already, or the response is no draft any more.")
        return redirect(found)
    if step:
        count = len(step.said)
        messages.success(request, f"{'1 intention' if count == 1 else f'{count} intentions'} answered from the workbook. Nothing is sent.")
    say_left(request, left)
    return redirect("providers:workbook", response.pk) if step else redirect(found)


def _read(file, response):
    """A workbook or a form: they say the same rows."""
    sheets, whose = sheets_of(response.round), {"kind": KIND, "of": str(response.pk)}
    if file.kind == "word":
        return word_forms.read_apart(file.read(), file.name, sheets, **whose)
    return read_apart(file.read(), sheets, **whose)


def _in_words(step):
    count = len(step.said)
    return (
        f"{'1 answer' if count == 1 else f'{count} answers'} from {step.about}, by {step.answered_by} on {words.history(step.answered_at)}"
    )


def _is_open(response):
    """As on every page of answering: a draft, before its deadline."""
    return response.is_editable and response.invitation.is_open(database_now())


def _rows(request, response):
    positions = {one.reference: one for one in begun(response)}
    return rows_of(response, tasks_of(request, response).tasks, positions), positions


def _things(request, found):
    """What came back, the marks of what stands beside it, and what is worth saying of the whole file."""
    response = found.response
    brought, (rows, positions) = kept.read(found.said), _rows(request, response)
    marks, out, years = {row.key: row.mark for row in rows[ANSWERS]}, brought.stamp.rows.get(ANSWERS, {}), years_of(response.round)
    things = compare(brought, sheets_of(response.round), rows)
    for thing in things:
        if thing.state is State.NEW:
            thing.refuse([NOT_NEW])
        elif thing.state in GOING:
            position = positions.get(thing.key)
            thing.refuse(said_by(thing, Standing(documents.content(position) if position else {}, years))[1])
        if thing.key in out and thing.key in marks and out[thing.key][0].partition("/")[0] != marks[thing.key].partition("/")[0]:
            thing.notes.append(NEWER)
    return things, marks, brought.notes


def _preview(request, found, problem=""):
    context = {
        "caption": f"{found.response.organisation}: {found.response.round}",
        "workbook": found,
        "button": "Take what is ticked into the draft",
        "back": reverse("providers:workbook", args=[found.response.pk]),
        "back_words": "Answer in Excel or Word",
        **shown(*_things(request, found), problem),
    }
    return render(request, "workbooks/preview.html", context, status=422 if problem else 200)
