"""The edition as a document of its own: in full, as an appendix of one table a programme, as joint intentions, as a strategy."""

from __future__ import annotations

from functools import partial
from typing import cast

from intentions.documents.paper import beside
from intentions.documents.paper.pictures import addressed
from intentions.documents.paper.sections import numbered, plain, section
from intentions.documents.paper.text import Facts, flat, table
from intentions.models import Edition, Version

from ...models import Paper
from ...states import Detail
from .. import quoted
from ..sources import edition_of
from . import outcomes


def document(paper: Paper) -> list[Facts]:
    """Front matter, challenges, and every chosen programme in full."""
    return numbered([_front(paper), *_programmes(paper, Detail.FULL)])


def appendix(paper: Paper) -> list[Facts]:
    """What, description and timescale: one table a programme, as the source prints it."""
    return numbered([section(chapter["title"], partial(_one_table, chapter)) for chapter in quoted.chosen(paper)])


def joint(paper: Paper) -> list[Facts]:
    """The intentions of several commissioners, then their outcomes table by table."""
    return numbered([_front(paper), *_programmes(paper, paper.detail), *outcomes.annexes(paper)])


def strategy(paper: Paper) -> list[Facts]:
    """With borough by focus, the enabler sheets, and the case studies in their boxes."""
    return numbered(
        [
            _front(paper),
            *_programmes(paper, paper.detail),
            section("What is planned in each borough", partial(_matrix, paper)),
            section("Enablers", partial(beside.enablers, edition_of(paper).content)),
            section("Case studies", partial(_studies, edition_of(paper))),
        ]
    )


def _studies(edition: Edition, number: str) -> Facts:
    return cast("Facts", addressed(beside.case_studies(edition.content, number), "edition", edition.pk))


def _front(paper: Paper) -> Facts:
    edition = edition_of(paper)

    def draw(number: str) -> Facts:
        return {"blocks": [], "parts": [{"quoted": "", "groups": [], **one} for one in quoted.front_matter(edition, number, 1)]}

    return section("Context", draw)


def _programmes(paper: Paper, detail: str) -> list[Facts]:
    asked = Paper(edition=paper.edition, detail=detail)

    def draw(chapter: Facts, number: str) -> Facts:
        written = quoted.programme_section(chapter, number, asked)
        return {**written, "parts": [{"quoted": "", "groups": [], **one} for one in written["parts"]]}

    return [section(chapter["title"], partial(draw, chapter)) for chapter in quoted.chosen(paper)]


def _one_table(chapter: Facts, number: str) -> Facts:
    rows = [
        [
            {"text": one["title"], "html": ""},
            {"text": "", "html": flat(one["description"])},
            one["timescale"] or one["period"] or "Not given",
        ]
        for one in chapter["intentions"]
    ]
    return plain([table(f"Priorities: {chapter['title']}", ["What", "Description", "Timescale"], rows)] if rows else [])


def _versions(paper: Paper) -> list[Version]:
    found = Version.objects.filter(entries__edition=paper.edition).select_related("intention")
    return list(found.prefetch_related("places__members", "places__children").order_by("entries__order"))


def _matrix(paper: Paper, number: str) -> Facts:
    """For each programme a focus in each row, a borough in each column; boroughs that find no room stand in the next table."""
    chosen = {chapter["title"] for chapter in quoted.chosen(paper)}
    titles = {chapter["code"]: chapter["title"] for chapter in quoted.programmes_of(paper.edition)}
    codes = dict(edition_of(paper).entries.values_list("version", "chapter_code"))
    versions = _versions(paper)
    chapter_of = {version.pk: titles[codes[version.pk]] for version in versions}
    return beside.boroughs(versions, edition_of(paper).places.all(), chapter_of, number, only=chosen)
