"""Whether contracts are given the notice they ask for: warned of before the last day, to be fixed after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.timezone import localdate

from portal.nhsuk import words

from ..models import Round, Version, notice
from ..states import IntentionKind
from .finding import LOOK, MUST, Finding, check

ENDING = (IntentionKind.DECOMMISSION, IntentionKind.RE_PROCURE)
SOON = timedelta(days=42)


@check("contract", reads="version")
def names_its_contract(version: Version, round: Round) -> Iterator[Finding]:
    """What stops or is procured again names the contract that ends; “no provider” is an answer."""
    if version.kind in ENDING and not version.affects_no_provider and not version.contracts.all():
        yield LOOK, "contracts", "stops or replaces a service and names no contract"


@check("notice", reads="version")
def notice_can_be_given(version: Version, round: Round) -> Iterator[Finding]:
    """Contracts are given the notice they ask for, or it is said why not."""
    today = localdate()
    for one in notice.notices([version], round):
        state, by = one.state(today), words.day(one.last_day)
        asked = f"the contract {one.reference} asks for {words.counted(one.months, 'month')} of notice" if one.months is not None else ""
        if state in (notice.TOO_LATE, notice.LATE):
            yield MUST, "contracts", f"begins {words.day(one.takes_effect)}; {asked}, and its last day was {by}: move the day, or say why"
        elif state == notice.TO_GIVE and one.last_day and one.last_day - today <= SOON:
            yield LOOK, "contracts", f"must be published by {by}: {asked}"
        elif state == notice.NOT_KNOWN:
            yield LOOK, "contracts", f"does not say how much notice the contract {one.reference} asks for"
