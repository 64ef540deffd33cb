"""The points of a round decided in an Excel workbook: taken out, filled in, brought back, looked at, written. Nothing is published."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.workbooks import exchange
from portal.workbooks.came import KEPT

from .. import actions
from ..documents import decision_book as book
from ..models import DecidedStep, DecidedWorkbook
from .doors import asked, the_round


class _Decisions(exchange.Exchange):
    """Every point that counts in a round, with what is written on it."""

    kind = "decisions of a round"
    back_words = "Decide in Excel"
    button = "Write what is ticked"
    nothing = "Tick what is to be written"

    def __init__(self, request, round):
        self.request, self.round = request, round
        self.of, self.title, self.caption = str(round.pk), f"Decisions on {round.named}", round.title
        self.file_name, self.back = f"{round.slug}-decisions", reverse("providers:decision_book", args=[round.slug])

    def sheets(self):
        return book.sheets_of(self.round)

    def rows(self):
        return book.rows_of(book.points_of(self.round, self.request.user))

    def keep(self, brought, name):
        return actions.keep_decided(round=self.round, brought=brought, name=name, by=self.request.user, at=database_now())

    def beside(self, came):
        return exchange.Beside(*actions.decided_by(came, self.request.user)[:3])

    def take_in(self, came, chosen):
        return actions.take_in_decided(workbook=came, chosen=chosen, by=self.request.user, at=database_now())

    def done(self, step):
        return f"{'1 decision' if len(step.did) == 1 else f'{len(step.did)} decisions'} written from the workbook. Nothing is published."


def _book(request, round):
    round = the_round(request, round)
    asked(request, "decide", round)
    return _Decisions(request, round)


@require_GET
def decision_file(request, round):
    return exchange.take_out(_book(request, round))


@require_http_methods(["GET", "POST"])
def decision_book(request, round):
    """Take the workbook out, and bring it back."""
    here = _book(request, round)
    return exchange.bring_back(request, here, "providers/decision_book.html", lambda: _around(request, here.round))


@require_http_methods(["GET", "POST"])
def decided_brought(request, round, pk):
    """What the workbook would write, each with a box; then the step."""
    here = _book(request, round)
    came = get_object_or_404(DecidedWorkbook.objects.visible_to(request.user).filter(round=here.round).select_related("step"), pk=pk)
    came.round = here.round
    return exchange.look(request, here, came)


@require_POST
def undo_decided(request, round, pk):
    """The whole step; what was published or changed since stays, and is named."""
    here = _book(request, round)
    step = get_object_or_404(DecidedStep.objects.visible_to(request.user).filter(round=here.round), pk=pk)
    try:
        left = actions.untake_decided(step=step, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, "This step was undone already.")
    else:
        messages.success(request, "Undone.")
        exchange.say_left(request, left)
    return redirect(here.back)


def _around(request, round):
    """What waits, and what can be undone, the latest first."""
    steps = DecidedStep.objects.visible_to(request.user).filter(round=round, undone_at=None, at__gte=database_now() - KEPT)
    waiting = DecidedWorkbook.objects.visible_to(request.user).filter(round=round, step=None).select_related("round")
    return {
        "round": round,
        "steps": [
            (f"{step.by} {step} on {words.history(step.at)}", reverse("providers:undo_decided", args=[round.slug, step.pk]))
            for step in steps.select_related("by").order_by("-at")[:3]
        ],
        "waiting": waiting.defer("said").order_by("-at")[:3],
        "back": reverse("providers:responses", args=[round.slug]),
    }
