"""Pages that compose several storeys."""

from .calendar import meeting_calendar, meetings_calendar, own_calendar
from .edition import preview_round, round_
from .front import front
from .history import history
from .home import home
from .joining import join, new_link
from .leaving import remove
from .lives import hand_on, merge
from .pasting import read_pasted
from .public import intention
from .saved import bring_back, cancel, saved_state, saved_states
from .search import search
from .standing import csrf_failure, data, glossary, help_page

__all__ = [
    "bring_back",
    "cancel",
    "csrf_failure",
    "data",
    "front",
    "glossary",
    "hand_on",
    "help_page",
    "history",
    "home",
    "intention",
    "join",
    "meeting_calendar",
    "meetings_calendar",
    "merge",
    "new_link",
    "own_calendar",
    "preview_round",
    "read_pasted",
    "remove",
    "round_",
    "saved_state",
    "saved_states",
    "search",
]
