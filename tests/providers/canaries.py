"""Everybody who must never hear of one provider's response, and every place in which they could."""

from __future__ import annotations

import io
import logging
import random
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.cache import cache
from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse

from portal.audit.models import Email, Event
from portal.moves import CannotMove
from portal.printing.models import Document
from providers.models import Position, Receipt, Remark
from tests.alike import body_of, plain
from tests.world.doors import names

from .worlds import AGREED, BETWEEN, CANARY, World

MONEY = ("777,123,456", "777123456")
AMONG = ("providers:", "home", "search", "history", "front", "data", "account:kept", "account:held")
AMONG += ("round", "intentions:rounds", "intentions:view", "intentions:compare")
AMONG += tuple(f"api:{name}" for name in ("round", "chapter", "intention-", "edition", "response", "organisation"))
EDITION = ("/rounds/sel-2027/", "/rounds/sel-2027/UEC-01/", "/rounds/sel-2027/UEC-02/")  # with all that was frozen in it
LISTS = tuple(f"/rounds/sel-2027/{name}/" for name in ("responses", "decisions", "questions", "pipeline", "providers"))
LISTS += ("/responses/", "/search/")
VIEWS = ("table", "boroughs", "timeline", "money")
KINDS = ("csv", "json", "xlsx", "docx")
HIDDEN, NOWHERE = "zebrafish", "zebrafizz"  # a word of every position, and one that nobody has said
WHOSE = {  # papers that hold a secret, and none else may: each goes to those who said it
    "documents/receipt.html": (CANARY, BETWEEN),  # of a letter that came, what both sides know
    "documents/memorandum.html": (AGREED,),
}


def addresses(world: World) -> Iterator[str]:
    """Every address of the storey and of the pages above it that gather things, with this response's own things in it."""
    ids = {"response": world.response.pk, "invitation": world.invitation.pk, "question": world.question.pk}
    ids |= {"procurement": world.procurement.pk, **({"memorandum": world.memorandum.pk} if world.memorandum else {})}
    clause = world.memorandum.clauses.first() if world.memorandum else None
    known = {"round": "sel-2027", "reference": "UEC-02", "organisation": "acute", "code": "UEC", "slug": "sel-2027"}
    known |= {
        "point": world.point.pk,
        "enclosure": world.enclosure.pk,
        "attachment": world.attachment.pk,
        "remark": world.remark.pk,
        "page": "providers",
    }
    known |= {"clause": clause.pk if clause else world.remark.pk}
    for name, pattern in names():
        if not name.startswith(AMONG):
            continue
        wanted = set(pattern.pattern.converters) or set(pattern.pattern.regex.groupindex)
        for pk in ids.values() if "pk" in wanted else [None]:
            try:
                yield reverse(name, kwargs={word: pk if word == "pk" else known[word] for word in wanted})
            except (KeyError, NoReverseMatch):
                continue
    for path in LISTS:
        yield from (f"{path}?q=canary&download={kind}" for kind in KINDS)
    for path in EDITION:
        yield from (path, f"{path}?edition=1", f"{path}?version=1", *(f"{path}?download={kind}" for kind in KINDS))
    yield from (f"/rounds/sel-2027/view/?as={shown}" for shown in VIEWS)
    yield from (f"/rounds/sel-2027/view/?as=table&download={kind}" for kind in KINDS)
    yield f"/history/?of={world.response.pk}"


def heard(answer: Any, words: tuple[str, ...]) -> bool:
    """Whether any of these words is in what was answered: as text, in an office file, or printed."""
    body = body_of(answer)
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as office:
            body = b"".join(office.read(name) for name in office.namelist())
    elif body[:5] == b"%PDF-":
        body += subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True).stdout
    said = body.decode("utf-8", "replace")
    return any(word in said for word in (*words, *(MONEY if CANARY in words else ())))


def visit(world: World, client: Any, who: Any, *, share: float = 1.0, seed: Any = 7, until_heard: bool = False) -> tuple[int, list[str]]:
    """How many requests this person made, and the addresses at which they heard a secret or could tell that there is one."""
    words = world.unheard_by(who)
    chance, asked, found = random.Random(f"{seed}{who}"), 0, []
    client.logout()
    if who is not None:
        client.force_login(who)
    for address in addresses(world):
        if chance.random() > share:
            continue
        for method in ("get", "post"):
            answer = _ask(client, method, address)
            asked += 1
            if answer is not None and heard(answer, words):
                found.append(f"{method} {address}")
        if found and until_heard:
            return asked, found
    if CANARY in words:
        told = [path for path in LISTS if chance.random() <= share and _tells(client, path)]
        asked, found = asked + 2 * len(LISTS), found + [f"searching {path}" for path in told]
    return asked, found


def _ask(client: Any, method: str, address: str) -> Any:
    """A request as a stranger would try it, with ids of others in its body."""
    try:
        return getattr(client, method)(address, {"q": "canary"} if method == "post" else {})
    except CannotMove:
        return None


def _tells(client: Any, path: str) -> bool:
    """Whether a search answers otherwise for a hidden word than for a word that is nowhere: by a row, a count, or a hint."""
    return plain(client.get(f"{path}?q={HIDDEN}"), HIDDEN) != plain(client.get(f"{path}?q={NOWHERE}"), NOWHERE)


def mail_and_history(world: World, people: Iterable[Any]) -> list[str]:
    """Emails to these people, and lines of the history they may read, that hold what they must not hear."""
    found = []
    for who in people:
        words = world.unheard_by(who)
        mail = [f"{one.subject} {one.body}" for one in Email.objects.filter(to=who)]
        lines = [f"{event.says} {event.details}" for event in Event.objects.visible_to(who)]
        found += [f"{who}: {said}" for said in (*mail, *lines) if any(word in said for word in words)]
    return found


def prints_and_cache() -> list[str]:
    """What is ordered from the press for others than those who said it, and what lies in the cache."""
    papers = Document.objects.annotate(said=Cast("facts", TextField())).values_list("template", "said")
    found = [name for name, said in papers for word in (CANARY, BETWEEN, AGREED) if word in said and word not in WHOSE.get(name, ())]
    kept = b"".join(cache._cache.values())
    return found + [f"in the cache: {word}" for word in (CANARY, BETWEEN, AGREED) if word.encode() in kept]


class Log(logging.Handler):
    """Every line that was logged while somebody did something and others looked."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.args}")

    def __enter__(self) -> Log:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *trouble: object) -> None:
        logging.getLogger().removeHandler(self)

    def secrets(self) -> list[str]:
        return [line for line in self.lines if any(word in line for word in (CANARY, BETWEEN, AGREED))]


def something_could_leak(world: World) -> bool:
    """The canary is really there: in the text, in the record, in what was received."""
    stored = Position.objects.filter(response=world.response, comment__contains=CANARY).exists()
    return (
        stored
        and Remark.objects.filter(text__contains=CANARY).exists()
        and (world.refresh().received_at is None or CANARY in str(Receipt.objects.get(response=world.response).content))
    )
