"""The whole round as one document: front matter, chapters, tables, money, plans and appendices. The page, the PDF and the Word file
are drawn from these facts and from nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import partial
from html import escape
from typing import Any, cast

from portal.nhsuk import words

from ..models import Edition, Entry, Round, Version
from ..models.paper import MARK
from ..models.version import VersionQuerySet
from ..states import Status
from .comparison import Difference, between
from .edition import edition_content
from .paper import beside
from .paper.effects import money
from .paper.pictures import addressed
from .paper.plan import plan_boxes
from .paper.programme import front_matter, programme_section
from .paper.sections import lettered, numbered, part, plain, section
from .paper.text import Facts, paragraphs, table

TEMPLATE = "documents/volume.html"
PUBLISHED = {False: "Published", True: "Made public here"}  # a paper was published before


def volume_of_edition(edition: Edition, before: Edition | None) -> Facts:
    """What it froze, with its number and dates; of a later edition also what was changed and why."""
    versions = list(
        Version.objects.filter(entries__edition=edition)
        .select_related("intention")
        .prefetch_related("places__members", "places__children")
        .order_by("entries__order")
    )
    codes = dict(edition.entries.values_list("version", "chapter_code"))
    rows = [["Edition", str(edition.number)], [PUBLISHED[bool(edition.content.get("paper"))], words.day(edition.published_at)]]
    facts = _facts(edition.content, versions, edition.places.all(), codes, approved(edition) + deadlines(edition))
    facts["header"][:0] = rows
    changed = _changed(edition.content, before, edition.content.get("what_changed", ""))
    marking = _marked(edition.content, f"Edition {edition.number}, {words.day(edition.published_at)}")
    return cast("Facts", addressed(_finished(facts, changed, marking=marking, is_draft=False), "edition", edition.pk))


def draft_volume(round: Round, at: datetime) -> Facts:
    """All that is being written but what is withdrawn, as it is at this hour: every page says that it is a draft, and of when."""
    versions = Version.objects.filter(latest_of__round=round).exclude(status=Status.WITHDRAWN)
    in_order = versions.order_by("intention__chapter__order", "intention__order", "intention__reference")
    return _of_draft(round, in_order, f"Draft, {words.day(at)} at {words.clock(at)}")


def next_volume(round: Round, at: datetime) -> Facts:
    """What the next edition would say, were it published at this hour."""
    going = Version.objects.for_next_edition_of(round)
    return _of_draft(round, going, f"Draft of edition {round.editions.count() + 1}, {words.day(at)} at {words.clock(at)}")


def next_changes(round: Round, going: Iterable[Version]) -> list[Difference]:
    """Which intentions the next edition adds, changes or drops, by their versions. Comparing the words is a page of its own."""
    if round.in_force_id is None:
        return []
    entries = Entry.objects.filter(edition=round.in_force_id).select_related("version__intention")
    was = {entry.version.intention_id: entry.version for entry in entries.order_by("order")}
    fresh = [(version, was.pop(version.intention_id, None)) for version in going]
    words_of = {True: "New", False: "Changed"}
    return [
        *(_difference(version, words_of[before is None]) for version, before in fresh if before is None or before.pk != version.pk),
        *(_difference(version, "Dropped") for version in was.values()),
    ]


def _difference(version: Version, word: str) -> Difference:
    return Difference(version.intention.reference, version.title, word)


def _of_draft(round: Round, versions: VersionQuerySet, marking: str) -> Facts:
    loaded = list(versions.select_related("intention__chapter").with_everything().prefetch_related("places__members", "places__children"))
    content, before = edition_content(round, loaded), round.editions.order_by("-number").first()
    codes = {version.pk: version.intention.chapter.code for version in loaded}
    facts = _facts(content, loaded, round.places.all(), codes, deadlines(round))
    facts["header"].insert(0, ["State", f"{marking}. Not published"])
    finished = _finished(facts, _changed(content, before, ""), marking=_marked(content, marking), is_draft=True)
    return cast("Facts", addressed(finished, "draft", round.pk))


def _marked(content: Facts, marking: str) -> str:
    """On every page: what came from paper says so."""
    return f"{marking}. {MARK}" if content.get("paper") else marking


def _facts(content: Facts, versions: Collection[Version], places: Iterable[Any], codes: dict[Any, str], dates: list[list[str]]) -> Facts:
    titles = {chapter["code"]: chapter["title"] for chapter in content["chapters"]}
    chapter_of = {version.pk: titles[codes[version.pk]] for version in versions if codes[version.pk] in titles}
    placed = [version for version in versions if version.pk in chapter_of]
    main = [
        section("Context", partial(_context, content)),
        *(section(chapter["title"], partial(_chapter, chapter)) for chapter in content["chapters"]),
        section("Money", partial(money, content)),
        section("What is planned in each borough", partial(_boroughs, placed, list(places), chapter_of)),
        section("Plans on a page", partial(_plans, content)),
    ]
    appendices = [
        section("Outcomes that are served", partial(_outcomes, content)),
        section("Enablers", partial(beside.enablers, content)),
        section("Case studies", partial(beside.case_studies, content)),
        section("Providers and their part", partial(_register, content)),
    ]
    return {"line": content["title"], "header": _header(content) + dates, "main": main, "appendices": appendices}


def _finished(facts: Facts, changed: list[Facts], *, marking: str, is_draft: bool) -> Facts:
    sections = [_whole(one) for one in [*numbered([*changed, *facts["main"]]), *lettered(facts["appendices"])]]
    return {
        "line": facts["line"],
        "marking": marking,
        "exempt": marking if is_draft else "",
        "header": facts["header"],
        "contents": [{"to": one["id"], "text": f"{one['number']} {one['heading']}".strip()} for one in sections],
        "sections": sections,
        "layout": "",
        "one_page": False,
    }


def _whole(section: Facts) -> Facts:
    """With every key its template asks for."""
    return {**section, "parts": [{"quoted": "", "groups": [], **one} for one in section["parts"]]}


def _header(content: Facts) -> list[list[str]]:
    rows = [
        [MARK, content.get("paper", "")],
        ["Kind", content["kind"]],
        ["Lead", content["lead"]],
        ["With", ", ".join(content["participants"])],
        ["Where", ", ".join(content["places"])],
        ["Years", content["years"]],
        ["Savings target", content["savings_target"]],
    ]
    return [row for row in rows if row[1]]


def approved(edition: Edition) -> list[list[str]]:
    on: date | None = edition.approved_date
    return [["Approved by", edition.approving_body], *([["Approved on", words.day(on)]] if on else [])]


def deadlines(of: Any) -> list[list[str]]:
    """Of an edition as it was published, of a round as it is set."""
    said = (("Questions until", of.question_deadline), ("Responses until", of.response_deadline))
    return [[label, words.when(moment)] for label, moment in said if moment]


# ── Its sections ────────────────────────────────────────────────────────────────────────────────────────────────────
def _changed(content: Facts, before: Edition | None, why: str) -> list[Facts]:
    """What was changed since the edition before, and why."""
    if before is None:
        return []
    found = [one for one in between(before.content, content) if one.is_change]

    def draw(number: str) -> Facts:
        said = paragraphs("".join(f"<p>{escape(line)}</p>" for line in why.splitlines() if line.strip()), number)
        rows = [[one.key, one.title, one.word, ", ".join(change.label for change in one.changes) or "All of it"] for one in found]
        heads = ["Reference", "Title", "What became of it", "What changed in it"]
        return plain([*said, *([table("Every change", heads, rows)] if rows else [])])

    return [section(f"What changed since edition {before.number}", draw)]


def _context(content: Facts, number: str) -> Facts:
    return {"blocks": [], "parts": front_matter(content, number, 1)}


def _chapter(chapter: Facts, number: str) -> Facts:
    return programme_section(chapter, number, is_full=True, is_whole=True)


def _boroughs(versions: list[Version], places: list[Any], chapter_of: dict[Any, str], number: str) -> Facts:
    """Only where there is something to set side by side."""
    found = beside.boroughs(versions, places, chapter_of, number)
    columns = max((len(block["heads"]) for one in found["parts"] for block in one["blocks"]), default=0)
    return found if columns > 2 else {"blocks": [], "parts": []}


def _plans(content: Facts, number: str) -> Facts:
    """The plans on a page of its commissioners that were public when it was published, for the same years."""
    parts: list[Facts] = []
    for one in content.get("plans", []):
        about = ". ".join(filter(None, (one["organisation"], one["facts"]["years"], one["facts"]["state"])))
        blocks: list[Facts] = [{"kind": "plain", "text": about}]
        for box in plan_boxes(one["facts"]):
            blocks += [{"kind": "lead", "words": escape(box.heading)}, *box.blocks]
        parts.append(part(f"{number}.{len(parts) + 1}", one["title"], blocks))
    return {"blocks": [], "parts": parts}


def _outcomes(content: Facts, number: str) -> Facts:
    """Each outcome once, with the intentions that serve it."""
    served: dict[str, list[str]] = {}
    for chapter in content["chapters"]:
        for intention in chapter["intentions"]:
            for outcome in intention["outcomes"]:
                served.setdefault(outcome["statement"], []).append(intention["reference"])
    rows = [[statement, ", ".join(references)] for statement, references in sorted(served.items())]
    return plain([table("Each outcome and the intentions that serve it", ["Outcome", "Intentions"], rows)] if rows else [])


def _register(content: Facts, number: str) -> Facts:
    rows = [
        [one["organisation"], ", ".join(one["kinds"]) or "Not given", one["role"], one["programme"] or "The whole round"]
        for one in content.get("register", [])
    ]
    return plain([table("Providers and their part", ["Provider", "Kind", "Its part in it", "Programme"], rows)] if rows else [])
