"""The intentions of a draft as an Excel workbook: taken out, filled in, brought back, looked at, taken in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.workbooks import kept
from portal.workbooks.apart import read_apart
from portal.workbooks.asking import WorkbookForm
from portal.workbooks.comparing import State, compare, keys_changed
from portal.workbooks.reading import NotOurs
from portal.workbooks.shape import About
from portal.workbooks.showing import GOING, ready, shown
from portal.workbooks.writing import CONTENT_TYPE, write

from .. import actions, forms
from ..documents.workbook import rows_of, said_by, sheets_of
from ..models import Version, Workbook
from ..models.ties import tie
from ..states import ManyKind
from .doors import asked, the_round
from .many import say_left, seen_of, to_undo

KIND = "intentions of a round"
PAGE = 100  # things that a preview shows of each state


@require_GET
def workbook(request, round):
    """The whole draft, as it stands."""
    round = the_round(request, round)
    asked(request, "draft", round)
    offered = forms.offered(round, request.user)
    rows = rows_of(_versions(request, round), offered)
    about = About(KIND, str(round.pk), f"Intentions of {round.named}", words.when(timezone.now()))
    content = write(about, [(sheet, rows[sheet.name]) for sheet in sheets_of(offered)])
    name = f"{round.slug}-intentions-{timezone.localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
def bring_back(request, round):
    """Take the workbook out, and bring it back."""
    round = the_round(request, round)
    asked(request, "edit", round)
    form = WorkbookForm(request.POST or None, request.FILES or None) if request.method == "POST" else WorkbookForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = read_apart(file.read(), sheets_of(forms.offered(round, request.user)), kind=KIND, of=str(round.pk))
        except NotOurs as refusal:
            form.add_error("file", str(refusal))
        else:
            kept_one = actions.keep_workbook(round=round, brought=brought, name=file.name, by=request.user, at=database_now())
            return redirect(kept_one)
    waiting = Workbook.objects.visible_to(request.user).filter(round=round, step=None)
    context = {
        "round": round,
        "form": form,
        "steps": [
            (f"{step}, by {step.by} on {words.history(step.at)}", reverse("intentions:undo_many", args=[round.slug, step.pk]))
            for step in to_undo(request.user, round, ManyKind.BROUGHT)
        ],
        "waiting": waiting.defer("said").select_related("round").order_by("-at")[:3],
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/workbook.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def brought_back(request, round, pk):
    """What the workbook would change, each with a box; then the step."""
    round = the_round(request, round)
    asked(request, "edit", round)
    workbook = get_object_or_404(Workbook.objects.visible_to(request.user).filter(round=round).select_related("step"), pk=pk)
    workbook.round = round
    offered = forms.offered(round, request.user)
    if request.method == "GET" or workbook.step_id:
        return _preview(request, workbook, offered)
    chosen = seen_of(request.POST.getlist("seen"))
    if "every" in request.POST:
        chosen |= ready(*_things(request, workbook, offered)[:2])
    if not chosen:
        return _preview(request, workbook, offered, problem="Tick what is to be taken in")
    try:
        step, left = actions.take_in(workbook=workbook, offered=offered, chosen=chosen, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, "This workbook has been taken in already.")
        return redirect(workbook)
    if step:
        messages.success(request, f"{step}. You can undo this step.")
    say_left(request, left)
    return redirect("intentions:bring_back", round.slug) if step else redirect(workbook)


def _versions(request, round, references=None):
    among = Version.objects.visible_to(request.user).in_draft_of(round).select_related("intention__owner")
    found = tie(among if references is None else among.filter(intention__reference__in=references))
    for version in found:
        version.intention.round = round
    return found


def _things(request, workbook, offered):
    """What came back, the marks of what stands beside it, and what is worth saying of the whole file."""
    brought, sheets = kept.read(workbook.said), sheets_of(offered)
    rows = rows_of(_versions(request, workbook.round), offered, keys_changed(brought, sheets[0], "description"))
    things = compare(brought, sheets, rows)
    for thing in things:
        if thing.state in GOING:
            thing.refuse(said_by(thing, offered, is_new=thing.state is State.NEW)[1])
    return things, {row.key: row.mark for sheet in rows.values() for row in sheet if row.mark}, brought.notes


def _preview(request, workbook, offered, problem=""):
    context = {
        "caption": workbook.round.title,
        "workbook": workbook,
        "button": "Take in what is ticked",
        "back": reverse("intentions:bring_back", args=[workbook.round.slug]),
        "back_words": "Excel workbook",
        **shown(*_things(request, workbook, offered), problem),
    }
    return render(request, "workbooks/preview.html", context, status=422 if problem else 200)
