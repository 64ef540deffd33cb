"""What was carried over from an earlier round: is it still true?"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from .. import actions, forms
from ..documents.carried import years_carried
from ..models import Intention
from .doors import asked, the_intention, the_round


@require_GET
def still_true(request, round):
    """One after the other: what it says, for how many years it has been said, and three answers."""
    round = the_round(request, round)
    asked(request, "draft", round)
    years = years_carried(round)
    carried = Intention.objects.visible_to(request.user).filter(round=round, pk__in=years).in_order()
    rows = [(one, _years(years[one.pk])) for one in carried.select_related("latest", "rolled_from__round", "still_true_by", "chapter")]
    for one, _ in rows:
        one.round = round
    left = [row for row in rows if not row[0].still_true and row[0].latest.is_editable]
    context = {
        "round": round,
        "left": left[:20],
        "count": len(left),
        "answered": [row for row in rows if row[0].still_true],
        "total": len(rows),
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/still_true.html", context)


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
    return f"Rolled over {count} {'year' if count == 1 else 'years'}"
