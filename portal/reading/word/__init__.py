"""Word files (.docx): read from their XML, since what was struck out, counted or hidden is said only there."""

from .document import read_docx

__all__ = ["read_docx"]
