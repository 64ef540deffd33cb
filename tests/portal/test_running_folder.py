import socket
import stat

import pytest

from portal.running import folder as folders
from portal.running.folder import Folder
from portal.running.launcher import port_asked_for, require_free
from portal.running.setup.machine import Trouble


def test_a_folder_that_cannot_be_written_to_is_said_with_a_way_out(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(Trouble, match=r"cannot be written to \(Not a directory\)\. Choose one that can: make demo DATA="):
        Folder(tmp_path / "file" / "var").make()


def test_a_disk_without_room_is_said_before_anything_starts(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "ROOM_MB", 10**12)

    with pytest.raises(Trouble, match=r"The disk is full: .* make demo DATA=/another/disk/portal"):
        Folder(tmp_path / "var").make()


def test_a_second_launcher_in_the_same_folder_names_the_first(tmp_path):
    first, second = Folder(tmp_path), Folder(tmp_path)
    first.lock("http://127.0.0.1:8000", taken="running at {note} as {pid}")

    with pytest.raises(Trouble, match=r"running at http://127.0.0.1:8000 as \d+"):
        second.lock("http://127.0.0.1:8001", taken="running at {note} as {pid}")


def test_a_lock_whose_holder_died_stops_nobody(tmp_path):
    (tmp_path / "lock").write_text("4194304 http://127.0.0.1:8000")

    Folder(tmp_path).lock("http://127.0.0.1:8000", taken="taken")


def test_the_secret_is_made_once_and_private(tmp_path):
    secret = Folder(tmp_path).secret_key()

    assert len(secret) >= 50
    assert Folder(tmp_path).secret_key() == secret
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_folder_too_deep_for_a_socket_gets_a_short_one(tmp_path):
    shallow, deep = Folder(tmp_path), Folder(tmp_path / ("d" * 60) / ("e" * 60))

    assert shallow.sockets() == tmp_path / "run"
    assert len(str(deep.sockets())) < 60
    assert deep.sockets() == Folder(deep.path).sockets() != Folder(deep.path / "x").sockets()


def test_a_taken_port_is_said_with_a_free_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Trouble, match=rf"Port {port} is taken by another program\. Choose another: make demo PORT={port + 1}"):
            require_free(port)
    require_free(port)


@pytest.mark.parametrize("words", ["abc", "0", "65536", "-1", "80 00"])
def test_a_port_that_is_none_is_refused(words):
    with pytest.raises(Trouble, match=r"is not a port\. Give a number from 1 to 65535"):
        port_asked_for(words)
