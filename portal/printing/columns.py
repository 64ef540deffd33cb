"""How wide the columns of a table are, decided before it is laid out.

A column is at least as wide as its longest word and grows towards its longest cell, as CSS would have it; but the words are
measured by their letters and not by setting each of them, which takes a fifth of the time of a paper. What is no longer than
a date stays on one line where there is room. Beside titles a column that asks for little has it before they share the rest;
beside paragraphs it is broken sooner than they are. A table whose longest words do not fit side by side is turned: it stands
on a wide page. One that does not fit there either is left as it is, to be refused by its name. Words without end, such as
addresses, are broken.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from . import refusals

TABLE = re.compile(r"<table\b([^>]*)>(.*?)</table>", re.DOTALL)
ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t([dh])\b([^>]*)>(.*?)</t[dh]>", re.DOTALL)
TAG, CAPTION = re.compile(r"<[^>]*>"), re.compile(r"\s*<caption\b.*?</caption>", re.DOTALL)
HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)
OVER_A_WIDE_ONE = re.compile(
    r'<(h[2-6])\b((?:(?!\bwide\b)[^>])*)>((?:(?!</h)[^\n])*?</\1>)(?=\s*<(?:table|h[3-6])\b[^>]*class="[^"]*\bwide\b)'
)
BEFORE_A_WIDE_ONE = re.compile(
    r'<h1>(?P<title>[^<]*)</h1>(?P<between>\s*)<table class="header-block">'
    r'(?P<rest>(?:(?!</table>).)*</table>\s*<div class="sections">\s*<h2\b[^>]*class="[^"]*\bwide\b)',
    re.DOTALL,
)
LEFT_ALONE = re.compile(r"<table|<col|colspan|rowspan")
STYLED = re.compile(r'class="[^"]*\b(header-block|front|hashes)\b')  # their widths stand in print.css
PORTRAIT, LANDSCAPE = 482.0, 728.0  # points between the margins of A4
LETTER = {**dict.fromkeys("iljtfrI.,:;'|!()[]- ", 3.2), **dict.fromkeys("mwMW%@", 8.6)}  # points at 9.9; see `width`
CAPITAL, SMALL = 7.0, 5.6
PADDING, BULLET, GUTTER = 6.0, 13.0, 6.0
A_DATE = 12  # letters: 30 June 2019, Not known
LONG_WORD = 170.0  # points: a longer one may be broken
LONGEST = 900.0  # points: a cell longer than a few lines asks for no more room than this
BOLD = 1.08
MOST_ROWS = 3_000


class Column(NamedTuple):
    least: float
    most: float
    unbroken: float  # the least, when what is short stays on one line


def set_columns(source: str) -> str:
    """The same HTML with a width for each column of its plain tables. Headings turn with the table they stand over, the first head too."""
    source = TABLE.sub(_set, source)
    for _ in range(2):  # a section's heading over a part's
        source = OVER_A_WIDE_ONE.sub(lambda heading: f"<{heading[1]}{with_class(heading[2], 'wide')}>{heading[3]}", source)
    return BEFORE_A_WIDE_ONE.sub(r'<h1 class="wide">\g<title></h1>\g<between><table class="header-block wide">\g<rest>', source, count=1)


def refuse_endless(source: str) -> None:
    """A table of more rows than anybody reads on paper is refused in the name of its section, before it takes minutes."""
    for table in TABLE.finditer(source):
        rows = table[2].count("<tr")
        if rows > MOST_ROWS:
            headings = HEADING.findall(source, 0, table.start())
            raise refusals.too_many_rows(unescape(TAG.sub("", headings[-1])).strip() if headings else "", rows, MOST_ROWS)


def _set(table: re.Match[str]) -> str:
    attributes, inside = table[1], table[2]
    if LEFT_ALONE.search(inside) or STYLED.search(attributes):
        return table[0]
    columns = columns_of(inside)
    if len(columns) < 2:
        return table[0]
    is_wide = 'class="' in attributes and "wide" in attributes
    if not is_wide and sum(column.least for column in columns) > PORTRAIT:
        attributes, is_wide = with_class(attributes, "wide"), True
    if sum(column.least for column in columns) > LANDSCAPE:
        return f"<table{attributes}>{inside}</table>"
    shares = shares_of(columns, LANDSCAPE if is_wide else PORTRAIT)
    group = "".join(f'<col style="width:{share:.2f}%">' for share in shares)
    caption = CAPTION.match(inside)
    head = caption[0] if caption else ""
    return f"<table{with_class(attributes, 'set')}>{head}<colgroup>{group}</colgroup>{inside[len(head) :]}</table>"


def columns_of(inside: str) -> list[Column]:
    """Of a table without spans; nothing when its rows are of different length."""
    rows = [[cell(*found) for found in CELL.findall(row)] for row in ROW.findall(inside)]
    if len({len(row) for row in rows}) != 1:
        return []
    return [Column(*(max(sizes) for sizes in zip(*column, strict=True))) for column in zip(*rows, strict=True)]


def cell(kind: str, attributes: str, inside: str) -> Column:
    words = unescape(TAG.sub(" ", inside)).split()
    room = PADDING + (BULLET if "<li" in inside else 0) + (GUTTER if "figure" in attributes else 0)
    weight = BOLD if kind == "h" or "<strong" in inside else 1.0
    whole = width(" ".join(words)) * weight
    least = whole if "figures" in attributes else min(max(map(width, words), default=0.0) * weight, LONG_WORD)
    unbroken = whole if len(" ".join(words)) <= A_DATE else least
    return Column(least + room, min(max(whole, least), LONGEST) + room, unbroken + room)


def width(words: str) -> float:
    """About how many points they take in a table: letters of Arimo, a little too wide rather than too narrow."""
    return sum(LETTER.get(letter) or (CAPITAL if letter.isupper() else SMALL) for letter in words)


def shares_of(columns: list[Column], room: float) -> list[float]:
    """Percent of the table: each its least, the modest all they ask for, the others in proportion to how much more they could use."""
    unbroken = [column.unbroken for column in columns]
    given = unbroken if sum(unbroken) <= room else [column.least for column in columns]
    open_ = set(range(len(columns)))
    while modest := _modest(columns, given, open_, room):
        given[modest[0]] = columns[modest[0]].most
        open_.discard(modest[0])
    wanted = [columns[at].most - given[at] if at in open_ else 0.0 for at in range(len(columns))]
    spare, asked = room - sum(given), sum(wanted)
    if not asked:
        wanted, asked = given, sum(given)
    return [100 * (least + spare * want / asked) / room for least, want in zip(given, wanted, strict=True)]


def _modest(columns: list[Column], given: list[float], open_: set[int], room: float) -> list[int]:
    """Those that want no more than two thirds of an equal part of what is left, the most modest first; nobody beside paragraphs."""
    spare = room - sum(given)
    if any(column.most >= LONGEST for column in columns):
        return []
    found = [(columns[at].most - given[at], at) for at in open_]
    return [at for want, at in sorted(found) if want <= spare / len(open_) * 2 / 3]


def with_class(attributes: str, name: str) -> str:
    if 'class="' in attributes:
        return attributes.replace('class="', f'class="{name} ', 1)
    return f'{attributes} class="{name}"'
