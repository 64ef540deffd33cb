"""PDFs with text, read by where each letter stands on the page: columns, tables by their rules, running lines told apart."""

from .document import read_pdf

__all__ = ["read_pdf"]
