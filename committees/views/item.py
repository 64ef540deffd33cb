"""An item of an agenda: kept from the public, made public again, minuted, noted beside."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.accounts.doors import recently_confirmed

from .. import actions, documents, forms
from ..models import AgendaItem, Note, Release
from .doors import asked, confirmed, posted, prepared_item
from .margins import places_of


@recently_confirmed
@require_http_methods(["GET", "POST"])
def remark(request, pk):
    """CHECK: it is out of the public's reach at once, and every pack that held or named it is recalled."""
    item = prepared_item(request, pk)
    asked(request, "remark", item.meeting)
    form = forms.RemarkForm(posted(request)[0], host=item.meeting.committee.host)
    if form.is_valid():
        actions.remark(item=item, by=request.user, at=timezone.now(), **form.exemption())
        messages.success(request, f"Item {item.mark} is part 2. Packs that held it are recalled; issue the pack again.")
        return redirect(item.meeting.get_draft_url())
    said = "It is taken from the public at once. Every pack that held or named it is recalled, for everybody."
    return _page(request, item, form, "Mark as part 2", "Mark as part 2", said, warning=True)


@recently_confirmed
@require_http_methods(["GET", "POST"])
def release(request, pk):
    """One person proposes to make it public, another agrees."""
    item = prepared_item(request, pk)
    asked(request, "release", item.meeting)
    waiting = Release.objects.visible_to(request.user).waiting().filter(item=item).select_related("proposed_by").first()
    return _decide(request, item, waiting) if waiting else _propose(request, item)


def _propose(request, item):
    if not item.is_part_2:
        raise Http404
    form = forms.ReleaseForm(posted(request)[0])
    if form.is_valid():
        actions.propose_release(item=item, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
        messages.success(request, "Proposed. It stays exempt until another person agrees on this page.")
        return redirect("committees:release", pk=item.pk)
    said = "It stays exempt until another clerk of the committee agrees."
    return _page(request, item, form, "Make public", "Propose to make it public", said)


def _decide(request, item, waiting):
    form = forms.ConfirmForm(posted(request)[0])
    if form.is_valid():
        act = actions.refuse_release if request.POST.get("to") == "refuse" else actions.agree_release
        try:
            act(release=waiting, by=request.user, at=timezone.now())
        except actions.OwnProposal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(item.meeting.get_draft_url())
    said = f"{waiting.proposed_by} proposed it: {waiting.reason}"
    return _page(request, item, form, "Make public", "Agree to make it public", said, template="committees/release.html")


@require_http_methods(["GET", "POST"])
def minutes(request, pk):
    """Recorded after the meeting, and corrected as often as needed."""
    item = prepared_item(request, pk)
    asked(request, "minute", item.meeting)
    form = forms.MinutesForm(request.POST if request.method == "POST" else None, item=item)
    if form.is_valid():
        try:
            actions.record_outcomes(item=item, by=request.user, at=timezone.now(), **form.facts())
        except actions.NotReady as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, f"What became of item {item.mark} is recorded.")
            return redirect(item.meeting.get_draft_url())
    return _page(request, item, form, "What became of it", "Save", "The public reads it on the page of the meeting.")


@require_http_methods(["GET", "POST"])
def notes(request, pk):
    """A member's own notes beside an item. They stay when the pack is issued again."""
    items = AgendaItem.objects.visible_to(request.user).open_to(request.user)
    item = get_object_or_404(items.select_related("meeting__committee__host", "paper"), pk=pk)
    asked(request, "sit", item.meeting)
    confirmed(request, item)  # the places beside which one writes are words of the paper
    mine = Note.objects.visible_to(request.user).filter(item=item).order_by("anchor")
    anchor = request.GET.get("beside", "")
    initial = {"anchor": anchor, "text": next((note.text for note in mine if note.anchor == anchor), "")}
    form = forms.NoteForm(posted(request)[0], places=_places(item), initial=initial)
    if form.is_valid():
        actions.write_note(item=item, by=request.user, **form.facts())
        messages.success(request, "Your note is kept.")
        return redirect(_book(request, form) or reverse("committees:notes", args=[item.pk]))
    context = {
        "item": item,
        "form": form,
        "notes": mine,
        "heading": "My notes",
        "button": "Keep this note",
        "caption": str(item),
        "back": item.meeting.get_absolute_url(),
        "form_action": request.get_full_path(),
    }
    return render(request, "committees/notes.html", context, status=422 if form.errors else 200)


def _book(request, form):
    """Back to the paragraph of the pack in which the note was begun; nowhere else."""
    back = request.GET.get("back", "")
    return f"{back}#{form.facts()['anchor']}" if re.fullmatch(r"/packs/[0-9a-f-]{36}/web/[\w-]+/", back) else ""


def _places(item):
    """The sections and paragraphs of what was printed, by their first words; of a PDF from elsewhere its pages."""
    return places_of(item) if item.document and item.document.is_ready else []


def _page(request, item, form, heading, button, said, *, template="committees/step.html", warning=False):
    context = {
        "item": item,
        "form": form,
        "heading": heading,
        "button": button,
        "caption": str(item),
        "back": item.meeting.get_draft_url(),
        "rows": [{"key": "Meeting", "value": documents.when_words(item.meeting)}],
        "said": said,
        "warning": warning,
    }
    return render(request, template, context, status=422 if form.errors else 200)
