"""The words on each page of an upload, for those who cannot see its pages, and for searching in a pack."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

LONGEST, MOST = 20_000, 2_000_000  # letters of a page, and of a whole file


def words_of(content: bytes) -> Iterator[str]:
    """Line by line as the file has them; a page that is a picture has none."""
    file, left = pypdfium2.PdfDocument(content), MOST
    for page in file:
        text = page.get_textpage().get_text_bounded()[: min(LONGEST, left)]
        left -= len(text)
        lines = (" ".join(line.split()) for line in text.replace("\0", "").splitlines())
        yield "\n".join(line for line in lines if line)
        page.close()
    file.close()
