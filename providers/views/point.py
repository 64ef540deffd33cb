"""A point of one's own: written, read, removed. Its page carries its id before it is saved for the first time."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from intentions.forms import Editing
from intentions.models import FrozenChapter
from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.moves.stale import Stale
from portal.nhsuk import words
from portal.nhsuk.problems import problems_of

from .. import actions, documents, forms
from ..documents.agreed import ruled
from ..documents.decided import became_of, laid_out
from ..models import Attachment, Decision, Position
from .answering import is_answered_by
from .doors import asked, our_response, the_response
from .position import NOT_YET, attached_in_words, evidence_of, ids


def add_point(request, pk):
    """An empty page with an id of its own."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    return redirect("providers:point", response.pk, uuid4())


@require_http_methods(["GET", "POST"])
def point(request, pk, point):
    """Written by its own people until it is sent; read by both sides afterwards."""
    response = the_response(request, pk)
    held = (
        Position.objects.visible_to(request.user)
        .filter(pk=point)
        .select_related("frozen_chapter", "origin__intention")
        .with_begun()
        .first()
    )
    if held is not None and (held.response_id != response.pk or not held.is_own):
        raise Http404
    if request.method == "POST":
        asked(request, "edit", response)
        return _save(request, response, held, point)
    may_edit = request.user.has_perm("providers.edit", response)
    if response.is_editable and may_edit and response.invitation.is_open(database_now()):
        return _page(request, response, _editing(request.user, response, held, point))
    if held is None:
        raise Http404
    return _read(request, response, held)


def _editing(user, response, held, point, data=None):
    thing = held or Position(id=point, response=response)
    chapters = FrozenChapter.objects.visible_to(user).filter(edition=response.edition_id).order_by("order", "code")
    return Editing(forms.PointForm, thing=thing, data=data, chapters=chapters)


def _save(request, response, held, point):
    editing, evidence = _editing(request.user, response, held, point, request.POST), evidence_of(request)
    attached = []
    try:
        if held is None and any(editing.revisions().values()):
            raise actions.Gone
        if not _is_valid(request, editing):
            attached = _files(request, response, held, evidence)
            return _not_yet(request, response, held, editing, evidence, attached)
        about = {"response": response, "point": editing.thing.pk, "by": request.user}
        saved = actions.save_point(content=editing.content(), revision=editing.revisions(), **about)
        attached = _files(request, response, saved, evidence)
    except Stale as stale:
        editing.ask_about(stale)
        return _answer(request, response, editing, status=409, failed="A colleague changed it after you opened it. Press Save to choose.")
    except actions.Refused as gone:
        return _answer(request, response, editing, status=409, failed=str(gone), problems=[{"text": str(gone)}])
    except CannotMove as late:
        says = f"This response is now: {late.thing.get_status_display()}. What you typed is still on this page: copy it."
        return _answer(request, response, editing, status=409, failed=says, problems=[{"text": says}])
    if evidence.name_refused():
        messages.success(request, f"{saved.reference}: what you typed is saved.{attached_in_words(attached)}")
        return _page(request, response, _editing(request.user, response, saved, point), evidence, status=422)
    return _saved(request, response, editing, saved, attached)


def _is_valid(request, editing):
    """What it needs to be sent is asked of whoever finishes it; while it is written it is kept half written."""
    if editing.is_valid() and request.POST.get("then") == "back":
        for name, says in list(editing.form.lacks()):
            editing.form.add_error(name, says)
    return editing.is_valid()


def _files(request, response, held, evidence):
    """Those that are attached now. A point that is not saved yet cannot hold any."""
    if held is None:
        return []
    attached = [actions.attach(response=response, point=held, by=request.user, file=file) for file in evidence.good()]
    standing = Attachment.objects.visible_to(request.user).filter(position=held)
    for one in standing.filter(pk__in=ids(request.POST.getlist("detach"))):
        actions.detach(attachment=one, by=request.user)
    return attached


def _not_yet(request, response, held, editing, evidence, attached):
    evidence.name_refused()
    if attached:
        messages.success(request, f"{held.reference}:{attached_in_words(attached)}")
    elif evidence.good():
        evidence.add_error("attached", "Choose the files again: they are attached when the point is saved")
    return _answer(request, response, editing, evidence, status=422, failed=NOT_YET)


def _answer(request, response, editing, evidence=None, *, status, failed, problems=None):
    """The page with its problems; an autosave only says in place that nothing was saved, and why."""
    if "autosave" in request.POST:
        return render(request, "providers/autosaved.html", {"said_now": f"Not saved. {failed}", "failed": True}, status=status)
    return _page(request, response, editing, evidence, status=status, problems=problems)


def _saved(request, response, editing, saved, attached):
    said = f"Saved at {words.clock(saved.changed_at)}"
    if "autosave" in request.POST:
        editing.saved(saved)
        return render(request, "providers/autosaved.html", {"said_now": said, "editing": editing})
    editing.thing = saved
    kept = editing.kept_of_others(request.user)
    messages.success(request, f"{saved.reference}: {said}.{f' Kept as well: {kept}.' if kept else ''}{attached_in_words(attached)}")
    stays = request.POST.get("then") == "stay" or "detach" in request.POST
    return redirect("providers:point", response.pk, saved.pk) if stays else redirect(f"{response.get_absolute_url()}#own")


def _page(request, response, editing, evidence=None, *, status=200, problems=None):
    held, evidence = editing.thing, evidence or forms.EvidenceForm()
    if problems is None:
        problems = [*editing.problems(), *problems_of(evidence)] if status != 200 else []
    is_new = held._state.adding
    context = {
        "response": response,
        "position": held,
        "is_new": is_new,
        "editing": editing,
        "said": [(part, editing.draw(part)) for part in editing.form.parts],
        "evidence": evidence,
        "files": Attachment.objects.visible_to(request.user).filter(position=held.pk).order_by("uploaded_at", "pk"),
        "problems": problems,
        "is_late": not response.is_editable,
        "states": "" if is_new else reverse("saved_states", args=["point", held.pk]),
        "back": f"{response.get_absolute_url()}#own",
    }
    return render(request, "providers/own_point.html", context, status=status)


def _read(request, response, held):
    decisions = (
        Decision.objects.visible_to(request.user).published().select_related("position__frozen_chapter", "position__response__organisation")
    )
    decision = decisions.prefetch_related(ruled("position__conditions")).filter(position=held).first()
    context = {
        "response": response,
        "position": held,
        "said": documents.said(held),
        "files": held.rows("attachments"),
        "is_ours": is_answered_by(request.user, response),
        "became": became_of(held),
        "back": f"{response.get_absolute_url()}#own",
        **laid_out(decision),
    }
    return render(request, "providers/own_point_read.html", context)


@require_POST
def remove_point(request, pk, point):
    response = our_response(request, pk)
    asked(request, "edit", response)
    held = get_object_or_404(Position.objects.visible_to(request.user).filter(response=response).beside(), pk=point)
    actions.remove_point(point=held, by=request.user)
    messages.success(request, f"{held.reference} is removed.")
    return redirect(f"{response.get_absolute_url()}#own")
