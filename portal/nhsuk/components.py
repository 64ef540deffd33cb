"""NHS England's own component macros, called from Python. Everything that looks like NHS.UK comes through `component`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader

MACROS = {"tables": "table"}  # where the macro is not called as its folder is


@cache
def _environment() -> Environment:
    """As the macros were written for: without the trimming every attribute stands among blank lines."""
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        undefined=ChainableUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


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
    return mark_safe(str(_macro(name)(_trusted(params))).strip())  # noqa: S308 the macros escape


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
