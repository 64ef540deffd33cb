"""The front matter of a pack: cover, agenda and contents know the true pages of each paper, on paper and on the web."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """A line of the contents."""

    key: str
    label: str
    first_page: int
    last_page: int

    @property
    def pages(self) -> str:
        return str(self.first_page) if self.first_page == self.last_page else f"{self.first_page} to {self.last_page}"


def with_pages(facts: dict[str, Any], entries: Iterable[Entry], total: int) -> dict[str, Any]:
    """The facts of the front matter with `contents`, the pages of each agenda item, and the length of the pack."""
    entries = list(entries)
    pages = {entry.key: entry.pages for entry in entries}
    agenda = [{**item, "pages": pages.get(item.get("key", ""), "")} for item in facts.get("agenda", [])]
    contents = [{"key": entry.key, "label": entry.label, "pages": entry.pages} for entry in entries]
    return {**facts, "agenda": agenda, "contents": contents, "total": total}


def entries_of(labels: Iterable[tuple[str, str]], counts: Iterable[int], front_pages: int) -> list[Entry]:
    """Where each paper stands behind a front matter of so many pages."""
    entries, page = [], front_pages + 1
    for (key, label), count in zip(labels, counts, strict=True):
        entries.append(Entry(key, label, page, page + count - 1))
        page += count
    return entries
