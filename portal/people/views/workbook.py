"""The register, and the people of an organisation, as Excel workbooks: taken out, filled in, brought back, looked at, taken in."""

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
from ..models import Step, Workbook
from .doors import operators_only
from .people import administered


class _Register(exchange.Exchange):
    """All organisations there are."""

    kind, of, title, caption, file_name = "organisations of the register", "register", "Organisations", "Organisations", "organisations"
    owner = None
    undo = "system:undo_register"

    def __init__(self, request):
        self.request, self.back = request, reverse("system:register_workbook")

    def sheets(self):
        return [actions.sheet_of(self.owner)]

    def rows(self):
        return {sheet.name: actions.rows_of(self.owner, actions.standing(self.owner)) for sheet in self.sheets()}

    def keep(self, brought, name):
        return actions.keep_workbook(owner=self.owner, brought=brought, name=name, by=self.request.user, at=database_now())

    def beside(self, came):
        return exchange.Beside(*actions.things_of(came)[:3])

    def take_in(self, came, chosen):
        return actions.take_in(workbook=came, chosen=chosen, by=self.request.user, at=database_now())

    def done(self, step):
        return f"You {step}. You can undo this step."

    def came(self):
        return Workbook.objects.visible_to(self.request.user).filter(owner=self.owner).select_related("owner", "step")

    def steps(self):
        return Step.objects.visible_to(self.request.user).filter(owner=self.owner).select_related("by", "owner")

    def undo_at(self, step):
        return reverse("system:undo_register", args=[step.pk])

    def around(self):
        """What waits, and what can be undone, the latest first."""
        latest = self.steps().filter(undone_at=None, at__gte=database_now() - KEPT).order_by("-at")[:3]
        return {
            "exchange": self,
            "steps": [(f"{step.by} {step} on {words.history(step.at)}", self.undo_at(step)) for step in latest],
            "waiting": self.came().filter(step=None).defer("said").order_by("-at")[:3],
        }


class _People(_Register):
    """Those of one organisation. Only who may invite them has its workbook."""

    kind = "people of an organisation"

    def __init__(self, request, owner):
        self.request, self.owner, self.of = request, owner, str(owner.pk)
        self.title, self.caption, self.file_name = f"People of {owner}", owner.name, f"{owner.slug}-people"
        self.back = reverse("organisations:people_workbook", args=[owner.slug])

    def undo_at(self, step):
        return reverse("organisations:undo_people", args=[self.owner.slug, step.pk])

    def done(self, step):
        return f"{'1 person is' if len(step.did) == 1 else f'{len(step.did)} people are'} invited. You can undo this step."


def _undo(request, here, pk):
    """The whole step; what was touched since stays, and is named."""
    step = get_object_or_404(here.steps(), pk=pk)
    try:
        left = actions.untake(step=step, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, "This step was undone already.")
    else:
        messages.success(request, "Undone.")
        exchange.say_left(request, left)
    return redirect(here.back)


@require_GET
@operators_only
def register_file(request):
    return exchange.take_out(_Register(request))


@require_http_methods(["GET", "POST"])
@operators_only
def register(request):
    here = _Register(request)
    return exchange.bring_back(request, here, "people/register_workbook.html", here.around)


@require_http_methods(["GET", "POST"])
@operators_only
def register_brought(request, pk):
    """What the workbook would change, each with a box; then the step."""
    here = _Register(request)
    return exchange.look(request, here, get_object_or_404(here.came(), pk=pk))


@require_POST
@operators_only
def undo_register(request, pk):
    return _undo(request, _Register(request), pk)


@require_GET
def people_file(request, slug):
    return exchange.take_out(_People(request, administered(request, slug, "invite")))


@require_http_methods(["GET", "POST"])
def people(request, slug):
    here = _People(request, administered(request, slug, "invite"))
    return exchange.bring_back(request, here, "people/people_workbook.html", here.around)


@require_http_methods(["GET", "POST"])
def people_brought(request, slug, pk):
    """Whom the workbook would invite, each with a box; then the step."""
    here = _People(request, administered(request, slug, "invite"))
    return exchange.look(request, here, get_object_or_404(here.came(), pk=pk))


@require_POST
def undo_people(request, slug, pk):
    return _undo(request, _People(request, administered(request, slug, "invite")), pk)
