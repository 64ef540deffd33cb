"""The form of a committee's own house, edited at any time. What is frozen keeps the form it was frozen in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.organisations.models import Organisation

from ..documents.house import house_template
from ..models import Committee
from ..states import HeadingKind

PARTS = frozenset(
    {"name", "clear_days", "paper_days", "day_count", "gives_notice", "contact_role", "contact_email"}
    | {"agendas", "asks", "numbering", "divides_annexes", "logo"}
)  # fmt: skip


@transaction.atomic
def edit_committee(
    *,
    committee: Committee,
    by: User,
    headings: Iterable[Mapping[str, Any]] | None = None,
    partners: Iterable[Organisation] | None = None,
    **changes: Any,
) -> Committee:
    """Headings, cover sheet, routine agendas, logo, numbering, clear days and contact."""
    committee = lock(committee)
    unknown = sorted(set(changes) - PARTS)
    if unknown:
        raise TypeError(f"A committee has no {', '.join(unknown)}.")
    for name, value in changes.items():
        setattr(committee, name, value)
    if headings is not None:
        _set_headings(committee, list(headings))
    committee.save(update_fields=[*changes, "headings", "implications"])
    if partners is not None:
        committee.partners.set(partners)
    fields = sorted([*changes, *(["headings"] if headings is not None else [])])
    record("committee.changed", target=committee, by=by, says=f"changed the form of the {committee}", owner=committee.host, fields=fields)
    return committee


def _set_headings(committee: Committee, headings: list[Mapping[str, Any]]) -> None:
    """An implication keeps the section its words are stored under, whatever it is called now."""
    standing = []
    for heading in headings:
        if heading["kind"] == HeadingKind.IMPLICATION:
            standing.append(heading.get("section") or slugify(heading["heading"]).removesuffix("-implications"))
    committee.headings, committee.implications = house_template(headings, standing), standing
