"""An intention or a chapter as a Word file to work in, and what such a file suggests when it comes back.

The file carries what each part said when it went out, signed. What came back is compared with that as Word shows it, so that nothing
counts as changed because a word processor writes it otherwise; the changes are then carried over to the text itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from html import escape

from django.core import signing

from portal.reading.apart import apart
from portal.richtext.anchors import reading
from portal.richtext.rebase import rebase
from portal.richtext.word.reading import Said, read_under
from portal.richtext.word.writing import new_file, put_part, write_rich

from ..models import Chapter, Intention
from .passages import texts_of
from .suggested import html_of, parts_of_words, typed_of

PART = "customXml/portal.xml"
STAMP = re.compile(r"<portal>([^<]+)</portal>")
SALT = "intentions.in_word"
ONE_LINE = {"title": 200}
GUIDE = (
    "Change the words under each heading, with tracked changes if you like, and send the file round as you need. Leave the headings"
    " as they are. Then bring it back where you downloaded it: what was changed becomes a suggestion, and a writer accepts or refuses it."
)
NO_STAMP = (
    "The file does not say any more which text it began from: the program it was saved with left that out."
    " It was compared with {what}. Check the suggestion."
)
LOST = "{label}: the change of “{was}” to “{becomes}” could not be placed. Make it here."
Thing = Intention | Chapter


class NotOfThis(Exception):
    """The file is of another text, or of none; the words say so."""


@dataclass
class Found:
    """What is proposed, ready for the action: [{part, base, wanted}]; and what there is to tell."""

    proposed: list[dict[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def in_word(thing: Thing, *, name: str, author: str) -> bytes:
    return _file(thing, texts_of(thing), name, author)


def _file(thing: Thing, texts: Mapping[str, str], name: str, author: str) -> bytes:
    parts = parts_of_words(thing)
    file = new_file(title=name, author=author, line=name, marking="Draft, to work in")
    write_rich(file, f"<p><strong>{escape(name)}</strong></p><p>{GUIDE}</p>")
    for part, label in parts.items():
        file.add_heading(label, 1)
        write_rich(file, texts[part] or "<p></p>")
    stamp = signing.dumps({"of": _of(thing), "name": name, "texts": {part: texts[part] for part in parts}}, salt=SALT, compress=True)
    put_part(file, PART, f"<portal>{stamp}</portal>")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def suggested_in(content: bytes, file_name: str, thing: Thing) -> Found:
    """Read in a process of its own; CannotRead for what cannot be read, NotOfThis for a file of something else."""
    headings = list(parts_of_words(thing).values())
    said = Said(**apart(lambda: asdict(read_under(content, file_name, headings, PART)), file_name))
    if not said.now:
        raise NotOfThis(f"“{file_name}” has none of the headings {_listed(headings)}. Download the file here, and work in that")
    stamped = _stamped(said.stamp, thing)
    texts = texts_of(thing)
    bases = {part: (stamped or texts)[part] for part in parts_of_words(thing)}
    found = Found(told=list(said.told))
    if stamped is None:
        what = "itself before the tracked changes" if said.has_changes else "the text as it stands now"
        found.told.append(NO_STAMP.format(what=what))
    drawn = said.before if stamped is None and said.has_changes else _as_word_shows(thing, bases)
    for part, label in parts_of_words(thing).items():
        _suggest(found, said, part, label, bases[part], drawn.get(label, ""))
    return found


def _suggest(found: Found, said: Said, part: str, label: str, base: str, drawn: str) -> None:
    if label in said.twice:
        found.told.append(f"The heading “{label}” stands twice, so nothing under it was taken. Leave it once.")
        return
    if label not in said.now:
        found.told.append(f"The heading “{label}” is not in the file, so nothing was taken for it.")
        return
    carried = rebase(drawn, base, said.now[label])
    for change in carried.overtaken:
        found.told.append(
            f"{label}: the change of “{change.was or change.before}” to “{change.becomes}” could not be placed. Make it here."
        )
    wanted = html_of(part, typed_of(part, carried.text))
    if part in ONE_LINE and (problem := _no_line(label, reading(wanted), ONE_LINE[part])):
        found.told.append(problem)
    elif said.now[label] != drawn and wanted != base:
        found.proposed.append({"part": part, "base": base, "wanted": wanted})


def _no_line(label: str, words: str, most: int) -> str:
    if not words.strip():
        return f"{label} is empty in the file, so it was left as it is."
    if len(words.splitlines()) > 1:
        return f"{label} has more than one line in the file, so it was left as it is."
    return f"{label} is longer than {most} characters in the file, so it was left as it is." if len(words) > most else ""


def _as_word_shows(thing: Thing, texts: Mapping[str, str]) -> Mapping[str, str]:
    return read_under(_file(thing, texts, "", ""), "", list(parts_of_words(thing).values()), PART).now


def _stamped(stamp: str, thing: Thing) -> dict[str, str] | None:
    """What each part said when the file went out; None where the file does not say it, or says it in words that are not ours."""
    found = STAMP.search(stamp)
    try:
        said = signing.loads(found[1], salt=SALT) if found else None
    except signing.BadSignature:
        raise NotOfThis("What the portal wrote into this file was changed. Download it again, and copy your words into that") from None
    if said is None:
        return None
    if said["of"] != _of(thing):
        raise NotOfThis(f"This file is of {said['name']}. Bring it back there")
    return {part: said["texts"].get(part, "") for part in parts_of_words(thing)}


def _of(thing: Thing) -> str:
    return f"{thing._meta.model_name} {thing.pk}"


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
