"""Each import contract, broken once on purpose in a copy of the house."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STOREYS = ["portal", "outcomes", "intentions", "providers", "committees"]

# contract: (the file that breaks it, the line that does)
VIOLATIONS = {
    "Committees stand on providers, intentions, outcomes and the ground; nothing looks up": (
        "outcomes/states.py",
        "import committees.states",
    ),
    "Every folder of the ground has its storey, every file of the roof its place": ("portal/cellar.py", "wine = 1"),
    "Inside an app doors open on actions, actions on documents, documents on models, models on states": (
        "intentions/states.py",
        "import intentions.models",
    ),
    "No app and no folder of the ground reaches for the roof": ("portal/audit/models.py", "import portal.settings"),
    "Only the press knows WeasyPrint and pikepdf": ("providers/states.py", "import weasyprint"),
    "Only the press and the reading of documents know PDFium": ("committees/states.py", "import pypdfium2"),
}


def copy_of_the_house(to):
    def leave_out(folder, names):
        return [name for name in names if name in ("migrations", "__pycache__", "demo") or not (name.endswith(".py") or "." not in name)]

    for storey in STOREYS:
        shutil.copytree(ROOT / storey, to / storey, ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", to)
    return to


def judge(house):
    """{contract: KEPT or BROKEN}"""
    told = subprocess.run([ROOT / ".venv/bin/lint-imports", "--no-logo", "--no-cache"], cwd=house, capture_output=True, text=True)
    words = re.sub(r"\s+", " ", told.stdout)
    return {name: "BROKEN" if f"{name} BROKEN" in words else "KEPT" if f"{name} KEPT" in words else words for name in VIOLATIONS}


def test_the_house_as_it_stands_keeps_every_contract():
    assert set(judge(ROOT).values()) == {"KEPT"}


def test_each_contract_refuses_a_violation_of_it(tmp_path):
    house = copy_of_the_house(tmp_path)
    for file, line in VIOLATIONS.values():
        with (house / file).open("a") as opened:
            opened.write(f"\n{line}\n")

    assert set(judge(house).values()) == {"BROKEN"}


@pytest.mark.parametrize("storey", ["intentions", "committees"])
def test_a_drawer_that_no_storey_knows_is_refused(tmp_path, storey):
    house = copy_of_the_house(tmp_path)
    (house / storey / "bottles.py").write_text("wine = 1\n")

    verdicts = judge(house)

    assert [name for name, verdict in verdicts.items() if verdict == "BROKEN"] == [list(VIOLATIONS)[2]]


def test_every_package_of_the_house_is_under_contract():
    packages = {folder.parent.name for folder in ROOT.glob("*/__init__.py")}

    assert packages - {"tests"} == set(STOREYS)
