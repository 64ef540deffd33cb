"""Plain words and numbers out of rounds and intentions, for editions, papers, receipts and downloads. Nothing is fetched later."""

from .edition import edition, edition_content, hash_of
from .intention import chapter, intention
from .parts import Change, Part, changes, parts, parts_of

__all__ = ["Change", "Part", "changes", "chapter", "edition", "edition_content", "hash_of", "intention", "parts", "parts_of"]
