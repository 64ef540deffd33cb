"""What is kept of each saved state of a paper's draft."""

from __future__ import annotations

from portal.revisions.kinds import Kind

from ..models import Paper
from ..models.exemption import EXEMPTION

PAPER = Kind(
    Paper,
    (
        "title", "form", "before", "plan", "memorandum", "kind", "contributors", "wards", "key_decision", "key_reference", "framework",
        "strategic_summary", "why_late", "why_urgent",
        "chair_agreed_by", "chair_agreed_date", "purpose", "recommendations", "policy_context", "strategic_context",
        "quotes_front_matter", "edition", "programmes", "detail", "implications", "conclusion", "body", "what_changed",
         "background", "contact_role",
        "contact_email", *EXEMPTION,
    ),
)  # fmt: skip
KINDS = {PAPER.model: PAPER}
