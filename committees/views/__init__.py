from .agenda import add_item, call, cancel, edit_item, move_meeting, prepare, publish_agenda
from .book import pack_page, pack_web
from .clearing import clear, reopen, withdraw
from .house import close, edit_committee
from .item import minutes, notes, release, remark
from .minuting import clear_minutes, done, minutes_of, minutes_pdf, minutes_word, reopen_minutes, sign_minutes, write_minutes
from .order import defer, move_item, remove_item, restore, withdraw_item
from .pack import issue_pack, pack, pack_pdf, progress, retry
from .paper import make_paper, paper_draft, paper_progress, preview
from .reading import annex, meeting, meetings, paper, paper_pdf
from .reissuing import reissue, take_place
from .report import (
    bring_in,
    bring_in_item,
    describe,
    leave_original,
    original,
    original_file,
    original_picture,
    picture,
    take_back,
)
from .revising import changes, changes_pdf, revise
from .seats import end_seat, found, seats
from .taking import cancel_print, manifest, notes_pdf, offline, pack_notes
from .word import paper_word, word_file, word_progress

__all__ = [
    "add_item",
    "annex",
    "bring_in",
    "bring_in_item",
    "call",
    "cancel",
    "cancel_print",
    "changes",
    "changes_pdf",
    "clear",
    "clear_minutes",
    "close",
    "defer",
    "describe",
    "done",
    "edit_committee",
    "edit_item",
    "end_seat",
    "found",
    "issue_pack",
    "leave_original",
    "make_paper",
    "manifest",
    "meeting",
    "meetings",
    "minutes",
    "minutes_of",
    "minutes_pdf",
    "minutes_word",
    "move_item",
    "move_meeting",
    "notes",
    "notes_pdf",
    "offline",
    "original",
    "original_file",
    "original_picture",
    "pack",
    "pack_notes",
    "pack_page",
    "pack_pdf",
    "pack_web",
    "paper",
    "paper_draft",
    "paper_pdf",
    "paper_progress",
    "paper_word",
    "picture",
    "prepare",
    "preview",
    "progress",
    "publish_agenda",
    "reissue",
    "release",
    "remark",
    "remove_item",
    "reopen",
    "reopen_minutes",
    "restore",
    "retry",
    "revise",
    "seats",
    "sign_minutes",
    "take_back",
    "take_place",
    "withdraw",
    "withdraw_item",
    "word_file",
    "word_progress",
    "write_minutes",
]
