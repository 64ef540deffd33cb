"""uploads.pixels: what a reader saw is what is bound. uploads.redacted: not a word of what was covered is in any byte."""

from __future__ import annotations

import time
from random import Random

import pikepdf
import pytest

from portal.printing import annexes, assembly
from portal.printing.refusals import CannotPrint
from tests.portal.annotated import WORDS, blank, mark, saved
from tests.portal.pixels import TOLERANCE, compared
from tests.portal.test_printing_unseen import bytes_of, image, with_traces
from tests.portal.uploads_generated import uploads

from .measured import SEED, measured, sampled, sized

pytestmark = pytest.mark.slow

IN_A_PACK, REDACTED = 30, sized(100)
FACTS = {"line": "Committee", "marking": "Item", "body": "Eastham Council", "ask": "Ask.", "count": 1, "left_out": [], "redacted": ""}
FRONT = {"body": "B", "when": "W", "where": "", "marking": "", "line": "L", "paragraphs": [], "agenda": []}


def bound(contents):
    """One pack of these uploads: its bytes, and the page on which each begins."""
    papers = [
        assembly.Paper(f"item-{number}", "Annex", "Item", annexes.print_annex(content, "documents/annex.html", FACTS, title="Annex").pdf)
        for number, content in enumerate(contents, 1)
    ]
    pack = assembly.bind(papers, "documents/pack.html", FRONT, title="Pack")
    return pack.pdf, [first for first, _ in pack.places]


def examined(upload):
    """Nothing for one that is refused: the refusal says why."""
    try:
        annexes.examine(upload[1])
    except CannotPrint as refusal:
        return refusal.words
    return ""


def test_each_page_of_a_pack_looks_as_it_did_to_two_readers():
    began, tried = time.monotonic(), sampled(list(uploads(Random(SEED))))
    said = [examined(upload) for upload in tried]
    whole = [upload for upload, words in zip(tried, said, strict=True) if not words]
    failed, by_one = [], 0
    for start in range(0, len(whole), IN_A_PACK):
        some = whole[start : start + IN_A_PACK]
        pack, places = bound([content for _, content in some])
        for (name, content), place in zip(some, places, strict=True):
            seen = compared(content, 1, pack, place)
            by_one += bool(seen.by_one)
            failed += [name] if seen.wrong else []
    refused = sorted({words for words in said if words})
    more = {"refused": len(tried) - len(whole), "reasons": refused, "agree_with_one_reader": by_one, "tolerance": TOLERANCE}
    measured("uploads.pixels", len(tried), len(failed), began, examples=failed[:5], **more)


def secret_upload(chance):
    """A page with a secret word under something opaque, and traces of it beside the page."""
    secret = "".join(chance.choices("BCDFGHJKLMNPQRSTVWXZ", k=12))
    cover = chance.choice(["mark", b"0 g 60 680 400 60 re f", b"1 g 60 680 400 60 re f", b"q 400 0 0 60 60 680 cm /K Do Q"])
    file = blank(content=WORDS.replace(b"Mr Canary has a rare illness", secret.encode()) + (b"" if cover == "mark" else cover))
    file.pages[0].obj.Resources.XObject = pikepdf.Dictionary(K=image(file, bytes(6000)))
    if cover == "mark":
        mark(file, chance.choice(["Square", "FreeText"]), rect=(60, 680, 460, 740))
    with_traces(file, secret)
    file.pages[0].obj.Rotate = chance.choice([0, 90, 180, 270])
    return secret, saved(file)


def test_covered_words_are_in_no_byte_of_what_is_kept_or_bound():
    began, chance, failed, found = time.monotonic(), Random(SEED), [], 0
    for number in range(REDACTED):
        secret, content = secret_upload(chance)
        covered = annexes.examine(content).covered
        found += any(secret in one["words"] for one in covered)
        kept = annexes.redact(content, [one["page"] for one in covered])
        pack, _ = bound([kept])
        if secret.encode() not in bytes_of(content) or any(secret.encode() in bytes_of(one) for one in (kept, pack)):
            failed.append(number)
    measured("uploads.redacted", REDACTED, len(failed) + REDACTED - found, began, found=found, examples=failed[:5])
