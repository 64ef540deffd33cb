"""The whole recognition, in order: what the document is, its tables, its sentences, its terms, and what is left."""

from __future__ import annotations

from portal.reading.source import Source

from .drafting import Drafting
from .figures import read_figures, tie_figures
from .headed import read_headed
from .known import Known
from .letters import read_round, read_versions
from .plans import plans_in, read_plans
from .proposed import Proposed
from .prose import intentions_of
from .rest import read_rest
from .rows.tables import read_tables
from .sections import sections_of
from .terms import read_terms
from .ties import tie_outcomes


def propose(source: Source, known: Known | None = None) -> Proposed:
    """What is in the document, each beside its words; every word ends in a proposal or is named as left out."""
    drafting = Drafting(source, known or Known())
    sections = sections_of(source, drafting.known)
    read_round(drafting)
    read_versions(drafting)
    plans = plans_in(sections)
    read_plans(plans, drafting)
    done = [*plans, *read_headed([one for one in sections if not any(one is plan for plan in plans)], drafting)]
    for section in sections:
        if not any(section is one for one in done):
            read_tables(section, drafting)
            intentions_of(section, drafting)
    tie_outcomes(sections, drafting)
    read_terms(drafting)
    read_figures(drafting)
    read_rest(sections, drafting)
    tie_figures(drafting)
    return drafting.proposed
