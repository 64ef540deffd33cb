"""What stands beside the programmes of a round: a focus by borough, enabler sheets, case studies in their boxes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from html import escape
from typing import Any

from ...models import Version
from .. import aspects
from .pictures import pictures
from .sections import part, said
from .text import Facts, flat, table, turned

BESIDE = 6  # boroughs side by side in one table


def boroughs(
    versions: Collection[Version], places: Iterable[Any], chapter_of: Mapping[Any, str], number: str, *, only: Collection[str] | None = None
) -> Facts:
    """For each programme a focus in each row, a borough in each column; boroughs that find no room stand in the next table."""
    named, lines = aspects.by_borough(versions, places, lambda version: chapter_of[version.pk])
    parts: list[Facts] = []
    for title in dict.fromkeys(line.chapter for line in lines if only is None or line.chapter in only):
        ours = [line for line in lines if line.chapter == title]
        tables = [_by_borough(title, named, ours, at) for at in range(0, len(named), BESIDE)]
        parts.append(part(f"{number}.{len(parts) + 1}", title, tables))
    return {"blocks": [], "parts": parts}


def _by_borough(title: str, boroughs: list[str], lines: list[Any], at: int) -> Facts:
    some = boroughs[at : at + BESIDE]
    which = f", {at + 1} to {at + len(some)} of {len(boroughs)}" if len(some) < len(boroughs) else ""
    rows = [[line.name, *(_cell(cell) for cell in line.cells[at : at + BESIDE])] for line in lines]
    return turned(table(f"{title}: focus by borough{which}", ["Focus", *some], rows))


def _cell(cell: Any) -> Facts | str:
    """What is planned, in words; each reference on one line, since it has hyphens and is no word to be parted."""
    said = [
        f'<p><span class="whole">{escape(version.intention.reference)}</span> {escape(version.title)}</p>' for version, _ in cell.entries
    ]
    return {"text": "", "html": "".join(said)} if said else "None"


def enablers(content: Facts, number: str) -> Facts:
    parts: list[Facts] = []
    for sheet in content.get("enablers", []):
        lead = [said(f'<p class="leads-in"><strong>Lead:</strong> {escape(sheet["lead_role"])}</p>')] if sheet["lead_role"] else []
        blocks = [block for one in sheet["passages"] for block in ({"kind": "lead", "words": one["heading"]}, said(one["html"]))]
        parts.append(part(f"{number}.{len(parts) + 1}", sheet["title"], lead + blocks))
    return {"blocks": [], "parts": parts}


def case_studies(content: Facts, number: str) -> Facts:
    parts = [part(f"{number}.{at}", one["title"], _box(one)) for at, one in enumerate(content.get("case_studies", []), 1)]
    return {"blocks": [], "parts": parts}


def _box(one: Facts) -> list[Facts]:
    """Who, what was done, and what patients and the NHS have of it: all in the box."""
    html = flat(one["narrative"])
    for heading, lines in (("Benefits for patients", one["benefits_patients"]), ("Benefits for the NHS", one["benefits_nhs"])):
        if lines:
            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            html += f'<p class="leads-in"><strong>{heading}</strong></p><ul>{items}</ul>'
    return [{"kind": "box", "where": ", ".join(one["organisations"]), "html": html}, *pictures(one.get("pictures", []))]
