"""A form in parts: a part is what two people cannot change at once without being asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal.nhsuk import fields
from portal.richtext.fields import RichTextField
from portal.richtext.merging import both

from .opened import Rich


class PartedForm(fields.NHSForm):
    """The form of one thing. With `prefix` the same questions stand on the page a second time."""

    parts: Mapping[str, tuple[str, ...]]  # part: its fields
    labels: Mapping[str, str]

    def __init__(self, data: QueryDict | None = None, *, thing: Any, prefix: str | None = None, initial: dict[str, Any]):
        self.thing, self.typed = thing, QueryDict() if data is None else data
        super().__init__(data, prefix=prefix, initial=initial)

    def everything(self) -> list[Any]:
        """This form and the formsets in it."""
        return [self]

    def answers(self) -> dict[str, Any]:
        """What is typed, part by part, as far as it is valid."""
        return self._answers(self.cleaned_data)

    def answers_now(self) -> dict[str, Any]:
        """The same of what the page was drawn from."""
        return self._answers(self.initial)

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
        standing = {bound.name for bound in self.questions()}
        return format_html_join("", "{}", ((self[name],) for name in self.parts[part] if name in standing))

    def keys(self, part: str, data: QueryDict) -> list[str]:
        """The names under which inputs of this part were posted."""
        return [key for key in data if any(self._is_input(key, name) for name in self.parts[part])]

    def _is_input(self, key: str, name: str) -> bool:
        posted = self.add_prefix(name)
        parts = getattr(self.fields[name], "parts", ())
        return key == posted or key in {f"{posted}_{part}" for part in parts}
