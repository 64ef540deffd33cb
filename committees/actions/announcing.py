"""To whoever subscribes: what of a meeting was made public. The title of no item is in it, for an item may become private."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from portal.alerts.actions import announce
from portal.nhsuk import words

from ..models import Committee, Meeting, Minutes, Pack


def announce_agenda(meeting: Meeting, at: datetime) -> None:
    announce(meeting, says=f"Agenda: {_of(meeting)}", about=_about(meeting.committee), at=at)


def announce_packs(packs: Iterable[Pack], at: datetime) -> None:
    """The one everybody may read, once it is printed."""
    for pack in packs:
        if not pack.is_private:
            announce(pack, says=f"Papers, {pack.named}: {_of(pack.meeting)}", about=_about(pack.meeting.committee), at=at)


def announce_minutes(minutes: Minutes, at: datetime) -> None:
    announce(minutes, says=f"Minutes: {_of(minutes.meeting)}", about=_about(minutes.meeting.committee), at=at)


def _of(meeting: Meeting) -> str:
    return f"{meeting.committee.name}, {words.day(meeting.date, 'weekday')}"


def _about(committee: Committee) -> list[object]:
    """Itself, and the place of the organisation it belongs to."""
    return [one for one in (committee, committee.host.place) if one]
