from .chart import drawing
from .reading import Reading, in_words, readings, target_in_words

__all__ = ["Reading", "drawing", "in_words", "readings", "target_in_words"]
