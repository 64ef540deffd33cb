"""A template and its facts, drawn as HTML: for paper inside the frame of print, for the twin inside that of the web."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import get_template, render_to_string

from .insets import inset
from .writing.languages import spoken

PRINT_FRAME, WEB_FRAME = "documents/page.html", "documents/web.html"


def render_html(template: str, facts: dict[str, Any], *, title: str, frame: str = PRINT_FRAME) -> str:
    """The template says `{% extends frame %}`. It reads its facts and nothing else."""
    facts = {**facts, "title": title, "frame": frame, "is_web": frame == WEB_FRAME, "address": settings.PORTAL_ADDRESS}
    return inset(spoken(render_to_string(template, facts)), facts.get("insets"), is_web=frame == WEB_FRAME)


def load_templates() -> None:
    """Every template that paper is drawn from, read and compiled once a process."""
    templates: Any = settings.TEMPLATES[0]
    for root in map(Path, templates["DIRS"]):
        for file in sorted(root.glob("documents/**/*.html")):
            get_template(str(file.relative_to(root)))
