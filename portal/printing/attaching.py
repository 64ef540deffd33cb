"""A text that travels in the paper itself, so that whoever holds the file can check it without us."""

from __future__ import annotations

import hashlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def attach(pdf: pikepdf.Pdf, attached: dict[str, Any]) -> None:
    """`attached`: the `name` of the file, its `text`, and what it `says` to whoever cannot see it. Byte for byte, in UTF-8."""
    content = attached["text"].encode()
    sums = Dictionary(Size=len(content), CheckSum=String(hashlib.md5(content, usedforsecurity=False).digest()))
    stream = pdf.make_stream(content, Type=Name.EmbeddedFile, Subtype=Name("/application/json"), Params=sums)
    name, says = String(attached["name"]), String(attached["says"])
    entry = Dictionary(Type=Name.Filespec, F=name, UF=name, Desc=says, AFRelationship=Name.Source, EF=Dictionary(F=stream, UF=stream))
    held = pdf.make_indirect(entry)
    names = pdf.Root.get("/Names", Dictionary())
    names.EmbeddedFiles = Dictionary(Names=Array([name, held]))
    pdf.Root.Names, pdf.Root.AF = names, Array([held])
