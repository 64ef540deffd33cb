"""A pack to take along: its manifest, everything in one file for reading without a network, and one's own notes on paper."""

import io
import json
import zipfile

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.printing import actions as printing
from portal.printing.progress import progress as progress_of
from portal.printing.serving import SAFE, served

from .. import actions, documents
from ..models import Note
from . import packs
from .doors import asked, the_pack, words_of


@login_not_required
@require_GET
def manifest(request, pk):
    """Which item, which print, which pages, which hash."""
    return JsonResponse(manifest_of(the_pack(request, pk)), json_dumps_params={"indent": 2, "ensure_ascii": False})


def manifest_of(pack):
    lines = packs.manifest(pack)
    return {
        "committee": pack.meeting.committee.name,
        "meeting": pack.meeting.date.isoformat(),
        "kind": pack.get_kind_display(),
        "audience": pack.get_audience_display(),
        "issue": pack.issue,
        "issued_at": pack.issued_at.isoformat(),
        "pages": pack.document.pages,
        "sha256": pack.document.sha256,
        "is_accessible": pack.document.is_accessible,
        "items": [_of_item(line["line"], line["part"]) for line in lines],
    }


def _of_item(line, part):
    return {
        "item": line.item.number,
        "mark": line.item.mark,
        "title": line.title,
        "first_page": part.first_page,
        "last_page": part.last_page,
        "sha256": part.document.sha256,
        "is_accessible": part.document.is_accessible,
    }


@login_not_required
@require_GET
def offline(request, pk):
    """One file to unpack: the PDF, the same words as a page that needs no network, the manifest, and one's own notes."""
    pack = the_pack(request, pk)
    if not pack.document.is_ready:
        raise Http404
    words = documents.held_within(words_of(request, pack, pack.document), pack.document)
    page = render_to_string("committees/offline.html", {"pack": pack, "words": words, "notes": _mine(request, pack)})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, pack.document.file.open("rb") as pdf:
        packed.writestr(f"{pack.document.file_name}.pdf", pdf.read())
        packed.writestr(f"{pack.document.file_name}.html", page)
        packed.writestr("manifest.json", json.dumps(manifest_of(pack), indent=2, ensure_ascii=False))
    answer = HttpResponse(out.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{pack.document.file_name}.zip"'
    for name, value in SAFE.items():
        answer.headers[name] = value
    return answer


def _mine(request, pack):
    """One's own notes on what is in the pack, item by item."""
    held = pack.items.values("item")
    return (
        Note.objects.visible_to(request.user).filter(item__in=held).select_related("item").order_by("item__number", "item__place", "anchor")
    )


@require_http_methods(["GET", "POST"])
def pack_notes(request, pk):
    """All one's notes on a pack; printed on request, for nobody else."""
    pack = the_pack(request, pk)
    asked(request, "sit", pack.meeting)
    mine = list(_mine(request, pack))
    if request.method == "POST" and mine:
        actions.print_notes(pack=pack, notes=mine, by=request.user, page=request.path)
        return redirect("committees:pack_notes", pk=pack.pk)
    last = documents.printed_notes(request.user, request.path)
    context = {
        "pack": pack,
        "meeting": pack.meeting,
        "notes": mine,
        "when": documents.when_words(pack.meeting),
        "progress": progress_of(last) if last else None,
    }
    return render(request, "committees/pack_notes.html", context)


@require_GET
def notes_pdf(request, pk):
    """The notes as they were last printed, for the one who wrote them."""
    asked(request, "sit", the_pack(request, pk).meeting)
    return served(request, documents.printed_notes(request.user, reverse("committees:pack_notes", args=[pk])))


@require_POST
def cancel_print(request, pk):
    """Nobody waits for this issue any more."""
    pack = the_pack(request, pk)
    asked(request, "issue", pack.meeting)
    printing.cancel(document=pack.document, by=request.user)
    return redirect(f"{pack.meeting.get_draft_url()}#packs")
