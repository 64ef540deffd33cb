"""Front matter, challenges and a section for each programme, out of what an edition froze or a draft would freeze."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from html import escape
from itertools import groupby

from portal.nhsuk import words

from ...states import CUT_OF_LABEL, Bearer, Confidence, MoneyKind
from ..ruling import RULES
from .pictures import pictures
from .text import Facts, anchor, flat, listed, named, next_number, paragraphs, sentence, table

CHARACTERS_A_PAGE = 2_600  # of running text, at 11 on 15 points
SIGNS = {"=": "", "<": "under", "<=": "at most", ">": "over", ">=": "at least"}
OBJECTIVES = "Objectives"
FEWEST_TO_SHARE = 3  # intentions: of two, both say it
ROWS_KEPT_TOGETHER = 8  # a table of an intention up to this long is not parted by the end of a page


# ── Strategic context ───────────────────────────────────────────────────────────────────────────────────────────────
def front_matter(content: Facts, number: str, first: int) -> list[Facts]:
    """The passages of the round's front matter and its challenges, as numbered parts from `first`."""
    parts = [
        {"number": f"{number}.{at}", "heading": one["heading"], "blocks": [*paragraphs(one["body"], f"{number}.{at}"), *_pictures(one)]}
        for at, one in enumerate(content["sections"], start=first)
    ]
    if content["challenges"]:
        parts.append(_challenges(content["challenges"], f"{number}.{first + len(parts)}"))
    return [{**part, "id": anchor(part["number"])} for part in parts]


def _challenges(challenges: list[Facts], number: str) -> Facts:
    with_money = any(one["amount"] for one in challenges)
    rows = [[one["area"], one["statement"], *([one["amount"] or "Not known"] if with_money else [])] for one in challenges]
    heads = ["Area", "Challenge", *(["Amount"] if with_money else [])]
    return {"number": number, "heading": "Challenges", "blocks": [table("What the system faces", heads, rows)]}


# ── One programme ───────────────────────────────────────────────────────────────────────────────────────────────────
def programme_section(chapter: Facts, number: str, *, is_full: bool, is_whole: bool = False) -> Facts:
    """Objectives, intentions (in full or as a table) and the contribution to financial recovery, as the edition has them.

    A whole document also says who leads, how far it looks and what is planned for each year.
    """
    write = partial(_in_full, is_whole=is_whole) if is_full else _as_table
    parts = [
        *([("Lead and horizon", lambda at: {"blocks": _about(chapter)})] if is_whole else []),
        (OBJECTIVES, lambda at: {"blocks": _objectives(chapter, at)}),
        *([("Plans by year", lambda at: {"blocks": _year_plans(chapter, at)})] if is_whole else []),
        ("Commissioning intentions", lambda at: write(chapter["intentions"], at)),
        ("Contribution to financial recovery", lambda at: {"blocks": _recovery(chapter, at)}),
    ]
    written: list[Facts] = []
    for heading, fill in parts:
        at = f"{number}.{len(written) + 1}"
        part = {"blocks": [], "groups": [], **fill(at)}
        if part["blocks"] or part["groups"]:
            written.append({**part, "number": at, "id": anchor(at), "heading": heading, "is_boxed": heading == OBJECTIVES})
    return {"blocks": [], "parts": written, "quoted": "", "opens": True}


def _objectives(chapter: Facts, number: str) -> list[Facts]:
    written = paragraphs(chapter["narrative"], number)
    for lead, lines in (("The objectives are:", chapter["objectives"]), ("It supports:", chapter["supports"])):
        if lines:
            written.append(listed(lead, lines, f"{number}.{next_number(written)}"))
    return written + _pictures(chapter)


def _pictures(of: Facts) -> list[Facts]:
    """What was frozen before there were any has none."""
    return pictures(of.get("pictures", []))


def _about(chapter: Facts) -> list[Facts]:
    said = (("Lead", chapter["lead_role"]), ("Horizon", chapter["horizon"]))
    return [{"kind": "said", "name": name, "text": text} for name, text in said if text]


def _year_plans(chapter: Facts, number: str) -> list[Facts]:
    blocks: list[Facts] = []
    for plan in chapter["year_plans"]:
        blocks.append({"kind": "lead", "words": escape(plan["year"])})
        blocks += paragraphs(plan["text"], number, next_number(blocks))
    return blocks


