"""Redis or Valkey under DATA: broker and cache. It writes down every change, so a crash loses no queue."""

from __future__ import annotations

from urllib.parse import quote

from .account import Account
from .children import Child, Children
from .folder import Folder
from .setup.machine import Trouble, redis_servers


class Valkey:
    def __init__(self, folder: Folder, account: Account):
        servers = redis_servers()
        if not servers:
            raise Trouble(
                "There is no Redis on this machine and Valkey's wheel is not installed. Remove the folder .venv and run make again."
            )
        self.server = servers[0]
        self.folder, self.account = folder, account
        self.data = folder.path / self.server.name.removesuffix("-server")  # the two do not read each other's files
        self.socket = folder.sockets() / "redis.sock"

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket), safe='/')}"

    def start(self, children: Children) -> None:
        for private in (self.data, self.socket.parent):
            self.account.owns(private)
        self.account = self.account.reaching(self.data, self.socket.parent, self.server)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        child = Child(
            "queue",
            [str(self.server), *(word for key, value in settings.items() for word in (f"--{key}", value))],
            log=self.folder.log / "redis.log",
            words=self.account.words,
            is_foundation=True,
        )
        children.wait_until(self._answers, children.start(child))

    def _answers(self) -> bool:
        import redis

        try:
            return bool(redis.Redis(unix_socket_path=str(self.socket)).ping())
        except redis.RedisError:
            return False
