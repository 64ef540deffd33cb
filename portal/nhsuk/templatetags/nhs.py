"""The tags and filters every template has without loading them (settings: builtins)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal import moves
from portal.nhsuk import words
from portal.nhsuk.components import camel, component
from portal.nhsuk.glossary import at_first_use
from portal.nhsuk.problems import problems_of

register = template.Library()

for saying in (words.when, words.history, words.clock, words.day, words.money, words.millions, words.browser):
    register.filter(saying.__name__, saying)
register.filter("financial_year", words.financial_year)
register.filter("quarter", words.quarter)


@register.simple_tag
def nhs(name: str, /, params: Mapping[str, Any] | None = None, **more: Any) -> SafeString:
    """{% nhs "button" text="Issue" href=address %}"""
    return component(name, {**(params or {}), **{camel(key): value for key, value in more.items()}})


@register.simple_block_tag
def nhsblock(content: SafeString, name: str, /, params: Mapping[str, Any] | None = None, **more: Any) -> SafeString:
    """{% nhsblock "inset-text" %}<p>Anything</p>{% endnhsblock %}"""
    return nhs(name, params, html=content, **more)


@register.simple_tag(takes_context=True)
def may(context: Context, verb: str, thing: Any) -> bool:
    """Should this button be drawn? A verb of the thing asks who and when; "app.verb" asks only who."""
    user = context["request"].user
    return user.has_perm(verb, thing) if "." in verb else moves.may(user, verb, thing)


@register.simple_tag(takes_context=True)
def written_out(context: Context, html: SafeString) -> SafeString:
    """{% written_out text|rich %}: short forms of the glossary are written out where this page first uses them."""
    page: Any = context.render_context.dicts[0]  # of the page that is drawn, whatever it includes
    return SafeString(at_first_use(html, page.setdefault("short forms", set())))


@register.simple_tag
def error_summary(*forms: Any) -> SafeString:
    """What is wrong, at the top, each a link to its input. Nothing when all is well."""
    found = problems_of(*forms)
    return component("error-summary", {"titleText": "There is a problem", "errorList": found}) if found else SafeString("")


@register.simple_tag
def banner(messages: Iterable[Any]) -> SafeString:
    """All there is to say after the last click, in one banner: green when all went well."""
    said = list(messages)
    if not said:
        return SafeString("")
    html = format_html_join("", '<p class="nhsuk-notification-banner__heading">{}</p>', ((message.message,) for message in said))
    went_well = all(message.level_tag == "success" for message in said)
    return component("notification-banner", {"html": html, **({"variant": "success"} if went_well else {"role": "alert"})})


@register.filter
def or_no_data(value: Any) -> Any:
    """No cell stays empty; nought is a value."""
    return "No data" if value in (None, "") else value


@register.filter
def beside(heads: Iterable[Any], cells: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with the head of its column."""
    return list(zip(heads, cells, strict=True))


@register.filter
def tag_for(state: Any) -> SafeString:
    """The tag of a thing's status, or of a word of the table."""
    word = words.word_for(state)
    return component("tag", {"text": word, "colour": words.colour_of(word)})