def _recovery(chapter: Facts, number: str) -> list[Facts]:
    said = [
        ("Short term", chapter["finance_short_term"]),
        ("Medium and long term", chapter["finance_medium_long_term"]),
        ("Rule", chapter["finance_rule"]),
    ]
    blocks: list[Facts] = []
    for name, text in said:
        if text:
            blocks.append(named(name, text, f"{number}.{next_number(blocks)}"))
    return blocks + money_table([money_in_words(row) for row in chapter["money"]], f"Money: {chapter['title']}")


def money_in_words(row: Facts) -> Facts:
    """Money on a chapter as a whole is frozen as it was given; here it reads as money on an intention does."""
    years = [words.financial_year(year) for year in (row.get("year_from"), row.get("year_to")) if year is not None]
    return {
        "kind": str(MoneyKind(row["kind"]).label),
        "bearer": str(Bearer(row["bearer"]).label) if row.get("bearer") else "",
        "amount": words.money(row.get("amount")),
        "years": " to ".join(dict.fromkeys(years)),
        "recurrent": {True: "Recurrent", False: "One-off", None: ""}[row.get("is_recurrent")],
        "confidence": str(Confidence(row["confidence"]).label) if row.get("confidence") else "",
        "basis": row.get("basis") or "",
    }


def _as_table(intentions: list[Facts], number: str) -> Facts:
    rows = [
        [
            intention["reference"],
            cut_of(intention),
            {"text": intention["title"], "html": flat(intention["description"])},
            intention["timescale"] or intention["period"],
        ]
        for intention in intentions
    ]
    heads = ["Reference", "Change", "What and description", "Timescale"]
    shown = [block for one in intentions for block in pictures(one.get("pictures", []), of=one["reference"])]
    return {"blocks": [table("What, description and timescale", heads, rows), *shown] if rows else []}


def _in_full(intentions: list[Facts], number: str, *, is_whole: bool) -> Facts:
    """A table to see them at a glance, then each under its theme as a numbered block of its own.

    In a whole document each block says all of itself: its Word file is written on and comes back.
    """
    if not intentions:
        return {"blocks": []}
    numbered = [
        {**_block(intention), "number": f"{number}.{at}", "id": anchor(f"{number}.{at}")}
        for at, intention in enumerate(intentions, start=1)
    ]
    themes = [
        {"theme": theme, "id": anchor(f"{number}.theme-{at}"), "intentions": list(group)}
        for at, (theme, group) in enumerate(groupby(numbered, key=lambda intention: intention["theme"]), start=1)
    ]
    overview = [
        [one["number"], {"to": one["id"], "text": f"{one['reference']} {one['title']}"}, one["cut"], one["when"]] for one in numbered
    ]
    heads = ["Paragraph", "Intention", "Change", "Timescale"]
    common = {} if is_whole else shared([one["rows"] for one in numbered])
    for one in numbered:
        one["in_a_line"] = not is_whole
        one["rows"] = [[name, value] for name, value in one["rows"] if common.get(name) != value]
    return {"blocks": [table("The intentions at a glance", heads, overview), *_unless(common)], "groups": themes}


def shared(facts: list[list[list[str]]]) -> dict[str, str]:
    """The facts that most of the intentions have in common: said once for all of them, so that beside each stands what differs.

    A fact is shared only where every intention has one of its kind: silence never comes to mean what the others say.
    """
    found: dict[str, str] = {}
    for name in [name for name, _ in facts[0]] if len(facts) >= FEWEST_TO_SHARE else ():
        values = [value for rows in facts for key, value in rows if key == name]
        value, times = Counter(values).most_common(1)[0]
        if len(values) == len(facts) and times * 2 > len(facts):
            found[name] = value
    return found


def _unless(common: Facts) -> list[Facts]:
    return [{"kind": "said", "name": "Unless an intention says otherwise", "text": in_a_line(common.items())}] if common else []


def in_a_line(facts: Iterable[Iterable[str]]) -> str:
    """Where: Lambeth; When: 2019/20."""
    return "; ".join(f"{name}: {value}" for name, value in facts)


