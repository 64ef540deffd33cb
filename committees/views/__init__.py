from .agenda import add_item, call, cancel, edit_item, move_item, prepare, publish_agenda, remove_item
from .pack import issue_pack, pack, pack_pdf, pack_web, progress, retry
from .paper import clear, make_paper, paper_draft, paper_progress, preview, reopen, withdraw
from .reading import annex, meeting, meetings, paper, paper_pdf

__all__ = [
    "add_item",
    "annex",
    "call",
    "cancel",
    "clear",
    "edit_item",
    "issue_pack",
    "make_paper",
    "meeting",
    "meetings",
    "move_item",
    "pack",
    "pack_pdf",
    "pack_web",
    "paper",
    "paper_draft",
    "paper_pdf",
    "paper_progress",
    "prepare",
    "preview",
    "progress",
    "publish_agenda",
    "remove_item",
    "reopen",
    "retry",
    "withdraw",
]
