"""The letters of running lines and page numbers: a subset of Arimo, embedded once a file.

Lines are set by hand because a bound pack is not laid out again: only its numbers change. A line with other letters is set
as the body of a page is (`lines`), and drawn where this would stand.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from . import fetching

FONT = "press:build/fonts/arimo-latin-400-normal.woff2"
FONT_NAME = "/LINEAA+Arimo"
SIZE = 8.5  # points
ALWAYS = "".join(map(chr, range(32, 127))) + "£–—‘’“”…"  # one subset serves nearly every file, and a process makes it once


class Lettering:
    """Sets lines of text as artefacts, of the letters the font has."""

    def __init__(self, pdf: pikepdf.Pdf, text: str):
        letters = "".join(sorted(set(ALWAYS + text)))
        file, self.glyphs, self.widths = subset(letters)
        self.font = pdf.make_indirect(self._font(pdf, file))

    def _font(self, pdf: pikepdf.Pdf, file: bytes) -> Dictionary:
        units, ascent, descent, cap_height, box = metrics()
        scale = 1000 / units
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(FONT_NAME),
            Flags=32,
            FontBBox=Array([round(side * scale) for side in box]),
            ItalicAngle=0,
            Ascent=round(ascent * scale),
            Descent=round(descent * scale),
            CapHeight=round(cap_height * scale),
            StemV=80,
            FontFile2=pdf.make_stream(file, Length1=len(file)),
        )
        glyphs = sorted(set(self.glyphs.values()))
        widths = Array([item for glyph in glyphs for item in (glyph, Array([round(self.widths[glyph])]))])
        letters = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(FONT_NAME),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=pdf.make_indirect(descriptor),
            W=widths,
        )
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(FONT_NAME),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(letters)]),
            ToUnicode=pdf.make_stream(to_unicode(self.glyphs)),
        )

    def has(self, text: str) -> bool:
        return self.glyphs.keys() >= set(text)

    def _glyphs_of(self, text: str) -> list[int]:
        return [self.glyphs[letter] for letter in text]

    def width(self, text: str) -> float:
        return sum(self.widths[glyph] for glyph in self._glyphs_of(text)) * SIZE / 1000

    def fitting(self, text: str, room: float) -> str:
        """The text, cut with an ellipsis where it would not fit."""
        if self.width(text) <= room:
            return text
        while text and self.width(f"{text}…") > room:
            text = text[:-1].rstrip()
        return f"{text}…"

    def line(self, text: str, *, x: float, y: float, to_the_right: bool = False) -> bytes:
        """One line as an artefact, beginning at x or ending there."""
        if not text:
            return b""
        start = x - self.width(text) if to_the_right else x
        shown = "".join(f"{glyph:04x}" for glyph in self._glyphs_of(text))
        return (
            f"/Artifact <</Type/Pagination>> BDC\nBT\n0.26 g\n/Lines {SIZE} Tf\n{start:.2f} {y:.2f} Td\n<{shown}> Tj\nET\nEMC\n"
        ).encode()


def to_unicode(glyphs: dict[str, int]) -> bytes:
    rows = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, glyph in sorted(glyphs.items())]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


def _open() -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(fetching.read(FONT)), lazy=True, recalcTimestamp=False)


@lru_cache(maxsize=1)
def metrics() -> tuple[int, int, int, int, tuple[int, int, int, int]]:
    font = _open()
    head, lines = font["head"], font["hhea"]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return head.unitsPerEm, lines.ascent, lines.descent, getattr(font["OS/2"], "sCapHeight", 1409), box


@lru_cache(maxsize=16)
def subset(letters: str) -> tuple[bytes, dict[str, int], dict[int, float]]:
    """(font file, letter -> glyph, glyph -> width in thousandths) of those letters the font has."""
    from fontTools import subset as fonttools

    font = _open()
    names = font.getBestCmap()
    known = {letter: names[ord(letter)] for letter in letters if ord(letter) in names}
    options = fonttools.Options(hinting=False, layout_features=[], name_IDs=[], notdef_outline=True, glyph_names=False)
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "OS/2", "name", "post", "gasp", "DSIG", "cmap"]
    cutter = fonttools.Subsetter(options)
    cutter.populate(glyphs=known.values())
    cutter.subset(font)
    order, units, advances = font.getReverseGlyphMap(), font["head"].unitsPerEm, font["hmtx"]
    glyphs = {letter: order[name] for letter, name in known.items()}
    widths = {order[name]: advances[name][0] * 1000 / units for name in known.values()}
    file = BytesIO()
    font.save(file, reorderTables=None)
    return file.getvalue(), glyphs, widths
