"""A thing goes from one status to the next in an action, under its lock, and nowhere else."""

import ast

import pytest

from .house import APPS, matching, nodes, source

ALLOWED = ("*/actions.py", "*/actions/*.py", "portal/moves/*", "portal/printing/*", "*/migrations/*")
WRITERS = {"update", "create", "update_or_create", "get_or_create", "aupdate", "acreate"}


def faults(text):
    """Where a status is set."""
    found = []
    for node, above in nodes(text):
        if isinstance(node, ast.Attribute) and node.attr == "status" and isinstance(node.ctx, ast.Store):
            found.append(f"line {node.lineno}: {ast.unparse(above[0])}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITERS and _on_rows(node):
            found += [f"line {node.lineno}: {node.func.attr}(status=...)" for word in node.keywords if word.arg == "status"]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr" and "'status'" in ast.unparse(node):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


def _on_rows(call):
    """A manager or a queryset, not a dict: it has a name with `objects`, or is itself called upon something."""
    owner = ast.unparse(call.func.value)
    return "objects" in owner or owner.endswith(")") or owner in ("self", "rows")


@pytest.mark.parametrize(
    "planted",
    [
        "intention.status = 'APPROVED'",
        "intention.status, intention.at = Status.DRAFT, now",
        "Intention.objects.filter(pk=pk).update(status='DRAFT')",
        "Intention.objects.create(title='x', status='DRAFT')",
        "self.filter(x=1).update(status='DRAFT')",
        "setattr(intention, 'status', 'DRAFT')",
    ],
)
def test_the_guard_sees_a_planted_fault(planted):
    assert faults(planted)


@pytest.mark.parametrize(
    "allowed", ["if intention.status == 'DRAFT': pass", "context.update(status=422)", "render(request, 'x', status=422)"]
)
def test_the_guard_allows_reading_and_answering(allowed):
    assert faults(allowed) == []


@pytest.mark.parametrize("name", matching(*(f"{app}/*.py" for app in APPS), without=ALLOWED))
def test_only_actions_set_a_status(name):
    found = faults(source(name))
    assert found == [], f'{name}: a status changes in an action, by advance(thing, "move")'
