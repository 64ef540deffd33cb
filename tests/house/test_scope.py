"""Rows reach a page or the API only through the one scope of their model."""

import ast

import pytest

from .house import matching, nodes, source

DOORS = ("*/views.py", "*/views/*.py", "*/api.py", "*/api/*.py")
UNSCOPED = ("_default_manager", "_base_manager")
REASONED = {  # (file, what is asked): why no scope by person fits
    (
        "providers/views/receipts.py",
        "Receipt.objects",
    ): "anyone holding number and hash may check a receipt, and sees nothing of what it is for",
    ("portal/people/views/bulk.py", "Event.objects"): "the lists that the person themselves brought in, and what was undone of them",
    ("portal/people/views/register.py", "Event.objects"): "an operator reads who added an entry of the register",
    ("committees/views/packs.py", "Event.objects"): "which issue the person themselves opened, whoever the history belongs to",
    ("portal/running/system/views.py", "Document.objects"): "an operator sees that something is printed, of which kind, and never what",
    ("portal/running/system/views.py", "Email.objects"): "an operator sees how many wait, and never what",
    ("portal/people/views/account.py", "Authenticator.objects"): "a library's rows, of the person themselves",
}


def faults(text, name=""):
    """Where a model's rows are taken without `visible_to(user)`."""
    found = []
    for node, above in nodes(text):
        if isinstance(node, ast.Attribute) and node.attr in UNSCOPED:
            found.append(f"line {node.lineno}: {node.attr}")
        if isinstance(node, ast.Attribute) and node.attr == "objects" and not _is_scoped(above, name, ast.unparse(node)):
            found.append(f"line {node.lineno}: {ast.unparse(node)} without visible_to()")
        if isinstance(node, ast.Call) and _shortcut(node) and node.args and _is_model(node.args[0]):
            found.append(f"line {node.lineno}: {_shortcut(node)}({ast.unparse(node.args[0])}, ...) takes a bare model")
    return found


def _is_scoped(above, name, asked):
    return (name, asked) in REASONED or (
        isinstance(above[0], ast.Attribute) and above[0].attr == "visible_to" and isinstance(above[1], ast.Call)
    )


def _shortcut(call):
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return name if name in ("get_object_or_404", "get_list_or_404") else ""


def _is_model(node):
    return isinstance(node, ast.Name) and node.id[:1].isupper()


@pytest.mark.parametrize(
    "planted",
    [
        "rows = Intention.objects.all()",
        "rows = Intention.objects.filter(pk=pk).visible_to(user)",
        "get = Intention.objects",
        "rows = Intention.objects.visible_to",
        "row = get_object_or_404(Intention, pk=pk)",
        "rows = Intention._default_manager.all()",
        "def f():\n    return [models.Intention.objects.count() for _ in x]",
    ],
)
def test_the_guard_sees_a_planted_fault(planted):
    assert faults(planted)


@pytest.mark.parametrize(
    "allowed",
    ["row = get_object_or_404(Intention.objects.visible_to(request.user).drafts(), pk=pk)", "rows = round.intentions.all()"],
)
def test_the_guard_allows_what_is_scoped(allowed):
    assert faults(allowed) == []


@pytest.mark.parametrize("name", matching(*DOORS, without=("tests/*",)))
def test_a_door_hands_out_only_visible_rows(name):
    found = faults(source(name), name)
    assert found == [], f"{name}: begin with Model.objects.visible_to(request.user), then chain what narrows it further"


def test_every_reason_is_still_needed():
    assert [asked for (name, asked) in REASONED if asked not in source(name)] == []
