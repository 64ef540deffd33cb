"""Rules of the file as a whole."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .file import File
from .rules import Fault

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
TITLE = re.compile(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL)
FILE = "file"


def check(file: File) -> Iterator[Fault]:
    root = file.root
    mark_info = file.at(root.get("/MarkInfo"), {})
    kept = {
        "marked": mark_info.get("/Marked") is True,
        "suspects": not mark_info.get("/Suspects"),
        "language": is_language(text(root.get("/Lang", ""))),
        "shows-title": file.at(root.get("/ViewerPreferences"), {}).get("/DisplayDocTitle") is True,
        "bookmarks": bool(file.at(root.get("/Outlines"), {}).get("/First")),
        "tree": bool(file.tags),
        "top": [tag.role for tag in file.tags.values() if not tag.parent] in ([], ["/Document"]),
        "scripts": not {"/OpenAction", "/AA", "/AcroForm"} & set(root) and "/JavaScript" not in file.at(root.get("/Names"), {}),
        "labels": [key for key, _ in file.items("/PageLabels", "/Nums")][:1] == [0],
    }
    yield from (Fault(rule, FILE) for rule, is_kept in kept.items() if not is_kept)
    yield from check_titles(file)
    yield from check_files(file)


def check_titles(file: File) -> Iterator[Fault]:
    title = str(file.pdf.docinfo.get("/Title", "")).strip()
    metadata = file.pdf.Root.Metadata.read_bytes() if "/Metadata" in file.pdf.Root else b""
    found = TITLE.search(metadata)
    if not title or not found:
        yield Fault("title", FILE)
    elif html.unescape(found[1].decode()) != title:
        yield Fault("titles", FILE)


def check_files(file: File) -> Iterator[Fault]:
    for name, entry in file.items("/Names", "/EmbeddedFiles", "/Names"):
        about = file.at(entry, {})
        if not text(about.get("/Desc", "")).strip() or not text(about.get("/UF", "")).strip():
            yield Fault("attachments", str(name))


def is_language(code: str) -> bool:
    return bool(LANGUAGE.fullmatch(code))


def text(value: object) -> str:
    return value.removeprefix("u:") if isinstance(value, str) else ""
