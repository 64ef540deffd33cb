"""Random rounds as a workbook: written and read again, they say the same, cell by cell."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from intentions import actions, forms
from intentions.documents.workbook import rows_of, sheets_of
from intentions.models import Intention, Version
from intentions.models.content import ROWS
from intentions.models.ties import tie
from intentions.states import Bearer, Confidence, IntentionKind, Lever, MoneyKind, Setting, Strength
from portal.organisations.states import Kind
from portal.workbooks.comparing import State, compare
from portal.workbooks.reading import read
from portal.workbooks.shape import About
from portal.workbooks.writing import write

PIECES = [
    *("a ward", "=SUM(A1)", "+44", "-5 beds", "@home", "≤ 18 weeks", "O’Brien", "Tŷ Ŵyl", "“quoted”", "1. first", "- dash", "2019/20"),
    *("'", "<TBC>", "a; b", "tab\there", "01/02/2019", "1,234", "TRUE", "1e5", "007", " padded ", "#REF!", "বাংলা", "👍", "50%", "£1.5m"),
    *("line\nbreak", "* star"),
]
TAGS = [
    *("<p>{}</p>", "<ul><li><p>{}</p></li></ul>", "<ol><li><p>{}</p></li><li><p>more</p></li></ol>"),
    *("<p><strong>{}</strong> and <em>so</em></p>", "<h3>{}</h3>", "<blockquote><p>{}</p></blockquote>"),
    "<table><tbody><tr><td><p>{}</p></td><td><p>2</p></td></tr></tbody></table>",
]


def words(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(PIECES, k=chance.randint(0, 4)))[:most].strip()


def rich(chance: random.Random) -> str:
    said = (words(chance, 300).replace("<", "&lt;").replace("\n", " ") for _ in range(chance.randint(0, 3)))
    return "".join(chance.choice(TAGS).format(one or "word") for one in said)


def row(chance: random.Random, name: str) -> dict[str, Any]:
    some: dict[str, Any] = {column: words(chance, 20) for column in ROWS[name]}
    some[ROWS[name][0]] = words(chance, 100) or "named"
    if name == "money":
        first = chance.choice([None, 2018, 2019])
        some |= {"kind": chance.choice(MoneyKind.values), "bearer": chance.choice(["", *Bearer.values]), "year_from": first}
        some |= {"amount": chance.choice([None, Decimal("0.01"), Decimal("1234567.89"), Decimal(chance.randint(0, 10**9))])}
        some |= {"year_to": first and chance.choice([None, first, first + 1]), "is_recurrent": chance.choice([None, True, False])}
        some |= {"confidence": chance.choice(["", *Confidence.values])}
    if name == "contracts":
        some |= {"ends_on": chance.choice([None, date(2019, 3, 31)]), "notice_months": chance.choice([None, 0, 12])}
    return some


def content(chance: random.Random, place: Any, trust: Any) -> dict[str, Any]:
    first = chance.choice([None, date(2019, 4, 1) + timedelta(days=chance.randint(0, 700))])
    said: dict[str, Any] = {
        "title": words(chance, 200) or "Titled",
        "description": rich(chance),
        "theme": words(chance, 200),
        "kind": chance.choice(["", *IntentionKind.values]),
        "strength": chance.choice(["", *Strength.values]),
        "setting": chance.choice(["", *Setting.values]),
        "schedule": chance.choice(["", *Lever.values]),
        "timescale": chance.choice(["", "2019/20", "Q3 2019/20", "soon", "by the spring"]),
        "dependencies": words(chance, 400),
        "lever": words(chance, 300),
        "places": chance.choice([[], [place]]),
        "providers": chance.choice([[], [trust]]),
        "provider_kinds": chance.sample([Kind.ACUTE_TRUST.value, Kind.COMMUNITY_PROVIDER.value], chance.randint(0, 2)),
        **{name: [row(chance, name) for _ in range(chance.choice([0, 0, 1, 3]))] for name in ROWS},
    }
    if first:
        said |= {"from_date": first, "to_date": chance.choice([None, first + timedelta(days=30)]), "precision": "day"}
    return said


def differences(chance: random.Random, chapter: Any, author: Any, place: Any, trust: Any) -> list[str]:
    """A round of some intentions, out and back: everything that is not said to be as it was."""
    round = chapter.round
    for _ in range(chance.randint(1, 4)):
        actions.add_intention(chapter=chapter, by=author, content=content(chance, place, trust))
    offered = forms.offered(round, author)
    versions = tie(Version.objects.in_draft_of(round).select_related("intention__owner"))
    for version in versions:
        version.intention.round = round
    rows, sheets = rows_of(versions, offered), sheets_of(offered)
    file = write(About("kind", "of", "title", "now"), [(sheet, rows[sheet.name]) for sheet in sheets])
    brought = read(file, sheets, kind="kind", of="of")
    things = compare(brought, sheets, rows)
    odd = [
        f"{one.key} {one.state.value}: {one.problems} {one.changes} {one.notes}"
        for one in things
        if one.state is not State.SAME or one.notes
    ]
    return [*odd, *brought.notes, *([] if len(things) == Intention.objects.filter(round=round).count() else ["a row is missing"])]
