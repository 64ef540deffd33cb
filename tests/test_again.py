"""What has a browser is walked twice more before it is called a failure; what has none is not."""

import pytest

from .again import walk_again


@pytest.mark.parametrize(("marks", "again"), [(["journey"], 1), (["journey", "django_db"], 1), (["django_db"], 0), ([], 0)])
def test_only_what_has_a_browser_is_walked_again(request, marks, again):
    item = pytest.Function.from_parent(request.node.parent, name="a page", callobj=lambda: None)
    for mark in marks:
        item.add_marker(mark)
    walk_again([item])
    assert [mark.kwargs["reruns"] for mark in item.iter_markers("flaky")] == [2] * again
