"""Random histories of everything people write: forty saves of a thing, and then every state it was saved in, brought back.

What a thing says is read here column by column out of its tables, and not by what is kept of it: a column that is not kept is found out.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from committees import actions as committees
from intentions import actions as intentions
from intentions.models import CaseStudy, Challenge, Enabler, RegisterEntry, Section
from outcomes import actions as outcomes
from portal.organisations.models import Place
from portal.organisations.states import PlaceKind
from portal.revisions.actions import brought_back
from portal.revisions.models import Revision
from portal.views.saved.shelves import SHELVES
from providers import actions as providers

BOOKS = {  # what the portal notes of a thing, and nobody writes
    "id", "revision", "changes", "changed_at", "changed_by_id", "writers", "written_by_id", "search", "search_public", "status",
}  # fmt: skip
ROWS = {
    "version": ("money", "standards", "rollouts", "policies", "duties", "contracts"),
    "position": ("conditions", "effects"),
}
LINKS = {
    "version": ("places", "providers", "outcomes"),
    "casestudy": ("organisations", "places"),
    "round": ("places", "participants"),
    "outcome": ("places",),
}
WORDS = "care close to home for every child of Łódź who needs “it” sooner than 2027/28 & not < later; ½ of 3,000 beds – no, none".split()


KINDS = (
    "version", "chapter", "section", "challenge", "casestudy", "enabler", "registerentry", "plan", "round", "outcome", "paper", "position",
    "point", "response",
)  # fmt: skip


# ── What is typed ───────────────────────────────────────────────────────────────────────────────────────────────────
def said(of: Random, most: int = 8, least: int = 0) -> str:
    return " ".join(of.choice(WORDS) for _ in range(of.randint(least, most)))


def named(of: Random) -> str:
    return said(of, least=1)


def rich(of: Random) -> str:
    """Paragraphs, a list, a table or nothing, as they are kept: signs written as HTML has them."""
    words = [said(of, 6, 1).replace("&", "and").replace("<", "under") for _ in range(3)]
    one, two, three = words
    shapes = ["", f"<p>{one}</p>", f"<p>{one}</p><p><strong>{two}</strong></p>", f"<ul><li><p>{one}</p></li><li><p>{two}</p></li></ul>"]
    return of.choice([*shapes, f"<table><tbody><tr><td><p>{one}</p></td><td><p>{three}</p></td></tr></tbody></table>"])


def lines(of: Random) -> list[str]:
    return [named(of) for _ in range(of.randint(0, 3))]


def day(of: Random) -> date | None:
    return of.choice([None, date(2027, 4, 1) + timedelta(days=of.randint(0, 700))])


def later(of: Random) -> date | None:
    """After every day that begins something."""
    return of.choice([None, date(2030, 3, 31) + timedelta(days=of.randint(0, 700))])


def hour(year: int) -> Any:
    """Of some day of a year, or none: questions close before responses."""

    def write(of: Random) -> datetime | None:
        found = datetime(year, of.randint(1, 12), of.randint(1, 28), 17, of.choice([0, 30]), tzinfo=ZoneInfo("Europe/London"))
        return of.choice([None, found])

    return write


def pounds(of: Random) -> Decimal | None:
    return of.choice([None, Decimal(of.randint(0, 10**9)) / 100, Decimal(of.randint(1, 90)) * 1000])


def one_of(*values: Any):
    return lambda of: of.choice(values)


def some(things: list[Any]):
    return lambda of: of.sample(things, of.randint(0, len(things)))


def rows(**columns: Any):
    return lambda of: [{name: write(of) for name, write in columns.items()} for _ in range(of.randint(0, 3))]


def effect() -> Any:
    return rows(
        kind=one_of("investment", "saving", "pressure"), bearer=one_of("", "system", "provider"), amount=pounds,
        year_from=one_of(None, 2027), year_to=one_of(None, 2027, 2028), is_recurrent=one_of(None, True, False),
        confidence=one_of("", "committed", "illustrative"), basis=said,
    )  # fmt: skip


class Everything:
    """One thing of each kind, and what is typed in it. `town`, a draft round with its chapter, a published one with an answer begun."""

    def __init__(self, town: Any, round: Any, chapter: Any, response: Any, outcome: Any):
        self.town, self.round = town, round
        self.places = [town.borough, *(Place.objects.create(slug=f"p{n}", name=f"P{n}", kind=PlaceKind.BOROUGH) for n in range(3))]
        self.organisations = [town.ccg, town.trust, town.rival]
        author, passage = town.author, intentions.add_passage
        about = {"round": round, "by": author}
        version = intentions.add_intention(chapter=chapter, by=author, content={"title": "Falls"}).latest
        plan = intentions.add_plan(slug="plan", organisation=town.ccg, title="Plan", form="ccg", by=author, content={"visions": []})
        paper = committees.make_paper(committee=town.committee, author=town.ccg, title="Paper", by=town.clerk, edition=response.edition)
        first = response.edition.versions.first().intention
        position = providers.save_position(response=response, intention=first, by=town.contributor, content={"comment": "Yes."})
        point = providers.save_point(
            response=response, point=uuid4(), by=town.contributor, content={"subject": "MONEY", "words": "<p>No.</p>"}
        )
        self.things = {
            "version": (version, author, self._version(outcome)),
            "chapter": (chapter, author, CHAPTER),
            "section": (passage(model=Section, heading="Why", **about), author, {"heading": named, "body": rich}),
            "challenge": (
                passage(model=Challenge, area="Money", statement="Short", **about), author,
                {"area": named, "statement": named, "amount": pounds},
            ),
            "casestudy": (passage(model=CaseStudy, title="Example", **about), author, self._study()),
            "enabler": (passage(model=Enabler, title="Estates", **about), author, ENABLER),
            "registerentry": (
                passage(model=RegisterEntry, organisation=town.trust, role="Acute", **about), author,
                {"organisation": one_of(*self.organisations), "chapter": one_of(None, chapter), "role": named},
            ),
            "plan": (plan, author, {**PLAN, "round": one_of(None, round)}),
            "round": (round, author, self._round()),
            "outcome": (
                outcomes.add_outcome(slug="o", statement="I am well", by=author, owner=town.ccg), author,
                {"statement": named, "population": said, "prioritised_by": one_of("", "patients", "professionals"), "note": said,
                 "attribute_of_care": said, "places": some(self.places)},
            ),
            "paper": (paper, town.clerk, PAPER),
            "position": (position, town.contributor, POSITION),
            "point": (point, town.contributor, {"subject": one_of("MONEY", "PROPOSED"), "title": named, "words": rich}),
            "response": (response, town.contributor, {"covering_statement": rich, "rights": said}),
        }  # fmt: skip

    def _version(self, outcome: Any) -> dict[str, Any]:
        return {**VERSION, "places": some(self.places), "providers": some(self.organisations), "outcomes": some([outcome])}

    def _study(self) -> dict[str, Any]:
        lists = {"benefits_patients": lines, "benefits_nhs": lines, "organisations": some(self.organisations), "places": some(self.places)}
        return {"title": named, "narrative": rich, "accompanies": said, **lists}

    def _round(self) -> dict[str, Any]:
        return {
            "title": named, "year_from": one_of(2025, 2026, 2027), "year_to": one_of(2027, 2028), "notice_by_date": day,
            "effective_date": day, "question_deadline": hour(2027), "response_deadline": hour(2028), "savings_target": pounds,
            "savings_note": said,
            "places": some(self.places), "participants": some([self.town.trust]),
        }  # fmt: skip


VERSION = {
    "title": said, "description": rich, "theme": said, "setting": one_of("", "in-hospital", "both"), "strength": one_of("", "will"),
    "kind": one_of("", "decommission", "continue", "policy"), "timescale": said, "from_date": day, "to_date": later,
    "precision": one_of("", "day", "year"), "lever": said, "schedule": one_of("", "sdip", "none"), "dependencies": said,
    "provider_kinds": some(["acute-trust", "council"]), "affects_no_provider": one_of(True, False), "money": effect(),
    "standards": rows(metric=named, operator=one_of("", ">="), value=said, unit=said, population=said),
    "rollouts": rows(bundle=named, element=said, year=one_of("", "2027/28"), setting=said, population=said, coverage=said),
    "policies": rows(subject=named, source_body=said, referrer_duty=said, provider_duty=said, evidence=said, audit=said,
                     payment_consequence=said, effective=said),
    "duties": rows(report=named, obliged=said, recipient=said, frequency=said, detail=said, cites=said, follows=said),
    "contracts": rows(reference=named, provider=said, ends_on=day, notice_months=one_of(None, 0, 6, 60), clause=said, unserved=said),
}  # fmt: skip
CHAPTER = {
    "title": named, "horizon": said, "lead_role": said, "objectives": lines, "narrative": rich, "supports": lines,
    "year_plans": lambda of: [{"year": "2027/28", "text": rich(of)}] if of.random() < 0.5 else [], "finance_short_term": said,
    "finance_medium_long_term": said, "finance_rule": said,
}  # fmt: skip
ENABLER = {"title": named, "lead_role": said, "aims": lines, "approach": lines, "mechanism": lines, "impact": rows(area=named, items=lines)}
PLAN = {
    "title": named, "document_version": one_of("", "0.19"), "document_status": one_of("", "draft"), "dated": day, "signed_off_date": day,
    "year_from": one_of(None, 2027), "year_to": one_of(None, 2028), "mission": said, "visions": rows(statements=lines), "risks": lines,
    "objectives": rows(number=one_of(1, 2), statement=named), "governance": lines, "intentions": lines,
    "delivered_by": rows(serves=one_of([1], [1, 2]), text=said, intentions=lines),
}  # fmt: skip
PAPER = {
    "title": named, "contributors": said, "wards": said, "strategic_summary": said, "why_late": said, "why_urgent": said, "purpose": rich,
    "recommendations": rows(verb=one_of("note", "approve"), text=named, informed_by=lines), "policy_context": rich,
    "strategic_context": rich, "quotes_front_matter": one_of(True, False), "detail": one_of("full", "summary"),
    "programmes": some(["UEC"]), "conclusion": rich, "contact_role": said, "contact_email": one_of("", "desk@example.org"),
    "background": rows(title=named, date=said, where=said, url=one_of("", "https://example.org/a")),
}  # fmt: skip
POSITION = {
    "stance": one_of("", "support", "cannot-support", "support-with-conditions"), "comment": said, "impact_activity": said,
    "impact_workforce": said, "impact_quality": said, "is_sensitive": one_of(True, False),
    "conditions": rows(text=named, by_date=day), "effects": effect(),
}  # fmt: skip


# ── A history ───────────────────────────────────────────────────────────────────────────────────────────────────────
def now(kind: str, thing: Any) -> dict[str, Any]:
    """All that stands in the tables of a thing, but for the portal's own notes."""
    thing = type(thing)._default_manager.get(pk=thing.pk)
    found = {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields if field.attname not in BOOKS}
    found |= {name: sorted(str(one.pk) for one in getattr(thing, name).all()) for name in LINKS.get(kind, ())}
    for name in ROWS.get(kind, ()):
        listed = [field.attname for field in getattr(thing, name).model._meta.concrete_fields if field.attname not in ("id", f"{kind}_id")]
        found[name] = list(getattr(thing, name).order_by("order").values_list(*listed))
    return found


