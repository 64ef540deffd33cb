"""The intentions of a round as a workbook, and what a workbook that came back says of them."""

from .columns import INTENTIONS, Offered, sheets_of
from .content import said_by
from .rows import rows_of

__all__ = ["INTENTIONS", "Offered", "rows_of", "said_by", "sheets_of"]
