"""The source of a page before anything parses it: styles are read, what a parser would trip over is taken out."""

from __future__ import annotations

import re
from collections.abc import Callable

DATA = re.compile(r"data:[\w/+.-]*;base64,[A-Za-z0-9+/=%\s]{64,}+")
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.I | re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?\.([\w-]+)", re.I)
BOX = re.compile(r"<v:textbox\b[^>]*>(.*?)</v:textbox>", re.I | re.DOTALL)
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
DRAWING = re.compile(r"<svg\b[^>]*>(.*?)</svg\s*>", re.I | re.DOTALL)
FORMULA = re.compile(r"<math\b[^>]*>(.*?)</math\s*>", re.I | re.DOTALL)
TITLE = re.compile(r"<title\b[^>]*>([^<]*)</title>", re.I)
SIZE = re.compile(r"""\s(?:width|height|viewBox)\s*=\s*["']?(?:[-\d.]+[\s,]+){0,3}([\d.]*\d)""", re.I)
ORNAMENT = 64  # pixels
TAGS = re.compile(r"<[^<>]*>")
LINES = {0x0B: "<br>", 0x2028: "<br>", 0x2029: "<br><br>", 0x0C: " ", 0x1E: "\u2011"}  # how Word and PowerPoint end a line, and a hyphen


def without_pictures(source: str) -> str:
    """The bytes of pictures are most of what some programs send."""
    return DATA.sub("data:,", source)


def parted(source: str) -> tuple[str, dict[str, str]]:
    """The source without its styles, and what they say of each class."""
    rules: dict[str, str] = {}
    for style in STYLE.findall(_until(source, "</style")):
        for selectors, declared in RULE.findall(style.replace("<!--", "").replace("-->", "")):
            for selector in selectors.split(","):
                if found := SELECTOR.fullmatch(selector.strip()):
                    rules[found[1].lower()] = f"{rules.get(found[1].lower(), '')};{declared}"
    return _each(STYLE, lambda _: "", source, "</style"), rules


def plain(source: str) -> str:
    """The source with boxes of words out of their comments, drawings and formulas as what they are called, lines ended as a page does."""
    source = _each(COMMENT, lambda found: "".join(f"<div>{box}</div>" for box in BOX.findall(found[1])), source, "-->")
    source = _each(DRAWING, _drawing, source, "</svg")
    source = _each(FORMULA, lambda found: f'<img alt="formula: {_words(found[1])}">', source, "</math")
    return source.translate(LINES)


def _drawing(found: re.Match[str]) -> str:
    """A drawing the size of a letter is an ornament, if it has no title."""
    title = TITLE.search(found[1])
    if title and title[1].strip():
        return f'<img alt="{_words(title[1])}">'
    sizes = [float(size) for size in SIZE.findall(found[0][: found[0].find(">")])]
    return "" if sizes and max(sizes) <= ORNAMENT else '<img alt="a drawing">'


def _words(source: str) -> str:
    return " ".join(TAGS.sub(" ", source).replace('"', "").replace("<", " ").split())


def _each(pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str], source: str, end: str) -> str:
    """Each of them replaced. What is never ended is not looked for: so the work grows with the length alone."""
    whole = _until(source, end)
    return pattern.sub(instead, whole) + source[len(whole) :]


def _until(source: str, end: str) -> str:
    at = source.lower().rfind(end)
    return source[: source.find(">", at) + 1 or len(source)] if at >= 0 else ""