def fresh(thing: Any) -> Any:
    return type(thing)._default_manager.get(pk=thing.pk)


def lived(kind: str, thing: Any, by: Any, typed: dict[str, Any], of: Random, saves: int) -> tuple[int, list[str]]:
    """So many random saves, now and then an earlier state brought back among them; then each state, in any order.

    (states that were saved, what was lost)
    """
    shelf, states = SHELVES[kind], []
    for _ in range(saves):
        before = fresh(thing)
        if states and of.random() < 0.1:
            number, _ = of.choice(states)
            bring_back(shelf, thing, by, number)
        else:
            names = of.sample(sorted(typed), min(of.randint(1, 4), len(typed)))
            shelf.save(before, by, before.revision, with_reason({name: typed[name](of) for name in names}, of))
        if fresh(thing).revision != before.revision:
            states.append((Revision.objects.of(thing)[0].number, now(kind, thing)))
    lost = []
    for number, stood in of.sample(states, len(states)):
        bring_back(shelf, thing, by, number)
        stands = now(kind, thing)
        differing = [name for name in stood if stands[name] != stood[name]]
        if differing:
            lost.append(
                f"{kind}, state {number}: {', '.join(f'{name} {stood[name]!r} came back as {stands[name]!r}' for name in differing)}"
            )
    return len(states), lost


