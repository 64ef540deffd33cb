"""A document is brought into a draft round; its progress; the file as it came."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.printing.serving import SAFE

from .. import actions, forms
from ..models import Brought
from ..states import Verdict
from .doors import asked, the_round


def the_document(request, round, pk, **more):
    """A document of a round whose draft this person may write; `more` is asked of the database with it."""
    round = the_round(request, round)
    asked(request, "edit", round)
    documents = Brought.objects.visible_to(request.user).filter(round=round).annotate(**more)
    brought = get_object_or_404(documents.select_related("by", "taken_by", "dates_by"), pk=pk)
    brought.round = round
    return brought


@require_http_methods(["GET", "POST"])
def bring_in(request, round):
    """Choose a document, and find those that were brought in before."""
    round = the_round(request, round)
    asked(request, "edit", round)
    form = forms.BringInForm(request.POST, request.FILES) if request.method == "POST" else forms.BringInForm()
    if form.is_valid() and (brought := _brought(request, round, form)):
        return redirect(brought)
    documents = Brought.objects.visible_to(request.user).filter(round=round).select_related("by").order_by("-at")
    for one in documents:
        one.round = round
    context = {"round": round, "form": form, "documents": documents, "back": round.get_draft_url()}
    return render(request, "intentions/bring_in.html", context, status=422 if form.errors else 200)


def _brought(request, round, form):
    """None when the same file is there and nobody said that it shall come twice."""
    file, again = form.cleaned_data["file"], form.cleaned_data["again"]
    try:
        return actions.bring_in(round=round, content=file.read(), name=file.name, by=request.user, at=database_now(), again=again)
    except actions.Twin as twin:
        form.refuse_twin(twin.brought, words.history(twin.brought.at))
        return None


@require_GET
def brought_progress(request, round, pk):
    """What the part that waits asks each 2 seconds: nothing new (204), its new words, or the page of what is ready."""
    brought = the_document(request, round, pk)
    if not brought.is_moving:
        return HttpResponse(status=204, headers={"HX-Redirect": brought.get_absolute_url()})
    if request.GET.get("seen") == brought.progress:
        return HttpResponse(status=204)
    return render(request, "intentions/brought_progress.html", {"brought": brought})


@require_http_methods(["GET", "POST"])
def remove_document(request, round, pk):
    """One that was never taken in, for good."""
    brought = the_document(request, round, pk, judged=Count("findings", filter=~Q(findings__verdict=Verdict.OPEN)))
    if not brought.can_be_removed:
        messages.warning(request, "Only a document that was read and never taken in can be removed.")
        return redirect(brought)
    back = reverse("intentions:bring_in", args=[brought.round.slug])
    if request.method == "GET":
        context = {"round": brought.round, "brought": brought, "judged": brought.judged, "back": back}
        return render(request, "intentions/remove_document.html", context)
    try:
        actions.remove_document(brought=brought, by=request.user, at=database_now())
    except CannotMove:
        messages.warning(request, f"{brought} was taken in or removed meanwhile.")
    else:
        messages.success(request, f"{brought} is removed.")
    return redirect(back)


@require_GET
def brought_file(request, round, pk):
    brought = the_document(request, round, pk)
    answer = FileResponse(brought.file.open("rb"), as_attachment=True, filename=brought.name, content_type="application/octet-stream")
    for name, value in SAFE.items():
        answer.headers[name] = value
    return answer
