"""What waits for one person, whatever their roles (A2): one list by due date, in a fixed number of queries."""

from .everything import Waits, everything
from .providers import invitations_of
from .task import Task

__all__ = ["Task", "Waits", "everything", "invitations_of"]
