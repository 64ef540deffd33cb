"""Outcomes, their measures, values and targets as Excel workbooks, one of each."""

from .columns import Offered, offered_by, sheet_of
from .content import said_by
from .rows import FIXED, key_of, row_of, standing

__all__ = ["FIXED", "Offered", "key_of", "offered_by", "row_of", "said_by", "sheet_of", "standing"]
