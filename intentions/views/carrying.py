"""What was carried over from an earlier round: is it still true?"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from portal.moves.clock import database_now

from .. import actions, forms
from ..documents.carried import how_often, years_carried
from ..documents.many import Asked, mark
from ..models import Intention
from ..states import ManyKind
from .doors import asked, the_intention, the_round
from .many import say_left, seen_of, to_undo

ON_PAGE = 25
AGAIN = "Tick the intentions that are still true"


@require_GET
def still_true(request, round):
    """What was carried over and not yet looked at, with how often it has been said: one by one, or many at once."""
    round = the_round(request, round)
    asked(request, "draft", round)
    return _page(request, round)


@require_POST
def confirm_many(request, round):
    """Of all that are ticked, or of all that there are: still true. Taken back as any step on many is."""
    round = the_round(request, round)
    asked(request, "edit", round)
    tokens = request.POST.get("all", "").split() if "every" in request.POST else request.POST.getlist("seen")
    seen = seen_of(tokens)
    if not seen:
        return _page(request, round, problems=[{"text": AGAIN, "href": "#carried"}], status=422)
    step, left = actions.change_many(round=round, seen=seen, asked=Asked(ManyKind.STILL), by=request.user, at=database_now())
    if step:
        messages.success(request, f"{step}. You can undo this step.")
    say_left(request, left)
    return redirect("intentions:still_true", round.slug)


def _page(request, round, *, problems=(), status=200):
    years = years_carried(round)
    carried = Intention.objects.visible_to(request.user).filter(round=round, pk__in=years).in_order()
    rows = [(one, _years(years[one.pk])) for one in carried.select_related("latest", "rolled_from__round", "still_true_by", "chapter")]
    for one, _ in rows:
        one.round, one.latest.intention = round, one
    left = [row for row in rows if not row[0].still_true and row[0].latest.is_editable]
    answered = [row for row in rows if row[0].still_true]
    page = Paginator(left, ON_PAGE).get_page(request.GET.get("page"))
    tokens = {one.reference: f"{one.reference}:{mark(one.latest)}" for one, _ in left}
    context = {
        "round": round,
        "page": page,
        "left": [(one, said, tokens[one.reference]) for one, said in page],
        "all": " ".join(tokens.values()),
        "count": len(left),
        "answered": answered,
        "answered_said": f"Answered ({len(answered)})",
        "total": len(rows),
        "steps": to_undo(request.user, round, ManyKind.STILL),
        "problems": list(problems),
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/still_true.html", context, status=status)


@require_POST
def confirm(request, round, reference):
    intention = the_intention(request, round, reference)
    asked(request, "edit", intention.latest)
    form = forms.ConfirmForm(request.POST)
    if not form.is_valid():
        messages.warning(request, f"{intention}: {next(iter(form.errors.values()))[0]}.")
        return redirect("intentions:still_true", round)
    actions.confirm(intention=intention, by=request.user, **form.cleaned_data)
    if form.cleaned_data["answer"] == "changed":
        return redirect(intention.get_draft_url())
    messages.success(request, f"{intention}: kept as answered.")
    return redirect("intentions:still_true", round)


def _years(count):
    return f"Rolled over {how_often(count)}"
