"""Papers and packs as plain words and numbers. What is quoted from an edition is read from the edition and typed nowhere again."""

from .checks import contradiction, is_after_the_deadline, is_new_in_a_supplement, missing, not_issuable, superseded, unreasoned
from .clear_days import clear_days_left, despatch_by, is_late, papers_due, published_on
from .compared import compared
from .corrections import corrected, flagged, not_to_be_had
from .lateness import is_reasoned, late_agenda_words, late_line, late_words, lateness_of, reason_of, unreasoned_words
from .letters import unprintable, unprintable_in_pack
from .minutes import action_rows, coming_back, minutes_facts, minutes_lacking, minutes_word, promise_words, state_words, title_of
from .notes import NOTES, notes_facts, printed_notes
from .owed import due_within, due_words, owed_by, papers_owed, writers_of
from .pack import (
    annex_facts,
    begins_at,
    contact_words,
    exclusion_words,
    note_of,
    notices_lacking,
    pack_facts,
    private_words,
    standing_words,
    title_words,
    when_words,
)
from .paper import paper_facts, printed
from .quoted import chosen, page_estimate, programme_codes, programmes_of
from .retention import report_words
from .revision import changed_in, redline_facts
from .sources import why_not
from .uploads import pages_in_words, said_of_upload, undecided_words, unseen_words
from .within import held_within
from .word import word, word_order

__all__ = [
    "NOTES",
    "action_rows",
    "annex_facts",
    "begins_at",
    "changed_in",
    "chosen",
    "clear_days_left",
    "coming_back",
    "compared",
    "contact_words",
    "contradiction",
    "corrected",
    "despatch_by",
    "due_within",
    "due_words",
    "exclusion_words",
    "flagged",
    "held_within",
    "is_after_the_deadline",
    "is_late",
    "is_new_in_a_supplement",
    "is_reasoned",
    "late_agenda_words",
    "late_line",
    "late_words",
    "lateness_of",
    "minutes_facts",
    "minutes_lacking",
    "minutes_word",
    "missing",
    "not_issuable",
    "not_to_be_had",
    "note_of",
    "notes_facts",
    "notices_lacking",
    "owed_by",
    "pack_facts",
    "page_estimate",
    "pages_in_words",
    "paper_facts",
    "papers_due",
    "papers_owed",
    "printed",
    "printed_notes",
    "private_words",
    "programme_codes",
    "programmes_of",
    "promise_words",
    "published_on",
    "reason_of",
    "redline_facts",
    "report_words",
    "said_of_upload",
    "standing_words",
    "state_words",
    "superseded",
    "title_of",
    "title_words",
    "undecided_words",
    "unprintable",
    "unprintable_in_pack",
    "unreasoned",
    "unreasoned_words",
    "unseen_words",
    "when_words",
    "why_not",
    "word",
    "word_order",
    "writers_of",
]
