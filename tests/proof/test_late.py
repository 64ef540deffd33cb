"""d.late: every kind of paper, by every way onto an agenda, in every clear-day case: none comes late without its reason."""

from __future__ import annotations

import time

import pytest

from tests.committees.conftest import (  # noqa: F401  fixtures
    approver,
    author,
    ccg,
    clerk,
    committee,
    council,
    edition,
    files,
    round_,
)
from tests.committees.late import CASES, TRIED, wrong
from tests.committees.test_late import make, plan, second_edition, signed, world  # noqa: F401  fixtures

from .measured import measured, sampled

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_nothing_comes_late_without_its_reason(world):  # noqa: F811
    began, cases = time.monotonic(), sampled([(*tried, case) for tried in TRIED for case in CASES])
    found = [said for way, form, part, case in cases if (said := wrong(world, way, form, part, case))]
    late = sum(case.is_late for *_, case in cases)
    measured("d.late", len(cases), len(found), began, late=late, kinds=len(TRIED), days=len(CASES), said=sorted(set(found)))
