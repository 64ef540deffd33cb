"""Mend the tags of a paper while WeasyPrint still holds it in memory: one tag for one HTML element.

WeasyPrint tags page by page, so a table over ten pages becomes ten tables, and so do lists, rows and paragraphs.
`watching` makes each tag remember its box; `tree` joins the tags of one box; `shapes` gives them the roles and
attributes PDF/UA asks for; `marks` settles what is text and what is artefact.
"""

from .tree import TextCannotBeTagged, mend
from .watching import WeasyPrintChanged, watch

__all__ = ["TextCannotBeTagged", "WeasyPrintChanged", "mend", "watch"]
