"""The whole round as one document: a page, a PDF and a Word file, of each edition for everybody, of the draft for whoever may read it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from portal.moves.clock import database_now
from portal.printing.models import Document
from portal.printing.progress import progress, weight_words
from portal.printing.serving import SAFE, answer_progress, served
from portal.printing.twin import twin

from .. import actions, documents
from ..models import Amendment, Edition, Volume
from ..models.paper import MARK
from .doors import asked, the_round

NEXT = "next"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 5


# ── Of an edition ───────────────────────────────────────────────────────────────────────────────────────────────────
@login_not_required
@require_GET
def document(request, round):
    """The latest edition, or the one asked for, on one page."""
    editions = Edition.objects.visible_to(request.user).filter(round__slug=round).select_related("round", "volume__document")
    number = request.GET.get("edition")
    wanted = editions.filter(number=number) if number and number.isdecimal() and len(number) < 5 else editions.order_by("-number")
    edition = get_object_or_404(wanted) if number else wanted.first()
    if edition is None:
        raise Http404
    printed = getattr(edition, "volume", None)
    title, home = edition.content["title"], edition.get_absolute_url()
    context = {
        "title": title,
        "caption": f"{str(edition).capitalize()}{f', {MARK.lower()}' if edition.content.get('paper') else ''}",
        "words": twin(printed.document) if printed else _words(documents.volume_of_edition(edition, _before(edition)), title),
        "files": files_of(edition, printed),
        "amendments": Amendment.objects.visible_to(request.user).filter(round=edition.round).order_by("-at"),
        "crumbs": [
            {"text": "Home", "href": reverse("front")},
            {"text": "Rounds", "href": reverse("intentions:rounds")},
            {"text": title, "href": home},
        ],
    }
    return render(request, "intentions/document.html", context)


def _before(edition):
    return edition.round.editions.filter(number=edition.number - 1).first()


def _words(facts, title):
    """Nothing is kept and nothing is printed."""
    return twin(Document(template=documents.VOLUME, facts=facts, title=title))


def files_of(edition, printed):
    """[(words with the size, address)] of what is ready; the address is empty while it is being made."""
    slug, number = edition.round.slug, edition.number
    return files(
        printed,
        pdf=reverse("intentions:document_pdf", args=[slug, number]),
        word=reverse("intentions:document_word", args=[slug, number]),
    )


def files(printed, *, pdf, word):
    is_printed, is_written = bool(printed and printed.document.is_ready), bool(printed and printed.word)
    size = progress(printed.document).size if is_printed else "PDF: it is being printed"
    written = f"Word, {weight_words(printed.word_size)}" if is_written else "Word: it is being written"
    return [(size, pdf if is_printed else ""), (written, word if is_written else "")]


@login_not_required
@require_GET
def document_pdf(request, round, number):
    return served(request, _printed(request, round, number).document)


@login_not_required
@require_GET
def document_word(request, round, number):
    return _word(_printed(request, round, number))


def _printed(request, round, number):
    volumes = Volume.objects.visible_to(request.user).filter(edition__number=number, round__slug=round)
    return get_object_or_404(volumes.select_related("document"))


def _word(volume):
    """The Word file as a download; not there until it is written."""
    if not volume.word:
        raise Http404
    name = f"{volume.document.file_name}.docx"
    answer = FileResponse(volume.word.open("rb"), as_attachment=True, filename=name, content_type=WORD)
    for header, value in SAFE.items():
        answer.headers[header] = value
    return answer


# ── Of the draft ────────────────────────────────────────────────────────────────────────────────────────────────────
@require_GET
def draft_document(request, round):
    """As it is now: everything that is written, or only what would be published. Marked as a draft, with the hour."""
    round = the_round(request, round)
    asked(request, "draft", round)
    is_next, now = request.GET.get("of") == NEXT, database_now()
    facts = documents.next_volume(round, now) if is_next else documents.draft_volume(round, now)
    printed = Volume.objects.visible_to(request.user).of_draft().filter(round=round).select_related("document", "ordered_by")
    context = {
        "round": round,
        "title": round.title,
        "caption": facts["marking"],
        "is_next": is_next,
        "words": _words(facts, round.title),
        "printed": [_shown(round, one) for one in printed.order_by("-ordered_at")[:SHOWN]],
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/draft_document.html", context)


def _shown(round, volume):
    addresses = {name: reverse(f"intentions:draft_{name}", args=[round.slug, volume.pk]) for name in ("pdf", "word", "progress")}
    return {
        "volume": volume,
        "progress": progress(volume.document),
        "poll": addresses["progress"],
        "files": files(volume, pdf=addresses["pdf"], word=addresses["word"]),
    }


@require_POST
def print_draft(request, round):
    round = the_round(request, round)
    asked(request, "draft", round)
    actions.print_draft(round=round, by=request.user, at=database_now())
    messages.success(request, "The draft is being printed as it is now. What is changed after this is not in it.")
    return redirect(f"{reverse('intentions:draft_document', args=[round.slug])}#files")


@require_GET
def draft_progress(request, round, pk):
    volume = _drafted(request, round, pk)
    return answer_progress(request, volume.document, download=reverse("intentions:draft_pdf", args=[round, pk]))


@require_GET
def draft_pdf(request, round, pk):
    return served(request, _drafted(request, round, pk).document)


@require_GET
def draft_word(request, round, pk):
    return _word(_drafted(request, round, pk))


def _drafted(request, slug, pk):
    round = the_round(request, slug)
    asked(request, "draft", round)
    volumes = Volume.objects.visible_to(request.user).of_draft().filter(round=round).select_related("document", "round__lead")
    return get_object_or_404(volumes, pk=pk)
