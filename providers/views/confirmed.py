"""A password confirmed beforehand counts for ten minutes: for this person, in this session, for the text that was shown.

The session ends with a change of the password, with logging out and after half an hour without a click; the confirmation with it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from ..models import Response

LASTS = timedelta(minutes=10)


def remember(request: HttpRequest, response: Response, *, text_sha256: str, at: datetime) -> None:
    """From now on, in place of any earlier one; those that are over are forgotten."""
    standing = {key: one for key, one in _known(request).items() if at <= _until(one)}
    said = {"who": str(request.user.pk), "text": text_sha256, "at": at.isoformat()}
    request.session["confirmed"] = {**standing, str(response.pk): said}


def confirmed_until(request: HttpRequest, response: Response, *, text_sha256: str, at: datetime) -> datetime | None:
    """Until when this person need not give the password for this text; None when they must."""
    said = _known(request).get(str(response.pk))
    if said is None or said["who"] != str(request.user.pk) or said["text"] != text_sha256:
        return None
    return _until(said) if at <= _until(said) else None


def _known(request: HttpRequest) -> dict[str, Any]:
    known: dict[str, Any] = request.session.get("confirmed", {})
    return known


def _until(said: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(said["at"]) + LASTS
