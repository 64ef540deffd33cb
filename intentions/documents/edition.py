"""An edition: frozen when it is published, read ever after from what was frozen."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.urls import reverse

from portal.nhsuk import words
from portal.organisations.states import Kind

from ..models import CaseStudy, Edition, Enabler, Plan, RegisterEntry, Round, Section, Version
from .enabler import enabler
from .intention import Facts, chapter, in_order, label, names
from .pictures import with_pictures
from .plan import plan


def edition_content(round: Round, versions: Iterable[Version], *, what_changed: str = "") -> Facts:
    """The round as it stands with these versions: front matter, challenges, every chapter with its intentions, what stands beside them."""
    return {
        "round": round.slug,
        "title": round.title,
        "kind": round.get_kind_display(),
        "years": round.years,
        **({"paper": round.paper_in_words} if round.is_from_paper else {}),
        "lead": round.lead.name,
        "participants": names(round.participants.all()),
        "places": names(round.places.all()),
        "savings_target": words.money(round.savings_target) if round.savings_target is not None else "",
        "savings_note": round.savings_note,
        "challenges": [_challenge(one) for one in in_order(round.challenges.all())],
        **written(round, versions),
        "case_studies": [_study(one) for one in in_order(round.case_studies.prefetch_related("organisations", "places"))],
        "enablers": [_sheet(one) for one in in_order(round.enablers.all())],
        "plans": [_plan(one, round, versions) for one in _plans_of(round)],
        "what_changed": what_changed,
        "register": [_entry(one) for one in in_order(round.register.select_related("organisation", "chapter"))],
    }


def written(round: Round, versions: Iterable[Version]) -> Facts:
    """Its front matter, and its chapters with these versions: what is compared."""
    within: dict[Any, list[Version]] = defaultdict(list)
    for version in versions:
        within[version.intention.chapter_id].append(version)
    return {
        "sections": [_section(one) for one in in_order(round.sections.all())],
        "chapters": [chapter(one, within[one.pk]) for one in in_order(round.chapters.select_related("programme"))],
    }


def _section(one: Section) -> Facts:
    return {"heading": one.heading, "body": one.body, "source": one.source, **with_pictures(one.pictures)}


def edition(edition: Edition) -> Facts:
    """The whole edition for a paper: what was frozen, with its number, body, dates and hash in words."""
    return {
        **edition.content,
        "number": edition.number,
        "approving_body": edition.approving_body,
        "approved": words.day(edition.approved_date) if edition.approved_date else "",
        "published": words.history(edition.published_at),
        "question_deadline": words.when(edition.question_deadline) if edition.question_deadline else "",
        "response_deadline": words.when(edition.response_deadline) if edition.response_deadline else "",
        "sha256": edition.sha256,
    }


def canonical(content: Facts) -> str:
    """The one way in which the content of an edition is written down: keys sorted, no blanks, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(content: Facts) -> str:
    """The mark by which anyone can tell that an edition's content is unchanged."""
    return sha256(canonical(content).encode()).hexdigest()


def _study(one: CaseStudy) -> Facts:
    return {
        "title": one.title,
        "organisations": names(one.organisations.all()),
        "places": names(one.places.all()),
        "narrative": one.narrative,
        "benefits_patients": list(one.benefits_patients),
        "benefits_nhs": list(one.benefits_nhs),
        "accompanies": one.accompanies,
        "source": one.source,
        **with_pictures(one.pictures),
    }


def _sheet(one: Enabler) -> Facts:
    said = [{"heading": heading, "html": html} for heading, html in enabler(one)]
    return {"title": one.title, "lead_role": one.lead_role, "passages": said, "source": one.source}


def _plans_of(round: Round) -> Iterable[Plan]:
    """The public plans on a page of its commissioners, for years that meet its own."""
    meets = Q(year_from__lte=round.year_to, year_to__gte=round.year_from)
    ours = Plan.objects.published().filter(meets, organisation__in=round.commissioner_ids())
    return ours.select_related("organisation", "round").order_by("organisation__name", "title")


def _plan(one: Plan, round: Round, versions: Iterable[Version]) -> Facts:
    """Of this round it lists what this edition says, of another what is public."""
    listed = {version.intention.reference: (version.title, _path(round, version)) for version in versions}
    facts = plan(one, listed if one.round_id == round.pk else None)
    return {"organisation": one.organisation.name, "title": one.title, "facts": facts}


def _path(round: Round, version: Version) -> str:
    return reverse("intention", args=[round.slug, version.intention.reference])


def _entry(one: RegisterEntry) -> Facts:
    return {
        "organisation": one.organisation.name,
        "kinds": [label(Kind, kind) for kind in one.organisation.kinds],
        "programme": one.chapter.title if one.chapter else "",
        "role": one.role,
        "source": one.source,
    }


def _challenge(one: Any) -> Facts:
    amount = words.millions(one.amount) if one.amount is not None else ""
    return {"area": one.area, "statement": one.statement, "amount": amount, "source": one.source}
