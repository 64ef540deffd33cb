import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.running.children import Child, Children, Stop, end_what_a_crash_left, started_at
from portal.running.setup.machine import ROOT, Trouble

LAUNCHER = """
import sys
from pathlib import Path
from portal.running.children import Child, Children, Stop
children = Children(Path(sys.argv[1]) / "programs.json")
children.listen()
children.start(Child("sleeper", ["sh", "-c", "sleep 300 & sleep 300"]))
print(children.children[0].running.pid, flush=True)
try:
    children.watch()
except Stop:
    children.stop()
"""


@pytest.fixture
def children(tmp_path):
    launched = Children(tmp_path / "programs.json")
    yield launched
    launched.asked_to_stop = 2
    launched.stop()


@pytest.fixture
def launcher(tmp_path):
    running = subprocess.Popen([sys.executable, "-c", LAUNCHER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    running.sleeper = int(running.stdout.readline())
    end = time.monotonic() + 10
    while len(group_of(running.sleeper)) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    yield running
    running.kill()
    running.wait()


def gone(pid, seconds=5.0):
    end = time.monotonic() + seconds
    while started_at(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return started_at(pid) is None


def group_of(pid):
    listed = subprocess.run(["ps", "-o", "pid=", "-g", str(pid)], capture_output=True, text=True).stdout
    return [int(line) for line in listed.split() if started_at(int(line))]


def ignored_by(pid):
    """The signals that this process lets pass unheard."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigIgn"))
    mask = int(line.split()[1], 16)
    return {number for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP) if mask & 1 << number - 1}


def test_programs_hear_what_a_shell_let_the_launcher_ignore(tmp_path):
    """Of a launcher behind `&`, a worker that ignores SIGQUIT would outlive it."""
    ignoring = ["sh", "-c", 'trap "" INT QUIT HUP; exec "$@"', "sh", sys.executable, "-c", LAUNCHER, str(tmp_path)]
    with subprocess.Popen(ignoring, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        sleeper = int(running.stdout.readline())
        heard = ignored_by(sleeper)
        running.kill()

    assert heard == set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_launcher_asked_to_stop_leaves_nothing_running(launcher, number):
    assert len(group_of(launcher.sleeper)) >= 2

    launcher.send_signal(number)

    assert launcher.wait(timeout=10) == 0
    assert group_of(launcher.sleeper) == []


def test_programs_end_with_a_launcher_that_was_killed(launcher):
    launcher.kill()

    assert gone(launcher.sleeper)


def test_what_outlived_a_killed_launcher_is_ended_at_the_next_start(tmp_path):
    orphan = subprocess.Popen(["sleep", "300"])
    record = tmp_path / "programs.json"
    record.write_text(json.dumps({orphan.pid: started_at(orphan.pid)}))

    end_what_a_crash_left(record)

    assert orphan.wait(timeout=5) == -signal.SIGTERM
    assert not record.exists()


def test_a_stranger_with_a_number_used_before_is_left_alone(tmp_path):
    stranger = subprocess.Popen(["sleep", "300"])
    record = tmp_path / "programs.json"
    record.write_text(json.dumps({stranger.pid: "1"}))

    end_what_a_crash_left(record)

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_what_falls_is_started_again(children, capsys):
    sleeper = children.start(Child("worker", ["sleep", "300"]))
    first = sleeper.running.pid
    os.kill(first, signal.SIGKILL)
    gone(first)

    with pytest.raises(Stop):
        watch_for(children, 0.6)

    assert sleeper.ended is None
    assert sleeper.running.pid != first
    assert "The worker ended (-9); starting it again." in capsys.readouterr().out


def test_what_falls_again_and_again_stops_the_launcher_with_its_last_words(children, tmp_path):
    log = tmp_path / "web.log"
    children.start(Child("web", ["sh", "-c", "echo the port is gone; exit 3"], log=log))

    with pytest.raises(Trouble, match=r"(?s)The web stops as soon as it starts.*web\.log.*the port is gone"):
        watch_for(children, 20)


def test_a_program_that_does_not_start_shows_its_last_words(children, tmp_path):
    child = children.start(Child("database", ["sh", "-c", "echo no such locale; exit 1"], log=tmp_path / "log"))

    with pytest.raises(Trouble, match=r"(?s)The database did not start.*no such locale"):
        children.wait_until(lambda: False, child)


def test_the_databases_outlive_those_who_use_them(children, tmp_path):
    order = tmp_path / "order"
    for name in ("database", "web"):
        script = f"trap 'sleep 0.2; echo {name} >> {order}; exit' TERM; echo ready; while :; do sleep 0.02; done"
        child = Child(name, ["sh", "-c", script], log=tmp_path / f"{name}.log", is_foundation=name == "database")
        children.start(child)
        children.wait_until(lambda log=child.log: "ready" in log.read_text(), child)

    children.stop()

    assert order.read_text().split() == ["web", "database"]


def test_a_program_that_does_not_listen_is_ended_anyway(children, tmp_path):
    log = tmp_path / "log"
    deaf = Child("deaf", ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done"], log=log, patience=0.3)
    children.start(deaf)
    children.wait_until(lambda: "ready" in log.read_text(), deaf)

    children.stop()

    assert deaf.ended == -signal.SIGKILL


def test_a_second_request_to_stop_waits_for_nobody(children, tmp_path):
    log = tmp_path / "log"
    deaf = Child("deaf", ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done"], log=log, patience=60)
    children.start(deaf)
    children.wait_until(lambda: "ready" in log.read_text(), deaf)
    children.listen()
    subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -INT {os.getpid()}; sleep 0.3; kill -INT {os.getpid()}"])
    start = time.monotonic()

    try:
        children.stop()
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)

    assert time.monotonic() - start < 5


def watch_for(children, seconds):
    """Watch, and be asked to stop after a while."""
    end = time.monotonic() + seconds
    pause = children.pause

    def pause_until(length=0.05):
        children.asked_to_stop = int(time.monotonic() > end)
        pause(length)

    children.pause = pause_until
    children.watch()
