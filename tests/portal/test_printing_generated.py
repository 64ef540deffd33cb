"""A few packs made by chance; tests/proof/test_packs.py tries many."""

import io
from random import Random

import pikepdf
import pytest

from .printing_faults import FAULTS
from .printing_generated import faults_of, generated_pack, generated_paper, words_of_html
from .printing_samples import pack, printed
from .printing_text import text_of_tags

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [1, 2])
def test_a_pack_made_by_chance_has_no_faults(seed, tmp_path):
    made, _ = generated_pack(Random(seed))
    assert faults_of(made, tmp_path) == []


@pytest.mark.parametrize("seed", [3, 4])
def test_the_tags_read_what_the_page_says_in_its_order(seed):
    source = generated_paper(Random(seed), "Paper")
    with pikepdf.open(io.BytesIO(printed(source).pdf)) as file:
        assert text_of_tags(file) == words_of_html(source)


def test_the_judging_sees_a_planted_fault(tmp_path):
    _, _, plant = next(fault for fault in FAULTS if fault[0] == "page-key")
    with pikepdf.open(io.BytesIO(pack().pdf)) as file:
        plant(file)
        out = io.BytesIO()
        file.save(out)
    broken = type(pack())(pdf=out.getvalue(), pages=1)
    assert any("number in the tree" in fault for fault in faults_of(broken, tmp_path))
