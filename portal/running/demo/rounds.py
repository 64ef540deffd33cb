"""The historic rounds: written, approved and published by the same actions as in the browser."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from intentions import actions
from intentions.models import Chapter, Edition, Intention, Programme, RegisterEntry, Round
from intentions.states import Precision
from portal.organisations.models import Organisation, Place

from . import front
from .reading import item, read
from .words import plain, rich

LONDON = ZoneInfo("Europe/London")
FROM_PAPER = ("luton-2015-16", "lambeth-southwark-2015-16", "sel-cbc-2013-18")  # nobody is asked to answer them here
NOT_STATED = "Not stated in the source document"


class Shelf:
    """What is already loaded, by slug, and the two accounts that write and approve."""

    def __init__(self, writer: Any, approver: Any, places: dict[str, Place], organisations: dict[str, Organisation]):
        self.writer, self.approver, self.places, self.organisations = writer, approver, places, organisations
        self.outcomes: dict[str, Any] = {}
        self.rounds: dict[str, Round] = {}
        self.intentions: dict[tuple[str, str], Intention] = {}
        self.programmes: dict[str, Programme] = {}

    def programme(self, row: dict[str, Any]) -> Programme:
        """The programme of this slug; the first round that names it adds it."""
        if row["slug"] not in self.programmes:
            self.programmes[row["slug"]] = actions.add_programme(
                slug=row["slug"], name=row["name"], kind=row["card"], by=self.writer, order=row["order"]
            )
        return self.programmes[row["slug"]]


def start(name: str, shelf: Shelf, *, partners: tuple[str, ...] = (), more: front.Passages | None = None) -> Round:
    """The round with its front matter, without chapters: outcomes need its lead before its intentions need them."""
    file = f"rounds/{name}.yaml"
    content = read(file)
    head = content["round"]
    with item(file, "round"):
        target = content.get("target") or {}
        round_ = actions.start_round(
            title=head["title"],
            slug=head["slug"],
            kind=head["kind"],
            lead=shelf.organisations[head["lead"] or head["group"]],
            participants=[shelf.organisations[slug] for slug in (*head["participants"], *partners)],
            year_from=head["years"][0],
            year_to=head["years"][1],
            by=shelf.writer,
            places=[shelf.places[slug] for slug in head.get("places", ["south-east-london"])],
            sections=front.sections(content, more),
            challenges=[
                {"area": row["area"], "statement": plain(row["statement"]), "amount": row["amount_gbp"], "source": row["source"]}
                for row in content.get("challenges") or []
            ],
            effective_date=head.get("effective"),
            **(paper(head, shelf) if name in FROM_PAPER else {}),
            savings_target=target.get("amount_gbp"),
            savings_note=plain(target.get("basis")),
            source=head["source"],
            note=plain(" ".join(text for key, text in head.items() if key.endswith("_note") and text)),
        )
    shelf.rounds[head["slug"]] = round_
    return round_


def paper(head: dict[str, Any], shelf: Shelf) -> dict[str, Any]:
    """Whose it was and when; what it said of answers stands in the note."""
    publisher = shelf.organisations[head["lead"] or head["group"]].name
    title = head.get("title_in_source") or head["title"]
    return {"paper_title": title, "paper_publisher": publisher, "paper_date": head["published_on"], "notice_by_date": None}


def write(name: str, shelf: Shelf) -> list[Intention]:
    """Its chapters and intentions, approved."""
    file = f"rounds/{name}.yaml"
    content = read(file)
    round_ = shelf.rounds[content["round"]["slug"]]
    programmes = {row["slug"]: row for row in content["programmes"]}
    written = []
    for row in content["chapters"]:
        with item(file, row.get("programme")):
            chapter = write_chapter(row, programmes[row["programme"]], round_, shelf)
        for entry in row["intentions"] or []:
            with item(file, entry.get("ref")):
                intention = write_intention(entry, chapter, content, shelf)
                shelf.intentions[round_.slug, entry["ref"]] = intention
                written.append(intention)
    link_related(file, content, round_, shelf)
    for entry in content.get("provider_register") or []:
        with item(file, entry["organisation"]):
            organisation, role = shelf.organisations[entry["organisation"]], plain(entry["role"])
            actions.add_passage(model=RegisterEntry, round=round_, organisation=organisation, role=role, by=shelf.writer)
    return written


def write_chapter(row: dict[str, Any], programme: dict[str, Any], round_: Round, shelf: Shelf) -> Chapter:
    finance = row["finance"] or {}
    first: str = row["intentions"][0]["ref"] if row["intentions"] else row["programme"].upper()
    return actions.add_chapter(
        round=round_,
        programme=shelf.programme(programme),
        code=first.partition("-")[0][:8],
        title=programme["name"],
        by=shelf.writer,
        order=programme["order"],
        horizon=programme["horizon"] or "",
        lead_role=programme["lead_role"] or "",
        objectives=[plain(text) for text in row["objectives"] or []],
        narrative=rich(row["narrative"]),
        supports=[shelf.outcomes[text].statement if text in shelf.outcomes else plain(text) for text in row["supports"] or []],
        year_plans=[{"year": plan["year"], "text": rich(plan["text"])} for plan in row["year_plans"] or []],
        finance_short_term=plain(finance.get("short_term")),
        finance_medium_long_term=plain(finance.get("medium_long_term")),
        finance_rule=plain(finance.get("rule")),
        money=[money(effect) | {"amount": effect["amount_gbp"]} for effect in row.get("money") or []],
        source=row["source"][:200],
    )


def write_intention(entry: dict[str, Any], chapter: Chapter, content: dict[str, Any], shelf: Shelf) -> Intention:
    """One intention of the file, through draft, review and approval."""
    intention = actions.add_intention(
        chapter=chapter, by=shelf.writer, content=words(entry, content, shelf), reference=entry["ref"], source=entry["source"][:200]
    )
    version = actions.submit(version=intention.versions.get(), by=shelf.writer, is_carried_over=True)
    actions.approve(version=version, by=shelf.approver, at=timezone.now(), is_carried_over=True)
    return intention


def words(entry: dict[str, Any], content: dict[str, Any], shelf: Shelf) -> dict[str, Any]:
    """The content of a version as the actions take it."""
    named = entry.get("providers") or []
    bundles = {bundle["slug"]: bundle["name"] for bundle in content.get("bundles") or []}
    return {
        "title": plain(entry["title"]),
        "description": rich(entry["description"]),
        "theme": entry["theme"] or "",
        "setting": entry["setting"] or "",
        "strength": entry["strength"],
        "kind": entry["kind"],
        "places": [shelf.places[slug] for slug in entry["places"]],
        "providers": [shelf.organisations[slug] for slug in named if not slug.startswith("kind:")],
        "provider_kinds": [slug.removeprefix("kind:") for slug in named if slug.startswith("kind:")],
        "lever": plain(entry.get("lever")),
        "outcomes": [shelf.outcomes[slug] for slug in entry.get("outcomes") or []],
        "money": [money(effect) for effect in entry.get("money") or []],
        "standards": [
            {key: "" if row.get(key) is None else str(row[key]) for key in ("metric", "operator", "value", "unit", "population")}
            for row in entry.get("standards") or []
        ],
        "rollouts": [
            {
                "bundle": bundles.get(row["bundle"], row["bundle"]),
                **{key: row.get(key) or "" for key in ("element", "year", "setting", "population", "coverage")},
            }
            for row in entry.get("rollout") or []
        ],
        "policies": [policy(entry["access_rule"], shelf)] if entry.get("access_rule") else [],
        "duties": [duty(entry, shelf)] if entry.get("report") else [],
        **timescale(entry["timescale"]),
    }


def policy(row: dict[str, Any], shelf: Shelf) -> dict[str, str]:
    """An access rule as its source has it."""
    said = ("subject", "referrer_duty", "provider_duty", "evidence", "audit", "payment_consequence")
    effective = row.get("effective") or {}
    return {
        **{name: plain(row.get(name)) for name in said},
        "source_body": named(row.get("source_body"), shelf),
        "effective": effective.get("text") or "",
    }


def duty(entry: dict[str, Any], shelf: Shelf) -> dict[str, str]:
    """What the statement asks to be reported, by whom, to whom and how often."""
    row = entry["report"]
    return {
        "report": sentence(plain(row["what"])),
        "obliged": plain(entry.get("obliged")),
        "recipient": named(row.get("to"), shelf),
        "frequency": plain(row.get("frequency")),
        "detail": plain(row.get("level")),
        "cites": ", ".join(entry.get("cites") or []),
        "follows": plain(entry.get("lever")),
    }


def sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def named(slug: str | None, shelf: Shelf) -> str:
    """The name of an organisation of the register; other bodies are named by their words."""
    known = shelf.organisations.get(slug or "")
    return known.name if known else (slug or "").replace("-", " ").capitalize()


def timescale(row: dict[str, Any]) -> dict[str, Any]:
    """The text as written, and the period the file derives from it."""
    return {
        "timescale": row["text"] or "",
        "from_date": row["from"],
        "to_date": row.get("to"),
        "precision": row["precision"] or (Precision.UNPARSED if row["text"] else ""),
    }


def money(row: dict[str, Any]) -> dict[str, Any]:
    years = row.get("years") or [None, None]
    return {
        "kind": row["kind"],
        "bearer": row["bearer"] or "",
        "amount": row["amount_gbp"],
        "year_from": years[0],
        "year_to": years[-1],
        "is_recurrent": row["recurrent"],
        "confidence": row["confidence"] or "",
        "basis": plain(row["basis"]),
    }


def link_related(file: str, content: dict[str, Any], round_: Round, shelf: Shelf) -> None:
    """The same thing elsewhere in a source is linked, never merged."""
    for row in content["chapters"]:
        for entry in row["intentions"] or []:
            others = [ref for ref in entry.get("related") or [] if (round_.slug, ref) in shelf.intentions]
            if others:
                with item(file, entry["ref"]):
                    actions.relate(
                        intention=shelf.intentions[round_.slug, entry["ref"]],
                        others=[shelf.intentions[round_.slug, ref] for ref in others],
                        by=shelf.writer,
                    )


def publish_as_found(round_: Round, shelf: Shelf) -> Edition:
    """Edition 1 of a round from paper: what the source left open is kept open and said to be so."""
    return actions.publish(
        round=round_,
        by=shelf.approver,
        approving_body=NOT_STATED,
        approved_date=None,
        at=timezone.now(),
        is_carried_over=True,
    )
