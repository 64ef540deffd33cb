"""A paper over the published one that it replaces: what changed, word for word."""

from __future__ import annotations

from intentions.documents.paper.flattened import flattened
from intentions.documents.paper.text import Facts
from portal.nhsuk import words

from ..models import Paper
from .compared import Sections, compared
from .paper import marking_of, paper_facts

NOTHING = "The words are the same."


def changed_in(paper: Paper) -> list[dict[str, str]]:
    """Section by section, against the paper it replaces."""
    return compared(_sections(paper.replaces.facts), _sections(_facts(paper))) if paper.replaces else []


def redline_facts(paper: Paper) -> Facts:
    """The same as a paper to be printed; private when either of the two is."""
    first = paper.replaces
    private = next((one for one in (paper, first) if one and one.is_exempt), None)
    found = changed_in(paper) or [{"heading": NOTHING, "word": "", "html": ""}]
    return {
        "line": paper.committee.name,
        "marking": marking_of(private or paper),
        "exempt": "Part 2: not for publication." if private else "",
        "logo": {},
        "layout": "",
        "one_page": False,
        "header": [["Report title", paper.title], ["Compared with", before_words(paper)], ["What changed", paper.what_changed]],
        "insets": {"pictures": {**_pictures(first), **_pictures(paper)}},
        "sections": [_section(one, at) for at, one in enumerate(found, start=1)],
    }


def before_words(paper: Paper) -> str:
    first = paper.replaces
    return f"{first.title}, published on {words.day(first.published_at)}" if first else ""


def _section(one: dict[str, str], at: int) -> Facts:
    heading = f"{one['word']}: {one['heading']}" if one["word"] else one["heading"]
    blocks = [{"kind": "rich", "html": one["html"]}] if one["html"] else []
    return {"number": "", "heading": heading, "id": f"c{at}", "quoted": "", "parts": [], "blocks": blocks}


def _facts(paper: Paper) -> Facts:
    return paper.facts or paper_facts(paper)


def _sections(facts: Facts | None) -> Sections:
    return [{"heading": one["heading"], "text": flattened(one)} for one in (facts or {"sections": []})["sections"]]


def _pictures(paper: Paper | None) -> Facts:
    return (_facts(paper).get("insets") or {}).get("pictures", {}) if paper else {}
