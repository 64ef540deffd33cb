"""The front matter of a pack: cover, agenda and contents know the true pages of each paper, on paper and on the web."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

MOST_LINES = 80  # of contents: a pack that would need more lists its papers and leaves their sections to the bookmarks


class Entry(NamedTuple):
    """A paper in the contents: `sections` are (id, words, page of the paper)."""

    key: str
    label: str
    first_page: int
    last_page: int
    sections: Sequence[Sequence[Any]] = ()

    @property
    def pages(self) -> str:
        return str(self.first_page) if self.first_page == self.last_page else f"{self.first_page} to {self.last_page}"

    @property
    def lines(self) -> list[dict[str, str]]:
        """Its sections with their pages in the pack."""
        first = self.first_page - 1
        return [{"key": f"{self.key}#{name}", "label": words, "page": str(first + page)} for name, words, page in self.sections]


def with_pages(facts: dict[str, Any], entries: Iterable[Entry], total: int) -> dict[str, Any]:
    """The facts of the front matter with `contents`, the pages of each agenda item, and the length of the pack."""
    entries = list(entries)
    pages = {entry.key: entry.pages for entry in entries}
    agenda = [{**item, "pages": pages.get(item.get("key", ""), "")} for item in facts.get("agenda", [])]
    is_short = sum(1 + len(entry.sections) for entry in entries) <= MOST_LINES
    contents = [
        {"key": entry.key, "label": entry.label, "pages": entry.pages, "lines": entry.lines if is_short else []} for entry in entries
    ]
    return {**facts, "agenda": agenda, "contents": contents, "total": total}


def entries_of(papers: Iterable[tuple[str, str, Sequence[Sequence[Any]]]], counts: Iterable[int], front_pages: int) -> list[Entry]:
    """Where each paper (key, label, sections) stands behind a front matter of so many pages."""
    entries, page = [], front_pages + 1
    for (key, label, sections), count in zip(papers, counts, strict=True):
        entries.append(Entry(key, label, page, page + count - 1, sections))
        page += count
    return entries
