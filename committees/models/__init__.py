from .committee import Committee, Meeting, Seat
from .pack import AgendaItem, Pack, PackItem
from .paper import Paper

__all__ = ["AgendaItem", "Committee", "Meeting", "Pack", "PackItem", "Paper", "Seat"]
