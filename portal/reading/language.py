"""Which of the two languages of Wales and England a text is in, by its commonest words."""

from __future__ import annotations

import re

WELSH = set(
    "yn y yr a i o ar ac bydd mae ein gyda gan am eu er mwyn hyn wedi fel gofal iechyd byddwn bwrdd dros cymru gwasanaethau pobl".split()
)
ENGLISH = set(
    "the of and to in will for a with is are on our be care by that this as we their it health services people from at or".split()
)


def language_of(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text.lower())[:4000]
    welsh, english = (sum(1 for word in words if word in known) for known in (WELSH, ENGLISH))
    return "cy" if welsh > english else "en"
