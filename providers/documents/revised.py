"""What is kept of each saved state of a draft answer: each position and point of its own, the statement, the rights reserved."""

from __future__ import annotations

from portal.revisions.kinds import Kind

from ..models import Condition, Effect, Position, Response
from ..models.position import OWN, PROSE

EFFECT = ("kind", "bearer", "amount", "year_from", "year_to", "is_recurrent", "confidence", "basis")
ROWS = {"conditions": (Condition, ("text", "by_date")), "effects": (Effect, EFFECT)}

POSITION = Kind(Position, ("stance", *PROSE, "is_sensitive", "sensitive_until"), rows=ROWS)
POINT = Kind(Position, (*OWN, "is_sensitive", "sensitive_reason", "sensitive_until"))  # of those that hang on no intention
STATEMENT = Kind(Response, ("covering_statement", "rights"))
KINDS = {kind.model: kind for kind in (POSITION, STATEMENT)}
