"""What was typed into a form after the session had ended, kept until the same person is back."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "last-here"
SALT = "portal.people.typed"
HOURS_12 = 12 * 60 * 60
NEVER = ("password", "csrfmiddlewaretoken", "credential", "code")


def remember_who(request: HttpRequest, response: HttpResponse) -> None:
    """A signed note in the browser of who was here, so that what they typed is offered to nobody else."""
    who = str(request.user.pk)
    if _last_here(request) != who:
        note = signing.dumps(who, salt=SALT)
        response.set_cookie(COOKIE, note, max_age=HOURS_12, httponly=True, samesite="Lax", secure=request.is_secure())


def keep(request: HttpRequest) -> bool:
    """Put away what was posted, without files and passwords. Only for somebody who was logged in here today."""
    who = _last_here(request)
    if who is None:
        return False
    fields = {name: values for name, values in request.POST.lists() if not any(word in name for word in NEVER)}
    request.session.set_expiry(HOURS_12)
    request.session["typed"] = {"who": who, "path": request.get_full_path(), "fields": fields, "had_files": bool(request.FILES)}
    return True


def belongs_to(request: HttpRequest) -> bool:
    """Is something kept for the person who is logged in now? What is somebody else's is thrown away."""
    typed: dict[str, Any] | None = request.session.get("typed")
    if typed is None:
        return False
    if typed["who"] != str(request.user.pk):
        del request.session["typed"]
        return False
    return True


def _last_here(request: HttpRequest) -> str | None:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=HOURS_12)
    except signing.BadSignature:
        return None
