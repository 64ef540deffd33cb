"""Notice of contracts and how it is proved: the edition that says so, and what the provider was sent and opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from intentions.models.notice import Notice
from intentions.states import Cut, IntentionKind
from portal.nhsuk import words

from ..models import Invitation


@dataclass(frozen=True)
class Served:
    """A row of the list; `order` puts the earliest last day first, and what has none at the end."""

    notice: Notice
    reference: str
    title: str
    cut: Cut
    kind: str
    contract: str
    provider: str
    ends_on: date | None
    months: str
    clause: str
    takes_effect: date
    last_day: date | None
    state: str
    given: str
    told: str
    order: date


def served(notices: Iterable[Notice], invitations: Iterable[Invitation], today: date) -> Iterator[Served]:
    """Each notice with what is known of its provider, found by its name, however it is written; invitations come `with_editions_told`."""
    asked = {one.organisation.name.casefold(): one for one in invitations} | {
        one.organisation.short_name.casefold(): one for one in invitations if one.organisation.short_name
    }
    for one in notices:
        yield Served(
            notice=one,
            reference=one.version.intention.reference,
            title=one.version.title,
            cut=one.version.cut,
            kind=str(IntentionKind(one.version.kind).label) if one.version.kind else "Not said",
            contract=one.reference,
            provider=one.provider or words.NOT_KNOWN,
            ends_on=one.ends_on,
            months="" if one.months is None else words.counted(one.months, "month"),
            clause=one.clause,
            takes_effect=one.takes_effect,
            last_day=one.last_day,
            state=one.state(today),
            given=_given(one),
            told=_told(one, asked.get(one.provider.casefold())),
            order=one.last_day or date.max,
        )


def _given(one: Notice) -> str:
    if one.edition and one.given_on:
        return f"Edition {one.edition.number}, {words.day(one.given_on)}"
    return one.unserved or "Not yet given"


def _told(one: Notice, invitation: Any) -> str:
    """What told of the edition that names the contract: nothing sent before it proves anything."""
    if one.edition is None:
        return ""
    if invitation is None:
        return "Not asked in this round"
    if invitation.sent_at >= one.edition.published_at:
        opened = f", opened {words.history(invitation.opened_at)}" if invitation.opened_at else ", not opened yet"
        return f"Sent {words.history(invitation.sent_at)}{opened}"
    since = [at for at in invitation.editions_told if at >= one.edition.published_at]
    return f"Emailed {words.history(min(since))}" if since else "Not told of this edition"