def _block(intention: Facts) -> Facts:
    """Where, when, who, how strongly, and the tables that belong to it. What nobody wrote is left out."""
    when = intention["timescale"] or intention["period"] or "Not given"
    period = intention["period"] if intention["period"] != intention["timescale"] else ""
    rows = [
        ("Where", ", ".join(intention["places"])),
        ("When", f"{when} ({period})" if period and intention["timescale"] else when),
        ("Setting", intention["setting"]),
        ("Who provides it", who(intention)),
        ("Strength", intention["strength"]),
        ("Kind", intention["kind"]),
        ("Contract lever", intention["lever"]),
        ("Contract schedule", intention["schedule"] if intention["schedule"] != "None" else ""),
        ("Depends on", intention["dependencies"]),
        ("Outcomes", "; ".join(outcome["statement"] for outcome in intention["outcomes"])),
    ]
    name = intention["reference"]
    return {
        "reference": name,
        "title": intention["title"],
        "theme": intention["theme"],
        "cut": cut_of(intention),
        "when": when,
        "html": flat(intention["description"]),
        "rows": [[key, value] for key, value in rows if value],
        "pictures": _pictures(intention),
        "is_short": len(intention["description"]) < CHARACTERS_A_PAGE / 3,
        "tables": [
            *_standards(intention["standards"], f"Standards: {name}"),
            *_rollouts(intention["rollouts"], f"Roll-out: {name}"),
            *_ruling("policies", intention.get("policies", []), f"Policy or access rules: {name}"),
            *_ruling("duties", intention.get("duties", []), f"Reporting duties: {name}"),
            *_ruling("contracts", intention.get("contracts", []), f"Contracts it touches: {name}"),
            *money_table(intention["money"], f"Money: {name}"),
        ],
    }


def cut_of(intention: Facts) -> str:
    """Stop, start, change or continue, from the kind as it was frozen in words."""
    return str(CUT_OF_LABEL[intention["kind"]].label)


def who(intention: Facts) -> str:
    """The providers it names and the kinds of them, in a sentence; nothing when nobody said."""
    if intention["affects_no_provider"]:
        return "No provider is affected"
    kinds = [kind_of(kind) for kind in intention["provider_kinds"]]
    every = [f"every {sentence(kinds)}"] if kinds else []
    said = "; ".join([*intention["providers"], *every])
    return f"{said[:1].upper()}{said[1:]}"


def kind_of(kind: str) -> str:
    """As it stands inside a sentence: acute trust, GP federation; who was told to be asked as every one of them is not asked twice."""
    inside = kind if kind[:2].isupper() else f"{kind[:1].lower()}{kind[1:]}"
    return inside.removeprefix("every ")


def _standards(rows: list[Facts], caption: str) -> list[Facts]:
    heads = ["Measure", "Standard", "For whom"]
    cells = [[row["metric"], _standard(row), row["population"]] for row in rows]
    return _table(caption, heads, cells)


def _standard(row: Facts) -> str:
    """At most 14 days: signs are words on paper."""
    return " ".join(filter(None, (SIGNS.get(row["operator"], row["operator"]), row["value"], row["unit"])))


def _rollouts(rows: list[Facts], caption: str) -> list[Facts]:
    heads = ["What", "Element", "Year", "Setting", "For whom", "Coverage"]
    said = [{**row, "setting": row["setting"].replace("-", " ")} for row in rows]
    names = ("bundle", "element", "year", "setting", "population", "coverage")
    return _table(caption, heads, [[row[name] for name in names] for row in said])


def _ruling(kind: str, rows: list[Facts], caption: str) -> list[Facts]:
    """What a rule asks and what it means for payment, or what is reported to whom; columns nobody filled are left out."""
    about, labels = RULES[kind]
    return _table(caption, ["About", *labels.values()], [[row[name] for name in (about, *labels)] for row in rows])


def money_table(rows: list[Facts], caption: str) -> list[Facts]:
    """Amounts as they are known. An illustrative one says so and is added to nothing."""
    heads = ["Effect", "Borne by", "Amount", "Years", "Recurrent", "Confidence", "Basis"]
    names = ("kind", "bearer", "amount", "years", "recurrent", "confidence", "basis")
    return _table(caption, heads, [[row.get(name) or ("Not known" if name == "amount" else "") for name in names] for row in rows])


def _table(caption: str, heads: list[str], rows: list[list[str]]) -> list[Facts]:
    """The table without the columns nobody filled; nothing without rows."""
    if not rows:
        return []
    kept = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    filled = [[row[at] or "No data" for at in kept] for row in rows]
    return [table(caption, [heads[at] for at in kept], filled, is_kept_together=len(rows) <= ROWS_KEPT_TOGETHER)]
