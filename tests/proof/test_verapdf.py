"""verapdf: veraPDF itself judges 200 papers and packs, PDF/UA-1 and PDF/A-2a or 3a, where Java and Maven are."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from portal.printing import assembly, finishing, gatherings, pdf
from portal.printing.writing.languages import spoken
from tests.portal.printing_generated import generated_paper
from tests.portal.test_printing_writing import WRITINGS

from .measured import SEED, measured, sized

pytestmark = pytest.mark.slow

HERE, FILES = Path(__file__).parent / "verapdf", sized(200)
FRONT = {"body": "B", "when": "W", "where": "", "marking": "", "line": "L", "paragraphs": [], "agenda": []}


def papers(chance: Random, folder: Path) -> list[Path]:
    """Papers of generated HTML, every ninth with a file inside, every tenth a pack of the three before, by turns in gatherings."""
    made, kept = [], []
    for number in range(FILES):
        if number % 10 == 9:
            bound = [assembly.Paper(f"p{n}", f"Paper {n}", "Item", one.pdf, one.sections, one.read) for n, one in enumerate(made[-3:])]
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(gatherings, "AT_ONCE", 360 if number % 20 == 9 else 1)
                one = assembly.bind(bound, "documents/pack.html", FRONT, title=f"Pack {number}")
        else:
            source = spoken(generated_paper(chance, f"Paper {number} {chance.choice(list(WRITINGS.values()))[0]}"))
            inside = {"name": "text.json", "text": "{}", "says": "The text"} if number % 9 == 4 else None
            one = finishing.finish(
                pdf.render(source), title=f"Paper {number}", line="Pwyllgor Ŵyl", marking="Part 1", tables=None, attached=inside
            )
            made.append(one)
        assert one.faults == []
        kept.append(folder / f"{number}-{'3a' if number % 9 == 4 and number % 10 != 9 else '2a'}.pdf")
        kept[-1].write_bytes(one.pdf)
    return kept


def judge(folder: Path) -> list[str]:
    """The command that judges: its class compiled, its libraries from the registry, nothing of them kept."""
    shutil.copytree(HERE, folder / "judge")
    listed = folder / "classes.txt"
    subprocess.run(["mvn", "-q", "-B", "dependency:build-classpath", f"-Dmdep.outputFile={listed}"], cwd=folder / "judge", check=True)
    classes = listed.read_text().strip()
    subprocess.run(["javac", "-cp", classes, "-d", str(folder), str(folder / "judge" / "Judge.java")], check=True)
    return ["java", "-cp", f"{folder}:{classes}", "Judge"]


def test_the_judge_of_the_pdf_association_finds_nothing(tmp_path):
    began = time.monotonic()
    if not all(map(shutil.which, ("java", "javac", "mvn"))):
        measured("verapdf", 0, 0, began, absent="Java or Maven is not here: nothing was judged")
        return
    command, files = judge(tmp_path), papers(Random(SEED), tmp_path)
    failed = []
    for flavour in ("2a", "3a"):
        some = [str(file) for file in files if file.stem.endswith(flavour)]
        said = subprocess.run([*command, f"ua1,{flavour}", *some], capture_output=True, text=True, check=True).stdout
        verdicts = [line.split("\t") for line in said.splitlines()]
        assert len(verdicts) == 2 * len(some)
        failed += [" ".join(verdict) for verdict in verdicts if verdict[2]]
    measured("verapdf", len(files), len(failed), began, examples=failed[:5], flavours=["ua1", "2a", "3a"])
