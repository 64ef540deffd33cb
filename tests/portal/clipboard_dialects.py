"""How eight programs write what is copied: the same parts in the HTML of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

SIGNS = {"Symbol": {"£": "≤", "³": "≥", "±": "±", "¹": "≠", "D": "Δ", "m": "µ"}, "Wingdings": {"à": "→", "ü": "✔", "û": "✘"}}
COLOURS = {"#FF0000": "Red", "#FFC000": "Amber", "#00B050": "Green"}
LETTERS = {"lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}


@dataclass
class Part:
    """A heading, a paragraph, a list or a table. A run is (what it is, its words)."""

    kind: str
    runs: list[tuple[str, str]] = field(default_factory=list)
    items: list[tuple[int, str, str]] = field(default_factory=list)  # level, mark, words
    rows: list[list[tuple[str, str]]] = field(default_factory=list)  # (colour or "struck" or "", words)
    level: int = 1


def mark_of(way: str, value: int) -> str:
    roman = "i ii iii iv v vi vii viii ix x".split()[value - 1]
    letter = "abcdefghij"[value - 1]
    return {
        "decimal": f"{value}.", "lower-alpha": f"{letter}.", "upper-alpha": f"{letter.upper()}.", "lower-roman": f"{roman}.",
        "upper-roman": f"{roman.upper()}.", "(i)": f"({roman})", "a)": f"{letter})", "1)": f"{value})",
    }[way]  # fmt: skip


# ── How each program writes ─────────────────────────────────────────────────────────────────────────────────────────
class Writer:
    """Plain HTML, of which each program has a dialect."""

    def page(self, parts: list[Part], notes: list[str]) -> str:
        return self.frame("".join(self.part(part) for part in parts) + self.notes(notes))

    def frame(self, body: str) -> str:
        return f"<html><body><!--StartFragment-->{body}<!--EndFragment--></body></html>"

    def part(self, part: Part) -> str:
        if part.kind == "list":
            return self.list(part.items)
        if part.kind == "table":
            return self.table(part.rows)
        inside = "".join(self.run(kind, words) for kind, words in part.runs)
        return self.head(inside, part.level) if part.kind == "head" else self.para(inside)

    def head(self, inside: str, level: int) -> str:
        return f"<h{level}>{inside}</h{level}>"

    def para(self, inside: str) -> str:
        return f"<p>{inside}</p>"

    def run(self, kind: str, words: str) -> str:
        said = escape(words, quote=False)
        if kind in ("raised", "lowered"):
            return self.raised(kind, said)
        if kind == "note":
            return f"{self.note(said)} "
        return f" {getattr(self, kind.lower() or 'words')(said)} "

    def words(self, said: str) -> str:
        return said

    def raised(self, kind: str, said: str) -> str:
        return f"<sup>{said}</sup>" if kind == "raised" else f"<sub>{said}</sub>"

    def bold(self, said: str) -> str:
        return f"<b>{said}</b>"

    def link(self, said: str) -> str:
        return f'<a href="https://example.org/a">{said}</a>'

    def struck(self, said: str) -> str:
        return f"<s>{said}</s>"

    def picture(self, said: str) -> str:
        return f'<img width=300 height=200 alt="{said.replace(chr(34), "")}" src="https://example.org/x.png">'

    def list(self, items: list[tuple[int, str, str]]) -> str:
        """One <ol> or <ul>, deeper levels inside the item before them."""
        html, opened = "", []
        for level, mark, words in items:
            tag, attributes = self.counted(mark)
            while len(opened) > level:
                html += f"</li></{opened.pop()}>"
            if len(opened) == level:
                html += "</li>"
            while len(opened) < level:
                html += f"<{tag}{attributes}>"
                opened.append(tag)
            html += f"<li{self.item(level, mark)}>{self.in_item(escape(words, quote=False))}"
        return html + "".join(f"</li></{tag}>" for tag in reversed(opened))

    def item(self, level: int, mark: str) -> str:
        return ""

    def in_item(self, said: str) -> str:
        return said

    def counted(self, mark: str) -> tuple[str, str]:
        if mark == "•":
            return "ul", ""
        way, value = counting(mark)
        return "ol", f' start="{value}" type="{LETTERS.get(way, "1")}"'

    def table(self, rows: list[list[tuple[str, str]]]) -> str:
        return f"<table>{''.join(f'<tr>{self.row(row)}</tr>' for row in rows)}</table>"

    def row(self, row: list[tuple[str, str]]) -> str:
        return "".join(f"<td{self.cell(kind)}>{self.in_cell(escape(words, quote=False), kind)}</td>" for kind, words in row)

    def cell(self, kind: str) -> str:
        return f" style='background:{kind}'" if kind in COLOURS else ""

    def in_cell(self, said: str, kind: str) -> str:
        return said

    def notes(self, notes: list[str]) -> str:
        return ""


def counting(mark: str) -> tuple[str, int]:
    for way in ("decimal", *LETTERS):
        for value in range(1, 11):
            if mark_of(way, value) == mark and (way not in ("lower-alpha", "upper-alpha") or mark.lower() != "i."):
                return way, value
    return "decimal", 1


class Google(Writer):
    def frame(self, body: str) -> str:
        whole = f'<b style="font-weight:normal;" id="docs-internal-guid-1">{body}</b>'
        return f"<meta charset='utf-8'>{whole}<br class='Apple-interchange-newline'>"

    def words(self, said: str) -> str:
        return self.span("", said)

    def span(self, style: str, said: str) -> str:
        return f'<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;{style}">{said}</span>'

    def bold(self, said: str) -> str:
        return self.span("font-weight:700;text-decoration:none;vertical-align:baseline", said)

    def struck(self, said: str) -> str:
        return self.span("font-weight:400;text-decoration:line-through;-webkit-text-decoration-skip:none", said)

    def underlined(self, said: str) -> str:
        return self.span("text-decoration:underline", said)

    def marked(self, said: str) -> str:
        return self.span("background-color:#ffff00", said)

    def raised(self, kind: str, said: str) -> str:
        way = "super" if kind == "raised" else "sub"
        return f'<span style="font-size:11pt;"><span style="font-size:0.6em;vertical-align:{way};">{said}</span></span>'

    def para(self, inside: str) -> str:
        return f'<p dir="ltr" style="line-height:1.38;margin-top:0pt;">{inside}</p>'

    def item(self, level: int, mark: str) -> str:
        way = "disc" if mark == "•" else counting(mark)[0]
        return f' dir="ltr" style="list-style-type:{way};font-size:11pt;" aria-level="{level}"'

    def in_item(self, said: str) -> str:
        return f'<p dir="ltr" role="presentation">{self.span("", said)}</p>'

    def counted(self, mark: str) -> tuple[str, str]:
        start = counting(mark)[1] if mark != "•" else 1
        return ("ul" if mark == "•" else "ol"), ' style="margin-top:0;"' + (f' start="{start}"' if start > 1 else "")

    def table(self, rows: list[list[tuple[str, str]]]) -> str:
        body = "".join(f'<tr style="height:0pt">{self.row(row)}</tr>' for row in rows)
        table = f'<table style="border:none;"><colgroup><col width="200"/></colgroup><tbody>{body}</tbody></table>'
        return f'<div dir="ltr" align="left">{table}</div>'

    def in_cell(self, said: str, kind: str) -> str:
        return f'<p dir="ltr">{self.span("", said)}</p>' if said else "<br>"


class Pages(Writer):
    """Apple's own: styles by class."""

    def frame(self, body: str) -> str:
        return (
            '<html><head><meta name="Generator" content="Cocoa HTML Writer"><style type="text/css">\n'
            "p.p1 {margin: 0.0px; font: 11.0px 'Helvetica Neue'; color: #000000}\nli.li1 {font: 11.0px Helvetica}\n"
            "span.s1 {font: 11.0px Symbol}\n"
            "span.s2 {text-decoration: line-through}\nspan.s3 {font: bold 11.0px Helvetica}\nspan.s4 {text-decoration: underline}\n"
            f"td.td1 {{border-style: solid}}\n</style></head><body>{body}</body></html>"
        )

    def para(self, inside: str) -> str:
        return f'<p class="p1">{inside}</p>\n'

    def head(self, inside: str, level: int) -> str:
        return f'<h{level} class="p1">{inside}</h{level}>'

    def struck(self, said: str) -> str:
        return f'<span class="s2">{said}</span>'

    def bold(self, said: str) -> str:
        return f'<span class="s3">{said}</span>'

    def underlined(self, said: str) -> str:
        return f'<span class="s4">{said}</span>'

    def symbol(self, said: str) -> str:
        return f'<span class="s1">{said}</span>'

    def in_cell(self, said: str, kind: str) -> str:
        return f'<p class="p1">{said}</p>'


