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
OPENED = {"Content-Security-Policy": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"}


def served(request: HttpRequest, document: Document | None, as_name: str = "") -> HttpResponseBase:
    """The PDF as a download, never stored on the way and never run; not there until it is ready.

    With `?shown` the browser opens it, so that a link may lead to one of its pages: it is ours, and nothing runs in it.
    """
    if document is None or not document.is_ready:
        raise Http404
    etag = f'"{document.sha256}"'
    answer = get_conditional_response(request, etag=etag) or FileResponse(
        document.file.open("rb"),
        as_attachment="shown" not in request.GET,
        filename=f"{as_name or document.file_name}.pdf",
        content_type="application/pdf",
    )
    for name, value in {"ETag": etag, **SAFE, **(OPENED if "shown" in request.GET else {})}.items():
        answer.headers[name] = value
    return answer


def answer_progress(request: HttpRequest, document: Document, *, poll: str = "", download: str = "", then: str = "") -> HttpResponse:
    """What the part that waits asks each 2 seconds: nothing new (204), or the part with its new words."""
    current = progress(document)
    if request.GET.get("seen") == current.seen:
        return HttpResponse(status=204)
    facts = {"progress": current, "poll": poll or request.path, "download": download, "then": then}
    return render(request, "components/print_progress.html", facts)
