"""A form in parts: a part is what two people cannot change at once without being asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal.nhsuk import fields
from portal.richtext.fields import RichTextField
from portal.richtext.merging import both

from .opened import Rich


class PartedForm(fields.NHSForm):
    """The form of one thing. With `prefix` the same questions stand on the page a second time."""

    parts: Mapping[str, tuple[str, ...]] = MappingProxyType({})  # part: its fields, none for a part of rows; empty until the form knows
    labels: Mapping[str, str]
    row_sets: Mapping[str, tuple[Any, str, str]] = MappingProxyType({})  # part: (its rows, what one is called, what is said of none)

    def __init__(self, data: QueryDict | None = None, *, thing: Any, prefix: str | None = None, initial: dict[str, Any]):
        self.thing, self.typed = thing, QueryDict() if data is None else data
        super().__init__(data, prefix=prefix, initial=initial)
        if self.parts:
            self._ask_only_of_parts()
        self.rows = {part: self._rows(part, data) for part in self.row_sets if part in self.parts}

    def _ask_only_of_parts(self) -> None:
        asked = {name for names in self.parts.values() for name in names}
        for name in [name for name in self.fields if name not in asked]:
            del self.fields[name]

    @classmethod
    def among(cls, only: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """These parts of the thing, or all: a page that asks for one says nothing of the others."""
        return {part: names for part, names in cls.parts.items() if not only or part in only}

    def _rows(self, part: str, data: QueryDict | None) -> Any:
        standing = None if data is not None else self.rows_now(part)
        return self.row_sets[part][0](data, prefix=self.add_prefix(part), initial=standing, form_kwargs=self.asking_of(part))

    def rows_now(self, part: str) -> list[dict[str, Any]]:
        """The rows of a part as they stand."""
        raise NotImplementedError

    def asking_of(self, part: str) -> dict[str, Any]:
        """What the rows of a part are asked with."""
        return {}

    def everything(self) -> list[Any]:
        """This form and the formsets in it."""
        return [self, *self.rows.values()]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def is_wrong(self, part: str) -> bool:
        """Is something typed in this part refused?"""
        rows = self.rows.get(part)
        return any(name in self.errors for name in self.parts[part]) or bool(rows is not None and rows.is_bound and not rows.is_valid())

    def answers(self) -> dict[str, Any]:
        """What is typed, part by part, as far as it is valid."""
        return {**self._answers(self.cleaned_data), **{part: rows.content() for part, rows in self.rows.items()}}

    def answers_now(self) -> dict[str, Any]:
        """The same of what the page was drawn from."""
        return {**self._answers(self.initial), **{part: self.rows_now(part) for part in self.rows}}

    @property
    def rich(self) -> list[str]:
        """The parts that are one rich text."""
        return [part for part, names in self.parts.items() if len(names) == 1 and isinstance(self.fields[names[0]], RichTextField)]

    def can_keep_both(self, part: str) -> bool:
        """Is this part a text or a choice of several, of which two can stand together?"""
        names = self.parts[part]
        return part in self.rich or (len(names) == 1 and isinstance(self.fields[names[0]], fields.Checkboxes))

    def keep_both(self, part: str, theirs: PartedForm) -> None:
        """What is typed joined with what stands there now: a text block by block, a choice box by box."""
        name = self.parts[part][0]
        mine, other = self.cleaned_data.get(name), theirs.initial.get(name)
        self.cleaned_data[name] = (
            both(mine or "", other or "") if part in self.rich else list(dict.fromkeys([*(mine or []), *(other or [])]))
        )

    def _answers(self, given: Mapping[str, Any]) -> dict[str, Any]:
        found = {part: [given.get(name) for name in names] for part, names in self.parts.items()}
        return {**found, **{part: Rich(found[part][0] or "") for part in self.rich}}

    def content(self, parts: Iterable[str]) -> dict[str, Any]:
        """What is typed in these parts, as an action takes it."""
        raise NotImplementedError

    def shown(self, part: str, content: Mapping[str, Any]) -> str:
        """The part in words (safe HTML) as it stands, with this content in its place."""
        raise NotImplementedError

    def inputs(self, part: str) -> SafeString:
        """The questions of a part; one that an answer reveals is drawn inside that answer."""
        if part in self.rows:
            _, noun, none = self.row_sets[part]
            return SafeString(render_to_string("intentions/rows.html", {"rows": self.rows[part], "noun": noun, "none": none}))
        standing = {bound.name for bound in self.questions()}
        return format_html_join("", "{}", ((self[name],) for name in self.parts[part] if name in standing))

    def heading_of(self, part: str) -> str:
        """What stands over the rows of a part; one question says itself what it asks."""
        return self.labels[part] if part in self.rows else ""

    def keys(self, part: str, data: QueryDict) -> list[str]:
        """The names under which inputs of this part were posted."""
        if part in self.rows:
            return [key for key in data if key.startswith(f"{self.rows[part].prefix}-")]
        return [key for key in data if any(self._is_input(key, name) for name in self.parts[part])]

    def _is_input(self, key: str, name: str) -> bool:
        posted = self.add_prefix(name)
        parts = getattr(self.fields[name], "parts", ())
        return key == posted or key in {f"{posted}_{part}" for part in parts}


def part_among(parts: Mapping[str, tuple[str, ...]], name: str) -> str:
    """The part in which somebody types, by the name of the input they are in; nothing for any other name."""
    stem = name.split("-")[0]
    found = [part for part, names in parts.items() if stem in (part, *names) or stem.startswith(tuple(f"{one}_" for one in names))]
    return found[0] if found else ""
