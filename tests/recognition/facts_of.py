"""What is expected of a document: of one written for the tests from its own YAML, of a source from the facts of the demonstration."""

import io
from pathlib import Path

import openpyxl
import yaml

from intentions.recognition import Known, Thing
from tests.recognition.measuring import Expected, Fact

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = Path(__file__).with_name("documents")
PLACES = "Ashby Briarton Dalewick Saltmere Reedham Pellworth Stonegate Hexford Millbrook Eastgate Westbridge Northfields".split()
KNOWN = Known(places=[Thing(name.lower(), (name,)) for name in [*PLACES, "Oakham Cross"]])


def read_yaml(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


# ── Documents of our own ────────────────────────────────────────────────────────────────────────────────────────────
def of_document(path):
    facts = read_yaml(path)
    if "rows" in facts:
        return _of_rows(facts)
    intentions = [Fact(one["title"], one["text"], one["chapter"], _days(one)) for one in facts["intentions"]]
    return Expected(intentions, facts["chapters"], facts["money"])


def _days(one):
    return (one["from"], one["to"]) if "from" in one or "to" in one else None


def _of_rows(facts):
    intentions = [Fact(row[3], row[4], row[1], None, _places(row[2]), in_table=True) for row in facts["rows"]]
    money = [1000 * value for row in facts["rows"] for value in row[7:] if value is not None]
    return Expected(intentions, facts["chapters"], money)


def _places(borough):
    return (borough.lower(),) if borough in PLACES else None


def workbook(path):
    """The giant table as Excel: a sheet of guidance first, the cells of a programme merged."""
    facts = read_yaml(path)
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["This register lists what we commission. Ask the contracts team about anything that is not clear."])
    sheet = book.create_sheet("Register")
    sheet.append(["Commissioning register 2030/31"])
    sheet.append([])
    sheet.append(facts["heads"])
    for row in facts["rows"]:
        sheet.append([None if at == 1 and _goes_on(facts["rows"], row) else value for at, value in enumerate(row)])
    _merge(sheet, facts["rows"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _goes_on(rows, row):
    at = rows.index(row)
    return at > 0 and rows[at - 1][1] == row[1]


def _merge(sheet, rows):
    for name in dict.fromkeys(row[1] for row in rows):
        places = [at + 4 for at, row in enumerate(rows) if row[1] == name]
        if len(places) > 1:
            sheet.merge_cells(start_row=places[0], end_row=places[-1], start_column=2, end_column=2)


# ── The five sources ────────────────────────────────────────────────────────────────────────────────────────────────
ROUNDS = {"000": "sel-2019-20", "002": "luton-2015-16", "003": "lambeth-southwark-2015-16", "004": "sel-cbc-2013-18"}


def known_of(folder):
    """The organisations and places of the demonstration, as the portal would know them."""
    facts = read_yaml(folder / "demo/organisations.yaml")
    organisations = [
        Thing(one["slug"], tuple(filter(None, (one["name"], one.get("short"), one.get("ods"))))) for one in facts["organisations"]
    ]
    return Known([], organisations, [Thing(one["slug"], (one["name"],)) for one in facts["places"]])


def of_source(folder, number):
    """The facts of one source; of the one that holds plans on a page, the lines of the plans."""
    expected = _of_plans(folder) if number == "001" else _of_round(folder, number)
    expected.others = [fact for other in ROUNDS if other != number for fact in _of_round(folder, other).intentions]
    return expected


def _of_round(folder, number):
    facts = read_yaml(folder / f"demo/rounds/{ROUNDS[number]}.yaml")
    names = {one["slug"]: one["name"] for one in facts["programmes"]}
    intentions = [_fact(one, names[chapter["programme"]]) for chapter in facts["chapters"] for one in chapter["intentions"]]
    outcomes = _outcomes(folder) if number == "003" else []
    return Expected(intentions, list(names.values()), sorted(set(_amounts(facts))), outcomes)


def _fact(one, chapter):
    said = one.get("timescale") or {}
    in_table = bool({"table", "matrix"} & set(one["source"].lower().split()))
    places = tuple(one["places"]) if in_table and one.get("places") and "matrix" in one["source"] else None
    return Fact(one["title"], f"{one['description']} {one.get('theme') or ''}", chapter, _period(said), places, in_table)


def _period(said):
    if not said.get("text") or not (said.get("from") or said.get("to")) or "note" in said:
        return None
    return tuple(str(said[name]) if said.get(name) else None for name in ("from", "to"))


def _amounts(facts):
    if isinstance(facts, dict):
        for key, value in facts.items():
            if key == "amount_gbp" and value:
                yield value
            yield from _amounts(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from _amounts(value)


def _outcomes(folder):
    facts = read_yaml(folder / "demo/outcomes.yaml")
    statements = {one["slug"]: one["statement"] for one in facts["outcomes"]}
    return [
        " ".join(statements[slug] for slug in row["outcomes"] if slug in statements) for table in facts["tables"] for row in table["rows"]
    ]


# ── Plans on a page ─────────────────────────────────────────────────────────────────────────────────────────────────
PARTS = {
    **{"vision": "visions", "mission": "mission", "objective": "objectives", "delivery": "delivered_by", "theme": "theme_blocks"},
    **{"governance": "governance", "success": "success_criteria", "risk": "risks", "priority": "priorities"},
    **{"ambition": "ambition", "value": "values"},
}
SAME = {"mission": "vision", "ambition": "success"}
INSIDE = ("pillars", "items", "initiatives", "measures")


def _of_plans(folder):
    facts, amounts = [], set()
    for path in sorted((folder / "demo/plans").glob("*.yaml")):
        plan = read_yaml(path)
        amounts |= set(_amounts(plan))
        facts += [Fact("", text, SAME.get(part, part)) for part, key in PARTS.items() for text in _lines(plan.get(key))]
    return Expected(facts, [], sorted(amounts), is_plan=True)


def _lines(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _lines(one)
    elif isinstance(value, dict):
        said, inner = value.get("statement") or value.get("text"), [key for key in INSIDE if value.get(key)]
        for key in inner:
            yield from _lines(value[key])
        if said:
            yield f"{'' if inner else value.get('name', '')} {said}".strip()
        elif not inner and value.get("name"):
            yield value["name"]
