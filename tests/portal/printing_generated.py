"""Papers and packs of every kind, made by chance from a seed: what the proofs of the press try many of."""

from __future__ import annotations

import io
import re
from random import Random

import page as judge
import pikepdf
from bs4 import BeautifulSoup
from pikepdf import Array, Dictionary, Name

from portal.printing import assembly, finishing, pdf
from portal.printing.checker import check

from .printing_samples import CHART, long_table, page, spanning_table, words

AGENDA = {"body": "Committee", "when": "7pm", "where": "Civic Suite", "marking": "Part 1: public", "line": "Committee", "paragraphs": ["x"]}


def generated_paper(chance: Random, name: str) -> str:
    """A main heading, then sections of blocks in any order; some link to others, some tables are too wide for a page upright."""
    body = []
    for section in range(chance.randint(1, 4)):
        body.append(f'<h2 id="s{section}">{section + 1} {words(chance.randint(2, 9), section)}</h2>')
        for _ in range(chance.randint(1, 4)):
            body.append(chance.choice(BLOCKS)(chance))
    body.append('<p><a href="#s0">Back to the beginning</a></p>')
    return page(name, "".join(body))


def _paragraph(chance):
    return f"<p>{words(chance.randint(5, 300), chance.randint(0, 20))} <strong>{words(4)}</strong> Łódź, £128.7 million.</p>"


def _list(chance):
    tag = chance.choice(["ul", "ol"])
    items = "".join(f"<li>{words(chance.randint(2, 40), n)}</li>" for n in range(chance.randint(1, 30)))
    return f"<p>{words(6)}</p><{tag}>{items}</{tag}>"


def _wide(chance):
    heads = "".join(f'<th scope="col">Commissioningintention{n}</th>' for n in range(5))
    rows = "".join(f"<tr>{''.join(f'<td>{words(6, n + m)}</td>' for m in range(5))}</tr>" for n in range(chance.randint(1, 12)))
    return f"<table><caption>Wide</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _heading(chance):
    return f"<h3>{words(5)}</h3><p>{words(30)}</p>"


def _long_cell(chance):
    return (
        '<table><thead><tr><th scope="col">One</th><th scope="col">Two</th></tr></thead>'
        f"<tbody><tr><td>{words(8)}</td><td>{words(chance.randint(200, 1200))}</td></tr></tbody></table>"
    )


BLOCKS = [
    _paragraph,
    _paragraph,
    _list,
    _heading,
    _wide,
    _long_cell,
    lambda chance: long_table(chance.randint(1, 60)),
    lambda chance: spanning_table(),
    lambda chance: CHART,
    lambda chance: f"<blockquote><p>{words(40)}</p></blockquote>",
]


def generated_pack(chance: Random):
    """(pack, sources): up to four papers behind their front matter."""
    sources = [generated_paper(chance, f"Paper {n}") for n in range(1, chance.randint(1, 4) + 1)]
    papers = []
    for n, source in enumerate(sources, 1):
        made = finishing.finish(pdf.render(source), title=f"Paper {n}", line="C", marking="Part 1", tables=source.count("<table"))
        papers.append(assembly.Paper(f"item-{n}", f"Item {n}: Paper {n}", f"Item {n}", made.pdf, made.sections, made.read))
    lines = [{"number": str(n), "title": f"Paper {n}", "key": f"item-{n}", "note": "", "marking": ""} for n in range(1, len(sources) + 1)]
    return assembly.bind(papers, "documents/pack.html", {**AGENDA, "agenda": lines}, title="Pack"), sources


# ── Judged ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def faults_of(made, folder) -> list[str]:
    """What our checker, the outside judge and plain counting find."""
    file = folder / "judged.pdf"
    file.write_bytes(made.pdf)
    outside = judge.validate_pdf(str(file), profile=judge.ValidationProfile.PDF_UA_1)
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        found = [*made.faults, *map(str, check(opened)), *structure_faults(opened)]
    return found if outside.is_compliant else [*found, "not PDF/UA-1 to page-validation"]


def structure_faults(file) -> list[str]:
    """Each page has a number of its own in the tree, is named by some tag, and every tag hangs on its parent."""
    keys = [int(one.obj.StructParents) for one in file.pages]
    found = [] if len(set(keys)) == len(keys) else ["two pages share a number in the tree"]
    named, top = set(), file.Root.StructTreeRoot.K[0]
    waiting = [top]
    while waiting:
        tag = waiting.pop()
        kids = tag.get("/K", [])
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                named.add(tag.Pg.objgen)
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                named.add(kid.Pg.objgen)
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
                if kid.P.objgen != tag.objgen:
                    found.append("a tag hangs on another parent")
                waiting.append(kid)
    unread = [number for number, one in enumerate(file.pages, 1) if one.obj.objgen not in named]
    return found + [f"page {number} is read by no tag" for number in unread]


# ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def words_of_html(source: str) -> str:
    """The words as paper shows them, each space left out: signs of lists in front, charts as their letters."""
    tree = BeautifulSoup(source, "html.parser")
    for hidden in tree.select("svg title, svg desc, head, .app-page-mark"):
        hidden.decompose()
    for items in tree.select("ol"):
        for number, item in enumerate(items.find_all("li", recursive=False), int(items.get("start", 1))):
            item.insert(0, f"{number}.")
    for item in tree.select("ul > li"):
        item.insert(0, "•◦▪"[min(len(item.find_parents("ul")) + len(item.find_parents("ol")), 3) - 1])
    return re.sub(r"\s+", "", tree.get_text())
