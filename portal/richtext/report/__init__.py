"""A whole Word file as a report: sections under their headings, notes, pictures, and what could not be kept, beside what the file said."""

from .reading import read_report

__all__ = ["read_report"]
