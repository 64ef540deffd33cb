"""The points of a round as a workbook in which they are decided: what goes out of it, and what a workbook that came back says."""

from .columns import CONDITIONS, MONEY, POINTS, sheets_of
from .content import Said, said_by
from .rows import key_of, points_of, rows_of

__all__ = ["CONDITIONS", "MONEY", "POINTS", "Said", "key_of", "points_of", "rows_of", "said_by", "sheets_of"]
