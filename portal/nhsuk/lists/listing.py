"""One list as it stands in one request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from portal.nhsuk import fields

from . import downloads
from .columns import Column
from .filters import Filter

PAGE = 25
MOST = 10_000


class Listing:
    """Declared once for each list; see the package for an example."""

    noun: tuple[str, str]
    empty: str
    search: Sequence[str] = ()
    filters: dict[str, Filter] = {}
    columns: Sequence[Column] = ()
    sort: str = ""
    unsorted: str | None = None  # what it is called where nothing is sorted by

    def __init__(self, request: HttpRequest, rows: QuerySet[Any], *, title: str, **about: Any):
        self.request, self.rows, self.title, self.about = request, rows, title, about
        self.user = request.user

    def answer(self, template: str, context: dict[str, Any] | None = None, **more: Any) -> HttpResponse:
        """The page, or the file that was asked for."""
        kind = self.request.GET.get("download", "")
        if kind in downloads.KINDS and self.count <= MOST:
            return downloads.answer(self, kind)
        return render(self.request, template, {**(context or {}), "listing": self}, **more)

    # what was asked

    @cached_property
    def offered(self) -> dict[str, list[tuple[str, str]]]:
        return {name: one.offered(self) for name, one in self.filters.items()}

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """{filter: values} of the URL, leaving out what is not offered."""
        asked = {name: self.request.GET.getlist(name) for name in self.filters}
        known = {name: {value for value, _ in self.offered[name]} for name in self.filters}
        return {name: kept for name, values in asked.items() if (kept := [one for one in values if one in known[name]])}

    @cached_property
    def words(self) -> str:
        return " ".join(self.request.GET.get("q", "").replace("\x00", "").split())[:200] if self.search else ""

    @cached_property
    def sorted_by(self) -> str:
        asked = self.request.GET.get("sort", "")
        return asked if asked in dict(self.sorts) else self.sort

    @cached_property
    def sorts(self) -> list[tuple[str, str]]:
        by_key = [(column.key, column.heading) for column in self.columns if column.order]
        return [pair for key, text in by_key for pair in ((key, text), (f"-{key}", f"{text}, last first"))]

    # what is left

    def narrowed(self, *, words: str, chosen: dict[str, list[str]]) -> QuerySet[Any]:
        rows = self.rows
        for word in words.split():
            found = Q()
            for path in self.search:
                found |= Q(**{f"{path}__icontains": word})
            rows = rows.filter(found)
        for name, values in chosen.items():
            rows = self.filters[name].narrow(rows, values, self)
        return rows

    @cached_property
    def found(self) -> QuerySet[Any]:
        """The rows that match, in order; equal ones keep one order from page to page."""
        rows = self.narrowed(words=self.words, chosen=self.chosen)
        column = next((one for one in self.columns if one.key == self.sorted_by.lstrip("-")), None)
        order = column.order if column else ()
        turned = [_turned(name) for name in order] if self.sorted_by.startswith("-") else list(order)
        return rows.order_by(*turned, "pk")

    @cached_property
    def count(self) -> int:
        """Without a question of its own where a filter counts: each row has one of its values, or none."""
        if self.counting is None:
            return self.found.count()
        chosen = self.chosen.get(self.counting)
        return sum(self.counted_by_value[value] for value in chosen) if chosen else sum(self.counted_by_value.values())

    @cached_property
    def page(self) -> Page[Any]:
        paginator = Paginator(self.found, PAGE)
        paginator.count = self.count
        return paginator.get_page(self.request.GET.get("page"))

    # what the page shows

    is_whole = False  # the page shows every row, in its own way

    @property
    def heading(self) -> str:
        """The title of the page, with which of its pages this is."""
        pages = 1 if self.is_whole else self.page.paginator.num_pages
        return f"{self.title} (page {self.page.number} of {pages})" if pages > 1 else self.title

    @property
    def is_filtered(self) -> bool:
        return bool(self.words or self.chosen)

    @property
    def is_too_long_to_download(self) -> bool:
        return self.count > MOST

    @property
    def counted(self) -> str:
        return f"{self.count:,} {self.noun[self.count != 1]}"

    @cached_property
    def form(self) -> forms.Form:
        """The filters as questions, with what is on."""
        form = FilterForm(initial={"q": self.words, "sort": self.sorted_by, **self._answers()})
        if self.search:
            form.fields["q"] = fields.TextField(label="Words", required=False)
        for name, one in self.filters.items():
            form.fields[name] = one.question(self.offered[name])
        if self.sorts:
            form.fields["sort"] = fields.Select(label="Sort by", choices=self.sorts, required=False, blank=self.unsorted)
        questions: dict[str, Any] = form.fields
        for question in questions.values():
            question.says_optional = False
        return form

    def _answers(self) -> dict[str, Any]:
        single = (fields.Select, fields.BooleanField)
        return {name: values[0] if isinstance(self.filters[name].question([]), single) else values for name, values in self.chosen.items()}

    @property
    def on(self) -> Iterator[dict[str, str]]:
        """Each filter that is on: its words, and where it is off."""
        if self.words:
            yield {"text": self.words, "href": self.href(q=None)}
        for name, values in self.chosen.items():
            texts = dict(self.offered[name])
            for value in values:
                yield {"text": texts[value], "href": self.href(**{name: [one for one in values if one != value]})}

    @property
    def counting(self) -> str | None:
        """The filter that counts."""
        return next((name for name, one in self.filters.items() if one.counts), None)

    @cached_property
    def counted_by_value(self) -> Counter[Any]:
        """How many of the rows that the other filters leave each of its values leaves."""
        rest = {name: values for name, values in self.chosen.items() if name != self.counting}
        counts = self.filters[self.counting].counts if self.counting else None
        return Counter(counts(self.narrowed(words=self.words, chosen=rest))) if counts else Counter()

    @cached_property
    def ways(self) -> dict[str, Any]:
        """Of a filter that counts: how many of the rows that the others leave each value leaves, and where; none where it is shown."""
        name, counted = self.counting, self.counted_by_value
        if name is None:
            return {}
        shown = self.chosen.get(name, [])
        all_ = (f"All ({sum(counted.values()):,})", self.href(**{name: None}) if shown else "")
        each = [(value, f"{text} ({counted[value]:,})") for value, text in self.offered[name] if counted.get(value)]
        return {
            "label": self.filters[name].label,
            "links": [all_, *((text, "" if [value] == shown else self.href(**{name: value})) for value, text in each)],
        }

    @property
    def instead(self) -> list[dict[str, Any]]:
        """When nothing matches: what there would be without each filter (W11)."""
        without = [(self.words, self.href(q=None), "", self.chosen)] if self.words else []
        for name in self.chosen:
            texts = dict(self.offered[name])
            rest = {other: values for other, values in self.chosen.items() if other != name}
            without.append((", ".join(texts[value] for value in self.chosen[name]), self.href(**{name: None}), self.words, rest))
        counted = [
            {"text": text, "href": href, "count": self.narrowed(words=words, chosen=chosen).count()}
            for text, href, words, chosen in without[:5]
        ]
        return [one for one in counted if one["count"]]

    def href(self, **changes: Any) -> str:
        """This list with other answers; a change goes back to the first page."""
        query: QueryDict = self.request.GET.copy()
        for name in ("page", "download"):
            query.pop(name, None)
        for name, value in changes.items():
            query.pop(name, None)
            values = value if isinstance(value, list) else [value]
            query.setlist(name, [str(one) for one in values if one is not None])
        kept = query.urlencode()
        return f"?{kept}" if kept else self.request.path

    @property
    def table(self) -> dict[str, Any]:
        """The parameters of the NHS table."""
        drawn = [column for column in self.columns if column.on_page]
        return {
            "responsive": True,
            "caption": {"text": self.title, "classes": "nhsuk-u-visually-hidden"},
            "head": self.heads(drawn),
            "rows": [[_cell(column, row) for column in drawn] for row in self.page],
        }

    def heads(self, columns: Sequence[Column]) -> list[dict[str, Any]]:
        """The head of each column, with where it sorts."""
        return [self._head(column) for column in columns]

    def _head(self, column: Column) -> dict[str, Any]:
        head: dict[str, Any] = {"text": column.heading, "format": column.format}
        if not column.order:
            return head
        is_up, is_down = self.sorted_by == column.key, self.sorted_by == f"-{column.key}"
        state = "ascending" if is_up else "descending" if is_down else "none"
        return {**head, "sort": state, "href": self.href(sort=f"-{column.key}" if is_up else column.key)}

    @property
    def pagination(self) -> dict[str, Any] | None:
        """The parameters of the NHS pagination; none for a single page."""
        return paged(self.page, lambda number: self.href(page=number))

    @property
    def downloads(self) -> list[dict[str, str]]:
        return [{"text": text, "href": self.href(download=kind)} for kind, text in downloads.KINDS.items()]


def paged(page: Any, href: Callable[[int], str]) -> dict[str, Any] | None:
    """The parameters of the NHS pagination of a page among others; none for a single page."""
    pages = page.paginator
    if pages.num_pages < 2:
        return None
    numbers = [
        {"ellipsis": True} if number == pages.ELLIPSIS else {"number": number, "href": href(number), "current": number == page.number}
        for number in pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "items": numbers,
        "previous": {"href": href(page.number - 1)} if page.has_previous() else None,
        "next": {"href": href(page.number + 1)} if page.has_next() else None,
    }


class FilterForm(fields.NHSForm):
    """The questions of a list; they are added one by one."""


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _cell(column: Column, row: Any) -> dict[str, Any]:
    shown = column.shown(row)
    shown = "No data" if shown is None or shown == "" else shown
    return {"html" if hasattr(shown, "__html__") else "text": shown if hasattr(shown, "__html__") else str(shown)}
