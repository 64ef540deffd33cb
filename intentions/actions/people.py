"""Who changed a part, and when, out of what the row remembers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.accounts.models import User


def person(change: Mapping[str, Any]) -> dict[str, Any]:
    return {"by": User.objects.filter(pk=change["by"]).first(), "at": datetime.fromisoformat(change["at"])}
