"""Whom the responses of groups wait for, of many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import localdate

from portal.organisations.models import GroupMembership

from ..models import Signature


def waited_for(responses: Iterable[Any]) -> dict[Any, list[str]]:
    """{response: short names of the members whose signature is needed and not there}, in one query; none for what is no group's."""
    signed = Signature.objects.valid().filter(response=OuterRef("response"), organisation=OuterRef("member"))
    is_open = Q(member__closed_date=None) | Q(member__closed_date__gte=localdate())
    rows = (
        GroupMembership.objects.filter(is_open, to_date=None, group__responses__in=list(responses))
        .annotate(response=F("group__responses"))
        .annotate(is_signed=Exists(signed))
        .order_by("member__name")
        .values("response", "member__short_name", "must_sign", "is_signed")
    )
    members: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        members[row["response"]].append(row)
    return {response: _waits(found) for response, found in members.items()}


def _waits(members: list[Any]) -> list[str]:
    needed = [one for one in members if one["must_sign"]] or members
    return [one["member__short_name"] for one in needed if not one["is_signed"]]
