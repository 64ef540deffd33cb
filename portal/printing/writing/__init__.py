"""Every writing that people here read: which font draws it, which language it is, and what none of our fonts can draw.

Paper is set in our own fonts alone, so that it looks the same whichever machine prints it. A letter none of them has is
never printed as a box: its place says so in words, whoever clears the paper is told before, and the file does not claim
to be accessible.
"""

from .fonts import faces_of, is_plain, our_fonts_alone, rules_of
from .missing import in_words, is_said, lacking, marked, warned

__all__ = ["faces_of", "in_words", "is_plain", "is_said", "lacking", "marked", "our_fonts_alone", "rules_of", "warned"]
