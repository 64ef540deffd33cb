"""A plan on a page in plain words. Every form of the sources comes to the same few blocks; what a form lacks is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portal.nhsuk import words
from portal.richtext.clean import typed

from ..models import Plan

Facts = dict[str, Any]
Listed = Mapping[str, tuple[str, str]]  # reference: title and path of what anybody may read


LISTING = ("objectives", "delivered_by", "theme_blocks", "priorities")  # the blocks whose boxes may list intentions


def years(plan: Plan) -> str:
    """2014/15 to 2018/19"""
    found = [words.financial_year(year) for year in (plan.year_from, plan.year_to) if year]
    return " to ".join(dict.fromkeys(found))


def state(plan: Plan) -> str:
    """Draft 0.19, signed off 4 April 2014"""
    version = f"{plan.document_status} {plan.document_version}".strip().capitalize()
    signed = f"signed off {words.day(plan.signed_off_date)}" if plan.signed_off_date else ""
    return ", ".join(filter(None, (version, signed)))


def plan(plan: Plan, listed: Listed | None = None) -> Facts:
    """Visions and the rest in reading order, whichever of them the form has. Of its intentions only those in `listed`: what is
    public, unless an edition says what it publishes."""
    content, listed = plan.content, plan.listed() if listed is None else listed
    boxed = {name for block in LISTING for one in content.get(block) or [] for name in one.get("intentions") or []}
    others = [name for name in content.get("intentions") or [] if name not in boxed]
    pages, elsewhere = _visions(content.get("visions") or [])
    objectives = content.get("objectives") or []
    return {
        "years": years(plan),
        "state": state(plan),
        "mission": _statement(content.get("mission")),
        "visions": pages,
        "visions_elsewhere": elsewhere,
        "values": [_statement(one) for one in content.get("values") or []],
        "spending": _statement(content.get("spending"), "text"),
        "objectives": [{**_objective(one), **_tied(one, listed)} for one in objectives],
        "blocks": [{**_delivered_by(one), **_tied(one, listed)} for one in content.get("delivered_by") or []]
        + [{**_theme(one), **_tied(one, listed)} for one in content.get("theme_blocks") or []],
        "ambition": _ambition(content),
        "priorities": [{**_priority(one), **_tied(one, listed)} for one in content.get("priorities") or []],
        "together": [_together(one) for one in content.get("together") or []],
        "commitments": [_commitment(one) for one in content.get("commitments") or []],
        "governance": [_statement(one) for one in content.get("governance") or []],
        "success_criteria": [_criterion(one) for one in content.get("success_criteria") or []],
        "scorecard": [_question(one) for one in content.get("scorecard") or []],
        "risks": [_statement(one) for one in content.get("risks") or []],
        "notes": [content[name] for name in sorted(content) if name.endswith("note") and _is_said(content[name])],
        **_tied({"intentions": others}, listed),
    }


def _is_said(note: Any) -> bool:
    return isinstance(note, str) and bool(note.strip())


def _tied(one: Facts, listed: Listed) -> Facts:
    found = [(name, *listed[name]) for name in one.get("intentions") or [] if name in listed]
    return {"intentions": [{"reference": name, "title": title, "path": path} for name, title, path in found]}


def unread(plan: Plan) -> list[str]:
    """The intentions it names that readers do not see: no edition in force has them."""
    listed, rows = plan.listed(), [plan.content, *(one for block in LISTING for one in plan.content.get(block) or [])]
    return sorted({name for row in rows for name in row.get("intentions") or []} - set(listed))


def _statement(one: Any, key: str = "statement") -> str:
    """A sentence, however the source wraps it."""
    return str(one.get(key) or "") if isinstance(one, dict) else str(one or "")


def _visions(found: Iterable[Facts]) -> tuple[list[Facts], list[Facts]]:
    """Those on the page, and those that say it otherwise in another place of the document."""
    shown = [_vision(one) for one in found if not (one.get("where") != "page" and one.get("same_as_page"))]
    return [one for one in shown if one["is_on_page"]], [one for one in shown if not one["is_on_page"]]


def _vision(one: Facts) -> Facts:
    return {
        "is_on_page": one.get("where", "page") == "page",
        "statements": [str(text) for text in one.get("statements") or []],
        "pillars": [{"name": pillar.get("name", ""), "statement": _statement(pillar)} for pillar in one.get("pillars") or []],
        "source": one.get("source", ""),
    }


def _objective(one: Facts) -> Facts:
    return {
        "number": one.get("word") or one.get("number") or "",
        "name": one.get("name") or "",
        "statement": _statement(one),
        "measured_by": one.get("measured_by") or "",
        "until": one.get("until") or "",
    }


def _delivered_by(one: Facts) -> Facts:
    """A block of actions and the objectives it serves: one block may serve several."""
    see_also = one.get("see_also") or []
    return {
        "title": f"Delivered by, for {_numbered(one.get('serves') or [])}",
        "body": typed(one.get("text") or ""),
        "see_also": f"See also {_numbered(see_also)}." if see_also else "",
        "is_read": one.get("mapping") == "read",
    }


def _theme(one: Facts) -> Facts:
    links = one.get("links") or []
    return {
        "title": f"{one.get('title', '')}, for {_numbered(links)}" if links else one.get("title", ""),
        "body": typed("\n".join(f"- {item}" for item in one.get("items") or [])),
        "see_also": "",
        "is_read": one.get("mapping") == "read",
    }


def _ambition(content: Facts) -> Facts | None:
    if not content.get("ambition"):
        return None
    return {"statement": _statement(content["ambition"]), "measures": [_statement(one, "name") for one in content.get("measures") or []]}


def _priority(one: Facts) -> Facts:
    return {"name": one.get("name", ""), "statement": _statement(one), "initiatives": [str(text) for text in one.get("initiatives") or []]}


def _together(one: Facts) -> str:
    more = one.get("funding") or (f"with {one['partner']}" if one.get("partner") else "")
    return f"{one.get('name', '')} ({more})" if more else str(one.get("name", ""))


def _commitment(one: Facts) -> Facts:
    limits = [limit_in_words(limit) for limit in (one.get("limit"), one.get("alternative_limit")) if limit]
    return {
        "actor": one.get("actor") or "",
        "commitment": one.get("commitment") or "",
        "limit": ", or ".join(limits),
        "until": str(one.get("until") or ""),
    }


def limit_in_words(limit: Any) -> str:
    """3 months from discharge"""
    if not isinstance(limit, dict):
        return str(limit)
    since = f" from {limit['counted_from']}" if limit.get("counted_from") else ""
    return f"{limit.get('value', '')} {limit.get('unit', '')}{since}".strip()


def _criterion(one: Facts) -> Facts:
    domains = one.get("domains") or []
    return {
        "statement": _statement(one),
        "domains": f"NHS Outcomes Framework {'domain' if len(domains) == 1 else 'domains'} {_listed(domains)}" if domains else "",
        "groups": _listed(one.get("kpi_groups") or []),
        "threshold": str(one.get("threshold") or ""),
        "by_when": str(one.get("by_when_text") or one.get("by_when") or ""),
        "objectives": _numbered(one.get("objectives") or []),
    }


def _question(one: Facts) -> Facts:
    return {
        "domain": one.get("number") or one.get("domain") or "",
        "question": one.get("question") or "",
        "objectives": _numbered(one.get("objectives") or []),
    }


def _numbered(numbers: list[Any]) -> str:
    if not numbers:
        return ""
    return f"objective {numbers[0]}" if len(numbers) == 1 else f"objectives {_listed(numbers)}"


def _listed(things: list[Any]) -> str:
    said = [str(one) for one in things]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}" if said else ""
