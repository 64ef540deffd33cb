"""The order of an agenda, and items that the meeting does not take."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, forms
from ..models import AgendaItem, Meeting
from ..states import MeetingStatus
from .doors import as_uuid, asked, posted, prepared_item


@require_POST
def move_item(request, pk):
    """By a button one place, by a number any distance, by dragging before another line."""
    item = prepared_item(request, pk)
    to = _wanted(request, item)
    if to is None:
        messages.warning(request, "Enter the number of a place.")
    else:
        actions.move_item(item=item, by=request.user, to=to)
    return redirect(f"{item.meeting.get_draft_url()}#agenda")


def _wanted(request, item):
    """The place that is asked for; nothing when none is."""
    if "before" in request.POST:
        lines = AgendaItem.objects.visible_to(request.user).filter(meeting=item.meeting)
        other = lines.filter(pk=as_uuid(request.POST["before"])).first() if request.POST["before"] else None
        return actions.place_before(item, other)
    here, _ = actions.place_of(item)
    typed = request.POST.get("place", "").strip()
    steps = {"up": here - 1, "down": here + 1}
    return steps.get(request.POST.get("to")) or (int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else None)


@require_POST
def remove_item(request, pk):
    item = prepared_item(request, pk)
    try:
        actions.remove_item(item=item, by=request.user)
    except actions.NotReady as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"“{item.title}” is off the agenda.")
    return redirect(item.meeting.get_draft_url())


@require_http_methods(["GET", "POST"])
def withdraw_item(request, pk):
    item = prepared_item(request, pk)
    asked(request, "withdraw_item", item.meeting)
    form = forms.WithdrawItemForm(posted(request)[0])
    if form.is_valid():
        actions.withdraw_item(item=item, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Item {item.mark} is withdrawn. Its line stays on the agenda.")
        return redirect(item.meeting.get_draft_url())
    said = "Its line stays and says that it is withdrawn. It is in no pack that is issued from now on."
    return _page(request, item, form, "Withdraw this item", "Withdraw", said)


@require_http_methods(["GET", "POST"])
def defer(request, pk):
    item = prepared_item(request, pk)
    asked(request, "defer", item.meeting)
    form = forms.DeferForm(posted(request)[0], meetings=_later(request, item.meeting))
    if form.is_valid():
        try:
            actions.defer(item=item, by=request.user, at=timezone.now(), **form.facts())
        except actions.NotReady as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, f"Item {item.mark} is deferred. Its line stays on this agenda.")
            return redirect(item.meeting.get_draft_url())
    said = "Its line stays here and says where it went. A line on the agenda of that meeting takes its paper."
    return _page(request, item, form, "Defer this item", "Defer", said)


@require_POST
def restore(request, pk):
    item = prepared_item(request, pk)
    asked(request, "restore", item.meeting)
    try:
        actions.restore(item=item, by=request.user)
    except actions.NotReady as refusal:
        messages.warning(request, str(refusal))
    return redirect(item.meeting.get_draft_url())


def _later(request, meeting):
    mine = Meeting.objects.visible_to(request.user).prepared_by(request.user).filter(committee=meeting.committee, date__gt=meeting.date)
    return mine.exclude(status=MeetingStatus.CANCELLED).order_by("date", "time")


def _page(request, item, form, heading, button, said):
    context = {
        "form": form,
        "heading": heading,
        "button": button,
        "caption": str(item),
        "back": item.meeting.get_draft_url(),
        "rows": [],
        "said": said,
    }
    return render(request, "committees/step.html", context, status=422 if form.errors else 200)
