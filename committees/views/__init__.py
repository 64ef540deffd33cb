from .agenda import add_item, call, cancel, edit_item, move_meeting, prepare, publish_agenda
from .book import pack_page, pack_web
from .house import close, edit_committee
from .item import minutes, notes, release, remark
from .minuting import clear_minutes, done, minutes_of, minutes_pdf, minutes_word, reopen_minutes, sign_minutes, write_minutes
from .order import defer, move_item, remove_item, restore, withdraw_item
from .pack import issue_pack, pack, pack_pdf, progress, retry
from .paper import clear, make_paper, paper_draft, paper_progress, paper_word, preview, reopen, withdraw
from .reading import annex, meeting, meetings, paper, paper_pdf
from .reissuing import reissue, take_place
from .seats import end_seat, found, seats
from .taking import cancel_print, manifest, notes_pdf, offline, pack_notes

__all__ = [
    "add_item",
    "annex",
    "call",
    "cancel",
    "cancel_print",
    "clear",
    "clear_minutes",
    "close",
    "defer",
    "done",
    "edit_committee",
    "edit_item",
    "end_seat",
    "found",
    "issue_pack",
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
    "seats",
    "sign_minutes",
    "take_place",
    "withdraw",
    "withdraw_item",
    "write_minutes",
]
