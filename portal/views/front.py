"""The front page (P1): what is open, what was decided."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone

from intentions.models import Round, Version
from portal.organisations.states import PlaceKind
from providers.models import Batch

PUBLIC = AnonymousUser()


@login_not_required
def front(request):
    rounds = Round.objects.visible_to(PUBLIC).select_related("lead")
    still_open = list(rounds.filter(response_deadline__gte=timezone.now()).order_by("response_deadline", "title")[:6])
    context = {
        "open": still_open,
        "last": None if still_open else rounds.filter(paper_title="").order_by("-first_published_at").first(),
        "decided": latest_decisions(),
        "boroughs": boroughs(),
    }
    return render(request, "portal/front.html", context)


def boroughs():
    """Those that published intentions name, each a way into search."""
    published = Version.objects.visible_to(PUBLIC).filter(published_of__isnull=False, places__kind=PlaceKind.BOROUGH)
    return published.order_by("places__name").values_list("places__slug", "places__name").distinct()


def latest_decisions():
    """The last three times that decisions of a round were published together, counted as the page of the round counts them."""
    counted = Batch.objects.visible_to(PUBLIC).annotate(count=Count("decisions")).select_related("round")
    return counted.order_by("-published_at", "pk")[:3]
