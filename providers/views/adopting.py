"""A proposal that was accepted becomes a draft intention, in the round and chapter that the commissioner chooses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions.models import Chapter, Round
from portal.moves.clock import database_now

from .. import actions, forms
from ..states import Subject
from .deciding import the_point
from .doors import asked, the_round


@require_http_methods(["GET", "POST"])
def adopt(request, round, reference, organisation):
    round = the_round(request, round)
    asked(request, "adopt", round)
    position, _ = the_point(request, round, reference, organisation)
    if position.subject != Subject.PROPOSED:
        raise Http404
    form = forms.AdoptForm(request.POST or None, chapters=_chapters(request, round))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            origin = actions.adopt(position=position, chapter=form.chosen(), by=request.user, at=database_now())
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, f"{origin.intention.reference} is a draft of {origin.intention.round}. It says where it came from.")
            return redirect(origin.intention.get_draft_url())
    back = reverse("providers:decide", args=[round.slug, reference, organisation])
    context = {"form": form, "heading": f"Make {reference} a draft intention", "caption": position.response.organisation, "back": back}
    return render(request, "form_page.html", {**context, "button": "Make the draft"}, status=status)


def _chapters(request, round):
    """Of this round and of those that come after it, where this person may add an intention."""
    later = Round.objects.visible_to(request.user).written_by(request.user).filter(year_from__gte=round.year_from)
    found = Chapter.objects.visible_to(request.user).filter(round__in=later).select_related("round__lead")
    found = found.prefetch_related("round__participants").order_by("round__year_from", "round__title", "order", "code")
    may = {}
    for one in found:
        if one.round_id not in may:
            may[one.round_id] = request.user.has_perm("intentions.create", one.round)
    return [one for one in found if may[one.round_id]]
