"""What a check finds, where it stands, and the list of checks by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.urls import reverse

from ..models import CaseStudy, Challenge, Chapter, Plan, Round, Section, Version
from ..models.content import PARTS, part_of

MUST, LOOK = "must", "look"

PLACES = {"providers": "providers affected", "lever": "contract lever", "finance": "financial recovery"}


@dataclass(frozen=True)
class Problem:
    """One finding. `check` names the rule, `about` the thing it stands in, `field` the input that mends it."""

    severity: str
    message: str
    version: Version | None = None
    chapter: Chapter | None = None
    field: str = ""
    check: str = ""
    twin: str = ""  # the reference of the other intention, where the two may be linked
    subject: Any = None  # a passage, a challenge, a plan, an outcome, the round: what is neither version nor chapter

    @property
    def is_must(self) -> bool:
        return self.severity == MUST

    @property
    def about(self) -> Any:
        return self.version or self.subject or self.chapter

    @property
    def anchor(self) -> str:
        """The part of the editor in which it is mended."""
        part = part_of(self.field)
        return f"#part-{part if part in PARTS else 'description'}"

    @property
    def key(self) -> str:
        """The mark by which somebody says "this is right": it ends when the words it found change."""
        return sha256(f"{self.check}|{getattr(self.about, 'pk', '')}|{self.message}".encode()).hexdigest()[:32]

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        field = PLACES.get(self.field, self.field.replace("_", " "))
        return ", ".join(part for part in (named(self.about), field) if part)

    @property
    def href(self) -> str:
        """Where it is mended."""
        about = self.about
        if self.field == "pictures":
            return _pictures_of(about)
        if isinstance(about, Version):
            return f"{about.get_absolute_url()}{self.anchor}"
        if isinstance(about, Chapter):
            return about.get_absolute_url()
        if isinstance(about, (Section, Challenge)):
            return f"{reverse('intentions:front', args=[about.round.slug])}#{about._meta.model_name}-{about.pk}"
        if isinstance(about, Round) and self.field == "still_true":
            return reverse("intentions:still_true", args=[about.slug])
        if isinstance(about, Round):
            return f"{reverse('intentions:draft', args=[about.slug])}#people"
        return str(about.get_absolute_url()) if about is not None else ""


def _pictures_of(about: Any) -> str:
    """The page on which one says what they show."""
    if isinstance(about, Version):
        return reverse("intentions:pictures", args=[about.intention.round.slug, about.intention.reference])
    if isinstance(about, Chapter):
        return reverse("intentions:chapter_pictures", args=[about.round.slug, about.code])
    kind = "example" if isinstance(about, CaseStudy) else "section"
    return reverse("intentions:passage_pictures", args=[about.round.slug, kind, about.pk])


def named(thing: Any) -> str:
    """A thing of the round as a message begins with it."""
    match thing:
        case Version():
            return str(thing.intention.reference)
        case Chapter():
            return f"Chapter {thing.code}"
        case Section():
            return f"Front matter “{thing.heading}”"
        case CaseStudy():
            return f"Example “{thing.title}”"
        case Challenge():
            return f"Challenge “{thing.area}”"
        case Plan():
            return f"Plan on a page “{thing.title}”"
        case Round() | None:
            return "The round"
    return f"“{thing}”"


Finding = tuple[str, str, str]  # severity, field, what is wrong ("has no title")


@dataclass(frozen=True)
class Check:
    """A rule with its name; the first line of its docstring says to people what it looks for."""

    name: str
    reads: str  # what it is given: each version, each text, or the whole round
    find: Callable[..., Iterator[Any]]

    @property
    def asks(self) -> str:
        return (self.find.__doc__ or "").strip().partition("\n")[0]


CHECKS: dict[str, Check] = {}


def check(name: str, *, reads: str) -> Callable[[Callable[..., Iterator[Any]]], Callable[..., Iterator[Any]]]:
    def keep(find: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        CHECKS[name] = Check(name, reads, find)
        return find

    return keep


def reading(kind: str) -> list[Check]:
    return [one for one in CHECKS.values() if one.reads == kind]


def problem(severity: str, about: Any, field: str, says: str, check: str, twin: str = "") -> Problem:
    """A finding as it is listed: the thing, then what is wrong with it."""
    message = f"{named(about)} {says}"
    if isinstance(about, Version):
        return Problem(severity, message, about, about.intention.chapter, field, check, twin)
    if isinstance(about, Chapter):
        return Problem(severity, message, None, about, field, check)
    return Problem(severity, message, None, None, field, check, subject=about)
