"""When it is due, in words. The clock that counts is ours."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from portal.nhsuk import words


def due(deadline: datetime, now: datetime) -> tuple[str, str]:
    """What to do by when, and how long that is; on the last day, what our clock said (W1)."""
    days = (timezone.localdate(deadline) - timezone.localdate(now)).days
    if days == 0:
        said = f"Our clock said {words.clock(now, 'seconds')} when this page was made. Only our clock counts."
        return f"Submit by {words.clock(deadline)} today.", said
    return f"Submit by {words.when(deadline)} (London time).", f"{days} day{'' if days == 1 else 's'} left."


def milliseconds(moment: datetime) -> int:
    """Since 1970, as a script counts them; never rounded up, so that no time is promised that is gone."""
    return int(moment.timestamp() * 1000)


def late(arrived_at: datetime, late_by: timedelta) -> str:
    """W3, to the second, and to the millisecond when it is less than one."""
    seconds = late_by.total_seconds()
    by = _number(int(seconds), "second") if seconds >= 1 else _number(max(1, late_by // timedelta(milliseconds=1)), "millisecond")
    if seconds >= 120:
        by = _number(int(seconds // 60), "minute") if seconds < 7200 else _number(int(seconds // 3600), "hour")
    return (
        f"Not submitted. Your request reached us at {words.clock(arrived_at, 'seconds')}, {by} late. "
        "Nothing is lost: it is kept as a draft marked late. Only your organisation can read it."
    )


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
