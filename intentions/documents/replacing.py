"""Where the texts of a round say some words, and what each would say with others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse

from portal.richtext.clean import Refused
from portal.richtext.finding import Hit, Search, hits_in, hits_in_rich, replaced, replaced_rich

from .. import timescale
from ..models import Chapter, Enabler, Plan, Round, Version
from ..states import FROZEN, Status
from .many import TELLS_HOW
from .revised import ROW_MODELS
from .texts import KIND, MUST, RICH, WORDS, Thing, is_written, labels

Path = tuple[Any, ...]


@dataclass(frozen=True)
class Text:
    """One text of a thing: where it stands in it, what it is called, what it says."""

    path: Path
    label: str
    said: str
    is_rich: bool

    def hits(self, search: Search) -> list[Hit]:
        return hits_in_rich(self.said, search) if self.is_rich else hits_in(self.said, search)

    def with_(self, search: Search, chosen: Iterable[int]) -> str:
        return (replaced_rich if self.is_rich else replaced)(self.said, search, set(chosen))

    def fault(self, model: type, new: str) -> str:
        """Why this cannot be said here, in words."""
        if _name(self.path) in MUST and not new.strip():
            return f"{self.label} would be empty"
        most = _longest(model, self.path)
        return f"{self.label} would be longer than {most} characters" if most and len(new) > most else ""


@dataclass(frozen=True)
class Place:
    """One hit in a text; `number` counts those of the whole thing, so that a page can tick it."""

    number: int
    label: str
    hit: Hit


@dataclass(frozen=True)
class Found:
    """A thing that says the words: each place, or why nothing in it can be changed."""

    thing: Thing
    places: list[Place]
    why: str

    @property
    def key(self) -> str:
        return key(self.thing)

    @property
    def token(self) -> str:
        """This thing as it was looked at, for a page to bring back."""
        return f"{self.key}:{mark(self.thing)}"

    @property
    def name(self) -> str:
        return name(self.thing)

    @property
    def more(self) -> str:
        """What stands beside its name."""
        return self.thing.title if isinstance(self.thing, Version) else ""

    @property
    def href(self) -> str:
        return where(self.thing)


class CannotSay(Exception):
    """What a text would say cannot be kept; the reason is in words."""


def _name(path: Path) -> str:
    """Of the column or cell; the entries of a list have that of the list."""
    return next(str(step) for step in reversed(path) if isinstance(step, str))


def key(thing: Thing) -> str:
    return f"{thing._meta.model_name}.{thing.intention.reference if isinstance(thing, Version) else thing.pk}"


def name(thing: Thing) -> str:
    if isinstance(thing, Version):
        return thing.intention.reference
    if isinstance(thing, Round):
        return "The facts of the round"
    if isinstance(thing, Plan):
        return f"Plan on a page: {thing}"
    return f"{thing.code} {thing.title}" if isinstance(thing, Chapter) else str(thing)


def where(thing: Thing) -> str:
    """The page on which it is written."""
    if isinstance(thing, Version):
        return thing.intention.get_draft_url()
    if isinstance(thing, Round):
        return reverse("providers:facts", args=[thing.slug])
    if isinstance(thing, (Chapter, Plan)):
        return thing.get_draft_url()
    return reverse("intentions:edit_passage", args=[thing.round.slug, KIND[type(thing)], thing.pk])


def mark(thing: Thing) -> str:
    """Changes with every save and every move."""
    said = f"{thing.pk} {thing.revision} {getattr(thing, 'status', '')}"
    return sha256(said.encode()).hexdigest()[:16]


def find(things: Iterable[Thing], search: Search) -> list[Found]:
    """Those that say the words, in the order given."""
    found = []
    for thing in things:
        hits = [(text, hit) for text in texts_of(thing) for hit in text.hits(search)]
        if hits:
            places = [Place(number, text.label, hit) for number, (text, hit) in enumerate(hits)]
            found.append(Found(thing, places, refused(thing)))
    return found


def refused(thing: Thing) -> str:
    """Why nothing in this thing may be changed now, in words a person can act on."""
    if isinstance(thing, Round):
        return "Published. Change it on the page of its facts, with a public note" if thing.first_published_at else ""
    if isinstance(thing, Plan):
        return "Public. Take it back first" if thing.is_published else ""
    if not isinstance(thing, Version):
        return ""
    status = Status(thing.status)
    return TELLS_HOW.get(status, "") if status in FROZEN or status == Status.IN_REVIEW else ""


def texts_of(thing: Thing) -> Iterator[Text]:
    """Every text of a thing that people write, in one order."""
    stands, is_word = stand(thing), partial(is_written, thing)
    for part, label in labels(thing).items():
        for path, said in _walk((part,), stands.get(part), is_word):
            yield Text(path, label, said, is_rich=not isinstance(thing, Plan) and _name(path) in RICH)


def stand(thing: Thing) -> dict[str, Any]:
    """What the thing says, by part; the blocks of an enabler sheet and of a plan are parts of their own."""
    if isinstance(thing, Version):
        return thing.content()
    columns = {column: getattr(thing, column) for column in WORDS[type(thing)] if hasattr(thing, column)}
    return columns | (thing.content if isinstance(thing, (Enabler, Plan)) else {})


def with_words(thing: Thing, search: Search, chosen: Iterable[int]) -> dict[str, Any]:
    """{part: what it would say} of the parts that these places change; raises CannotSay."""
    ticked, number, changed = set(chosen), 0, dict[Path, str]()
    for text in texts_of(thing):
        count = len(text.hits(search))
        mine = {at - number for at in ticked if number <= at < number + count}
        number += count
        if mine:
            changed[text.path] = _said(type(thing), text, search, mine)
    stands = stand(thing)
    said = {part: _rebuilt((part,), stands[part], changed) for part in dict.fromkeys(path[0] for path in changed)}
    return said | (_period(thing, said["timescale"]) if isinstance(thing, Version) and "timescale" in said else {})


def _said(model: type, text: Text, search: Search, chosen: set[int]) -> str:
    try:
        new = text.with_(search, chosen)
    except Refused as refusal:
        raise CannotSay(refusal.about(text.label)) from refusal
    new = new if text.is_rich else new.strip()
    if fault := text.fault(model, new):
        raise CannotSay(fault)
    return new


def _period(version: Version, words: str) -> dict[str, Any]:
    """Dates that the words said are read again; dates typed by hand stay."""
    round = version.intention.round
    years = (round.year_from, round.year_to)
    was, now = timescale.read(version.timescale, years), timescale.read(words, years)
    if was and (was.from_date, was.to_date) != (version.from_date, version.to_date):
        return {}
    return {"from_date": now and now.from_date, "to_date": now and now.to_date, "precision": now.precision if now else ""}


def _walk(path: Path, value: Any, is_word: Callable[[str], bool]) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _walk((*path, at), one, is_word)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            if is_word(name):
                yield from _walk((*path, name), one, is_word)


def _rebuilt(path: Path, value: Any, changed: Mapping[Path, str]) -> Any:
    """The same value with these texts; an entry of a list that says nothing any more is left out."""
    if isinstance(value, str):
        return changed.get(path, value)
    if isinstance(value, list):
        made = [_rebuilt((*path, at), one, changed) for at, one in enumerate(value)]
        return [one for one in made if one != "" and not (isinstance(one, Mapping) and _says_nothing(one))]
    if isinstance(value, Mapping):
        return {name: _rebuilt((*path, name), one, changed) for name, one in value.items()}
    return value


def _says_nothing(entry: Mapping[str, Any]) -> bool:
    """A year of which nothing is written any more; a box that still names its objectives stays."""
    return entry.get("text") == "" and not any(value for name, value in entry.items() if name != "year")


def _longest(model: type, path: Path) -> int | None:
    of: Any = ROW_MODELS.get(path[0]) if model is Version and path[0] in ROW_MODELS else model
    column = path[-1] if of is not model else path[0]
    reading: Callable[[str], Any] = of._meta.get_field
    try:
        return getattr(reading(str(column)), "max_length", None)
    except FieldDoesNotExist:
        return None
