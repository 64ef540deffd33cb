"""What an element says by its style: struck, hidden, raised, in which font, in which colour."""

from __future__ import annotations

import colorsys
import re

from lxml import html

DECLARED = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*((?:\"[^\"]*\"|'[^']*'|[^;\"'])*)", re.I)
FAMILY = re.compile(r"(?:\d[\w.%]*(?:/[\w.%]+)?|medium|small|large|menu|caption)\s+(.+)", re.I)
NUMBERS = re.compile(r"[\d.]+")
NAMED = {
    "red": (255, 0, 0), "yellow": (255, 255, 0), "lime": (0, 255, 0), "green": (0, 128, 0), "orange": (255, 165, 0), "aqua": (0, 255, 255),
    "fuchsia": (255, 0, 255), "blue": (0, 0, 255), "purple": (128, 0, 128), "maroon": (128, 0, 0), "teal": (0, 128, 128),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255), "turquoise": (64, 224, 208), "gold": (255, 215, 0), "pink": (255, 192, 203), "olive": (128, 128, 0),
}  # fmt: skip
HUES = ((15, "Red"), (50, "Amber"), (70, "Yellow"), (170, "Green"), (260, "Blue"), (345, "Purple"), (361, "Red"))
FAINT, DARK = 0.1, 0.2

Style = dict[str, str]


def of(element: html.HtmlElement, rules: dict[str, str]) -> Style:
    """What its classes say, and over that what it says itself."""
    if not element.attrib:
        return {}
    classes = (element.get("class") or "").lower().split() if rules else ()
    said = ";".join([*(rules.get(each, "") for each in classes), element.get("style") or ""])
    return {name.lower(): value.strip() for name, value in DECLARED.findall(said)}


def is_struck(style: Style) -> bool:
    return "line-through" in _decoration(style)


def is_underlined(style: Style) -> bool:
    return "underline" in _decoration(style)


def _decoration(style: Style) -> str:
    return f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}".lower()


def is_hidden(style: Style) -> bool:
    return (
        style.get("display", "").lower().startswith("none")
        or style.get("visibility", "").lower() in ("hidden", "collapse")
        or style.get("mso-hide", "").lower() == "all"
    )


def is_bold(style: Style) -> bool | None:
    """None where nothing is said."""
    weight = style.get("font-weight", "").lower()
    if weight in ("bold", "bolder", "600", "700", "800", "900") or re.search(r"\bbold\b", style.get("font", ""), re.I):
        return True
    return False if weight in ("normal", "400") else None


def is_italic(style: Style) -> bool:
    return "italic" in f"{style.get('font-style', '')} {style.get('font', '').split(',')[0]}".lower()


def raised(style: Style) -> str:
    """Above the line, below it, or nothing."""
    up, word = style.get("mso-text-raise", ""), style.get("vertical-align", "").lower()
    if word in ("super", "sub"):
        return "sup" if word == "super" else "sub"
    return ("sub" if up.startswith("-") else "sup") if re.match(r"-?[\d.]*[1-9]", up) else ""


def font(style: Style, element: html.HtmlElement) -> str | None:
    """The first font that is asked for; None where none is."""
    if style.get("mso-char-type", "").lower() == "symbol" and style.get("mso-symbol-font-family"):
        return style["mso-symbol-font-family"]
    asked = style.get("font-family") or element.get("face")
    if not asked and (found := FAMILY.search(style.get("font", ""))):
        asked = found[1]
    return asked.split(",")[0].strip() if asked else None


def behind(style: Style, element: html.HtmlElement) -> str:
    """The name of the colour behind the words; nothing for white and grey."""
    said = style.get("mso-highlight") or style.get("background-color") or style.get("background") or element.get("bgcolor") or ""
    return colour(said)


def colour(said: str) -> str:
    """Red, amber, yellow, green, blue or purple; nothing for a colour that is hardly one."""
    rgb = _rgb(said.lower())
    if not rgb:
        return ""
    hue, full, light = colorsys.rgb_to_hsv(*(part / 255 for part in rgb))
    if full < FAINT or light < DARK:
        return ""
    return next(name for limit, name in HUES if hue * 360 < limit)


def _rgb(said: str) -> tuple[int, ...] | None:
    if found := re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])", said):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
    if found := re.search(r"rgba?\(([^)]*)\)", said):
        parts = [float(part) for part in NUMBERS.findall(found[1]) if part != "."]
        return tuple(min(int(part), 255) for part in parts[:3]) if len(parts) == 3 or (len(parts) > 3 and parts[3] > 0) else None
    return next((NAMED[word] for word in re.findall("[a-z]+", said) if word in NAMED), None)
