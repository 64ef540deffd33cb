"""What waits for one person, whatever their roles (A2): one list by due date, in a fixed number of queries."""

from .providers import invitations_of
from .task import Task
from .whole import Waits, everything

__all__ = ["Task", "Waits", "everything", "invitations_of"]
