"""A column of a list: what it is called, what is in it, how it is drawn and sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Manager
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from portal.nhsuk import words

Plain = str | int | float | bool | Decimal | date | datetime | None


@dataclass(frozen=True)
class Column:
    """`value` is a path ("chapter.programme.name") or a callable(row): plain words or numbers, as they are downloaded.
    `cell` draws it on the page as HTML; without it the value is shown, and nothing is shown as "No data".
    `sort` names the model field, or several, that its head sorts by; `format="numeric"` sets figures under each other.
    """

    heading: str
    value: str | Callable[[Any], Any]
    sort: str | tuple[str, ...] = ()
    cell: Callable[[Any], Any] | None = None
    format: str | None = None
    on_page: bool = True
    in_download: bool = True

    @property
    def key(self) -> str:
        return slugify(self.heading).replace("-", "_")

    @property
    def order(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    def plain(self, row: Any) -> Plain:
        value = self.value(row) if callable(self.value) else _follow(row, self.value)
        if isinstance(value, datetime):
            return timezone.localtime(value)
        if isinstance(value, (str, int, float, Decimal, date, type(None))):
            return value
        if isinstance(value, (list, tuple, set, Manager)):
            return "; ".join(str(one) for one in (value.all() if isinstance(value, Manager) else value))
        return str(value)

    def shown(self, row: Any) -> Any:
        return self.cell(row) if self.cell else _said(self.plain(row))


@dataclass(frozen=True)
class Address(Column):
    """Where a row is read on the web: whole, because a file is opened far from here."""

    heading: str = "Address"
    value: str | Callable[[Any], Any] = "get_absolute_url"

    def plain(self, row: Any) -> Plain:
        path = super().plain(row)
        return f"{settings.PORTAL_ADDRESS}{path}" if isinstance(path, str) and path.startswith("/") else path


def _follow(row: Any, path: str) -> Any:
    value = row
    for name in path.split("."):
        value = getattr(value, name, None)
        value = value() if callable(value) and not isinstance(value, Manager) else value
    return value


def _said(value: Plain) -> str:
    if value is None or value == "":
        return "No data"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return words.history(value)
    return words.day(value) if isinstance(value, date) else str(value)


def link(to: Any, text: Any, *, hidden: str = "") -> SafeString:
    """A link to a thing or an address; `hidden` is read out after the text."""
    href = to.get_absolute_url() if hasattr(to, "get_absolute_url") else to
    more = format_html_join("", '<span class="nhsuk-u-visually-hidden"> {}</span>', [(hidden,)] if hidden else [])
    return format_html('<a href="{}">{}{}</a>', href, text, more)
