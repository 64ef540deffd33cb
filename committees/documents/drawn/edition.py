"""The edition as a document of its own: in full, as an appendix of one table a programme, as joint intentions, as a strategy."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

from intentions.documents import aspects
from intentions.models import Version

from ...models import Paper
from ...states import Detail
from .. import quoted
from ..sources import edition_of
from ..text import Facts, flat, table, turned
from . import outcomes
from .sections import numbered, part, plain, said, section

BESIDE = 6  # boroughs side by side in one table


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
            section("Enablers", partial(_enablers, paper)),
            section("Case studies", partial(_case_studies, paper)),
        ]
    )


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
    boroughs, lines = aspects.by_borough(_versions(paper), edition_of(paper).places.all(), lambda version: titles[codes[version.pk]])
    parts: list[Facts] = []
    for title in dict.fromkeys(line.chapter for line in lines if line.chapter in chosen):
        ours = [line for line in lines if line.chapter == title]
        tables = [_by_borough(title, boroughs, ours, at) for at in range(0, len(boroughs), BESIDE)]
        parts.append(part(f"{number}.{len(parts) + 1}", title, tables))
    return {"blocks": [], "parts": parts}


def _by_borough(title: str, boroughs: list[str], lines: list[Any], at: int) -> Facts:
    some = boroughs[at : at + BESIDE]
    which = f", {at + 1} to {at + len(some)} of {len(boroughs)}" if len(some) < len(boroughs) else ""
    rows = [[line.name, *(_cell(cell) for cell in line.cells[at : at + BESIDE])] for line in lines]
    return turned(table(f"{title}: focus by borough{which}", ["Focus", *some], rows))


def _cell(cell: Any) -> Facts | str:
    """Each reference on one line: it has hyphens, and is no word to be parted."""
    whole = [f'<span class="whole">{escape(version.intention.reference)}</span>' for version, _ in cell.entries]
    return {"text": "", "html": ", ".join(whole)} if whole else "None"


def _enablers(paper: Paper, number: str) -> Facts:
    parts: list[Facts] = []
    for sheet in edition_of(paper).content.get("enablers", []):
        lead = [said(f'<p class="leads-in"><strong>Lead:</strong> {escape(sheet["lead_role"])}</p>')] if sheet["lead_role"] else []
        blocks = [block for one in sheet["passages"] for block in ({"kind": "lead", "words": one["heading"]}, said(one["html"]))]
        parts.append(part(f"{number}.{len(parts) + 1}", sheet["title"], lead + blocks))
    return {"blocks": [], "parts": parts}


def _case_studies(paper: Paper, number: str) -> Facts:
    found = edition_of(paper).content.get("case_studies", [])
    parts = [part(f"{number}.{at}", one["title"], _box(one)) for at, one in enumerate(found, 1)]
    return {"blocks": [], "parts": parts}


def _box(one: Facts) -> list[Facts]:
    """Who, what was done, and what patients and the NHS have of it: all in the box."""
    html = flat(one["narrative"])
    for heading, lines in (("Benefits for patients", one["benefits_patients"]), ("Benefits for the NHS", one["benefits_nhs"])):
        if lines:
            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            html += f'<p class="leads-in"><strong>{heading}</strong></p><ul>{items}</ul>'
    return [{"kind": "box", "where": ", ".join(one["organisations"]), "html": html}]
