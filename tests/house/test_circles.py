"""A room is read from one side to the other: no file stands on one that stands on it."""

import pytest

from .circles import circles
from .house import APPS, matching, source


@pytest.mark.parametrize(
    "planted",
    [
        {"a/one.py": "from .two import x", "a/two.py": "from .one import y"},
        {"a/one.py": "from . import two", "a/two.py": "import a.three", "a/three.py": "def late():\n    from a import one"},
        {"a/__init__.py": "from .one import x", "a/one.py": "from . import x"},
        {"a/__init__.py": "", "a/b/__init__.py": "", "a/b/one.py": "from ..two import x", "a/two.py": "from .b import one"},
    ],
)
def test_the_guard_sees_a_planted_circle(planted):
    assert len(circles(planted)) == 1


@pytest.mark.parametrize(
    "allowed",
    [
        {"a/__init__.py": "from .one import x", "a/one.py": "from . import two", "a/two.py": "import os"},
        {"a/one.py": "from .two import x, y", "a/two.py": "from .three import x", "a/three.py": ""},
    ],
)
def test_the_guard_allows_what_goes_one_way(allowed):
    assert circles(allowed) == []


@pytest.mark.parametrize("storey", APPS)
def test_no_file_of_a_storey_stands_on_one_that_stands_on_it(storey):
    found = circles({path: source(path) for path in matching(f"{storey}/*.py", without=("*/migrations/*",))})
    assert found == [], "put what both need into a file of its own"
