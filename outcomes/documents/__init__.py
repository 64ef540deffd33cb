from .chart import drawing
from .reading import Reading, readings

__all__ = ["Reading", "drawing", "readings"]
