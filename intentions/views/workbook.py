"""The intentions of a draft as an Excel workbook: taken out, filled in, brought back, looked at, taken in."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.workbooks import exchange, kept
from portal.workbooks.comparing import State, compare, keys_changed
from portal.workbooks.showing import GOING

from .. import actions, forms
from ..documents.workbook import rows_of, said_by, sheets_of
from ..models import Version, Workbook
from ..models.ties import tie
from ..states import ManyKind
from .doors import asked, the_round
from .many import to_undo


class _Draft(exchange.Exchange):
    """All intentions of a draft round, with their money and what else stands in rows."""

    kind = "intentions of a round"

    def __init__(self, request, round):
        self.request, self.round = request, round
        self.of, self.title, self.caption = str(round.pk), f"Intentions of {round.named}", round.title
        self.file_name = f"{round.slug}-intentions"
        self.back = reverse("intentions:bring_back", args=[round.slug])
        self.offered = forms.offered(round, request.user)

    def sheets(self):
        return sheets_of(self.offered)

    def rows(self, references=None):
        return rows_of(self._versions(), self.offered, references)

    def _versions(self):
        found = tie(Version.objects.visible_to(self.request.user).in_draft_of(self.round).select_related("intention__owner"))
        for version in found:
            version.intention.round = self.round
        return found

    def keep(self, brought, name):
        return actions.keep_workbook(round=self.round, brought=brought, name=name, by=self.request.user, at=database_now())

    def beside(self, came):
        brought, sheets = kept.read(came.said), self.sheets()
        rows = self.rows(keys_changed(brought, sheets[0], "description"))
        things = compare(brought, sheets, rows)
        for thing in things:
            if thing.state in GOING:
                thing.refuse(said_by(thing, self.offered, is_new=thing.state is State.NEW)[1])
        return exchange.Beside(things, {row.key: row.mark for sheet in rows.values() for row in sheet if row.mark}, brought.notes)

    def take_in(self, came, chosen):
        return actions.take_in(workbook=came, offered=self.offered, chosen=chosen, by=self.request.user, at=database_now())

    def done(self, step):
        return f"{step}. You can undo this step."


@require_GET
def workbook(request, round):
    """The whole draft, as it stands."""
    round = the_round(request, round)
    asked(request, "draft", round)
    return exchange.take_out(_Draft(request, round))


@require_http_methods(["GET", "POST"])
def bring_back(request, round):
    """Take the workbook out, and bring it back."""
    round = the_round(request, round)
    asked(request, "edit", round)
    return exchange.bring_back(request, _Draft(request, round), "intentions/workbook.html", lambda: _around(request, round))


@require_http_methods(["GET", "POST"])
def brought_back(request, round, pk):
    """What the workbook would change, each with a box; then the step."""
    round = the_round(request, round)
    asked(request, "edit", round)
    came = get_object_or_404(Workbook.objects.visible_to(request.user).filter(round=round).select_related("step"), pk=pk)
    came.round = round
    return exchange.look(request, _Draft(request, round), came)


def _around(request, round):
    waiting = Workbook.objects.visible_to(request.user).filter(round=round, step=None)
    return {
        "round": round,
        "steps": [
            (f"{step}, by {step.by} on {words.history(step.at)}", reverse("intentions:undo_many", args=[round.slug, step.pk]))
            for step in to_undo(request.user, round, ManyKind.BROUGHT)
        ],
        "waiting": waiting.defer("said").select_related("round").order_by("-at")[:3],
        "back": round.get_draft_url(),
    }
