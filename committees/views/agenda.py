"""M1. A clerk calls a meeting, makes its agenda and publishes it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from portal.accounts.doors import recently_confirmed
from portal.nhsuk import words
from portal.nhsuk.days_off import day_off_words

from .. import actions, documents, forms
from ..models import Committee, Meeting
from ..states import PackKind
from . import agendas, packs
from .doors import as_uuid, asked, posted, prepared_item, prepared_meeting

HEADINGS = {"paper": "Add a paper from the portal", "upload": "Upload a PDF", "title": "Add a title only"}


@require_http_methods(["GET", "POST"])
def call(request):
    asked(request, "call", None)
    served = Committee.objects.visible_to(request.user).served_by(request.user).sitting().order_by("name")
    form = forms.CallForm(posted(request)[0], committees=served)
    if form.is_valid():
        meeting = actions.call_meeting(by=request.user, **form.facts())
        messages.success(request, "The meeting is called. Add its items.")
        return redirect(meeting.get_draft_url())
    context = {"form": form, "heading": "Call a meeting", "button": "Call the meeting", "back": reverse("committees:meetings")}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


@require_GET
def prepare(request, slug):
    meeting = prepared_meeting(request, slug)
    today = timezone.localdate()
    issued = packs.issued(meeting, request.user)
    newest, over = packs.fullest(issued), packs.over(issued)
    numbers = agendas.changed_since(newest, meeting)
    context = {
        "meeting": meeting,
        "when": documents.when_words(meeting),
        "due": _due(meeting, today),
        "day_off": day_off_words(meeting.date),
        "heads": ["No", "Item", "Part", "Paper", "Pages", "Order"],
        "lines": agendas.prepared(meeting, packs.read_together(issued), today),
        "packs": [{"pack": pack, "progress": packs.progress(pack), "over": over.get(pack.pk)} for pack in issued],
        "changed": numbers if newest else [],
        "promised": [{"promise": one, "words": documents.promise_words(one)} for one in documents.coming_back(meeting)],
        "notices": documents.notices_lacking(meeting),
        "issue": actions.next_issue(meeting),
        "obstacles": documents.not_issuable(meeting),
        "unprintable": documents.unprintable_in_pack(meeting),
        "supplement": actions.next_issue(meeting, PackKind.SUPPLEMENT) if not documents.not_issuable(meeting, PackKind.SUPPLEMENT) else 0,
    }
    return render(request, "committees/prepare.html", context)


def _due(meeting, today):
    """Due by Friday 23 November 2018 (5 clear working days), papers by Tuesday 20 November 2018. Today is Monday 26 November 2018."""
    committee = meeting.committee
    days = f"{committee.clear_days} clear {committee.get_day_count_display().lower()}"
    papers = f", papers by {words.day(documents.papers_due(meeting), 'weekday')}" if committee.paper_days else ""
    return f"Due by {words.day(documents.despatch_by(meeting), 'weekday')} ({days}){papers}. Today is {words.day(today, 'weekday')}."


@require_http_methods(["GET", "POST"])
def add_item(request, slug):
    """Add item: paper from the portal, upload a PDF, or title only."""
    meeting = prepared_meeting(request, slug)
    kind, parent = _kind(request, "title"), _parent(request)
    form = forms.ITEM_FORMS[kind](*posted(request), meeting=meeting, parent=parent, held=_held(request))
    if form.is_valid():
        try:
            item = actions.add_item(meeting=meeting, by=request.user, **form.facts())
        except actions.NotReady as refusal:
            _refuse(form, refusal)
        except actions.Unseen as found:
            form = _asking(request, found.held, form, meeting=meeting, parent=parent)
        else:
            messages.success(request, f"Item {item.mark} is on the agenda.")
            return redirect(meeting.get_draft_url())
    heading = f"{HEADINGS[kind]} under item {parent.mark}" if parent else HEADINGS[kind]
    return _item_page(request, meeting, form, heading, "Add it" if parent else "Add item")


def _parent(request):
    """The item that a report or an appendix is added to."""
    return prepared_item(request, as_uuid(request.GET["under"])) if "under" in request.GET else None


@require_http_methods(["GET", "POST"])
def edit_item(request, pk):
    item = prepared_item(request, pk)
    kind = _kind(request, forms.kind_of(item))
    form = forms.ITEM_FORMS[kind](*posted(request), meeting=item.meeting, item=item, held=_held(request))
    if form.is_valid():
        try:
            item = actions.edit_item(item=item, by=request.user, **form.facts())
        except actions.NotReady as refusal:
            _refuse(form, refusal)
        except actions.Unseen as found:
            form = _asking(request, found.held, form, meeting=item.meeting, item=item)
        else:
            messages.success(request, f"Item {item.mark} is changed.")
            return redirect(item.meeting.get_draft_url())
    return _item_page(request, item.meeting, form, f"Change item {item.mark}", "Save", item)


def _kind(request, otherwise):
    kind = request.GET.get("as", otherwise)
    if kind not in forms.ITEM_FORMS:
        raise Http404
    return kind


def _held(request):
    """The file that waits for the decision this person makes now."""
    return actions.held_for(by=request.user, token=request.POST.get("held_file", ""))


def _asking(request, held, form, **more):
    """The form again, with what was typed and the file held, asking what becomes of what nobody sees."""
    typed = request.POST.copy()
    typed["held_file"] = held.token
    return type(form)(typed, held=held, **more)


def _refuse(form, refusal):
    field = "upload" if isinstance(refusal, actions.NotTaken) and "upload" in form.fields else None
    for problem in refusal.problems:
        form.add_error(field, problem)


def _item_page(request, meeting, form, heading, button, item=None):
    context = {
        "item": item,
        "under": form.parent,
        "said": documents.said_of_upload(item) if item else [],
        "form": form,
        "heading": heading,
        "button": button,
        "caption": str(meeting),
        "back": meeting.get_draft_url(),
        "form_action": request.get_full_path(),
    }
    return render(request, "committees/item.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def cancel(request, slug):
    """CHECK: the meeting is off; what was published of it stays."""
    meeting = prepared_meeting(request, slug)
    asked(request, "cancel", meeting)
    if request.method == "POST":
        actions.cancel(meeting=meeting, by=request.user)
        messages.success(request, "The meeting is withdrawn.")
        return redirect(meeting.get_draft_url())
    context = {
        "form": forms.ConfirmForm(),
        "heading": "Withdraw this meeting",
        "button": "Withdraw",
        "caption": str(meeting),
        "back": meeting.get_draft_url(),
        "rows": [{"key": "Meeting", "value": documents.when_words(meeting)}],
        "said": "It is shown as withdrawn, and no pack can be issued for it any more. What was published stays.",
        "warning": True,
    }
    return render(request, "committees/step.html", context)


@require_http_methods(["GET", "POST"])
def move_meeting(request, slug):
    meeting = prepared_meeting(request, slug)
    asked(request, "prepare", meeting)
    form = forms.MoveMeetingForm(posted(request)[0], initial={"at": documents.begins_at(meeting), "venue": meeting.venue})
    if form.is_valid():
        try:
            actions.move_meeting(meeting=meeting, by=request.user, **form.facts())
        except actions.NotReady as refusal:
            form = forms.MoveMeetingForm(request.POST, is_urgent=documents.is_late(_moved(meeting, form), timezone.localdate()))
            form.errors.clear()  # what is asked now was not asked before
            _refuse(form, refusal)
        else:
            messages.success(request, "The meeting is moved.")
            return redirect(meeting.get_draft_url())
    context = {"form": form, "heading": "Move this meeting", "button": "Save", "caption": str(meeting), "back": meeting.get_draft_url()}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


def _moved(meeting, form):
    return Meeting(committee=meeting.committee, date=form.facts()["date"])


@recently_confirmed
@require_http_methods(["GET", "POST"])
def publish_agenda(request, slug):
    """CHECK: what becomes public, and whether it does so in time."""
    meeting = prepared_meeting(request, slug)
    form = forms.PublishForm(posted(request)[0], lateness=documents.lateness_of(meeting, timezone.localdate()))
    if form.is_valid():
        try:
            actions.publish_agenda(meeting=meeting, by=request.user, at=timezone.now(), **form.urgency())
        except actions.NotReady as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, "The agenda is public. Issue the pack next.")
            return redirect(meeting.get_draft_url())
    items = list(meeting.items.select_related("paper"))
    context = {
        "form": form,
        "heading": "Publish the agenda",
        "button": "Publish the agenda",
        "caption": str(meeting),
        "back": meeting.get_draft_url(),
        "rows": [
            {"key": "Meeting", "value": documents.when_words(meeting)},
            {"key": "Due", "value": _due(meeting, timezone.localdate())},
            {"key": "Items in public", "value": sum(not item.is_part_2 for item in items)},
            {"key": "Items in private", "value": sum(item.is_part_2 for item in items)},
        ],
        "late": documents.late_agenda_words(meeting, timezone.localdate()),
    }
    return render(request, "committees/publish_agenda.html", context, status=422 if form.errors else 200)
