"""What is kept of each saved state: the words of every kind of thing that commissioners write."""

from __future__ import annotations

from portal.revisions.kinds import Kind

from ..models import (
    CaseStudy,
    Challenge,
    Chapter,
    Contract,
    Duty,
    Enabler,
    Money,
    Plan,
    Policy,
    RegisterEntry,
    Rollout,
    Round,
    Section,
    Standard,
    Version,
)
from ..models.content import COLUMNS, LINKS, ROWS

ROW_MODELS = {"money": Money, "standards": Standard, "rollouts": Rollout, "policies": Policy, "duties": Duty, "contracts": Contract}
CHAPTER = (
    "title", "horizon", "lead_role", "objectives", "narrative", "supports", "year_plans",
    "finance_short_term", "finance_medium_long_term", "finance_rule", "money", "pictures",
)  # fmt: skip
EXAMPLE = ("title", "narrative", "benefits_patients", "benefits_nhs", "accompanies", "pictures")
ROUND = (  # not its address: the one it had leads to the one it has
    "title", "year_from", "year_to", "lead", "notice_by_date", "effective_date", "question_deadline", "response_deadline",
    "savings_target", "savings_note",
)  # fmt: skip
PLAN = ("title", "document_version", "document_status", "dated", "signed_off_date", "year_from", "year_to", "round")

VERSION = Kind(Version, COLUMNS, LINKS, {name: (model, ROWS[name]) for name, model in ROW_MODELS.items()})
KINDS = {
    kind.model: kind
    for kind in (
        VERSION,
        Kind(Chapter, CHAPTER),
        Kind(Section, ("heading", "kind", "body", "source", "pictures")),
        Kind(Challenge, ("area", "statement", "amount", "source")),
        Kind(CaseStudy, EXAMPLE, ("organisations", "places")),
        Kind(Enabler, ("title", "lead_role"), has_content=True),
        Kind(RegisterEntry, ("organisation", "chapter", "role")),
        Kind(Plan, PLAN, has_content=True),
        Kind(Round, ROUND, ("places", "participants")),
    )
}
