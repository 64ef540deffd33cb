"""Requests of everybody to every address by every method, and what their answers say to the last byte."""

from __future__ import annotations

import io
import random
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import Client
from django.urls import reverse

from portal.moves import CannotMove

from .doors import PEOPLE, _words, names
from .hidden import Hidden

METHODS = ("get", "get", "get", "get", "post", "put", "patch", "delete")
QUERIES = ("", "?q=zq", "?download=csv", "?download=json", "?download=xlsx", "?download=docx", "?as=what", "?format=json")
WITHOUT = {"mfa_remove_webauthn", "mfa_edit_webauthn", "account_logout"}


@dataclass(frozen=True)
class Visit:
    who: str
    name: str
    address: str
    method: str


def addresses(hidden: Hidden) -> dict[str, list[str]]:
    """{name: addresses}: with the thing the table knows, with each thing that holds a secret, and with the draft that does."""
    ids = sorted(
        {str(row.pk) for row in hidden.made.values() if isinstance(row.pk, UUID)} | {str(hidden.draft.intention_id), str(hidden.item.pk)}
    )
    return {name: list(dict.fromkeys(_of(hidden, name, pattern, ids))) for name, pattern in names() if name not in WITHOUT}


def _of(hidden: Hidden, name: str, pattern: Any, ids: list[str]) -> Iterator[str]:
    known = hidden.world.arguments(name, _words(name, pattern))
    yield reverse(name, kwargs=known)
    words = sorted({"pk", "thing", "candidate", "remark", "attachment", "clause"} & known.keys())
    for word in (word for word in words if not isinstance(known[word], int)):  # the keys of some rows are plain numbers
        yield from (reverse(name, kwargs={**known, word: pk}) for pk in ids)
    if "reference" in known:
        draft = {"reference": hidden.draft.intention.reference, "round": hidden.world.live.slug}
        yield reverse(name, kwargs={**known, **{word: said for word, said in draft.items() if word in known}})


def visits(hidden: Hidden, size: int, seed: int) -> list[Visit]:
    """So many, none twice: every address by everybody before any a second time, so that none is left out of a sample that can hold it."""
    chance, found = random.Random(seed), addresses(hidden)
    groups = [(who, name) for who in PEOPLE for name in found]
    picked: dict[Visit, None] = {}
    while len(picked) < size:
        chance.shuffle(groups)
        picked |= {_by_chance(chance, who, name, found[name]): None for who, name in groups[: size - len(picked)]}
    return sorted(picked, key=lambda visit: visit.who)


def _by_chance(chance: random.Random, who: str, name: str, known: list[str]) -> Visit:
    """Every second one reads, the others try what they may not."""
    method = chance.choice(METHODS)
    return Visit(who, name, chance.choice(known) + (chance.choice(QUERIES) if method == "get" else ""), method)


class Visitors:
    """A browser for each person."""

    def __init__(self, people: dict[str, Any]) -> None:
        self.people, self.clients = people, {}

    def ask(self, visit: Visit) -> str:
        """What was answered, in words. Whatever it did is undone."""
        client = self.clients.setdefault(visit.who, self._arrived(visit.who))
        try:
            with transaction.atomic():
                answer = getattr(client, visit.method)(visit.address)
                said = read(answer)
                transaction.set_rollback(True)
        except CannotMove:
            return ""
        return said

    def _arrived(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        if self.people[who]:
            client.force_login(self.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


def read(answer: Any) -> str:
    """Head and body as text: office files unpacked, PDF printed as words."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as office:
            body = b"".join(office.read(name) for name in office.namelist())
    elif body[:5] == b"%PDF-":
        body = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=False).stdout
    return f"{answer.headers}\n{body.decode('utf-8', 'replace')}"


def leaks(hidden: Hidden, visitors: Visitors, chosen: list[Visit], *, until: int = 10) -> list[str]:
    found = []
    for visit in chosen:
        for field in hidden.leaked(visitors.ask(visit), visit.who):
            found.append(f"{visit.who} reads {field} by {visit.method} {visit.address} ({visit.name})")
        if len(found) >= until:
            break
    return found
