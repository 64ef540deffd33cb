"""Rich text in a page: `{{ version.description|rich }}` and `{% redline old new %}`. Builtins: never loaded."""

import re
from itertools import count

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal.printing.writing.languages import spoken
from portal.richtext import clean
from portal.richtext import redline as redlines

TABLE = re.compile("<table[^>]*>")  # in judged text a < is always a tag's

register = template.Library()


@register.filter
def rich(text: str | None) -> SafeString:
    """A stored text, as HTML.

    Whatever is stored came through `clean()`, and is still judged once more: a row written by hand, restored from elsewhere
    or cleaned when more was allowed must not run in a reader's page. The judge alone costs a millisecond for 50 kB.
    """
    return _framed("app-rich", clean.judged(text or ""))


@register.simple_tag
def redline(before: str | None, after: str | None) -> SafeString:
    """What changed from the one stored text to the other."""
    return _framed("app-rich app-redline", redlines.redline(clean.judged(before or ""), clean.judged(after or "")))


@register.filter
def plain(text: str | None) -> str:
    """The words alone, for a summary, an email or a title."""
    return clean.to_text(text or "")


def _framed(classes: str, html: str) -> SafeString:
    """The text in its frame, each passage in its language; a table in a frame of its own, which scrolls by keyboard too."""
    numbers = count(1)
    html = TABLE.sub(
        lambda tag: f'<div class="app-rich__table" role="region" aria-label="Table {next(numbers)}" tabindex="0">{tag[0]}', html
    )
    html = spoken(html.replace("</table>", "</table></div>"))
    return mark_safe(f'<div class="{classes}">{html}</div>' if html else "")  # noqa: S308  judged above
