"""A draft response as a workbook: what goes out of it, and what a workbook that came back says."""

from .columns import ANSWERS, CONDITIONS, MONEY, sheets_of
from .content import Standing, said_by
from .rows import marked, rows_of

__all__ = ["ANSWERS", "CONDITIONS", "MONEY", "Standing", "marked", "rows_of", "said_by", "sheets_of"]
