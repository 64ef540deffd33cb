"""A figure of a proof, written before it is judged, so that a failure is seen in it too."""

import time
from random import Random

from tests import figures
from tests.figures import SEED, sized

__all__ = ["SEED", "measured", "sampled", "sized"]


def sampled(things):
    """All of them in their order, or in a run at a scale that share of them, drawn by the seed."""
    things = list(things)
    kept = set(Random(SEED).sample(range(len(things)), sized(len(things))))
    return [thing for number, thing in enumerate(things) if number in kept]


def measured(test_id, size, failed, began, **more):
    figures.proof(test_id, size=size, failed=failed, seconds=time.monotonic() - began, **more)
    assert failed == 0, f"{failed} of {size} failed: {more}"
