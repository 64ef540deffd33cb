"""What is kept of each saved state of an outcome."""

from __future__ import annotations

from portal.revisions.kinds import Kind

from ..models import Outcome

OUTCOME = Kind(Outcome, ("statement", "population", "prioritised_by", "attribute_of_care", "note", "source"), ("places",))
KINDS = {OUTCOME.model: OUTCOME}
