"""By what a workbook is known again: which it is, and what each of its rows said when it went out. Signed, so that it cannot be made up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from .shape import About, Row, Sheet, by_key, said, said_by

NAME = "Portal"  # the hidden sheet
LINE = 30_000  # letters a cell
EDGE = "|"  # around each piece: so none begins as a formula does, and none loses a blank at its end


@dataclass(frozen=True)
class Stamp:
    """{sheet: {key: (mark of the thing, marks of its cells)}}; of a sheet that repeats one mark for all rows of a key."""

    about: About
    rows: Mapping[str, Mapping[str, tuple[str, Sequence[str]]]] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """As it stands in the hidden sheet: a signature, then the text in pieces."""
        text = json.dumps({"about": asdict(self.about), "rows": self.rows}, ensure_ascii=False, separators=(",", ":"))
        return [_signer().signature(text), *(f"{EDGE}{text[at : at + LINE]}{EDGE}" for at in range(0, len(text), LINE))]


def stamp(about: About, sheets: Sequence[tuple[Sheet, Sequence[Row]]]) -> Stamp:
    return Stamp(about, {sheet.name: dict(_repeated(sheet, rows) if sheet.repeats else _each(sheet, rows)) for sheet, rows in sheets})


def _each(sheet: Sheet, rows: Sequence[Row]) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    for row in rows:
        yield row.key, (row.mark, [said(row.cells.get(column.key, "")) for column in sheet.told])


def _repeated(sheet: Sheet, rows: Sequence[Row]) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    for key, some in by_key(rows).items():
        yield key, ("", [said_by(sheet, some)])


def read(lines: Sequence[Any]) -> Stamp | None:
    """None where there is none, or it is not as it was written."""
    signature, *pieces = [line for line in lines if isinstance(line, str)] or [""]
    text = "".join(piece.removeprefix(EDGE).removesuffix(EDGE) for piece in pieces)
    if not pieces or not constant_time_compare(_signer().signature(text), signature):
        return None
    found = json.loads(text)
    rows = {sheet: {key: (mark, cells) for key, (mark, cells) in keys.items()} for sheet, keys in found["rows"].items()}
    return Stamp(About(**found["about"]), rows)


def _signer() -> Signer:
    return Signer(salt="portal.workbooks")
