"""Answering in a file: an Excel workbook or a Word form, filled in by colleagues, brought back, looked at, taken into the draft."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.workbooks import exchange, kept
from portal.workbooks.comparing import State, compare
from portal.workbooks.gathering import gathered
from portal.workbooks.reading import NotOurs
from portal.workbooks.showing import GOING

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

NEWER = "The intention has a newer version since the workbook was taken out: read what changed before you answer it"
NOT_NEW = "A new row is not taken in: points of your own are written on the portal"


class _Answers(exchange.Exchange):
    """A draft response. A workbook or a form: they say the same rows."""

    kind = "answers of a response"
    back_words = "Answer in Excel or Word"
    button = "Take what is ticked into the draft"
    nothing = "Tick what is to be taken into the draft"
    late = "Not taken in: the workbook was taken in already, or the response is no draft any more."

    def __init__(self, request, response):
        self.request, self.response = request, response
        self.of, self.title = str(response.pk), f"Answers of {response.organisation} to {response.round}"
        self.caption, self.file_name = f"{response.organisation}: {response.round}", f"{response.round.slug}-answers"
        self.back = reverse("providers:workbook", args=[response.pk])

    def sheets(self):
        return sheets_of(self.response.round)

    def rows(self, positions=None):
        positions = self.positions() if positions is None else positions
        return rows_of(self.response, self.tasks(), positions)

    def tasks(self):
        return tasks_of(self.request, self.response).tasks

    def positions(self):
        return {one.reference: one for one in begun(self.response)}

    def read(self, file):
        if file.kind == "word":
            return word_forms.read_apart(file.read(), file.name, self.sheets(), kind=self.kind, of=self.of)
        return super().read(file)

    def gather(self, sent):
        """One file, or those of several members laid together."""
        if len(sent.good) == 1:
            return super().gather(sent.good[0])
        names = [file.name for file in sent.good]
        found = [(file.name, self._named(file)) for file in sent.good]
        return gathered(found, self.sheets()), f"{len(names)} files: {', '.join(names)}"

    def _named(self, file):
        try:
            return self.read(file)
        except NotOurs as refusal:
            raise NotOurs(f"“{file.name}”: {refusal}") from refusal

    def keep(self, brought, name):
        return actions.keep_filled(response=self.response, brought=brought, name=name, by=self.request.user, at=database_now())

    def beside(self, came):
        brought, positions = kept.read(came.said), self.positions()
        rows, years = self.rows(positions), years_of(self.response.round)
        marks, out = {row.key: row.mark for row in rows[ANSWERS]}, brought.stamp.rows.get(ANSWERS, {})
        things = compare(brought, self.sheets(), rows)
        for thing in things:
            if thing.state is State.NEW:
                thing.refuse([NOT_NEW])
            elif thing.state in GOING:
                position = positions.get(thing.key)
                thing.refuse(said_by(thing, Standing(documents.content(position) if position else {}, years))[1])
            if thing.key in out and thing.key in marks and out[thing.key][0].partition("/")[0] != marks[thing.key].partition("/")[0]:
                thing.notes.append(NEWER)
        return exchange.Beside(things, marks, brought.notes)

    def take_in(self, came, chosen):
        progress = tasks_of(self.request, self.response)
        return actions.take_in_filled(filled=came, progress=progress, chosen=chosen, by=self.request.user, at=database_now())

    def done(self, step):
        count = len(step.said)
        return f"{'1 intention' if count == 1 else f'{count} intentions'} answered from the workbook. Nothing is sent."


@require_GET
def workbook(request, pk):
    """The draft as it stands, for colleagues who have no account too."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    return exchange.take_out(_Answers(request, response))


@require_GET
def word_form(request, pk):
    """The same to fill in with Word: what each intention says, and tables under it."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    answers = _Answers(request, response)
    content = word_forms.write(answers.about, answers.sheets(), answers.rows(), answers.tasks())
    return answers.as_file(content, WORD, "docx")


@require_http_methods(["GET", "POST"])
def bring_back(request, pk):
    response = our_response(request, pk)
    asked(request, "edit", response)
    if not _is_open(response):
        return redirect(response)
    answers = _Answers(request, response)
    return exchange.bring_back(request, answers, "providers/workbook.html", lambda: _around(request, response), forms.FilledForm)


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
    return exchange.look(request, _Answers(request, response), found)


def _around(request, response):
    last = Together.objects.visible_to(request.user).filter(response=response).exclude(about="").undoable()
    last = last.select_related("answered_by").order_by("-answered_at")
    return {
        "response": response,
        "steps": [(_in_words(step), reverse("providers:undo_together", args=[response.pk, step.pk])) for step in last[:3]],
        "waiting": Filled.objects.visible_to(request.user).filter(response=response, step=None).defer("said").order_by("-at")[:3],
        "back": response.get_absolute_url(),
        **due_at(request, response.invitation, database_now()),
    }


def _in_words(step):
    count = len(step.said)
    return (
        f"{'1 answer' if count == 1 else f'{count} answers'} from {step.about}, by {step.answered_by} on {words.history(step.answered_at)}"
    )


def _is_open(response):
    """As on every page of answering: a draft, before its deadline."""
    return response.is_editable and response.invitation.is_open(database_now())
