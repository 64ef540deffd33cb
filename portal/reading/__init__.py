"""The reading of documents from elsewhere: a file in, its blocks in order out. Pure: no page, no database, no network."""

from .formats import read
from .refusals import CannotRead
from .source import Block, Cell, Change, LeftOut, Look, Source

__all__ = ["Block", "CannotRead", "Cell", "Change", "LeftOut", "Look", "Source", "read"]
