"""A paper as a Word file, for those who must edit it elsewhere: ordered, written by a worker, downloaded."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from portal.printing.progress import Progress, weight_words
from portal.printing.serving import SAFE
from portal.printing.states import Status

from .. import actions, documents
from ..models import WordFile
from .doors import confirmed, prepared_paper

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _prepared(request, slug):
    paper = prepared_paper(request, slug)
    confirmed(request, paper)
    return paper, WordFile.objects.visible_to(request.user).filter(paper=paper).first()


@require_http_methods(["GET", "POST"])
def paper_word(request, slug):
    """What is there of it, and a button that has it written as the paper is now."""
    paper, word = _prepared(request, slug)
    if request.method == "POST":
        actions.order_word(paper=paper, by=request.user)
        return redirect("committees:paper_word", slug=slug)
    context = {
        "paper": paper,
        "word": word,
        "is_current": word is not None and not word.failure and word.sha256 == documents.word_order(paper)["sha256"],
        "progress": progress(word) if word else None,
        "back": paper.get_draft_url(),
    }
    return render(request, "committees/word.html", context)


@require_GET
def word_progress(request, slug):
    """New words, or nothing new."""
    _, word = _prepared(request, slug)
    if word is None:
        raise Http404
    current = progress(word)
    if request.GET.get("seen") == current.seen:
        return HttpResponse(status=204)
    facts = {"progress": current, "poll": request.path, "download": reverse("committees:word_file", args=[slug]), "then": ""}
    return render(request, "components/print_progress.html", facts)


@require_GET
def word_file(request, slug):
    paper, word = _prepared(request, slug)
    if word is None or not word.file:
        raise Http404
    answer = FileResponse(word.file.open("rb"), as_attachment=True, filename=f"{paper.slug}.docx", content_type=WORD)
    for name, value in SAFE.items():
        answer.headers[name] = value
    return answer


def progress(word):
    """In the words of prints."""
    if word.failure:
        return Progress(str(word.pk), Status.FAILED, f"The Word file could not be written: {word.failure}.", False, "")
    if word.file:
        return Progress(str(word.pk), Status.READY, "The Word file is ready.", False, f"Word, {weight_words(word.size)}")
    return Progress(str(word.pk), Status.PRINTING, "The Word file is being written. You can leave this page.", True, "")
