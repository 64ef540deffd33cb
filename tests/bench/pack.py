"""What the packs of the bench hold: papers drawn from the demonstration at several depths, also as one document and for Typst."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag

from committees import documents
from committees.models import Committee, Paper
from committees.states import Detail, PaperForm
from intentions.models import Edition, Plan
from portal.printing.drawing import render_html

TEMPLATE = "documents/paper.html"
SEL, LIVE, STRATEGY, LUTON, JOINT = "sel-2019-20", "eastmere-live", "sel-cbc-2013-18", "luton-2015-16", "lambeth-southwark-2015-16"
AGENDA = [
    (SEL, PaperForm.DOCUMENT, Detail.FULL),
    (STRATEGY, PaperForm.STRATEGY, Detail.SUMMARY),
    (LUTON, PaperForm.DOCUMENT, Detail.FULL),
    (SEL, PaperForm.STRATEGY, Detail.SUMMARY),
    (LIVE, PaperForm.STRATEGY, Detail.SUMMARY),
    (STRATEGY, PaperForm.JOINT, Detail.SUMMARY),
    (LUTON, PaperForm.STRATEGY, Detail.SUMMARY),
    (LIVE, PaperForm.REPORT, Detail.SUMMARY),
    (SEL, PaperForm.REPORT, Detail.SUMMARY),
    (JOINT, PaperForm.JOINT, Detail.FULL),
    (LUTON, PaperForm.REPORT, Detail.SUMMARY),
    (SEL, PaperForm.RESPONSES, Detail.FULL),
    (JOINT, PaperForm.STRATEGY, Detail.FULL),
    (JOINT, PaperForm.DOCUMENT, Detail.FULL),
    (JOINT, PaperForm.JOINT, Detail.SUMMARY),
    (LUTON, PaperForm.APPENDIX, Detail.FULL),
    (SEL, PaperForm.APPENDIX, Detail.FULL),
    (LIVE, PaperForm.APPENDIX, Detail.FULL),
    (STRATEGY, PaperForm.APPENDIX, Detail.FULL),
    (JOINT, PaperForm.OUTCOMES, Detail.FULL),
    (JOINT, PaperForm.REPORT, Detail.FULL),
    (LIVE, PaperForm.RESPONSES, Detail.FULL),
    (SEL, PaperForm.LETTER, Detail.FULL),
]
PLANS = ["greenwich-2014-19", "nhse-military-2014-19"]  # one of each form
ID = re.compile(r'\b(id="|href="#)')


class Written(NamedTuple):
    """A paper before it is printed: what the press is given when it is ordered."""

    title: str
    facts: dict[str, Any]

    def html(self) -> str:
        return render_html(TEMPLATE, self.facts, title=self.title)

    def corrected(self, run: int) -> Written:
        """The same with a sentence more at its end."""
        *before, last = self.facts["sections"]
        said = {"kind": "plain", "text": f"Corrected for the {run + 1}. time."}
        return self._replace(facts={**self.facts, "sections": [*before, {**last, "blocks": [*last["blocks"], said]}]})


def papers() -> list[Written]:
    committee = Committee.objects.get(slug="lewisham-healthier-communities")
    editions = {edition.round.slug: edition for edition in Edition.objects.select_related("round__lead").order_by("number")}
    plans = Plan.objects.in_bulk(PLANS, field_name="slug")
    drawn = [
        Paper(
            committee=committee, author=editions[slug].round.lead, edition=editions[slug], form=form, detail=detail,
            title=f"{form.label}: {editions[slug].round.title}", programmes=documents.programme_codes(editions[slug]),
        )
        for slug, form, detail in AGENDA
    ]  # fmt: skip
    drawn += [
        Paper(committee=committee, author=plans[slug].organisation, plan=plans[slug], form=PaperForm.PLAN, title=plans[slug].title)
        for slug in PLANS
    ]
    return [Written(paper.title, documents.paper_facts(paper)) for paper in drawn]


# ── The same words elsewhere ────────────────────────────────────────────────────────────────────────────────────────
def as_one_document(written: list[Written]) -> str:
    """All papers behind one another; ids begin with the place of their paper."""
    bodies = []
    for number, paper in enumerate(written):
        soup = BeautifulSoup(paper.html(), "html.parser")
        inside = ID.sub(rf"\g<1>p{number}-", soup.main.decode_contents())
        bodies.append(f'<section class="{" ".join(soup.body["class"])} page-break">{inside}</section>')
    return f'<!DOCTYPE html><html lang="en-GB"><head><title>Pack</title></head><body><main>{"".join(bodies)}</main></body></html>'


def for_typst(written: list[Written]) -> str:
    """All papers in Typst's own markup: headings, paragraphs, lists and tables; charts and running lines are left out."""
    set_up = '#set document(title: [Pack])\n#set page(paper: "a4", margin: 2cm, numbering: "1 of 1")\n'
    set_up += '#set text(size: 11pt, lang: "en", hyphenate: false)\n#outline()\n'
    pages = ["".join(_blocks(BeautifulSoup(paper.html(), "html.parser").main)) for paper in written]
    return set_up + "\n#pagebreak()\n".join(pages)


def _blocks(parent: Tag) -> list[str]:
    """What stands in a block, each with the blank lines around it that Typst asks for."""
    made: list[str] = []
    for child in parent.children:
        if isinstance(child, NavigableString):
            made.append(_said(str(child)))
        elif re.fullmatch(r"h[1-6]", child.name):
            made.append(f"\n\n#heading(level: {child.name[1]})[{_inline(child)}]\n\n")
        elif child.name in ("ul", "ol"):
            items = ", ".join(f"[{''.join(_blocks(item))}]" for item in child.find_all("li", recursive=False))
            made.append(f"\n\n#{'list' if child.name == 'ul' else 'enum'}({items})\n\n")
        elif child.name == "table":
            made.append(_table(child))
        elif child.name in ("strong", "em", "a", "span", "ins", "del", "br"):
            made.append(_word(child))
        elif child.name != "svg":
            made.append("\n\n" + "".join(_blocks(child)) + "\n\n")
    return made


def _table(table: Tag) -> str:
    """Rows under their repeated head; the caption stands over it as text."""
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
    heads = rows[0] if table.thead else []
    cells = ", ".join(f"[{''.join(_blocks(cell))}]" for row in rows[1 if heads else 0 :] for cell in row)
    head = f"table.header({', '.join(f'[{_inline(cell)}]' for cell in heads)}), " if heads else ""
    caption = f"*{_inline(table.caption)}*\n\n" if table.caption and table.caption.get_text(strip=True) else ""
    return f"\n\n{caption}#table(columns: {max(map(len, rows))}, {head}{cells})\n\n"


def _word(tag: Tag) -> str:
    wrap = {"strong": "#strong[{}]", "em": "#emph[{}]", "ins": "#underline[{}]", "del": "#strike[{}]"}.get(tag.name, "{}")
    return wrap.format(_inline(tag)) if tag.get_text(strip=True) else " "


def _inline(tag: Tag) -> str:
    return "".join(_said(str(child)) if isinstance(child, NavigableString) else _word(child) for child in tag.children)


def _said(text: str) -> str:
    """Words, with what Typst would read as markup escaped, and white space as HTML reads it."""
    return re.sub(r"([\\#$*_`<>@\[\]=+/~-])", r"\\\1", re.sub(r"\s+", " ", text))
