"""The last hand on a file, a paper or a pack: page numbers, names, the checker's judgement, the same bytes each time."""

from __future__ import annotations

import html
import io
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from . import writing
from .archiving import give_colours, identifier
from .attaching import attach
from .checker import Verdict, judge
from .child import beside
from .lines import Lines, Setter, put
from .prints import Print, Rendered

PRODUCER = "Commissioning intentions press"
CLAIM = "<pdfuaid:part>1</pdfuaid:part>"
LONG = 100  # pages: a shorter file is written sooner than a process is begun for it


def finish(rendered: Rendered, *, title: str, line: str, marking: str, tables: int | None, attached: dict[str, Any] | None = None) -> Print:
    """A paper on its own: its own page numbers, and the identifier if the checker finds nothing."""
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        number_pages(pdf, [Lines(line, marking)] * len(pdf.pages))
        if attached:
            attach(pdf, attached)
        pages = len(pdf.pages)
        lacking = [*rendered.lacking, *writing.in_words(writing.lacking(line + marking))]
        written, verdict = save(pdf, title=title, lang="en-GB", tables=tables, lacking=lacking)
    return Print(
        pdf=written,
        pages=pages,
        anchors=rendered.anchors,
        sections=rendered.sections,
        faults=[*lacking, *map(str, verdict.faults)],
        read=verdict.read,
        warnings=rendered.warnings,
    )


def number_pages(pdf: pikepdf.Pdf, heads: list[Lines], *, before: int = 0, total: int = 0) -> None:
    """Running lines and "Page 12 of 316" as artefacts in a stream of their own, which binding takes off again.

    `total` is said where more pages follow elsewhere.
    """
    total = total or before + len(heads)
    setter = Setter(pdf, "".join(sorted({*"".join(left + right for left, right in heads)})))
    opening, stamped = pdf.make_stream(b"q\n"), set()
    for number, (page, head) in enumerate(zip(pdf.pages, heads, strict=True), before + 1):
        paper = page.obj
        if paper.Resources.objgen not in stamped:
            stamped.add(paper.Resources.objgen)
            paper.Resources.Font.Lines = setter.lettering.font
        stamp, pictures = setter.stamp(head, f"Page {number} of {total}", float(paper.MediaBox[2]), float(paper.MediaBox[3]))
        put(paper, pictures)
        paper.Contents = Array([opening, own_content(paper), pdf.make_stream(b"\nQ\n" + stamp)])
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=before + 1)]))


def own_content(page: pikepdf.Object) -> pikepdf.Object:
    """A page's content without the numbers of an earlier finishing."""
    return page.Contents[1] if isinstance(page.Contents, Array) else page.Contents


def save(
    pdf: pikepdf.Pdf,
    *,
    title: str,
    lang: str,
    tables: int | None,
    known: Mapping[str, tuple[int, int]] | None = None,
    lacking: Sequence[str] = (),
    elsewhere: Collection[str] = (),
) -> tuple[bytes, Verdict]:
    """(bytes, verdict). The identifiers of PDF/UA and PDF/A are in them only when our checker found nothing and no letter is `lacking`.

    A long file is written, with the identifier, while it is judged; what is not found whole is written again without it.
    """
    root = pdf.Root
    root.Lang, root.MarkInfo = String(lang), Dictionary(Marked=True)
    root.ViewerPreferences, root.PageMode = Dictionary(DisplayDocTitle=True), Name.UseOutlines
    pdf.docinfo = pdf.make_indirect(Dictionary(Title=String(title), Producer=String(PRODUCER)))
    give_colours(pdf)
    archive = identifier(pdf)
    root.Metadata = pdf.make_stream(xmp(title, lang) if lacking else xmp(title, lang, CLAIM, archive), Type=Name.Metadata, Subtype=Name.XML)
    begun = beside(partial(_written, pdf)) if len(pdf.pages) >= LONG else None
    verdict = judge(pdf, tables=tables, known=known, elsewhere=elsewhere)
    written = begun().pdf if begun else b""
    if verdict.faults:
        root.Metadata.write(xmp(title, lang))
    if verdict.faults or not begun:
        written = _written(pdf).pdf
    return written, verdict


def _written(pdf: pikepdf.Pdf) -> Print:
    out = io.BytesIO()
    pdf.save(out, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return Print(pdf=out.getvalue(), pages=len(pdf.pages))


def xmp(title: str, lang: str, claim: str = "", archive: str = "") -> bytes:
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{html.escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language><pdf:Producer>{PRODUCER}</pdf:Producer>{claim}
</rdf:Description>{archive}</rdf:RDF></x:xmpmeta><?xpacket end="r"?>""".encode()
