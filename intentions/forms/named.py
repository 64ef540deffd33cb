"""Who is called by an @ in what somebody typed, of those who may be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

CALL = re.compile(r"(?<![\w.+@-])@(?=\w)")  # not the @ of an address
FIRST = re.compile(r"[\w'’-]+")


@dataclass
class Named:
    """`people` are called, by their whole name or by a first name that only one has; `unknown` names are nobody's here."""

    people: list[Any]
    unknown: list[str] = field(default_factory=list)
    unclear: str = ""  # what to say of a name that several have

    @classmethod
    def read(cls, text: str, readers: Iterable[Any], ticked: Iterable[Any]) -> Named:
        named, readers = cls(list(ticked)), list(readers)
        for call in CALL.finditer(text):
            named._call(text[call.end() :], readers)
        return named

    def _call(self, rest: str, readers: list[Any]) -> None:
        whole = [person for person in readers if _begins_with(rest, person.name)]
        longest = max((len(person.name) for person in whole), default=0)
        first = FIRST.match(rest)
        name = first[0].rstrip("'’-") if first else ""
        found = [person for person in whole if len(person.name) == longest] or [
            person for person in readers if person.name.split()[0].casefold() == name.casefold()
        ]
        if not found:
            self.unknown.append(f"@{name}")
        elif len(found) == 1 or any(person in self.people for person in found):
            self.people += [person for person in found[:1] if len(found) == 1 and person not in self.people]
        elif len({person.name for person in found}) == 1:
            self.unclear = f"{len(found)} people are called {found[0].name}. Tick the one you mean under “Name people”"
        else:
            self.unclear = f"“@{name}” could be {' or '.join(person.name for person in found)}. Write the whole name"


def _begins_with(rest: str, name: str) -> bool:
    return rest[: len(name)].casefold() == name.casefold() and not rest[len(name) : len(name) + 1].isalnum()
