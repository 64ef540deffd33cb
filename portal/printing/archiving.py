"""What PDF/A asks beside PDF/UA, so that one file serves for reading aloud now and for reading at all in fifty years.

PDF/A-2 (ISO 19005-2), level A; a file with files inside is PDF/A-3. Everything is in our hands but the colours of pictures
that people attach, and pages from elsewhere: with those nothing is claimed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

PROFILE = "sRGB IEC61966-2.1"
DATE, MADE_BY = slice(24, 36), slice(84, 100)  # of a colour profile: when it was made, and a hash of it
UPLOAD = "/Upload"
# The one property in our metadata that PDF/A does not know, described as it asks (ISO 19005-2, 6.6.2.3).
DESCRIBED = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility'
    " Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li"
    ' rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>'
    "<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


def give_colours(pdf: pikepdf.Pdf) -> None:
    """The colours of the file are those of sRGB, whatever prints it."""
    profile = pdf.make_stream(colour_profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(PROFILE),
        Info=String(PROFILE),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@lru_cache(maxsize=1)
def colour_profile() -> bytes:
    """The same bytes each day."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[DATE], made[MADE_BY] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0)), bytes(16)
    return bytes(made)


def identifier(pdf: pikepdf.Pdf) -> str:
    """What the metadata claim; nothing when a picture has colours for printers, or a page is from elsewhere."""
    if any(_is_foreign(page.obj.get("/Resources", Dictionary())) for page in pdf.pages):
        return ""
    part = 3 if "/EmbeddedFiles" in pdf.Root.get("/Names", Dictionary()) else 2
    return (
        f'<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>{part}</pdfaid:part>'
        f"<pdfaid:conformance>A</pdfaid:conformance></rdf:Description>{DESCRIBED}"
    )


def _is_foreign(resources: Any) -> bool:
    drawn = resources.get("/XObject", {})
    return UPLOAD in drawn or any(_is_for_printers(one) for _, one in drawn.items())


def _is_for_printers(drawn: Any) -> bool:
    if drawn.get("/Subtype") == Name.Form:
        return _is_foreign(drawn.get("/Resources", Dictionary()))
    colours = drawn.get("/ColorSpace")
    return colours == Name.DeviceCMYK or (isinstance(colours, Array) and "/DeviceCMYK" in map(str, colours))
