from .accepted import Accepted
from .amendment import Amendment, FormerSlug
from .brought import Brought, Finding, Piece, Unnamed
from .carried import CarriedTarget
from .discussion import ABOUT, Comment, Digest, Thread, comments_of, readers_of, written_in
from .edition import Edition, EditionPlace, Entry, FrozenChapter
from .intention import Intention
from .many import Many
from .plan import CaseStudy, Enabler, Plan, RegisterEntry
from .presence import Presence
from .priority import Candidate, Criterion, Exercise, Interest, Panellist, Score
from .round import Challenge, Chapter, Programme, Round, Section
from .route import Endorsement, Planned, Step
from .rows import Contract, Duty, Money, Policy, Rollout, Standard
from .suggestion import Settlement, Suggestion
from .version import Version
from .volume import Volume
from .workbook import Workbook

__all__ = [
    "ABOUT",
    "Accepted",
    "Amendment",
    "Brought",
    "Candidate",
    "CarriedTarget",
    "CaseStudy",
    "Challenge",
    "Chapter",
    "Comment",
    "Contract",
    "Criterion",
    "Digest",
    "Duty",
    "Edition",
    "EditionPlace",
    "Enabler",
    "Endorsement",
    "Entry",
    "Exercise",
    "Finding",
    "FormerSlug",
    "FrozenChapter",
    "Intention",
    "Interest",
    "Many",
    "Money",
    "Panellist",
    "Piece",
    "Plan",
    "Planned",
    "Policy",
    "Presence",
    "Programme",
    "RegisterEntry",
    "Rollout",
    "Round",
    "Score",
    "Section",
    "Settlement",
    "Standard",
    "Step",
    "Suggestion",
    "Thread",
    "Unnamed",
    "Version",
    "Volume",
    "Workbook",
    "comments_of",
    "readers_of",
    "written_in",
]
