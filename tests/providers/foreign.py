"""Ids of others and fields that nobody asked for, put wherever something of one's own could stand; and what came of it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse

from tests.alike import body_of, plain

from .own import Page, Pairs, Person, ask

NOWHERE = {
    "pk": UUID(int=1),
    "attachment": UUID(int=1),
    "enclosure": UUID(int=1),
    "point": UUID(int=1),
    "remark": UUID(int=1),
    "clause": UUID(int=1),
    "reference": "ZZZ-99",
    "step": UUID(int=1),
    "workbook": UUID(int=1),
    "finding": UUID(int=1),
}
ASKED_FOR = ("q", "about", "show", "as", "across", "page", "sort", "use", "then", "download", "next", "of")  # in addresses of lists
OLD = "1999-09-09T09:09:00Z"
FOR_ALL_WHO_LOG_IN = {"providers:questions"}  # with nothing in it for those who were not asked
OF_THE_REGISTER = {"providers:invite_one"}  # whoever leads a round may ask any organisation of the register
OPTIONAL = {"api:response-submit": {"reservation", "without"}}  # asked for, and not sent here
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(\+00:00|Z)?")
IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{64}\b")
DRAWN = re.compile(  # numbers of receipts, the time of day, on the hour too, links that work once, the names of stored files
    r"CI-\w{4}-\w{4}|\d\d?[:.]\d\d[:.]\d\d(\.\d+)?|\d\d?(:\d\d)?[ap]m|/invitations/\S+|/\d{4}/\d\d/\S+\.pdf"
)
APPS = ("providers", "intentions", "audit", "printing", "organisations")
TABLES = [model for name in APPS for model in apps.get_app_config(name).get_models()]


@dataclass(frozen=True)
class Case:
    """Something sent by one who may do the same to their own."""

    where: str  # path, field, extra, query
    person: Person
    page: Page
    method: str
    address: str
    sent: Pairs | None = None
    value: str = ""  # the foreign id
    nowhere: str = ""  # the same address with what is not there

    def __str__(self) -> str:
        said = f" {self.sent}" if self.where in ("field", "extra") else ""
        return f"{self.person.who} in {self.person.twins.scene}: {self.method} {self.address} ({self.page.name}, {self.where}){said}"[:400]


# ── the cases ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def cases(person: Person) -> Iterator[Case]:
    for page in person.pages.values():
        yield from in_path(person, page)
        yield from in_query(person, page)
        if page.sent:
            yield from in_body(person, page)


def in_path(person: Person, page: Page) -> Iterator[Case]:
    """Each word of the address alone, and what is asked of it: to see it, to do it, to remove it."""
    for word, own in page.words.items():
        for value in _foreign_words(person, word, own):
            address = reverse(page.name, kwargs={**page.words, word: value})
            nowhere = reverse(page.name, kwargs={**page.words, word: NOWHERE.get(word, "nowhere")})
            for method in ("get", page.method, "put", "delete"):
                yield Case("path", person, page, method, address, value=str(value), nowhere=nowhere)


def _foreign_words(person: Person, word: str, own: Any) -> list[Any]:
    named = {"round": ["north"] if person.who == "commissioner" else [], "organisation": ["acute", "eastham-group"]}
    named |= {"slug": named["round"], "reference": []}
    if word in named:
        return named[word]
    label = next(label for label, keys in person.ours.items() if own in keys or UUID(str(own)) in keys)
    ids = foreign_ids(person)
    return [*person.theirs[label], *(ids[name] for name in ("providers.Position", "providers.Signature") if name in ids)]


def foreign_ids(person: Person) -> dict[str, Any]:
    """One row of each model that belongs to others."""
    return {label: keys[0] for label, keys in person.theirs.items() if keys}


def foreign_values(person: Person) -> list[str]:
    return [*map(str, foreign_ids(person).values()), str(person.twins.acute.pk), "acute", "eastham-group"]


def in_query(person: Person, page: Page) -> Iterator[Case]:
    for name in [*ASKED_FOR, *extra_fields(person)]:
        for value in foreign_values(person):
            yield Case("query", person, page, "get", f"{page.address}?{urlencode({name: value})}", value=value)


def in_body(person: Person, page: Page) -> Iterator[Case]:
    own = dict.fromkeys([*(name for name, _ in page.sent), *sorted(page.names - {"csrfmiddlewaretoken"})])
    for name in own:
        for value in foreign_values(person):
            sent = [pair for pair in page.sent if pair[0] != name]
            yield Case("field", person, page, page.method, page.address, [*sent, (name, value)], value)
    asked = {*own, *OPTIONAL.get(page.name, ())}
    wanted = {name: values for name, values in extra_fields(person).items() if name not in asked}
    for name, values in wanted.items():
        for value in values:
            yield Case("extra", person, page, page.method, page.address, [*page.sent, (name, value)])
            yield Case("extra", person, page, page.method, f"{page.address}?{urlencode({name: value})}", page.sent)
    everything = [(name, value) for name, values in wanted.items() for value in values]
    yield Case("extra", person, page, page.method, page.address, [*page.sent, *everything])


def extra_fields(person: Person) -> dict[str, list[str]]:
    """{a column of this storey: what an intruder would like it to be}"""
    found: dict[str, list[str]] = {}
    for model in apps.get_app_config("providers").get_models():
        for column in model._meta.concrete_fields:
            for name in {column.name, column.attname}:
                found.setdefault(name, [])
                found[name] += [value for value in _wishes(column, person) if value not in found[name]]
    return found


def _wishes(column: Any, person: Person) -> list[str]:
    if column.choices:
        return [str(value) for value, _ in column.choices]
    if column.is_relation or isinstance(column, models.UUIDField):
        of = column.related_model._meta.label if column.is_relation else column.model._meta.label
        who = {"accounts.User": person.twins.signatory.pk, "organisations.Organisation": person.twins.acute.pk}
        return [str(who.get(of) or foreign_ids(person).get(of) or UUID(int=1))]
    if isinstance(column, models.DateField):
        return [OLD]
    if isinstance(column, models.BooleanField):
        return ["on"]
    return ["4242" if isinstance(column, models.IntegerField | models.DecimalField) else "f" * 64]


# ── what came of it ─────────────────────────────────────────────────────────────────────────────────────────────────────
def touched() -> Counter[str]:
    """{table: rows written in this transaction}, also those that were written as they were; sessions apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return Counter({name: count for name, count in cursor.fetchall() if count and name != "django_session"})