class Web(Writer):
    """A page, as Chromium copies it: what the style sheet said stands in every tag."""

    STYLE = "color: rgb(33, 33, 33); font-family: Arial; font-weight: 400; text-decoration-style: initial; display: inline;"

    def frame(self, body: str) -> str:
        return f"<meta charset='utf-8'>{body}"

    def para(self, inside: str) -> str:
        return f'<p style="{self.STYLE.replace("inline", "block")}">{inside}</p>'

    def struck(self, said: str) -> str:
        return f'<span style="{self.STYLE} text-decoration-line: line-through;">{said}</span>'

    def deleted(self, said: str) -> str:
        return f"<del>{said}</del>"

    def hidden(self, said: str) -> str:
        return f'<span style="display: none;">{said}</span>'

    def bold(self, said: str) -> str:
        return f'<strong style="font-weight: 700;">{said}</strong>'

    def counted(self, mark: str) -> tuple[str, str]:
        if mark == "•":
            return "ul", ' style="list-style-type: disc;"'
        way, value = counting(mark)
        return "ol", f' start="{value}" style="list-style: {way}; padding-left: 40px;"'

    def table(self, rows: list[list[tuple[str, str]]]) -> str:
        head = "".join(f"<th>{escape(words, quote=False)}</th>" for _, words in rows[0])
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{self.row(row)}</tr>' for row in rows[1:])}</tbody></table>"
