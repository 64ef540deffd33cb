"""What a person may do to their own things: every address of the resolver, and every form that they find there, filled in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from portal.organisations.states import Kind
from tests.visitor import typed
from tests.world.doors import names

from .conftest import PASSWORD
from .papers import pdf

AMONG = ("providers:", "api:")
WRITTEN = "Words of their own"
DAYS = {  # what is typed into a date that is empty: day, month, year, time
    "until": ("14", "2", "2100", "10am"),
    "response_deadline": ("12", "2", "2100", "10am"),
    "began_at": ("2", "11", "2026", "10am"),
    "ended_at": ("2", "11", "2026", "11am"),
    "approved_date": ("2", "11", "2026", ""),
    "dated": ("2", "11", "2026", ""),
    "came_at": ("2", "11", "2026", "10am"),
}
PROGRAMS = {  # what a program sends, its headers, and how
    "api:response-submit": ({"role": "Signatory", "password": PASSWORD}, {"HTTP_IDEMPOTENCY_KEY": "a-key-of-their-own"}, "post"),
    "api:intention-draft": ({"title": WRITTEN}, {"HTTP_IF_MATCH": '"1.0"'}, "patch"),
}
A_CHARITY = "\t".join(["Charity of their own", Kind.VOLUNTARY_SECTOR.label, "", "Fay Own", "fay@own.example", ""])
TYPED: dict[str, dict[str, str]] = {  # what a form needs that cannot be told from the names of its fields
    "providers:add_provider": {"name": "Charity of their own", "short_name": "COTO"},
    "providers:correct": {"why": WRITTEN, "verdict": "accept-in-part", "verdict_1": "accept-in-part"},
    "providers:facts": {"note": WRITTEN, "title": "Round of their own"},
    "providers:invite_list": {"rows": A_CHARITY, "send": ""},
    "providers:record_letter": {"UEC-01-stance": "support", "UEC-02-stance": "support"},
}
LETTER = pdf("A letter")
FILES = {"providers:record_letter": "attached"}  # a form that goes with a file
BEHIND = {  # which key stands in addresses of this kind; in others any of these may
    "responses/to/": ["Invitation"],
    "responses/<": ["Response"],
    "responses/excel/<": ["DecidedWorkbook", "DecidedStep"],
    "memoranda/": ["Memorandum"],
    "letters/<": ["Transcript"],
    "/letter/<": ["Letter"],
    "questions/<": ["Question"],
    "pipeline/<": ["Procurement"],
    "providers/list/<": ["Event"],
    "^decisions/": ["Decision"],
}
MODELS = [*dict.fromkeys(model for models in BEHIND.values() for model in models), "Intention", "Chapter", "Edition"]
AS_IT_IS = ("detach", "is_dissent", "stance")  # any other choice is not taken by the form
CHOSEN_FROM = "to"  # a list of people, none of whom is chosen yet
Pairs = list[tuple[str, Any]]


@dataclass
class Page:
    """An address with things of one's own in it, and what can be sent to it."""

    name: str
    words: dict[str, Any]  # those in the address
    sent: Pairs = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # all that its form asks, also what was left unticked
    answer: Any = None

    @cached_property
    def address(self) -> str:
        return reverse(self.name, kwargs=self.words)

    @property
    def method(self) -> str:
        return PROGRAMS[self.name][2] if self.name in PROGRAMS else "post"


def ask(client: Client, method: str, page: Page, address: str, sent: Pairs | None = None) -> Any:
    """An answer to what is sent to this address as it would be sent to that page."""
    cache.clear()  # nobody is asked to wait
    client.cookies.pop("messages", None)  # nor told what an earlier one did
    if method == "get":
        return client.get(address)
    pairs = page.sent if sent is None else sent
    if page.name in PROGRAMS:
        return getattr(client, method)(address, dict(pairs), content_type="application/json", **PROGRAMS[page.name][1])
    if method == "post" and page.name in FILES:
        return client.post(address, {**_lists(pairs), FILES[page.name]: SimpleUploadedFile("letter.pdf", LETTER)})
    return getattr(client, method)(address, urlencode(pairs), content_type="application/x-www-form-urlencoded")


def _lists(pairs: Pairs) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


