"""NHS England's own component macros, called from Python. Everything that looks like NHS.UK comes through `component`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader

MACROS = {"tables": "table"}  # where the macro is not called as its folder is
KEPT, SHORT = 2048, 2000  # components that are not drawn again; the most characters of what one is drawn from


@cache
def _environment() -> Environment:
    """As the macros were written for: without the trimming every attribute stands among blank lines."""
    environment = Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        undefined=ChainableUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["indent"] = _as_it_stands
    return environment


def _as_it_stands(text: str, *_: Any, **__: Any) -> str:
    """The macros move lines to the right for the looks of the source: in a box of text that is inside, they would become its words."""
    return text


@cache
def _macro(name: str) -> Callable[[dict[str, Any]], str]:
    module = _environment().get_template(f"nhsuk/components/{name}/macro.jinja").module
    return getattr(module, MACROS.get(name, camel(name)))


def camel(name: str) -> str:
    """prevent_double_click and error-summary, as the macros write them."""
    return re.sub("[-_]([a-z])", lambda letter: letter[1].upper(), name)


def component(name: str, params: Mapping[str, Any]) -> SafeString:
    """The HTML of one component. HTML comes in by the `html` parameters alone, and is escaped unless it was marked safe; all else is
    text, also the words of a template, which Django marks safe and the macros would then write twice."""
    given = Given(_trusted(params))
    return _drawn_once(name, given) if len(given.written) < SHORT else _drawn(name, given)


@dataclass(frozen=True)
class Given:
    """What a component is drawn from, alike where it is written alike. A page draws dozens, most of them as the page before did."""

    params: dict[str, Any] = field(compare=False)
    written: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "written", json.dumps(self.params, default=str))


def _drawn(name: str, given: Given) -> SafeString:
    return mark_safe(str(_macro(name)(given.params)).strip())  # noqa: S308 the macros escape


_drawn_once = lru_cache(maxsize=KEPT)(_drawn)


def _trusted(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _trusted(item, name) for name, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_trusted(item, key) for item in value]
    if isinstance(value, Promise):
        value = str(value)
    if key == "attributes" and isinstance(value, str):
        raise TypeError("attributes of a component are a mapping: a string would be written unescaped")
    if key.lower().endswith("html"):
        return conditional_escape(value)
    return value + "" if isinstance(value, SafeString) else value  # adding a plain string leaves the safety behind
