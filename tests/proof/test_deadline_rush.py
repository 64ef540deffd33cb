"""The last minute: hundreds of providers submit at once, and a receipt is shown exactly when it is kept."""

from __future__ import annotations

import json
import os
import random
import signal
import statistics
import time
from datetime import UTC, datetime

import pytest

from tests import figures

from .measured import SEED, sized
from .rush.stage import Stage, written

pytestmark = pytest.mark.alone

SIZE = sized(500, 20)
LAST_SECONDS = SIZE * 2 // 5  # of them in the last five seconds
LATE = SIZE // 20  # more, who press after the deadline
KILLS, RESTARTS = sized(10, 2), (signal.SIGINT, signal.SIGQUIT)
P95 = 3.0  # seconds from the click to the receipt on the page


@pytest.fixture
def stage(tmp_path_factory):
    stage = Stage(tmp_path_factory.mktemp("rush"))
    yield stage
    stage.close()


class Rush:
    """One deadline, those who press the button before and after it, and what became of each."""

    def __init__(self, stage, folder, name):
        self.stage, self.folder, self.chance = stage, folder, random.Random(SEED)
        stage.build(name, SIZE + LATE, folder / "plan.json")
        assert stage.browsers("open", folder).wait() == 0
        self.deadline = time.time() + 65
        at = datetime.fromtimestamp(self.deadline, UTC)
        stage.rows("UPDATE intentions_round SET response_deadline = %s WHERE slug = %s", at, name)
        written(folder / "moments.json", self._moments())

    def _moments(self):
        spread = self.chance.uniform
        minute = [self.deadline - spread(5, 60) for _ in range(SIZE - LAST_SECONDS)]
        last = [self.deadline - spread(0.03, 5) for _ in range(LAST_SECONDS)]
        return minute + last + [self.deadline + spread(0.005, 1) for _ in range(LATE)]

    def run(self, meanwhile=lambda: None):
        browsers = self.stage.browsers("press", self.folder)
        meanwhile()
        assert browsers.wait() == 0
        self.told = json.loads((self.folder / "pressed.json").read_text())
        ids = tuple(one["response"] for one in self.told)
        found = self.stage.rows("SELECT response_id, number, received_at FROM providers_receipt WHERE response_id::text IN %s", ids)
        self.kept = {str(response): (number, received_at) for response, number, received_at in found}
        self.signed = self.stage.rows("SELECT count(*) FROM providers_signature WHERE response_id::text IN %s", ids)[0][0]
        self.mailed = self.stage.rows("SELECT count(*) FROM audit_email WHERE kind = 'received' AND about_id::text IN %s", ids)[0][0]

    def in_time(self):
        return [one for one in self.told if one["pressed"] <= self.deadline]

    def lost(self):
        """Shown and not kept under that number, or kept and never shown."""
        shown = {one["response"]: one["number"] for one in self.told if "shown" in one}
        return sum(self.kept.get(response, ("",))[0] != number for response, number in shown.items()) + len(set(self.kept) - set(shown))

    def doubled(self):
        """Signatures or emails beyond one submission each, of four people."""
        return abs(self.signed - len(self.kept)) + abs(self.mailed - 4 * len(self.kept))

    def wrongly_late(self, *, tries=None):
        """Sent in time, and told that it was late."""
        found = [one for one in self.in_time() if one.get("status") == 409]
        return sum(tries is None or one["tries"] <= tries for one in found)

    def wrongly_in_time(self):
        return sum(one["response"] in self.kept for one in self.told if one["pressed"] > self.deadline)

    def stamped_late_by(self):
        """Milliseconds from the last byte handed over to the instant on the receipt."""
        sent = {one["response"]: one["sent"] for one in self.told if one["tries"] == 1}
        return [1000 * (at.timestamp() - sent[response]) for response, (_, at) in self.kept.items() if response in sent]

    def waited(self, name, since=60):
        """Seconds from the click, of those who pressed in time."""
        found = [one[name] - one["pressed"] for one in self.in_time() if name in one and one["pressed"] > self.deadline - since]
        cuts = statistics.quantiles(found, n=20)
        return {"median": round(cuts[9], 2), "p95": round(cuts[18], 2), "max": round(max(found), 2)}


def busy():
    return round(os.getloadavg()[0] / (os.cpu_count() or 1), 1)


def test_r8_five_hundred_submit_in_the_last_minute_and_nobody_waits_for_the_receipt(stage, tmp_path):
    before = busy()
    rush = Rush(stage, tmp_path, "r8")
    spent = stage.spent()
    rush.run()
    spent = stage.spent() - spent
    failed = rush.lost() + rush.doubled() + rush.wrongly_late() + rush.wrongly_in_time() + sum("shown" not in one for one in rush.in_time())
    receipt, stamps = rush.waited("shown"), rush.stamped_late_by()
    figures.proof(
        "R8",
        size=SIZE,
        failed=failed,
        in_the_last_5_s=LAST_SECONDS,
        after_the_deadline=LATE,
        receipt_s=receipt,
        receipt_of_the_last_s=rush.waited("shown", 5),
        answer_s=rush.waited("answered"),
        stamped_ms={"least": round(min(stamps), 1), "most": round(max(stamps), 1)},
        web_cpu_ms_each=round(1000 * spent / (SIZE + LATE)),
        load_before=before,
    )
    assert (rush.lost(), rush.doubled(), rush.wrongly_late(), rush.wrongly_in_time(), failed) == (0, 0, 0, 0, 0)
    assert len(rush.kept) == SIZE
    assert receipt["p95"] < P95 * max(1, before)


def test_r9_a_receipt_is_shown_exactly_when_it_is_kept_whatever_is_killed(stage, tmp_path):
    rush = Rush(stage, tmp_path, "r9")

    def kill_and_restart():
        begins, chance = rush.deadline - 58, random.Random(SEED)
        acts = [(begins + chance.uniform(0, 57), None) for _ in range(KILLS)]
        acts += [(begins + chance.uniform(10 + 30 * nth, 30 + 25 * nth), how) for nth, how in enumerate(RESTARTS)]
        for moment, how in sorted(acts, key=lambda act: act[0]):
            time.sleep(max(0, moment - time.time()))
            stage.kill_a_web_worker(chance) if how is None else stage.restart_the_database(how)

    rush.run(kill_and_restart)
    failed = rush.lost() + rush.doubled() + rush.wrongly_late(tries=1) + rush.wrongly_in_time()
    tried_again = sum(one["tries"] > 1 for one in rush.told)
    figures.proof(
        "R9",
        size=SIZE,
        failed=failed,
        kills=KILLS,
        restarts=len(RESTARTS),
        tried_again=tried_again,
        late_because_tried_again=rush.wrongly_late() - rush.wrongly_late(tries=1),
        without_an_answer=sum("status" not in one for one in rush.told),
        receipt_s=rush.waited("shown"),
    )
    assert (rush.lost(), rush.doubled(), rush.wrongly_late(tries=1), rush.wrongly_in_time()) == (0, 0, 0, 0)
    assert tried_again  # else nothing was hit
