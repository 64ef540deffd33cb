import re

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions import documents as intentions
from intentions.forms import Choices, Editing, rows_asked_for
from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.moves.stale import Stale
from portal.nhsuk import words
from portal.nhsuk.problems import problems_of

from .. import actions, documents, forms
from ..documents.agreed import ruled
from ..documents.decided import laid_out
from ..documents.intended import intended
from ..models import Attachment, Decision, Position, Remark
from .answering import is_answered_by, tasks_of
from .doors import asked, the_response

NOT_YET = "What is marked on the page must be put right first."

ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@require_http_methods(["GET", "POST"])
def position(request, pk, reference):
    """R3: what they intend in full, and what we say to it. Saving half a position is always possible."""
    response = the_response(request, pk)
    found = tasks_of(request, response)
    task = next((one for one in found.tasks if one.reference == reference), None)
    if task is None:
        own = get_object_or_404(Position.objects.visible_to(request.user).filter(response=response).beside(), own_reference=reference)
        return redirect("providers:point", response.pk, own.pk)
    if request.method == "POST":
        asked(request, "edit", response)
        return _save(request, response, found, task)
    if response.is_editable and response.invitation.is_open(database_now()) and request.user.has_perm("providers.edit", response):
        return _page(request, response, found, task, _editing(request, response, task))
    return _read(request, response, found, task)


def _editing(request, response, task, data=None):
    version = task.version
    thing = task.position or Position(response=response, intention=version.intention, version=version)
    return Editing(forms.PositionForm, thing=thing, data=data, choices=Choices(response.round, request.user, version))


def _save(request, response, found, task):
    with_rows = rows_asked_for(request.POST)
    if with_rows is not None:
        return _page(request, response, found, task, _editing(request, response, task, with_rows))
    editing, evidence = _editing(request, response, task, request.POST), evidence_of(request)
    about = {"response": response, "intention": task.version.intention, "by": request.user}
    try:
        attached = _files(request, evidence, about)
        if not _is_valid(request, editing):
            return _not_yet(request, response, found, task, editing, evidence, attached)
        saved = actions.save_position(content=editing.content(), revision=editing.revisions(), **about)
    except Stale as stale:
        editing.ask_about(stale)
        return _answer(request, response, found, task, editing, status=409, failed=_changed_meanwhile(stale))
    except CannotMove as late:
        says = (
            f"This response is now: {late.thing.get_status_display()}. It cannot be saved. What you typed is still on this page: copy it."
        )
        return _answer(request, response, found, task, editing, status=409, failed=says, problems=[{"text": says}], is_late=True)
    if evidence.name_refused():
        return _partly(request, response, task.reference, evidence, attached)
    return _saved(request, response, found, task, editing, saved, attached)


def _not_yet(request, response, found, task, editing, evidence, attached):
    """The words must be put right first; the files that will do are attached already, so that nobody chooses them again."""
    evidence.name_refused()
    if attached:
        messages.success(request, f"{task.reference}:{attached_in_words(attached)}")
    return _answer(request, response, found, task, editing, status=422, failed=NOT_YET, evidence=evidence)


def _partly(request, response, reference, evidence, attached):
    """What was typed and the files that will do are saved; those that will not are named on the page as it is now."""
    found = tasks_of(request, response)
    task = next(one for one in found.tasks if one.reference == reference)
    messages.success(request, f"{reference}: what you typed is saved.{attached_in_words(attached)}")
    return _page(request, response, found, task, _editing(request, response, task), status=422, evidence=evidence)


def attached_in_words(attached):
    """The files that were attached, each by its name."""
    return f" Attached: {', '.join(f'“{one.title}”' for one in attached)}." if attached else ""


def evidence_of(request):
    """The files, if any were chosen; an autosave carries none."""
    return forms.EvidenceForm(request.POST, request.FILES) if request.FILES else forms.EvidenceForm()


def _is_valid(request, editing):
    if editing.is_valid() and request.POST.get("then") in ("next", "back") and editing.form.lacks_conditions():
        editing.form.add_error("stance", "Enter at least one condition, or select another position")
        return False
    return editing.is_valid()


def _files(request, evidence, about):
    attached = [actions.attach(file=file, **about) for file in evidence.good()]
    if "detach" in request.POST:
        attachments = Attachment.objects.visible_to(request.user).filter(position__response=about["response"])
        for attachment in attachments.filter(pk__in=ids(request.POST.getlist("detach"))):
            actions.detach(attachment=attachment, by=request.user)
    return attached


