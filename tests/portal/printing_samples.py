"""HTML that tries the press hard: everything that crosses a page, spans, nests or links."""

from __future__ import annotations

from functools import lru_cache
from itertools import cycle, islice

from portal.printing import assembly, finishing, pdf

WORDS = "services for care and consultation across six boroughs will be planned with providers partners and the people who use them".split()


def words(count, start=0):
    return " ".join(islice(cycle(WORDS), start, start + count)).capitalize() + "."


LONG_LINK = "an end that is described at such length that the link itself is set over two lines"
CHART = (
    '<figure><svg role="img" viewBox="0 0 200 60" width="200" height="60"><title>Admissions fall from 90 to 60</title>'
    '<rect width="90" height="20" y="20" fill="#005eb8"/><text x="5" y="15" font-size="10">90</text></svg>'
    "<figcaption>Chart 1: admissions</figcaption></figure>"
)


def torture(name="paper", *, rows=70):
    """A paper of about ten pages in which nothing fits where it begins."""
    links = ["#table", "https://example.org/", "#end"]
    see = ", ".join(anchor(to, words) for to, words in zip(links, ["the long table", "a page elsewhere", LONG_LINK], strict=True))
    body = [f'<h2 id="start">Start</h2><p>See {see}.</p>']
    body += [f"<p>{words(260, n)} <strong>{words(9, n)}</strong> <em>{words(5, n)}</em></p>" for n in range(6)]
    inner = [f"<ul><li>{words(12, n)}</li><li>{words(9, n)}</li></ul>" for n in range(14)]
    items = "".join(f"<li>{words(30, n)}{inner[n]}</li>" for n in range(14))
    terms = "".join(f"<dt>Term {n}</dt><dd>{words(25, n)}</dd>" for n in range(10))
    body.append(f"<h2>Lists</h2><ol>{items}</ol><dl>{terms}</dl>")
    body.append(f'<h2 id="table">Tables</h2>{long_table(rows)}{spanning_table()}{CHART}')
    body.append(f"<h3>Quotation</h3><blockquote><p>{words(40)}</p></blockquote>")
    body.append(f'<h2 id="end">End</h2><p>{words(20)} Café, Łódź, £128.7 million, 5 – 6, “quoted”.</p>')
    return page(name, "".join(body))


def page(name, body):
    head = f'<head><meta charset="utf-8"><title>{name}</title></head>'
    return f'<!DOCTYPE html><html lang="en-GB">{head}<body><main><h1>{name}</h1>{body}</main></body></html>'


def anchor(to, words):
    return f'<a href="{to}">{words}</a>'


def long_table(rows):
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Reference", "Intention", "Conditions", "Money"))
    body = "".join(f"<tr>{row(n)}</tr>" for n in range(rows))
    return f"<table><caption>All intentions</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def row(n):
    conditions = f"<ul><li>{words(4, n)}</li><li>{words(3, n)}</li></ul>"
    cells = [words(6 + n % 17, n), conditions, f"£{n * 1300:,}"]
    return f'<th scope="row">UEC-{n:02}</th>' + "".join(f"<td>{cell}</td>" for cell in cells)


def spanning_table():
    years = "".join(f'<th scope="colgroup" colspan="2">{year}</th>' for year in ("2018/19", "2019/20"))
    kinds = '<th scope="col">Plan</th><th scope="col">Actual</th>' * 2
    head = f'<tr><th scope="col" rowspan="2">Programme</th>{years}</tr><tr>{kinds}</tr>'
    body = "".join(
        f'<tr><th scope="row" rowspan="2">Programme {n}</th><td>1</td><td>2</td><td>3</td><td>4</td></tr>'
        '<tr><td colspan="2">both</td><td>5</td><td>6</td></tr>'
        for n in range(12)
    )
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


@lru_cache(maxsize=8)
def printed(source, title="Paper"):
    """A finished paper made of this HTML."""
    return finishing.finish(pdf.render(source), title=title, line="Committee", marking="Part 1: public", tables=source.count("<table"))


@lru_cache(maxsize=2)
def pack():
    """Three papers, one of them twice, bound behind their front matter."""
    one, two = printed(torture("Paper 1")), printed(torture("Paper 2", rows=20), title="Paper 2")
    papers = [
        assembly.Paper("item-1", "Item 1: Paper 1", "Item 1   Part 1: public", one.pdf),
        assembly.Paper("item-2", "Item 2: Paper 2", "Item 2   Part 1: public", two.pdf),
        assembly.Paper("item-3", "Item 3: Paper 1 again", "Item 3   Part 1: public", one.pdf),
    ]
    front = {
        "body": "Healthier Communities Select Committee",
        "when": "7pm on Monday 3 December 2018",
        "line": "Healthier Communities Select Committee, 3 December 2018",
        "marking": "Part 1: public",
        "agenda": [{"number": str(n), "title": f"Item {n}", "key": f"item-{n}"} for n in (1, 2, 3)],
    }
    return assembly.bind(papers, "documents/pack.html", front, title="Public pack")
