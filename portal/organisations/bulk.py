"""A list of organisations and people, read line by line: what each line would do, or everything that is wrong with it.

However long the list, the register is asked three times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db.models import Q
from django.db.models.functions import Lower

from portal.accounts.addresses import plain, strange

from .models import Membership, Offer, Organisation
from .states import Kind, Role, in_words, roles_open_to

HEADS = ("organisation", "kind", "ods code", "name", "email", "roles")
MOST = 1000
ODS_CODE = re.compile(r"[A-Z0-9]{3,10}")
KINDS = {kind.label.lower(): kind for kind in Kind if kind is not Kind.ALL_PROVIDERS}
ROLES = {role.label.lower(): role for role in Role}
FIRST = (Role.ADMINISTRATOR, Role.CONTRIBUTOR, Role.SIGNATORY)
is_email = EmailValidator()


@dataclass
class Line:
    """One line as it was typed, what it means, and what is wrong with it."""

    number: int
    organisation: str
    kind: str = ""
    ods_code: str = ""
    name: str = ""
    email: str = ""
    said_roles: str = ""
    found: Organisation | None = None
    roles: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        return list(self.found.kinds) if self.found else [KINDS[self.kind.lower()]] if self.kind.lower() in KINDS else []

    @property
    def key(self) -> str:
        """Lines of one organisation, new or known, have one key."""
        return str(self.found.pk) if self.found else (self.ods_code or self.organisation).casefold()

    @property
    def does(self) -> str:
        adds = "" if self.found else "adds the organisation"
        invites = f"invites {self.name} as {in_words(self.roles).lower()}" if self.email else ""
        return (" and ".join(filter(None, [adds, invites])) or "nothing to add").capitalize()


def read(cells: Iterable[list[str]], *, is_demonstration: bool, roles: Iterable[str] = FIRST) -> list[Line]:
    """Every line that says something; the heads, if there are any, are passed over."""
    lines = []
    for number, row in enumerate(cells, start=1):
        typed = [" ".join(str(cell or "").split())[:254] for cell in row[: len(HEADS)]]
        if not any(typed) or (number == 1 and typed[0].lower() == HEADS[0]):
            continue
        lines.append(_line(number, typed + [""] * (len(HEADS) - len(typed))))
    if len(lines) > MOST:
        raise ValidationError(f"The list has {len(lines):,} lines. Give {MOST:,} or fewer at a time")
    _find(lines, is_demonstration)
    for line in lines:
        _judge(line, list(roles))
    _compare(lines)
    return lines


def _line(number: int, typed: list[str]) -> Line:
    organisation, kind, code, name, email, roles = typed
    return Line(number, organisation[:200], kind, code.upper(), name[:150], plain(email), roles)


def _find(lines: list[Line], is_demonstration: bool) -> None:
    """The organisations of the register that are meant, by code or by name, in one query."""
    names, codes = {line.organisation.lower() for line in lines}, {line.ods_code for line in lines if line.ods_code}
    rows = Organisation.objects.annotate(lower=Lower("name")).filter(Q(lower__in=names) | Q(ods_code__in=codes))
    by_name, by_code = {}, {}
    for one in rows.filter(is_demonstration=is_demonstration).order_by("-closed_date", "pk"):
        by_name[one.name.lower()] = one
        by_code[one.ods_code] = one
    for line in lines:
        line.found = by_code.get(line.ods_code) if line.ods_code else by_name.get(line.organisation.lower())


def _judge(line: Line, usual: list[str]) -> None:
    wrong = line.problems
    if not line.organisation:
        wrong.append("Enter the organisation")
    if line.found and line.found.is_closed():
        wrong.append(f"{line.found} is closed")
    if line.ods_code and not ODS_CODE.fullmatch(line.ods_code):
        wrong.append("ODS code must be 3 to 10 letters and digits")
    if line.kind and line.kind.lower() not in KINDS:
        wrong.append(f"“{line.kind}” is no kind of organisation")
    elif not line.found and not line.kind:
        wrong.append("It is not in the register: say its kind")
    _judge_person(line, usual)


def _judge_person(line: Line, usual: list[str]) -> None:
    wrong = line.problems
    if not (line.email or line.name):
        return
    if not line.name:
        wrong.append("Enter their name")
    if strange(line.email):
        wrong.append("Email has a letter that only looks like one of an address")
    else:
        try:
            is_email(line.email)
        except ValidationError:
            wrong.append("Enter an email address in the correct format" if line.email else "Enter their email")
    allowed = set(roles_open_to(line.kinds))
    said = [word.strip().lower() for word in re.split(r"[,;/]| and ", line.said_roles) if word.strip()]
    line.roles = sorted(ROLES[word] for word in said if word in ROLES) if said else sorted(allowed.intersection(usual))
    wrong.extend(f"“{word}” is no role" for word in said if word not in ROLES)
    if line.kinds and (extra := set(line.roles) - allowed):
        wrong.append(f"This organisation has no {in_words(extra).lower()}")


def _compare(lines: list[Line]) -> None:
    """With each other, and with who belongs or is invited already."""
    emails = [line.email for line in lines if line.email]
    held = {
        (one.organisation_id, one.user.email) for one in Membership.objects.current().filter(user__email__in=emails).select_related("user")
    }
    asked = {(one.organisation_id, one.user.email) for one in Offer.objects.waiting().filter(user__email__in=emails).select_related("user")}
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        here = (line.found.pk if line.found else None, line.email)
        if line.email and here in held:
            line.problems.append("This person belongs to it already")
        elif line.email and here in asked:
            line.problems.append("This person is invited already")
        first = seen.setdefault((line.key, line.email), line.number)
        if first != line.number:
            line.problems.append(f"The same is said in line {first}")
