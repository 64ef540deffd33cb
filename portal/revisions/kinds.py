"""What a kind of thing says: its columns, what it is linked with, its rows and the keys of its `content`, as plain JSON and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

KEPT = "content"  # the column in which some kinds keep their blocks under keys of their own
Said = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """Of things of one model: which of its words people write. `rows` are {name: (model, columns)}, in their order."""

    model: type[Model]
    columns: tuple[str, ...]
    links: tuple[str, ...] = ()
    rows: Mapping[str, tuple[type[Model], tuple[str, ...]]] = field(default_factory=dict)
    has_content: bool = False

    def said(self, thing: Any) -> Said:
        """All that the thing says now, as plain JSON."""
        found = {name: plain(getattr(thing, name)) for name in self.columns}
        found |= {name: sorted(str(one.pk) for one in getattr(thing, name).all()) for name in self.links}
        for name, (_, columns) in self.rows.items():
            rows = sorted(getattr(thing, name).all(), key=lambda row: row.order)
            found[name] = [{column: plain(getattr(row, column)) for column in columns} for row in rows]
        return found | ({KEPT: plain(thing.content)} if self.has_content else {})

    def plain(self, content: Mapping[str, Any]) -> Said:
        """What an action is given or a thing's own `content()` says, in the same plain JSON."""
        links = {name: sorted(str(one.pk) for one in content[name]) for name in self.links if name in content}
        return {name: links.get(name, plain(value)) for name, value in content.items()}

    def read(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Typed again, as the actions of this kind take it. What a link or row names and is gone is left out."""
        found = {name: _typed(self.model, name, said[name]) for name in self.columns if name in said}
        for name in self.links:
            if name in said:
                found[name] = list(_linked(self.model, name).filter(pk__in=said[name]))
        for name, (model, columns) in self.rows.items():
            if name in said:
                found[name] = [{column: _typed(model, column, row.get(column)) for column in columns} for row in said[name]]
        return found


def plain(value: Any) -> Any:
    """In JSON: a thing is its key, a sum its digits, a day and an instant as ISO 8601 has them."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def sha256(said: Mapping[str, Any]) -> str:
    """Of the plain JSON, its keys sorted."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def _typed(model: type[Model], name: str, value: Any) -> Any:
    column: Any = model._meta.get_field(name)
    if column.is_relation:
        return column.related_model._default_manager.filter(pk=value).first() if value else None
    return column.to_python(value)


def _linked(model: type[Model], name: str) -> Any:
    link: Any = model._meta.get_field(name)
    return link.related_model._default_manager
