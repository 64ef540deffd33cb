"""Papers and packs as plain words and numbers. What is quoted from an edition is read from the edition and typed nowhere again."""

from .checks import contradiction, late_agenda_words, late_words, missing, not_issuable
from .clear_days import clear_days_left, despatch_by, is_late, published_on
from .pack import contact_words, pack_facts, private_words, when_words
from .paper import paper_facts, printed
from .quoted import page_estimate, programme_codes, programmes_of

__all__ = [
    "clear_days_left",
    "contact_words",
    "contradiction",
    "despatch_by",
    "is_late",
    "late_agenda_words",
    "late_words",
    "missing",
    "not_issuable",
    "pack_facts",
    "page_estimate",
    "paper_facts",
    "printed",
    "private_words",
    "programme_codes",
    "programmes_of",
    "published_on",
    "when_words",
]
