from .agenda import AgendaItem
from .committee import Committee, Meeting, Seat
from .minutes import Minute, Minutes, Promise, Resolution
from .note import Note
from .pack import Pack, PackItem
from .paper import Paper
from .release import Release

__all__ = [
    "AgendaItem",
    "Committee",
    "Meeting",
    "Minute",
    "Minutes",
    "Note",
    "Pack",
    "PackItem",
    "Paper",
    "Promise",
    "Release",
    "Resolution",
    "Seat",
]
