"""WeasyPrint as the press uses it: watched, with our own files and fonts alone. A process that may print imports it once."""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from typing import Any

from . import fetching, refusals, tags, writing

BODY_SIZE = 11.0  # points


@lru_cache(maxsize=8)
def style_of(size: float, faces: tuple[str, ...] = ()) -> tuple[Any, Any]:
    """The print styles with body text of so many points, and the fonts they name: read once a process, and inherited by its children.

    `faces` are the files of fonts beyond those of Latin.
    """
    weasyprint = engine()
    words = fetching.read_static("print.css").decode() + f"\nhtml {{ font-size: {size}pt }}\n{writing.rules_of(faces)}"
    with writing.our_fonts_alone():
        fonts = weasyprint.FontConfiguration()
    return weasyprint.CSS(string=words, font_config=fonts, url_fetcher=weasyprint.OurFiles()), fonts


@lru_cache(maxsize=1)
def engine() -> Any:
    """WeasyPrint, watched, with a fetcher that knows our own files only. Slow to import: only a worker ever needs it."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    for chatty in ("weasyprint.progress", "fontTools", "pikepdf"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    import weasyprint
    from weasyprint import document, urls
    from weasyprint.formatting_structure import boxes
    from weasyprint.pdf import tags as builder
    from weasyprint.text.fonts import FontConfiguration

    class OurFiles(urls.URLFetcher):
        """Refuses every address that is not ours, and stops the print: nothing is left out silently."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if fetching.is_inline_picture(url):
                return super().fetch(url, headers)
            try:
                return urls.URLFetcherResponse(url, fetching.read(url))
            except refusals.CannotPrint as refusal:
                raise urls.FatalURLFetchingError(refusal.words) from refusal

    fetching.read_all_static()
    tags.watch(document, builder, boxes)
    weasyprint.OurFiles, weasyprint.FontConfiguration = OurFiles, FontConfiguration
    return weasyprint
