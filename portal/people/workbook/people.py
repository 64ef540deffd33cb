"""The people of an organisation as a workbook: who holds or is offered which roles, and whom a row that came back invites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from portal.accounts.addresses import plain, strange
from portal.nhsuk import words
from portal.organisations.bulk import ROLES, is_email
from portal.organisations.models import Membership, Offer, Organisation
from portal.organisations.states import Role, roles_open_to
from portal.workbooks.cells import settled
from portal.workbooks.comparing import State, Thing
from portal.workbooks.shape import Column, Kind, Row, Sheet, said
from portal.workbooks.showing import GOING

NAME = "People"
THEIRS = "Each person changes this of themselves, on their account page"
ENDED = "Roles are added here. End “{}” on the page of people, where what the person leaves is handed on"


@dataclass
class Person:
    """Somebody who belongs to the organisation, or is invited to it."""

    user: Any
    name: str
    held: list[str] = field(default_factory=list)
    offer: Offer | None = None
    since: Any = None

    @property
    def offered(self) -> list[str]:
        return [role for role in (self.offer.roles if self.offer else []) if role not in self.held]

    @property
    def roles(self) -> list[str]:
        return [role for role in Role.values if role in (*self.held, *self.offered)]


def sheet(organisation: Organisation) -> Sheet:
    roles = [str(role.label) for role in roles_open_to(organisation.kinds)]
    return Sheet(
        NAME,
        [
            Column("key", "Ref", is_locked=True, help="Leave it empty to invite somebody"),
            Column("title", "Name", is_required=True, longest=150),
            Column("email", "Email", is_required=True, longest=254),
            Column("roles", "Roles", Kind.LIST, choices=roles, is_required=True, help="All the roles this person needs"),
            Column("state", "State", is_locked=True),
            Column("offered", "Invited as, not accepted", is_locked=True),
        ],
        help="One row for each person. Who is new, or gets a further role, is invited by email and accepts it themselves.",
    )


def standing(organisation: Organisation) -> dict[str, Person]:
    """{key: the person}, those who belong first, by name."""
    found: dict[Any, Person] = {}
    held = Membership.objects.current().filter(organisation=organisation).select_related("user").order_by("user__name", "started_at", "pk")
    for one in held:
        person = found.setdefault(one.user_id, Person(one.user, one.user.name, since=one.started_at))
        person.held.append(one.role)
    for offer in Offer.objects.waiting().filter(organisation=organisation).select_related("user").order_by("name", "pk"):
        found.setdefault(offer.user_id, Person(offer.user, offer.name)).offer = offer
    return {pk.hex[:16]: person for pk, person in found.items()}


def row_of(key: str, one: Person) -> Row:
    cells = {
        "title": settled(one.name),
        "email": one.user.email,
        "roles": _labels(one.roles),
        "state": f"Joined {words.day(one.since)}" if one.since else "Invited, not joined",
        "offered": _labels(one.offered),
    }
    return Row(key, cells, {"title": THEIRS, "email": THEIRS}, said("\x1f".join(cells.values())))


def judge(things: Sequence[Thing], stands: Mapping[str, Person]) -> None:
    """What the page of people would refuse although each cell can be read."""
    rows = {person.user.email.lower(): key for key, person in stands.items()}
    twice = Counter(plain(one.cells.get("email", "")) for one in things if one.state is State.NEW)
    for thing in (one for one in things if one.state in GOING):
        if thing.state is State.NEW:
            thing.refuse(_odd_address(plain(thing.cells.get("email", "")), rows, twice))
        else:
            ended = [role for role in stands[thing.key].roles if role not in roles_of(thing.cells)]
            thing.refuse([ENDED.format(Role(role).label) for role in ended])


def roles_of(cells: Mapping[str, str]) -> list[str]:
    return sorted(ROLES[label.lower()] for label in cells.get("roles", "").split("\n") if label.lower() in ROLES)


def _odd_address(email: str, rows: Mapping[str, str], twice: Mapping[str, int]) -> list[str]:
    if strange(email):
        return ["Email has a letter that only looks like one of an address"]
    try:
        is_email(email)
    except ValidationError:
        return ["Enter an email address in the correct format"]
    if email.lower() in rows:
        return [f"This person has a row already ({rows[email.lower()]}): add the roles there"]
    return ["This email stands in more than one new row"] if twice[email] > 1 else []


def _labels(roles: Sequence[str]) -> str:
    return "\n".join(str(Role(role).label) for role in roles)
