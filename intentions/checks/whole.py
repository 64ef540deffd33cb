"""A round as the checks read it: loaded once, however many intentions it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from ..models import Chapter, Round, Version
from ..states import Status
from .beside import Beside, beside

SETTLED = (Status.PUBLISHED, Status.WITHDRAWN)  # nothing can be mended in these any more
TAG = re.compile(r"<[^>]+>")


def plain(html: str) -> str:
    """The words of cleaned HTML on one line. Quick: a round may hold a megabyte."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


@dataclass(frozen=True)
class Text:
    """A text of the round, where it stands, and its words."""

    about: Any
    field: str
    html: str
    words: str


def text(about: Any, field: str, html: str) -> Text:
    return Text(about, field, html, plain(html))


def texts_of(version: Version) -> Iterator[Text]:
    for field in ("title", "description", "lever", "dependencies"):
        if said := getattr(version, field):
            yield text(version, field, said)


class Whole:
    """`versions`, public ones too, come with their intentions, chapters, places, providers and money."""

    def __init__(self, round: Round, versions: Iterable[Version], chapters: list[Chapter] | None = None):
        self.round, self.versions = round, list(versions)
        if chapters is not None:
            self.chapters = chapters
        for version in self.versions:
            version.intention.round = round  # the same row, so that a finding's address asks nothing of the database

    @cached_property
    def chapters(self) -> list[Chapter]:
        return list(self.round.chapters.order_by("order", "code"))

    @cached_property
    def beside(self) -> Beside:
        return beside(self.round)

    @cached_property
    def texts(self) -> list[Text]:
        """Front matter, chapters, intentions: every text that is published."""
        return [*self.front, *(one for version in self.open for one in texts_of(version))]

    @cached_property
    def open(self) -> list[Version]:
        """Those in which something can still be mended."""
        return [version for version in self.versions if version.status not in SETTLED]

    @cached_property
    def front(self) -> list[Text]:
        """The texts that are no intention's."""
        found = [text(one, "body", one.body) for one in self.beside.sections]
        found += [text(one, "statement", one.statement) for one in self.beside.challenges]
        for chapter in self.chapters:
            chapter.round = self.round
            found += [text(chapter, field, html) for field, html in _of_chapter(chapter) if html]
        return found


def _of_chapter(chapter: Chapter) -> Iterator[tuple[str, str]]:
    yield "objectives", "".join(f"<p>{line}</p>" for line in chapter.objectives)
    yield "narrative", chapter.narrative
    yield "finance", " ".join((chapter.finance_short_term, chapter.finance_medium_long_term, chapter.finance_rule)).strip()
    yield "year_plans", "".join(plan["text"] for plan in chapter.year_plans)
