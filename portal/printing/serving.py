"""Handing out what was printed. Files have no address of their own: the owning app's view finds the thing it may show."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from .models import Document
from .progress import progress

SAFE = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def served(request: HttpRequest, document: Document | None, as_name: str = "") -> HttpResponseBase:
    """The PDF as a download, never stored on the way and never run; not there until it is ready."""
    if document is None or not document.is_ready:
        raise Http404
    etag = f'"{document.sha256}"'
    answer = get_conditional_response(request, etag=etag) or FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=f"{as_name or document.file_name}.pdf",
        content_type="application/pdf",
    )
    for name, value in {"ETag": etag, **SAFE}.items():
        answer.headers[name] = value
    return answer


def answer_progress(request: HttpRequest, document: Document, *, poll: str = "", download: str = "", then: str = "") -> HttpResponse:
    """What the part that waits asks each 2 seconds: nothing new (204), or the part with its new words."""
    current = progress(document)
    if request.GET.get("seen") == current.seen:
        return HttpResponse(status=204)
    facts = {"progress": current, "poll": poll or request.path, "download": download, "then": then}
    return render(request, "components/print_progress.html", facts)
