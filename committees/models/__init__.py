from .agenda import AgendaItem
from .committee import Committee, Meeting, Seat
from .minutes import Promise, Resolution
from .note import Note
from .pack import Pack, PackItem
from .paper import Paper
from .release import Release

__all__ = ["AgendaItem", "Committee", "Meeting", "Note", "Pack", "PackItem", "Paper", "Promise", "Release", "Resolution", "Seat"]
