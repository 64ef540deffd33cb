"""What is kept of each saved state of a draft answer: every position, and the covering statement."""

from __future__ import annotations

from portal.revisions.kinds import Kind

from ..models import Condition, Effect, Position, Response
from ..models.position import PROSE

EFFECT = ("kind", "bearer", "amount", "year_from", "year_to", "is_recurrent", "confidence", "basis")
ROWS = {"conditions": (Condition, ("text", "by_date")), "effects": (Effect, EFFECT)}

POSITION = Kind(Position, ("stance", *PROSE, "is_sensitive", "sensitive_until"), rows=ROWS)
STATEMENT = Kind(Response, ("covering_statement",))
KINDS = {kind.model: kind for kind in (POSITION, STATEMENT)}