class Person:
    """One of the twins' people, and the pages of what is theirs: the first under each name, or every one."""

    def __init__(self, twins: Any, who: str, *, every: bool = False, among: tuple[str, ...] = AMONG) -> None:
        self.twins, self.who, self.user = twins, who, twins.people[who]
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.user)
        self.ours, self.theirs = twins.ours[who], twins.theirs[who]
        self.pages: dict[str, Page] = {}
        for name, pattern in names():
            if name.startswith(among):
                found = self._opened(name, pattern.pattern)
                self.pages |= {page.address: page for page in (found if every else _best(found))}
        for page in list(self.pages.values()):
            self._fill_in(page)

    def _opened(self, name: str, pattern: Any) -> Iterator[Page]:
        """Those that are there for this person."""
        wanted = set(pattern.converters) or set(pattern.regex.groupindex)
        known = {word: self.candidates(word, str(pattern)) for word in wanted}
        for values in itertools.product(*known.values()):
            page = Page(name, dict(zip(known, values, strict=True)))
            if not _fits(page):
                continue
            page.answer = self.undone("get", page)
            if page.answer.status_code == 405:
                page.answer = self.undone("post", page)
            if page.answer.status_code not in (403, 404, 405):
                yield page

    def undone(self, method: str, page: Page, sent: Pairs | None = None) -> Any:
        """An answer, and nothing of what it did."""
        with transaction.atomic():
            answer = ask(self.client, method, page, page.address, sent)
            transaction.set_rollback(True)
        return answer

    def candidates(self, word: str, route: str) -> list[Any]:
        """What of theirs may stand for this word of an address."""
        slugs = self.twins.slugs[self.who]
        named = {"round": slugs, "slug": [*slugs, "rival"], "reference": ["UEC-02", "OWN-01"], "organisation": ["rival", "westham-partner"]}
        named |= {
            "attachment": self.ours["providers.TranscriptFile" if "letters/" in route else "providers.Attachment"],
            "enclosure": self.ours["providers.Enclosure"],
            "point": self.ours["providers.Position"],
            "remark": self.ours["providers.Remark"],
            "clause": self.ours["providers.Clause"],
        }
        named |= {"step": self.ours["providers.Together"], "workbook": self.ours["providers.Filled"]}
        if word in named:
            return named[word]
        models = next((models for part, models in BEHIND.items() if part in route), MODELS)
        keys = {label.rpartition(".")[2]: found for label, found in self.ours.items()}
        return [pk for model in models for pk in keys[model]]

    def _fill_in(self, page: Page) -> None:
        """The forms of a page, kept with the pages that they are sent to."""
        if page.name in PROGRAMS:
            page.sent = list({**PROGRAMS[page.name][0], **self._read(page)}.items())
        elif page.answer.status_code == 200 and page.answer.headers.get("Content-Type", "").startswith("text/html"):
            for form in BeautifulSoup(page.answer.content, "html.parser").find_all("form", method="post"):
                self._keep(form, str(form.get("action") or page.address).partition("?")[0])

    def _read(self, page: Page) -> dict[str, str]:
        """The hash of the text that is signed, as a program reads it first."""
        text = Page("api:response-text", page.words)
        return {"seen": self.undone("get", text).json()["sha256"]} if page.name == "api:response-submit" else {}

    def _keep(self, form: Tag, address: str) -> None:
        try:
            found = resolve(address)
        except Resolver404:
            return
        if found.view_name.startswith(AMONG):
            page = self.pages.setdefault(address, Page(found.view_name, found.kwargs))
            page.sent = page.sent or with_typed(filled(form), TYPED.get(page.name, {}))
            page.names |= {str(asked["name"]) for asked in form.find_all(["input", "select", "textarea"], attrs={"name": True})}


def with_typed(sent: Pairs, given: dict[str, str]) -> Pairs:
    return [*((name, value) for name, value in sent if name not in given), *given.items()]


def _best(found: Iterator[Page]) -> list[Page]:
    """The first in which something can be sent, else the first that is a page, else the first that is there."""
    tried = []
    for page in found:
        if page.answer.status_code == 200 and b'method="post"' in page.answer.getvalue().partition(b"<main")[2]:
            return [page]
        tried.append(page)
    return sorted(tried, key=lambda page: page.answer.status_code != 200)[:1]


def _fits(page: Page) -> bool:
    try:
        return bool(page.address)
    except NoReverseMatch:
        return False


def filled(form: Tag) -> Pairs:
    """As somebody would send it: what is empty is filled in, what is asked for is ticked, and the first button is pressed."""
    button = form.find("button")
    texts = {text.get("name") for text in form.find_all("textarea")}
    pairs: dict[str, list[Any]] = {}
    for name, value in typed(form, " ".join(button.get_text(" ").split()) if button else ""):
        pairs.setdefault(name, []).append(f"{value}{WRITTEN}" if value and name in texts else value or _filling(name))
    for select in form.find_all("select", {"name": CHOSEN_FROM}):
        pairs[str(select["name"])] = [option["value"] for option in select.find_all("option", value=True) if option["value"]][:1] or [""]
    for box in form.find_all("input", type=["radio", "checkbox"]):
        name = str(box["name"])
        if name not in AS_IT_IS and (name not in pairs or box == form.find("input", {"name": name, "type": "radio"})):
            pairs[name] = [box.get("value", "on")]
    return [(name, value) for name, values in pairs.items() for value in values if name != "csrfmiddlewaretoken"] or [("sent", "")]


def _filling(name: str) -> str:
    part = re.fullmatch(r"(.+)_(day|month|year|time)", name)
    if part:
        return DAYS.get(part[1], ("", "", "", ""))[("day", "month", "year", "time").index(part[2])]
    if "password" in name:
        return PASSWORD
    return WRITTEN if re.search(r"text|reason|comment|purpose|role|service|body|statement|standing", name) else ""
