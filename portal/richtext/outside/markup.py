"""Which "<" begins a tag and which is a word: "<TBC>", "<name of lead>" and "a < b" are words, and stay.

A tag has a name that pages know, and no words in it that are no attributes. Of the names that people also write between such signs
(<time>, <summary>), and of those that a program made up (<x-card>), only a pair is a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PLAIN = frozenset(
    "a abbr acronym b basefont bdi bdo big blockquote body br caption center cite code col colgroup dd del dfn dir div dl dt em"
    " embed figcaption figure font h1 h2 h3 h4 h5 h6 head hr html i iframe img ins kbd li marquee math nobr noscript ol p pre q"
    " s samp script small span strike strong style sub sup svg table tbody td tfoot th thead tr tt u ul wbr xml xmp".split()
)
PAIRED = frozenset(
    "address applet article aside audio button canvas data datalist details dialog fieldset footer form frameset header hgroup label"
    " legend main map mark menu meter nav noembed noframes object optgroup option output picture plaintext progress rp rt ruby search"
    " section select summary template textarea time title var video".split()
)
EMPTY = frozenset("area base frame input keygen link meta param source track".split())  # tags only with something to say
OFFICE = re.compile(r"(?:o|w|v|m|x|p|st\d|u\d):\w+", re.I)
BARE = frozenset(
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden inert ismap itemscope loop multiple"
    " muted nohref noresize noshade novalidate nowrap open readonly required reversed selected".split()
)
TAG = r"""<(?P<close>/?)(?P<name>[a-zA-Z][\w.:-]*+)(?P<more>(?:[\s/](?:"[^"]*+"|'[^']*+'|[^'"<>])*+)?)>"""
ASIDE = r"<(?:!\[[^<>]*\]|!doctype[^<>]*|\?[^<>]*)>"
TOKEN = re.compile(f"{TAG}|{ASIDE}|<", re.I)
QUOTED = re.compile(r""""[^"]*"|'[^']*'""")


def only_tags(source: str) -> str:
    """The same source, with every "<" that begins no tag written as a word."""
    pairs = _pairs(source)

    def judged(found: re.Match[str]) -> str:
        return found[0] if _is_tag(found, pairs) else found[0].replace("<", "&lt;")

    return TOKEN.sub(judged, source)


def is_html(text: str) -> bool:
    """Whether a person wrote, or a program sent, a page: it begins with a tag or closes one."""
    pairs = _pairs(text)
    for found in TOKEN.finditer(text):
        if (
            found["name"]
            and _is_tag(found, pairs)
            and (found["close"] or found["name"].lower() == "br" or not text[: found.start()].strip())
        ):
            return True
    return False


def _pairs(source: str) -> set[str]:
    """The names that are both opened and closed somewhere."""
    seen: dict[str, set[str]] = {"": set(), "/": set()}
    for name, close in _names(source):
        seen[close].add(name)
    return seen[""] & seen["/"]


def _names(source: str) -> Iterator[tuple[str, str]]:
    for found in TOKEN.finditer(source):
        if found["name"]:
            yield found["name"].lower(), found["close"]


def _is_tag(found: re.Match[str], pairs: set[str]) -> bool:
    if found["name"] is None:
        return len(found[0]) > 1
    name, more = found["name"].lower(), QUOTED.sub('""', found["more"])
    says = "=" in more
    if not says and set(more.replace("/", " ").lower().split()) - BARE:
        return False
    if name in PLAIN or OFFICE.fullmatch(name):
        return True
    if name in EMPTY:
        return says
    if name in PAIRED or "-" in name or ":" in name:
        return name in pairs
    return says or (name in pairs and f"<{name} " in found.string.lower() and bool(found["close"]))
