"""What waits for one person, whatever their roles (A2): one list by due date, in a fixed number of queries."""

from .commissioners import commissioner_tasks, rounds_of
from .committees import committee_tasks, meetings_of
from .people import administrator_tasks, first_round_tasks, offer_tasks, operator_tasks
from .providers import invitations_of, letter_tasks, memorandum_tasks, provider_tasks, wording_tasks
from .successions import succession_tasks
from .task import Task

__all__ = [
    "Task",
    "administrator_tasks",
    "commissioner_tasks",
    "committee_tasks",
    "first_round_tasks",
    "invitations_of",
    "letter_tasks",
    "meetings_of",
    "memorandum_tasks",
    "offer_tasks",
    "operator_tasks",
    "provider_tasks",
    "rounds_of",
    "succession_tasks",
    "wording_tasks",
]
