"""Outcomes, measures and values of an organisation as Excel workbooks: taken out, filled in, brought back, looked at, taken in."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.organisations.models import Organisation
from portal.workbooks.apart import read_apart
from portal.workbooks.asking import WorkbookForm
from portal.workbooks.came import KEPT
from portal.workbooks.reading import NotOurs
from portal.workbooks.shape import About
from portal.workbooks.showing import ready, shown
from portal.workbooks.writing import CONTENT_TYPE, write

from .. import actions
from ..documents.workbook import offered_by, row_of, sheet_of, standing
from ..models import Outcome, Step, Workbook
from ..states import Book


def _asked(request, organisation, book):
    """The organisation, if the reader writes its outcomes, and which of the three books."""
    owner = get_object_or_404(Organisation.objects.visible_to(request.user), slug=organisation)
    if not request.user.has_perm("outcomes.edit", Outcome(owner=owner)):
        raise PermissionDenied
    if book not in Book.values:
        raise Http404
    return owner, Book(book)


@require_GET
def workbook(request, organisation, book):
    """Everything of this kind, as it stands."""
    owner, book = _asked(request, organisation, book)
    offered = offered_by(owner)
    rows = [row_of(book, one, offered) for one in standing(book, owner).values()]
    about = About(_kind(book), str(owner.pk), f"{book.label} of {owner}", words.when(timezone.now()))
    content = write(about, [(sheet_of(book, offered), rows)])
    name = f"{owner.slug}-{book.value}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _kind(book):
    return f"{book.value} of an organisation"


@require_http_methods(["GET", "POST"])
def bring_back(request, organisation, book):
    """Take the workbook out, and bring it back."""
    owner, book = _asked(request, organisation, book)
    form = WorkbookForm(request.POST or None, request.FILES or None) if request.method == "POST" else WorkbookForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = read_apart(file.read(), [sheet_of(book, offered_by(owner))], kind=_kind(book), of=str(owner.pk))
        except NotOurs as refusal:
            form.add_error("file", str(refusal))
        else:
            about = {"owner": owner, "book": book, "brought": brought, "name": file.name}
            return redirect(actions.keep_workbook(by=request.user, at=database_now(), **about))
    waiting = Workbook.objects.visible_to(request.user).filter(owner=owner, book=book, step=None)
    context = {
        "owner": owner,
        "book": book,
        "form": form,
        "others": [(one.label, reverse("outcomes:bring_back", args=[owner.slug, one.value])) for one in Book if one != book],
        "steps": _steps(request, owner, book),
        "waiting": waiting.defer("said").select_related("owner").order_by("-at")[:3],
        "back": reverse("outcomes:index"),
    }
    return render(request, "outcomes/workbook.html", context, status=422 if form.errors else 200)


def _steps(request, owner, book):
    """Those that can be undone, the latest first."""
    since = database_now() - KEPT
    found = Step.objects.visible_to(request.user).filter(owner=owner, book=book, undone_at=None, at__gte=since).select_related("by")
    return [
        (f"{step.by} {step} on {words.history(step.at)}", reverse("outcomes:undo_workbook", args=[owner.slug, book.value, step.pk]))
        for step in found.order_by("-at")[:3]
    ]


@require_http_methods(["GET", "POST"])
def brought_back(request, organisation, book, pk):
    """What the workbook would change, each with a box; then the step."""
    owner, book = _asked(request, organisation, book)
    found = Workbook.objects.visible_to(request.user).filter(owner=owner, book=book).select_related("owner", "step")
    brought = get_object_or_404(found, pk=pk)
    if request.method == "GET" or brought.step_id:
        return _preview(request, brought)
    chosen = dict(one.rsplit(":", 1) for one in request.POST.getlist("seen") if ":" in one)
    if "every" in request.POST:
        chosen |= ready(*_things(brought)[:2])
    if not chosen:
        return _preview(request, brought, problem="Tick what is to be taken in")
    try:
        step, left = actions.take_in(workbook=brought, chosen=chosen, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, "This workbook has been taken in already.")
        return redirect(brought)
    if step:
        messages.success(request, f"You {step}. You can undo this step.")
    _say_left(request, left)
    return redirect("outcomes:bring_back", owner.slug, book.value) if step else redirect(brought)


@require_POST
def undo_workbook(request, organisation, book, pk):
    """The whole step; what was touched since stays, and is named."""
    owner, book = _asked(request, organisation, book)
    step = get_object_or_404(Step.objects.visible_to(request.user).filter(owner=owner, book=book), pk=pk)
    try:
        left = actions.untake(step=step, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, "This step was undone already.")
    else:
        messages.success(request, "Undone.")
        _say_left(request, left)
    return redirect("outcomes:bring_back", owner.slug, book.value)


def _say_left(request, left):
    of = defaultdict(list)
    for name, why in left:
        of[why].append(name)
    for why, names in of.items():
        messages.warning(request, f"Left as {'it is' if len(names) == 1 else 'they are'}. {why}: {', '.join(names)}.")


def _things(brought):
    things, marks, came = actions.things_of(brought, offered_by(brought.owner), standing(brought.book, brought.owner))
    return things, marks, came.notes


def _preview(request, brought, problem=""):
    context = {
        "caption": brought.owner.name,
        "workbook": brought,
        "button": "Take in what is ticked",
        "back": reverse("outcomes:bring_back", args=[brought.owner.slug, brought.book]),
        "back_words": "Excel workbook",
        **shown(*_things(brought), problem),
    }
    return render(request, "workbooks/preview.html", context, status=422 if problem else 200)
