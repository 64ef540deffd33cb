"""Full text search over what the reader may see, with facets, in a fixed number of queries."""

from .facets import FACETS
from .hits import Hit, hydrate
from .kinds import KINDS, matches
from .wanted import Wanted, wanted

__all__ = ["FACETS", "KINDS", "Hit", "Wanted", "hydrate", "matches", "wanted"]