def _attachments(request, response, task):
    """Those that are attached now; a file chosen in this request is one of them."""
    found = Attachment.objects.visible_to(request.user).filter(position__response=response, position__intention=task.version.intention)
    return found.order_by("uploaded_at", "pk")


def ids(typed):
    """Those that are ids; what is none names no file."""
    return [one for one in typed if ID.fullmatch(one)]


def _changed_meanwhile(stale):
    names = [forms.PositionForm.labels[part] for part in stale.conflicts]
    who = next(iter(stale.conflicts.values())).by or "A colleague"
    return f"{who} changed {', '.join(names)} after you opened it. Press Save to choose the text to keep."


def _answer(request, response, found, task, editing, *, status, failed, **more):
    """The page with its problems; an autosave only says in place that nothing was saved, and why."""
    if "autosave" in request.POST:
        return render(request, "providers/autosaved.html", {"said_now": f"Not saved. {failed}", "failed": True}, status=status)
    return _page(request, response, found, task, editing, status=status, **more)


def _saved(request, response, found, task, editing, saved, attached):
    said = f"Saved at {words.clock(saved.changed_at)}"
    if "autosave" in request.POST:
        editing.saved(saved)
        return render(request, "providers/autosaved.html", {"said_now": said, "editing": editing})
    editing.thing = saved
    kept = editing.kept_of_others(request.user)
    messages.success(request, f"{task.reference}: {said}.{f' Kept as well: {kept}.' if kept else ''}{attached_in_words(attached)}")
    then = request.POST.get("then")
    _, following, _ = found.around(task.reference)
    if then == "next" and following:
        return redirect("providers:position", response.pk, following.reference)
    return redirect("providers:position", response.pk, task.reference) if then == "stay" or "detach" in request.POST else redirect(response)


def _page(request, response, found, task, editing, *, status=200, evidence=None, **more):
    context = _about(request, response, found, task)
    evidence = evidence or forms.EvidenceForm()
    more.setdefault("problems", [*editing.problems(), *problems_of(evidence)] if status in (409, 422) else [])
    context |= {
        "editing": editing,
        "evidence": evidence,
        "files": _attachments(request, response, task),
        "said": [(part, editing.draw(part)) for part in editing.form.parts],
        "changes": list(intentions.changes(task.position.version, task.version)) if task.is_changed else [],
        **more,
    }
    return render(request, "providers/position.html", context, status=status)


def _read(request, response, found, task):
    context = _about(request, response, found, task)
    if task.position:
        context["said"] = documents.said(task.position)
        context["files"] = task.position.rows("attachments")
        decisions = (
            Decision.objects.visible_to(request.user).published().select_related("position__version", "position__response__organisation")
        )
        context |= laid_out(decisions.prefetch_related(ruled("position__conditions")).filter(position=task.position).first())
    return render(request, "providers/position_read.html", context)


def _about(request, response, found, task):
    previous, following, number = found.around(task.reference)
    if not response.is_editable:  # nothing is left to answer: the next to read
        following = found.tasks[number] if number < len(found.tasks) else None
    return {
        "is_left": response.is_editable,
        "response": response,
        "task": task,
        "position": task.position,
        "parts": intended(task.version, response.edition_id),
        "previous": previous,
        "following": following,
        "number": number,
        "of": len(found.tasks),
        "back": response.get_absolute_url(),
        "remarks": Remark.objects.visible_to(request.user).filter(response=response, intention=task.version.intention, resolved_at=None),
        "is_ours": is_answered_by(request.user, response),
        "earlier": documents.last_year(response, task.version.intention) if not task.is_answered and response.is_editable else None,
        "ask_url": f"{reverse('providers:questions', args=[response.round.slug])}",
    }


def attachment(request, pk, attachment):
    """Evidence, to those who may read the position: always as a download, never run."""
    response = the_response(request, pk)
    found = get_object_or_404(Attachment.objects.visible_to(request.user), pk=attachment, position__response=response)
    ending = found.file.name.rpartition(".")[2]
    name = found.title if found.title.lower().endswith(f".{ending.lower()}") else f"{found.title}.{ending}"
    answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
