from .agenda import add_item, call, cancel, edit_item, move_meeting, prepare, publish_agenda
from .book import pack_page, pack_web
from .house import close, edit_committee
from .item import minutes, notes, release, remark
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
    "close",
    "defer",
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
    "restore",
    "retry",
    "seats",
    "take_place",
    "withdraw",
    "withdraw_item",
]
