from .accepted import Accepted
from .edition import Edition, Entry
from .intention import Intention
from .plan import CaseStudy, Enabler, Plan
from .priority import Candidate, Criterion, Exercise, Interest, Panellist, Score
from .round import Challenge, Chapter, Programme, Round, Section
from .route import Endorsement, Planned, Step
from .version import Money, Rollout, Standard, Version

__all__ = [
    "Accepted",
    "Candidate",
    "CaseStudy",
    "Challenge",
    "Chapter",
    "Criterion",
    "Edition",
    "Enabler",
    "Endorsement",
    "Entry",
    "Exercise",
    "Intention",
    "Interest",
    "Money",
    "Panellist",
    "Plan",
    "Planned",
    "Programme",
    "Rollout",
    "Round",
    "Score",
    "Section",
    "Standard",
    "Step",
    "Version",
]
