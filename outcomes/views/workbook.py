"""Outcomes, measures, values and targets of an organisation as Excel workbooks: taken out, filled in, brought back, looked at, taken in."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.organisations.models import Organisation
from portal.workbooks import exchange
from portal.workbooks.came import KEPT

from .. import actions
from ..documents.workbook import offered_by, row_of, sheet_of, standing
from ..models import Outcome, Step, Workbook
from ..states import Book


class _Book(exchange.Exchange):
    """One of the four books of an organisation."""

    def __init__(self, request, owner, book):
        self.request, self.owner, self.book = request, owner, book
        self.kind, self.of, self.title = f"{book.value} of an organisation", str(owner.pk), f"{book.label} of {owner}"
        self.caption, self.file_name = owner.name, f"{owner.slug}-{book.value}"
        self.back = reverse("outcomes:bring_back", args=[owner.slug, book.value])

    @cached_property
    def offered(self):
        return offered_by(self.owner)

    def sheets(self):
        return [sheet_of(self.book, self.offered)]

    def rows(self):
        stands = standing(self.book, self.owner).values()
        return {sheet.name: [row_of(self.book, one, self.offered) for one in stands] for sheet in self.sheets()}

    def keep(self, brought, name):
        about = {"owner": self.owner, "book": self.book, "brought": brought, "name": name}
        return actions.keep_workbook(by=self.request.user, at=database_now(), **about)

    def beside(self, came):
        things, marks, brought = actions.things_of(came, self.offered, standing(self.book, self.owner))
        return exchange.Beside(things, marks, brought.notes)

    def take_in(self, came, chosen):
        return actions.take_in(workbook=came, chosen=chosen, by=self.request.user, at=database_now())

    def done(self, step):
        return f"You {step}. You can undo this step."


def _asked(request, organisation, book):
    """The book, if the reader writes the outcomes of the organisation."""
    owner = get_object_or_404(Organisation.objects.visible_to(request.user), slug=organisation)
    if not request.user.has_perm("outcomes.edit", Outcome(owner=owner)):
        raise PermissionDenied
    if book not in Book.values:
        raise Http404
    return _Book(request, owner, Book(book))


@require_GET
def workbook(request, organisation, book):
    """Everything of this kind, as it stands."""
    return exchange.take_out(_asked(request, organisation, book))


@require_http_methods(["GET", "POST"])
def bring_back(request, organisation, book):
    """Take the workbook out, and bring it back."""
    here = _asked(request, organisation, book)
    return exchange.bring_back(request, here, "outcomes/workbook.html", lambda: _around(request, here.owner, here.book))


@require_http_methods(["GET", "POST"])
def brought_back(request, organisation, book, pk):
    """What the workbook would change, each with a box; then the step."""
    here = _asked(request, organisation, book)
    found = Workbook.objects.visible_to(request.user).filter(owner=here.owner, book=here.book).select_related("owner", "step")
    return exchange.look(request, here, get_object_or_404(found, pk=pk))


@require_POST
def undo_workbook(request, organisation, book, pk):
    """The whole step; what was touched since stays, and is named."""
    here = _asked(request, organisation, book)
    step = get_object_or_404(Step.objects.visible_to(request.user).filter(owner=here.owner, book=here.book), pk=pk)
    try:
        left = actions.untake(step=step, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, "This step was undone already.")
    else:
        messages.success(request, "Undone.")
        exchange.say_left(request, left)
    return redirect(here.back)


def _around(request, owner, book):
    waiting = Workbook.objects.visible_to(request.user).filter(owner=owner, book=book, step=None)
    return {
        "owner": owner,
        "book": book,
        "others": [(one.label, reverse("outcomes:bring_back", args=[owner.slug, one.value])) for one in Book if one != book],
        "steps": _steps(request, owner, book),
        "waiting": waiting.defer("said").select_related("owner").order_by("-at")[:3],
        "back": reverse("outcomes:index"),
    }


def _steps(request, owner, book):
    """Those that can be undone, the latest first."""
    since = database_now() - KEPT
    found = Step.objects.visible_to(request.user).filter(owner=owner, book=book, undone_at=None, at__gte=since).select_related("by")
    return [
        (f"{step.by} {step} on {words.history(step.at)}", reverse("outcomes:undo_workbook", args=[owner.slug, book.value, step.pk]))
        for step in found.order_by("-at")[:3]
    ]
