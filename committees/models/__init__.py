from .agenda import AgendaItem
from .committee import Committee, Meeting, Seat
from .minutes import Minute, Minutes, Promise, Resolution
from .note import Note
from .original import Original, Picture
from .pack import Pack, PackItem
from .paper import Paper
from .release import Release
from .reminder import PaperReminder
from .word import WordFile

__all__ = [
    "AgendaItem",
    "Committee",
    "Meeting",
    "Minute",
    "Minutes",
    "Note",
    "Original",
    "Pack",
    "PackItem",
    "Paper",
    "PaperReminder",
    "Picture",
    "Promise",
    "Release",
    "Resolution",
    "Seat",
    "WordFile",
]