def with_reason(content: dict[str, Any], of: Random) -> dict[str, Any]:
    """What is sensitive says why; the two are one part."""
    return content | {"sensitive_reason": named(of) if content["is_sensitive"] else ""} if "is_sensitive" in content else content


def bring_back(shelf: Any, thing: Any, by: Any, number: int) -> None:
    """As the page does it."""
    stood, current = Revision.objects.of(thing).get(number=number), shelf.drafts(by).get(pk=thing.pk)
    saved = shelf.bring_back(current, by=by, revision=current.revision, said=stood.said)
    if saved.revision != current.revision:
        brought_back(saved, number=number)


def of_everything(town: Any, published: Any, outcome: Any) -> Everything:
    """The published round has an answer that is begun; a draft round of its own is written in."""
    response = providers.start(invitation=published.invitations.get(organisation=town.trust), by=town.contributor)
    about = {"kind": "annual", "lead": town.ccg, "participants": [], "year_from": 2027, "year_to": 2027, "by": town.author}
    draft = intentions.start_round(title="Draft", slug="draft-2027", **about)
    programme = intentions.add_programme(slug="falls", name="Falls", kind="other", by=None)
    chapter = intentions.add_chapter(round=draft, programme=programme, code="FAL", title="Falls", by=town.author)
    return Everything(town, draft, chapter, response, outcome)
