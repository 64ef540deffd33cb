"""OpenDocument texts and spreadsheets, read from their XML."""

from .sheet import read_ods
from .text import read_odt

__all__ = ["read_ods", "read_odt"]
