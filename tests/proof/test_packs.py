"""A12: generated packs pass every judge and every planted fault is caught. A14: tags read what the page says."""

from __future__ import annotations

import io
import time
from random import Random

import pikepdf
import pytest

from portal.printing.checker import check
from tests.portal.printing_faults import FAULTS
from tests.portal.printing_generated import faults_of, generated_pack, generated_paper, words_of_html
from tests.portal.printing_samples import pack, printed
from tests.portal.printing_text import text_of_tags

from .measured import SEED, measured, sampled, sized

pytestmark = pytest.mark.slow

PACKS, PAPERS = sized(200), sized(200)


def test_generated_packs_pass_our_checker_the_outside_judge_and_plain_counting(tmp_path):
    began, chance, failed, pages = time.monotonic(), Random(SEED), [], 0
    for number in range(PACKS):
        made, _ = generated_pack(chance)
        pages += made.pages
        if found := faults_of(made, tmp_path):
            failed.append((number, found[:3]))
    measured("A12", PACKS, len(failed), began, pages=pages, examples=failed[:3], judges="own checker, page-validation PDF/UA-1, counting")


def test_every_planted_fault_is_caught():
    began, missed, faults = time.monotonic(), [], sampled(FAULTS)
    for rule, name, plant in faults:
        with pikepdf.open(io.BytesIO(pack().pdf)) as file:
            plant(file)
            out = io.BytesIO()
            file.save(out)
        with pikepdf.open(io.BytesIO(out.getvalue())) as broken:
            if rule not in {fault.rule for fault in check(broken)}:
                missed.append(name)
    measured("A12.seeded", len(faults), len(missed), began, missed=missed)


def test_the_tags_of_generated_papers_read_the_words_of_their_pages_in_order():
    began, chance, failed = time.monotonic(), Random(SEED), 0
    for _ in range(PAPERS):
        source = generated_paper(chance, "Paper")
        with pikepdf.open(io.BytesIO(printed.__wrapped__(source).pdf)) as file:
            failed += text_of_tags(file) != words_of_html(source)
    measured("A14", PAPERS, failed, began)
