"""The register as a workbook: what is public of each organisation, cell by cell, and what a row that came back says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower

from portal.nhsuk import words
from portal.organisations.bulk import KINDS, ODS_CODE, is_email
from portal.organisations.models import Organisation
from portal.organisations.states import AuthorityBasis, Kind
from portal.workbooks.cells import settled
from portal.workbooks.comparing import State, Thing
from portal.workbooks.shape import Column, Row, Sheet, said
from portal.workbooks.shape import Kind as Typed
from portal.workbooks.showing import GOING

NAME = "Organisations"
FIELDS = {"title": "name"}  # where a column is called otherwise than what it says
TOLD = ("title", "short_name", "kinds", "ods_code", "opened_date", "contact_role", "contact_email", "authority_basis")


def sheet() -> Sheet:
    labels = [str(kind.label) for kind in KINDS.values()]
    return Sheet(
        NAME,
        [
            Column("key", "Ref", is_locked=True, help="Leave it empty for a new organisation"),
            Column("title", "Name", is_required=True, longest=200, help="In full, as it is called now"),
            Column("short_name", "Short name", is_required=True, longest=80, help="As it stands in tables"),
            Column("kinds", "Kinds", Typed.LIST, choices=labels, is_required=True, help="A council may be several"),
            Column("ods_code", "ODS code", longest=10, help="Letters and digits, for example RJ1. It is never used again"),
            Column("opened_date", "Opened on", Typed.DATE),
            Column("contact_role", "Role to write to", longest=120),
            Column("contact_email", "Email to write to", longest=254),
            Column(
                "authority_basis",
                "How its members authorise it",
                Typed.CHOICE,
                choices=[str(label) for label in AuthorityBasis.labels],
                help="Of a provider group or alliance only",
            ),
            Column("state", "State", is_locked=True, help="An organisation is closed, checked and succeeded on its page"),
        ],
        help="One row for each organisation of the register. People are invited on the page of the organisation.",
    )


def standing() -> dict[str, Organisation]:
    return {one.slug: one for one in Organisation.objects.order_by("name", "pk")}


def row_of(one: Organisation) -> Row:
    cells = {
        "title": settled(one.name),
        "short_name": settled(one.short_name),
        "kinds": "\n".join(str(Kind(kind).label) for kind in one.kinds),
        "ods_code": one.ods_code or "",
        "opened_date": one.opened_date.isoformat() if one.opened_date else "",
        "contact_role": settled(one.contact_role),
        "contact_email": one.contact_email,
        "authority_basis": str(one.get_authority_basis_display()),
        "state": f"Closed {words.day(one.closed_date)}" if one.closed_date else "Open" if one.is_checked else "To check",
    }
    return Row(one.slug, cells, mark=said("\x1f".join(cells.values())))


def judge(things: Sequence[Thing], stands: Mapping[str, Organisation]) -> None:
    """What its page would refuse although each cell can be read; and of a new one whose name is known, that it is."""
    going = [one for one in things if one.state in GOING]
    said_twice = Counter(code(one.cells) for one in going)
    codes = [one for one in said_twice if one]
    holders = {one.ods_code: one for one in Organisation.objects.filter(ods_code__in=codes)}
    names = {one.cells.get("title", "").lower() for one in going if one.state is State.NEW}
    known = set(Organisation.objects.annotate(lower=Lower("name")).filter(lower__in=names).values_list("lower", flat=True))
    for thing in going:
        thing.refuse([*_odd(thing), *_of_the_code(thing, holders.get(code(thing.cells)), stands.get(thing.key), said_twice)])
        if not thing.key and thing.cells.get("title", "").lower() in known:
            thing.notes.append("An organisation of this name is in the register already")


def content(cells: Mapping[str, str], keys: Iterable[str]) -> dict[str, Any]:
    """Of these columns, as the actions take it."""
    return {FIELDS.get(key, key): _said(key, cells.get(key, ""), cells) for key in keys}


def code(cells: Mapping[str, str]) -> str:
    return cells.get("ods_code", "").strip().upper()


def _said(key: str, text: str, cells: Mapping[str, str]) -> Any:
    if key == "kinds":
        return [KINDS[label.lower()] for label in text.split("\n") if label.lower() in KINDS]
    if key == "ods_code":
        return code(cells) or None
    if key == "opened_date":
        return date.fromisoformat(text) if text else None
    if key == "authority_basis":
        return next((value for value, label in AuthorityBasis.choices if str(label) == text), "")
    return " ".join(text.split())


def _odd(thing: Thing) -> list[str]:
    email, odd = thing.cells.get("contact_email", ""), []
    if code(thing.cells) and not ODS_CODE.fullmatch(code(thing.cells)):
        odd.append("ODS code must be 3 to 10 letters and digits, like RJ1")
    try:
        is_email(email or "nobody@example.org")
    except ValidationError:
        odd.append("Email to write to: enter an email address in the correct format")
    return odd


def _of_the_code(thing: Thing, holder: Organisation | None, stands: Organisation | None, said_twice: Mapping[str, int]) -> list[str]:
    """Nobody else has it, nor had it, nor is given it in the same file."""
    mine = code(thing.cells)
    if holder and holder != stands:
        return [f"{mine} is the ODS code of {holder}"]
    return [f"The ODS code {mine} stands in more than one row"] if mine and said_twice[mine] > 1 else []
