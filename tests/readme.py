"""The tables of figures in the README, written from what was measured: `python -m tests.readme`.

It takes build/proof.json and build/bench.json into docs/figures and writes the README anew between two marks. Each is taken whole
or not at all: figures of one run, at one commit, at full size, with every key that has a line here. `make proof` leaves such a record.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.figures import BUILD, HEAD, OF_ITS_OWN, ROOT, WHO_ASKS

README, KEPT = ROOT / "README.md", ROOT / "docs" / "figures"

# id of the test: (what is promised, how much was tried, what of it broke the promise)
PROMISES = {
    "R11": (
        "Two people in one text overwrite nothing of each other, by page or API",
        "{size} pairs over {parts} parts by {doors} doors",
        "",
    ),
    "R11.drafts": ("Drafts edited, saved and made stale at random agree with a model", "{size} histories, {steps:,} steps", ""),
    "R12": (
        "A browser killed in the middle of typing loses at most 10 s",
        "{size} editors",
        "{failed}, the worst lost {most_seconds_lost} s",
    ),
    "S9": ("No script that was typed runs in a browser", "{size} strings in every field, {pages} pages", ""),
    "redline": ("A redline accepted is the new text, rejected the old", "{size:,} pairs of documents", ""),
    "R7": ("On time is on time to the millisecond, also in the nights of a clock change", "{size:,} cases", ""),
    "R8": (
        "Everybody who submits before the deadline in its last minute is in, once",
        "{size} providers, {in_the_last_5_s} in the last 5 s; 95 in 100 saw their receipt within {receipt_s[p95]} s",
        "",
    ),
    "R9": ("The same while web workers are killed and PostgreSQL restarts", "{size} providers, {kills} kills, {restarts} restarts", ""),
    "R10": ("The same submission sent again has one effect", "{size:,} replays", ""),
    "R11.histories": (
        "Edit, sign, lapse, submit, replace, withdraw, deadline and extension agree with a model",
        "{size} histories, {steps:,} steps",
        "",
    ),
    "R13": ("A genuine receipt verifies and an altered one fails", "{genuine:,} and {altered:,}", ""),
    "S1.responses": ("No provider, public reader or other commissioner sees a response that is not theirs", "{size:,} requests", ""),
    "S4": (
        "The id of another, or a field nobody asked for, does nothing and tells nothing",
        "{size:,} in every address, form, query and call of the API",
        "",
    ),
    "S7": ("A guard that is taken out is noticed by these", "{size} guards", "{failed} unnoticed"),
    "A12": (
        "A pack has no fault by our own checker, by page-validation (PDF/UA-1) and by counting",
        "{size} packs, {pages:,} pages",
        "",
    ),
    "A12.seeded": ("The checker sees a fault that was put in", "{size} seeded faults", "{failed} missed"),
    "A14": ("The web version of a paper says what its PDF says", "{size} papers", ""),
    "A14.demonstration": (
        "So does every kind of paper of every round of the demonstration, and its Word file has every heading",
        "{size} papers, {pages:,} pages",
        "",
    ),
    "D1": ("Nothing exempt is in a part 1 pack", "{size:,} packs, {exempt_items:,} exempt items", ""),
    "D2": ("Marking an item exempt recalls every earlier pack that held it", "{size}, the slowest after {slowest_s} s", ""),
    "D3": ("Nothing is exempt without basis, reason, decider, date and review date", "{size} ways to leave one out", ""),
    "d.late": (
        "Nothing comes onto an agenda late without its reason and the chair's agreement",
        "{size:,} attempts: {kinds} kinds and ways, {days} days",
        "",
    ),
    "S10": ("A PDF fetches nothing and reads no file", "{size} attempts by {channels} channels", ""),
    "S11": ("A poisonous document is refused by name or done within its limits", "{size}, the slowest {slowest_s} s", ""),
    "R1": (
        "Prints survive kill -9 of workers and children, stopped workers, a flushed or killed Redis and a restarted PostgreSQL",
        "{size:,} prints, {faults} faults",
        "{lost} lost, {doubled} doubled; 99 in 100 within {p99_s} s, undisturbed {calm_p99_s} s",
    ),
    "R2": ("Prints survive the loss of half their messages", "{size} prints, {lost_when_ordered} messages lost", ""),
    "R3": ("While the queue is gone no page fails, and afterwards it drains", "{size} pages in {outage_s} s, drained in {drained_s} s", ""),
    "R4": (
        "Several schedulers and many deliveries have one effect",
        "{size} prints, {schedulers} schedulers, {deliveries} deliveries of each",
        "",
    ),
    "R5": ("Jobs that poison their worker stop with a reason; the good ones are done", "{size} jobs, {poison} poisonous", ""),
    "pack.killed": ("A pack whose worker is killed in the middle is ready exactly once", "{pages} pages", "ready after {seconds} s"),
    "launcher.children": ("Whatever of it is killed is started again", "{size} kills", ""),
    "launcher.kill": ("`make demo` starts again after kill -9 of its launcher", "{size} kills", ""),
}
# key: (what is measured, the figure, what it is held against)
SPEEDS = {
    "pack.warm": ("Issue a pack again with one paper changed, against printing it in one piece", "{ratio}", "0.05"),
    "pack.largest": ("The same with its largest paper changed", "{ratio}", "0.12"),
    "pack.cold": ("Issue a pack nobody has printed yet, against printing it in one piece", "{ratio}", "0.42"),
    "pack.assemble": ("Put printed papers together, against printing them in one piece", "{ratio}", "0.03"),
    "pack.typst": ("Issue a pack again with one paper changed, against Typst setting the whole text", "{ratio}", "1"),
    "pack.memory_mb": (
        "Memory of the largest process while a pack is printed",
        "{pack} MB for the pack, {paper} MB for its largest paper",
        "400 MB",
    ),
    "redline.40kB": ("Redline of two texts of 40 kB, against a plain page", "{over_a_plain_page}", "0.5 s"),
    "round.400": ("A round of 400 intentions, against a plain page", "{ratio}, {queries} queries", "12 queries"),
    "matrix.grid": ("The table of 60 providers and 400 intentions, against a plain page", "{ratio}, {queries} queries", "15 queries"),
}


def promises(found: dict[str, Any]) -> list[str]:
    lines = ["| Promise | Tried | Broken |", "|---|---|---|"]
    for key, (promise, tried, broken) in PROMISES.items():
        if figure := _together(found, key):
            lines.append(f"| {promise}{_id(key)} | {tried.format(**figure)} | {(broken or '{failed}').format(**figure)} |")
    return lines


def _id(key: str) -> str:
    """The number quality gives the test, if it has one."""
    number = re.match(r"[A-Z]\d+", key)
    return f" ({number[0]})" if number else ""


def _together(found: dict[str, Any], key: str) -> dict[str, Any] | None:
    """A figure, or the sum of those of its states."""
    parts = [figure for name, figure in found.items() if name.startswith(f"{key}.") and key == "S1.responses"]
    return {name: sum(part[name] for part in parts) for name in ("size", "failed")} if parts else found.get(key)


def speeds(found: dict[str, Any]) -> list[str]:
    lines = ["| Speed or size, as a ratio within one run | Measured | Bar |", "|---|---|---|"]
    lines += [f"| {what} | {figure.format(**found[key])} | {bar} |" for key, (what, figure, bar) in SPEEDS.items() if key in found]
    if own := [figure["queries"] - (figure["who"] != "nobody") * WHO_ASKS for key, figure in found.items() if key.startswith("queries.")]:
        lines.append(f"| Most queries any of {len(own)} kinds of page asks, beside those that say who asks | {max(own)} | {OF_ITS_OWN} |")
    return lines


def tables(proof: dict[str, Any], bench: dict[str, Any]) -> str:
    measured = f"Measured on {proof['cores']} cores by `make proof` and `make bench`; each has its size."
    return "\n".join([measured, "", *promises(proof), "", *speeds(bench)])


def written(readme: str, figures: str) -> str:
    """The README with these figures between its marks."""
    between = r"(<!-- figures -->\n).*?(<!-- end of figures -->)"
    return re.sub(between, lambda marks: f"{marks[1]}\n{figures}\n\n{marks[2]}", readme, flags=re.DOTALL)


def kept(name: str) -> dict[str, Any]:
    return json.loads((KEPT / name).read_text())


def refusals(found: dict[str, Any], wanted: Iterable[str]) -> list[str]:
    """Why these are not the figures of one whole run. Empty when they are."""
    run, measured = found.get("run") or {}, {key: figure for key, figure in found.items() if key not in HEAD}
    missing = [key for key in wanted if not _together(measured, key)]
    others = [key for key, figure in measured.items() if not figure.get("run") or figure["run"] != run.get("id")]
    scaled = [key for key, figure in measured.items() if "scale" in figure]
    commit = str(found.get("commit", ""))
    reasons = {
        "something was left out, or the code changed meanwhile": not run.get("is_whole"),
        f"it was measured at SCALE={run.get('scale')}": run.get("scale") != 1 or scaled,
        f"{commit} is no commit: something in it was changed by hand": not commit or commit.endswith("+"),
        f"of another run: {', '.join(others)}": others,
        f"not measured: {', '.join(missing)}": missing,
    }
    return [reason for reason, holds in reasons.items() if holds]


def _keep(name: str, wanted: Iterable[str]) -> list[str]:
    """The record of one whole run in place of what was kept, or why it is not taken."""
    fresh: Path = BUILD / name
    if not fresh.exists():
        return []
    found = json.loads(fresh.read_text())
    if reasons := refusals(found, wanted):
        return [f"build/{name} is not taken: {reason}." for reason in reasons]
    (KEPT / name).write_text(json.dumps(_without_marks(found), indent=1, sort_keys=True) + "\n")
    return []


def _without_marks(found: dict[str, Any]) -> dict[str, Any]:
    """All figures are of the run in the head: none of them has to say so."""
    return {key: value if key in HEAD else {word: said for word, said in value.items() if word != "run"} for key, value in found.items()}


def main() -> int:
    KEPT.mkdir(parents=True, exist_ok=True)
    refused = [*_keep("proof.json", PROMISES), *_keep("bench.json", SPEEDS)]
    README.write_text(written(README.read_text(), tables(kept("proof.json"), kept("bench.json"))))
    for reason in refused:
        print(reason, file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
