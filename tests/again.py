"""A page that fell before a browser is walked up to twice more, and the run names it ('rerun' in its last lines, -rR)."""

import pytest


def walk_again(items: list[pytest.Item]) -> None:
    """Only what has a real browser: everything else says the same each time, or is wrong."""
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.flaky(reruns=2))
