"""What a paper takes from its edition, as it was frozen there: front matter, challenges, and a section for each chosen programme."""

from __future__ import annotations

from math import ceil
from typing import cast

from intentions.documents.paper import programme
from intentions.documents.paper.pictures import addressed
from intentions.documents.paper.programme import CHARACTERS_A_PAGE
from intentions.documents.paper.text import Facts
from intentions.models import Edition

from ..models import Paper
from ..states import Detail
from .sources import edition_of

CHARACTERS_OF_AN_INTENTION = 700  # the room its number, its facts and their lines take


def programmes_of(edition: Edition | None) -> list[Facts]:
    """The chapters of the edition in its order."""
    return edition.content["chapters"] if edition else []


def programme_codes(edition: Edition | None) -> list[str]:
    return [chapter["code"] for chapter in programmes_of(edition)]


def chosen(paper: Paper) -> list[Facts]:
    """The chapters the paper quotes, in the order the paper gives them."""
    chapters = {chapter["code"]: chapter for chapter in programmes_of(paper.edition)}
    return [chapters[code] for code in paper.programmes if code in chapters]


def mark(edition: Edition) -> str:
    """What stands beside everything quoted."""
    return f"From edition {edition.number}"


def claims_money(chapter: Facts) -> bool:
    """Whether the chapter, or an intention in it, speaks of money."""
    words = ("finance_short_term", "finance_medium_long_term", "finance_rule", "money")
    return any(chapter[name] for name in words) or any(intention["money"] for intention in chapter["intentions"])


def page_estimate(paper: Paper) -> int:
    """About how many A4 pages the quoted part of the paper will fill, for its writer to choose by. Never less than one."""
    return max(1, ceil(sum(_weight(chapter, paper.detail) for chapter in chosen(paper)) / CHARACTERS_A_PAGE))


def _weight(chapter: Facts, detail: str) -> int:
    words = ("narrative", "finance_short_term", "finance_medium_long_term", "finance_rule")
    around = sum(len(chapter[name]) for name in words) + sum(map(len, chapter["objectives"] + chapter["supports"]))
    extra = CHARACTERS_OF_AN_INTENTION if detail == Detail.FULL else 0
    return around + sum(len(intention["description"]) + len(intention["title"]) + extra for intention in chapter["intentions"])


def front_matter(edition: Edition, number: str, first: int) -> list[Facts]:
    """The passages of the round's front matter and its challenges, as numbered parts from `first`."""
    return cast("list[Facts]", addressed(programme.front_matter(edition.content, number, first), "edition", edition.pk))


def programme_section(chapter: Facts, number: str, paper: Paper) -> Facts:
    """As the edition has it, and as deep as the paper quotes."""
    written = programme.programme_section(chapter, number, is_full=paper.detail == Detail.FULL)
    edition = edition_of(paper)
    return {**addressed(written, "edition", edition.pk), "quoted": mark(edition)}
