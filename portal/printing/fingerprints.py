"""What the bytes of a print depend on, as one sha256. Equal orders have equal fingerprints, and are printed once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

SOURCES = ("documents", "components")  # folders of templates that paper is drawn from
LIBRARIES = ("weasyprint", "pydyf", "pikepdf", "fonttools")


def of_paper(template: str, facts: dict[str, Any], title: str) -> str:
    return _sha256(press_version(), _source(template), template, title, _plain(facts))


def of_pack(template: str, facts: dict[str, Any], title: str, parts: Iterable[tuple[str, ...]], after: str = "") -> str:
    """`parts`: (key, label, line, fingerprint of the paper) in their order."""
    return _sha256(press_version(), _source(template), template, title, _plain(facts), _plain([list(part) for part in parts]), after)


def press_version() -> str:
    """Everything but template and facts: our own code, print styles, shared templates, fonts, libraries."""
    return _press_version(0 if not settings.DEBUG else _newest())


@lru_cache(maxsize=2)
def _press_version(_newest: float) -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    digest.update(_plain({name: version(name) for name in LIBRARIES}).encode())
    return digest.hexdigest()


def _newest() -> float:
    """While templates are being written, the time of the last change tells one version from the next."""
    return max(path.stat().st_mtime for path in _files())


def _files() -> list[Path]:
    here = Path(__file__).parent
    files: list[Path] = [path for path in here.rglob("*") if path.suffix in (".py", ".conf") and "migrations" not in path.parts]
    templates: Any = settings.TEMPLATES[0]
    for root in templates["DIRS"]:
        files += [path for source in SOURCES for path in (Path(root) / source).rglob("*.html")]
    for name in ("print.css", "build/fonts"):
        found = finders.find(name)
        if found:
            files += Path(found).glob("*.woff*") if Path(found).is_dir() else [Path(found)]
    return sorted(files)


def _source(template: str) -> str:
    return get_template(template).template.source  # type: ignore[attr-defined]


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _sha256(*pieces: str) -> str:
    return hashlib.sha256("\0".join(pieces).encode()).hexdigest()
