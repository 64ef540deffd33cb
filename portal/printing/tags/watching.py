"""What WeasyPrint must remember for its tags to be mended: which HTML box each tag was made for.

Boxes are numbered before pages are made. The parts of a box on later pages are copies that keep the number, so what
continues what is known and never guessed. Two private functions of WeasyPrint are wrapped; when their names or
parameters change, `watch` refuses to print at all, because the file would look right and read wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import signature
from types import ModuleType
from typing import Any

LAYOUT = ("html", "root_box", "context", "max_loops")
BUILD = ("box", "parent", "pdf", "page_number", "nums", "annotations", "tags")


class WeasyPrintChanged(RuntimeError):
    """The pinned version of WeasyPrint was replaced by one this press was not proved with."""


def watch(document: ModuleType, tags: ModuleType, boxes: ModuleType) -> None:
    """Wrap WeasyPrint's layout and tag builder, once a process."""
    layout: Any = getattr(document, "layout_document", None)
    build: Any = getattr(tags, "_build_box_tree", None)
    if getattr(build, "is_watched", False):
        return
    for function, expected in ((layout, LAYOUT), (build, BUILD)):
        if function is None or tuple(signature(function).parameters) != expected:
            raise WeasyPrintChanged(f"expected a function with the parameters {expected}, found {function}")
    setattr(document, "layout_document", _numbered(layout))  # noqa: B010  a module is patched, knowingly
    setattr(tags, "_build_box_tree", _remembered(build, boxes))  # noqa: B010


def _numbered(layout: Callable[..., Any]) -> Callable[..., Any]:
    def layout_document(html: Any, root_box: Any, context: Any, max_loops: int = 8) -> Any:
        for number, box in enumerate(root_box.descendants()):
            box.birth = number
        return layout(html, root_box, context, max_loops)

    return layout_document


def _remembered(build: Callable[..., Any], boxes: ModuleType) -> Callable[..., Any]:
    """Each tag keeps the box it was made for; the marks of margin boxes are noted on the document's tag."""

    def build_box_tree(box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any) -> Iterator[Any]:
        is_margin = isinstance(box, boxes.MarginBox)
        before = set(nums) if is_margin else set()
        for tag in build(box, parent, pdf, page_number, nums, annotations, tags):
            if not hasattr(tag, "boxes"):
                real = getattr(box, "_box", box)  # what stands behind a placeholder of an absolute box
                tag.boxes, tag.is_inline = [real], isinstance(real, boxes.InlineBox)
            yield tag
        if is_margin:
            parent.__dict__.setdefault("margins", []).append((page_number, set(nums) - before))

    build_box_tree.is_watched = True  # type: ignore[attr-defined]
    return build_box_tree
