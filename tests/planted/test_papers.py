"""A fault that is put into a PDF is found by the checker."""

import io

import pikepdf
import pytest

from portal.printing.checker import check
from tests.portal.printing_faults import FAULTS
from tests.portal.printing_samples import pack


@pytest.mark.parametrize(("rule", "name", "plant"), FAULTS, ids=[f"{rule}: {name}" for rule, name, _ in FAULTS])
def test_the_checker_finds_it(rule, name, plant):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pack().pdf)) as file:
        plant(file)
        file.save(out)
    with pikepdf.open(io.BytesIO(out.getvalue())) as broken:
        assert rule in {fault.rule for fault in check(broken)}