class Watch:
    """What a request may do to the rows that there are, seen from before and after."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.began = datetime.now(UTC)
        self.known = {str(pk) for model in TABLES for pk in model._default_manager.values_list("pk", flat=True)}
        self.known |= {value for values in extra_fields(person).values() for value in values}
        self.before = {model._meta.db_table: self._rows(model) for model in TABLES}
        self.public = Client(raise_request_exception=False)
        self.kept: dict[Any, Any] = {}

    def _rows(self, model: Any) -> dict[str, str]:
        """{key: the row as words}, without what differs from one time to the next."""
        return {f"{row['pk']}": self._said(row) for row in model._default_manager.values("pk", *_columns(model))}

    def _said(self, row: dict[str, Any]) -> str:
        words = (f"{name}={'now' if isinstance(value, datetime) and value >= self.began else value}" for name, value in row.items())
        said = MOMENT.sub(lambda at: "now" if at[0] >= f"{self.began:%Y-%m-%dT}" else at[0], " ".join(words))
        return DRAWN.sub("drawn", IDENTITY.sub(self._or_new, said))

    def _or_new(self, found: re.Match[str]) -> str:
        return found[0] if found[0] in self.known else "new"

    def done(self, client: Client, case: Case) -> tuple[Any, dict[str, dict[str, str]]]:
        """The answer, and the tables it wrote to as they then were; all of it is undone."""
        with transaction.atomic():
            start = touched()
            answer = ask(client, case.method, case.page, case.address, case.sent)
            body_of(answer) if answer.streaming else None
            wrote = (touched() - start).keys()
            rows = {model._meta.db_table: self._rows(model) for model in TABLES if model._meta.db_table in wrote}
            rows |= {name: {} for name in wrote - rows.keys()}
            transaction.set_rollback(True)
        return answer, rows

    def writes(self, page: Page) -> bool:
        """Whether what is sent to one's own page changes anything: what would not, proves nothing of others'."""
        return bool(self._own(Case("own", self.person, page, page.method, page.address))[1])

    def fault(self, case: Case) -> str:
        """What was wrong with the answer or with what it did; empty when nothing was."""
        answer, rows = self.done(self.person.client, case)
        said = answer.content.decode("utf-8", "replace") if not answer.streaming else ""
        if answer.status_code >= 500:
            return f"{case}: failed with {answer.status_code}"
        if any(word in said for word in self.person.twins.secrets[self.person.who]):
            return f"{case}: told what is others'"
        wrong = {"path": self._path, "query": self._query, "field": self._field, "extra": self._extra}[case.where](case, answer, rows)
        return f"{case}: {wrong}" if wrong else ""

    def _path(self, case: Case, answer: Any, rows: Any) -> str:
        if rows:
            return f"wrote to {sorted(rows)}"
        if plain(answer, case.address, case.value) == self._nowhere(case):
            return ""
        if case.page.name in OF_THE_REGISTER and case.value in ("acute", "eastham-group"):
            return ""
        if case.page.name in FOR_ALL_WHO_LOG_IN or self.done(self.public, case)[0].status_code == answer.status_code == 200:
            return ""  # everybody may read it
        return f"answered {answer.status_code}, and not as what is not there"

    def _nowhere(self, case: Case) -> Any:
        key = (case.method, case.nowhere)
        if key not in self.kept:
            with transaction.atomic():
                answer = ask(self.person.client, case.method, case.page, case.nowhere, case.sent)
                self.kept[key] = plain(answer, case.nowhere, *map(str, NOWHERE.values()), "nowhere")
                transaction.set_rollback(True)
        return self.kept[key]

    def _own(self, case: Case) -> Any:
        """The same without anything foreign in it."""
        key = (case.method, case.page.address)
        if key not in self.kept:
            plainly = Case("own", self.person, case.page, case.method, case.page.address)
            answer, rows = self.done(self.person.client, plainly)
            self.kept[key] = answer.status_code, _as_bags(rows)
        return self.kept[key]

    def _query(self, case: Case, answer: Any, rows: Any) -> str:
        return "" if rows.keys() <= self._own(case)[1].keys() else f"wrote to {sorted(rows)}"

    def _field(self, case: Case, answer: Any, rows: Any) -> str:
        """What is others' stays as it was, and nothing new speaks of it."""
        theirs = {str(pk) for keys in self.person.theirs.values() for pk in keys}
        for table, after in rows.items():
            before = self.before.get(table, {})
            changed = [pk for pk in before if pk in theirs and before[pk] != after.get(pk)]
            if changed:
                return f"changed {table} {changed}"
        named = {table: _naming(case.value, bag) for table, bag in _as_bags(rows).items()}
        own = {table: _naming(case.value, bag) for table, bag in self._own(case)[1].items()}
        before = {table: _naming(case.value, Counter(found.values())) for table, found in self.before.items()}
        wrong = [table for table, count in named.items() if count > max(own.get(table, 0), before.get(table, 0))]
        return f"put it into {wrong}" if wrong else ""

    def _extra(self, case: Case, answer: Any, rows: Any) -> str:
        if not rows and 400 <= answer.status_code < 500:
            return ""  # refused as a whole
        status, own = self._own(case)
        if answer.status_code != status:
            return f"answered {answer.status_code}, not {status}"
        found = _as_bags(rows)
        others = {name: list((found.get(name, Counter()) - own.get(name, Counter())).elements()) for name in found.keys() | own.keys()}
        return "" if found == own else f"did otherwise: {others}"


def _naming(value: str, said: Counter[str]) -> int:
    """How many rows refer to this one."""
    return sum(count for words, count in said.items() if f"_id={value} " in f"{words} ")


def _columns(model: Any) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields if not column.primary_key]


def _as_bags(rows: dict[str, dict[str, str]]) -> dict[str, Counter[str]]:
    return {table: Counter(re.sub(r"^pk=\S+ ", "", said) for said in found.values()) for table, found in rows.items()}


def chosen(every: list[Case], size: int, seed: int) -> list[Case]:
    """So many, in each of them as many of each page and place as can be; none twice."""
    chance = random.Random(seed)
    groups: dict[Any, list[Case]] = {}
    for case in every:
        groups.setdefault((case.person.who, case.page.name, case.where), []).append(case)
    for group in groups.values():
        chance.shuffle(group)
    picked: list[Case] = []
    while len(picked) < size and any(groups.values()):
        picked += [group.pop() for group in groups.values() if group]
    return picked[:size]
