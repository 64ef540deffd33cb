"""A draft response as a Word form: what is asked, and tables to fill in; it comes back as the same rows as the workbook."""

from .reading import read_apart
from .writing import write

__all__ = ["read_apart", "write"]
