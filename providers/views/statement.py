"""What is said of the whole response: the covering statement, the rights reserved, the files that come with it."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from intentions.forms import Editing
from portal.moves import CannotMove
from portal.moves.stale import Stale
from portal.nhsuk.problems import problems_of
from portal.printing.serving import SAFE

from .. import actions, forms
from ..models import Enclosure
from .doors import asked, our_response, the_response
from .position import attached_in_words, evidence_of, ids


@require_http_methods(["GET", "POST"])
def statement(request, pk):
    """The words of each part are saved by themselves; what a colleague saved meanwhile is never overwritten. So are the files."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    if request.method == "GET":
        return _page(request, response, Editing(forms.StatementForm, thing=response)) if response.is_editable else redirect(response)
    editing, evidence = Editing(forms.StatementForm, thing=response, data=request.POST), evidence_of(request)
    try:
        enclosed = _files(request, response, evidence)
        if not editing.is_valid():
            evidence.name_refused()
            return _page(request, response, editing, evidence, status=422)
        _save(request, response, editing)
    except Stale as stale:
        editing.ask_about(stale)
        return _page(request, response, editing, status=409)
    except CannotMove as late:
        says = f"This response is now: {late.thing.get_status_display()}. What you typed is still on this page: copy it."
        return _page(request, late.thing, editing, status=409, problems=[{"text": says}])
    if evidence.name_refused():
        messages.success(request, f"What you typed is saved.{attached_in_words(enclosed)}")
        response = our_response(request, pk)
        return _page(request, response, Editing(forms.StatementForm, thing=response), evidence, status=422)
    messages.success(request, f"What you say of the whole is saved.{attached_in_words(enclosed)}")
    return redirect("providers:statement", response.pk) if enclosed or "detach" in request.POST else redirect(response)


def _save(request, response, editing):
    content, since = editing.content(), editing.revisions()
    said = {"text": content.get("covering_statement"), "rights": content.get("rights")}
    actions.save_statement(response=response, by=request.user, revision=since, **said)


def _files(request, response, evidence):
    """Those that are enclosed now; one that is taken out is taken out."""
    enclosed = [actions.enclose(response=response, by=request.user, file=file) for file in evidence.good()]
    standing = Enclosure.objects.visible_to(request.user).filter(response=response)
    for one in standing.filter(pk__in=ids(request.POST.getlist("detach"))):
        actions.take_out(enclosure=one, by=request.user)
    return enclosed


def _page(request, response, editing, evidence=None, *, status=200, problems=None):
    evidence = evidence or forms.EvidenceForm()
    if problems is None:
        problems = [*editing.problems(), *problems_of(evidence)] if status != 200 else []
    context = {
        "response": response,
        "editing": editing,
        "said": [editing.draw(part) for part in editing.form.parts],
        "problems": problems,
        "evidence": evidence,
        "files": Enclosure.objects.visible_to(request.user).filter(response=response).order_by("uploaded_at", "pk"),
        "back": response.get_absolute_url(),
    }
    return render(request, "providers/statement.html", context, status=status)


def enclosure(request, pk, enclosure):
    """A file for the whole response, to those who may read it: always as a download, never run."""
    response = the_response(request, pk)
    found = get_object_or_404(Enclosure.objects.visible_to(request.user), pk=enclosure, response=response)
    ending = found.file.name.rpartition(".")[2]
    name = found.title if found.title.lower().endswith(f".{ending.lower()}") else f"{found.title}.{ending}"
    answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
    for header, value in SAFE.items():
        answer.headers[header] = value
    return answer
