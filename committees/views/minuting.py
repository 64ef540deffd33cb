"""The minutes of a meeting: written from its agenda, cleared by another clerk, signed; read by everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.printing.progress import progress as progress_of
from portal.printing.serving import SAFE, served
from portal.printing.twin import twin

from .. import actions, documents, forms
from ..models import AgendaItem, Minutes, Promise
from .doors import asked, crumb_of_meetings, posted, prepared_meeting

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OF = ("chair", "present", "in_attendance", "apologies", "declarations")


@require_http_methods(["GET", "POST"])
def write_minutes(request, slug):
    """Attendance here; each item has its own page."""
    meeting = prepared_meeting(request, slug)
    asked(request, "minute", meeting)
    minutes = Minutes.objects.visible_to(request.user).filter(meeting=meeting).select_related("document").first()
    form = forms.AttendanceForm(posted(request)[0], initial={name: getattr(minutes, name) for name in OF} if minutes else None)
    if form.is_valid():
        try:
            actions.write_minutes(meeting=meeting, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.NotReady as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, "The minutes are saved.")
            return redirect("committees:write_minutes", slug)
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "form": form,
        "heading": "Minutes",
        "button": "Save",
        "caption": str(meeting),
        "back": meeting.get_draft_url(),
        "items": _minuted(request, meeting),
        "lacking": documents.minutes_lacking(minutes) if minutes else [],
        "is_own_text": minutes is not None and request.user.pk in minutes.writers,
        "progress": progress_of(minutes.document) if minutes and minutes.document else None,
    }
    return render(request, "committees/write_minutes.html", context, status=422 if form.errors else 200)


def _minuted(request, meeting):
    """Each line of the agenda, and whether anything is minuted of it."""
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).select_related("minute")
    return [{"item": one, "is_minuted": hasattr(one, "minute")} for one in items.order_by("number", "place")]


def _prepared(request, slug, verb="minute"):
    meeting = prepared_meeting(request, slug)
    asked(request, verb, meeting)
    return get_object_or_404(Minutes.objects.visible_to(request.user), meeting=meeting)


def _refuse(form, refusal):
    for problem in getattr(refusal, "problems", [str(refusal)]):
        form.add_error(None, problem)


@require_http_methods(["GET", "POST"])
def clear_minutes(request, slug):
    minutes = _prepared(request, slug, "clear_minutes")
    form = forms.ConfirmForm(posted(request)[0])
    said = "They are public as a draft, to be confirmed at the next meeting. What is private stays out of them."
    return _step(request, minutes, form, "Clear these minutes", "Clear", said, lambda: {"at": timezone.now()}, actions.clear_minutes)


@require_http_methods(["GET", "POST"])
def reopen_minutes(request, slug):
    minutes = _prepared(request, slug)
    form = forms.ConfirmForm(posted(request)[0])
    said = "They are a draft again, which the public does not read, and must be cleared again."
    return _step(request, minutes, form, "Reopen these minutes", "Reopen", said, dict, actions.reopen_minutes)


@require_http_methods(["GET", "POST"])
def sign_minutes(request, slug):
    minutes = _prepared(request, slug)
    form = forms.SignForm(posted(request)[0])
    said = "Signed minutes cannot be changed any more."
    return _step(request, minutes, form, "Minutes that were signed", "Save", said, lambda: form.cleaned_data, actions.sign_minutes)


def _step(request, minutes, form, heading, button, said, facts, act):
    back = reverse("committees:write_minutes", args=[minutes.meeting.slug])
    if form.is_valid():
        try:
            act(minutes=minutes, by=request.user, **facts())
        except (actions.NotReady, actions.OwnText) as refusal:
            _refuse(form, refusal)
        else:
            return redirect(back)
    context = {
        "form": form,
        "heading": heading,
        "button": button,
        "caption": str(minutes.meeting),
        "back": back,
        "rows": [],
        "said": said,
    }
    return render(request, "committees/step.html", context, status=422 if form.errors else 200)


@require_POST
def done(request, pk):
    """An action of an earlier meeting is done; back to the meeting whose agenda was being prepared."""
    promise = get_object_or_404(Promise.objects.visible_to(request.user).select_related("item__meeting__committee"), pk=pk)
    asked(request, "minute", promise.item.meeting)
    actions.done(promise=promise, by=request.user, on=timezone.localdate())
    messages.success(request, "The action is done.")
    coming = promise.item.meeting.committee.meetings.filter(date__gt=promise.item.meeting.date).order_by("date")
    return redirect(f"{(coming.first() or promise.item.meeting).get_draft_url()}#actions")


# ── As everybody reads them ─────────────────────────────────────────────────────────────────────────────────────────
def _public(request, slug):
    found = Minutes.objects.visible_to(request.user).filter(document__isnull=False)
    return get_object_or_404(found.select_related("meeting__committee__host", "document"), meeting__slug=slug)


@login_not_required
@require_GET
def minutes_of(request, slug):
    minutes = _public(request, slug)
    if minutes.facts is None:
        raise Http404
    meeting = minutes.meeting
    context = {
        "minutes": minutes,
        "meeting": meeting,
        "state": documents.state_words(minutes),
        "words": twin(minutes.document),
        "is_ready": minutes.document.is_ready,
        "crumbs": [crumb_of_meetings(), {"text": str(meeting), "href": meeting.get_absolute_url()}],
    }
    return render(request, "committees/minutes_of.html", context)


@login_not_required
@require_GET
def minutes_pdf(request, slug):
    return served(request, _public(request, slug).document)


@login_not_required
@require_GET
def minutes_word(request, slug):
    minutes = _public(request, slug)
    answer = HttpResponse(documents.minutes_word(minutes), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="{minutes.meeting.slug}-minutes.docx"'
    for name, value in SAFE.items():
        answer.headers[name] = value
    return answer
