from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.doors import recently_confirmed
from portal.accounts.models import CalendarLink
from portal.organisations import actions


@require_http_methods(["GET", "POST"])
@recently_confirmed
@never_cache
def index(request):
    """The answer to the form is the one page that shows the link."""
    link = CalendarLink.objects.visible_to(request.user).first()
    address = ""
    if request.method == "POST" and "end" in request.POST and link:
        actions.end_calendar_link(link=link, by=request.user)
        messages.success(request, "The link is ended. Programs that use it are refused from now on.")
        return redirect("account:calendar")
    if request.method == "POST" and "end" not in request.POST:
        address = request.build_absolute_uri(reverse("own_calendar", args=[actions.make_calendar_link(by=request.user)]))
        link = CalendarLink.objects.visible_to(request.user).first()
    return render(request, "people/calendar.html", {"link": link, "address": address, "committees": _committees(request.user)})


def _committees(person):
    """Those whose meetings they sit in or prepare."""
    seats = person.seats.filter(ended_at=None).select_related("committee").order_by("committee__name")
    return list({seat.committee_id: seat.committee for seat in seats}.values())
