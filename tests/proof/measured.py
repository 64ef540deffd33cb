"""A figure of a proof, written before it is judged, so that a failure is seen in it too."""

import time

from tests import figures

SEED = 7


def measured(test_id, size, failed, began, **more):
    figures.proof(test_id, size=size, failed=failed, seed=SEED, seconds=round(time.monotonic() - began, 1), **more)
    assert failed == 0, f"{failed} of {size} failed: {more}"
