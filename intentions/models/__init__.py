from .edition import Edition, Entry
from .intention import Intention
from .plan import CaseStudy, Enabler, Plan
from .round import Challenge, Chapter, Programme, Round, Section
from .version import Money, Rollout, Standard, Version

__all__ = [
    "CaseStudy",
    "Challenge",
    "Chapter",
    "Edition",
    "Enabler",
    "Entry",
    "Intention",
    "Money",
    "Plan",
    "Programme",
    "Rollout",
    "Round",
    "Section",
    "Standard",
    "Version",
]
