"""Many signatories at once, from a process of their own: each opens the check page, and presses the button at a given moment.

python -m tests.proof.rush.browsers open PORT FOLDER       reads plan.json, writes open.json
python -m tests.proof.rush.browsers press PORT FOLDER      reads open.json and moments.json, writes pressed.json
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|seen|key)" value="([^"]*)"')
COOKIE = re.compile(r"(?:csrf|last-here)=[^;]+")
NUMBER = re.compile(r"CI-[0-9A-Z]{4}-[0-9A-Z]{4}")
PATIENCE = 180.0  # seconds for which somebody tries again what was not answered
TRY_AGAIN = (400, 500, 502, 503)  # pages that say there is a problem: 400 when the session was lost with the database
WIDTH = 8  # pages that are opened at once


async def ask(port: int, method: str, path: str, cookie: str, body: bytes = b"") -> tuple[int, dict[str, str], str, float]:
    """Status, headers, page, and the instant at which the last byte was handed to the kernel."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n"
        if method == "POST":
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}\r\n".encode() + body)
        await writer.drain()
        sent = time.time()
        answer = await reader.read()
    finally:
        writer.close()
    top, _, page = answer.partition(b"\r\n\r\n")
    status, *lines = top.decode().split("\r\n")
    if not status.startswith("HTTP/1.1 "):
        raise ConnectionError("the answer broke off")
    headers: dict[str, str] = {}
    for name, _, value in (line.partition(": ") for line in lines):
        headers[name.lower()] = "; ".join(filter(None, [headers.get(name.lower()), value]))
    return int(status.split()[1]), headers, page.decode(errors="replace"), sent


async def opens(port: int, one: dict[str, Any], turn: asyncio.Semaphore) -> dict[str, Any]:
    async with turn:
        status, headers, page, _ = await ask(port, "GET", one["check"], one["cookie"])
    assert status == 200 and "Your password is confirmed until" in page, (status, page[:2000])
    given = COOKIE.findall(headers["set-cookie"])
    form = dict(HIDDEN.findall(page.rpartition("<form")[2]))
    return {**one, "cookie": "; ".join([one["cookie"], *given]), "form": {**form, "role": "Chief executive", "is_signed": "on"}}


async def presses(port: int, one: dict[str, Any], moment: float) -> dict[str, Any]:
    """Once at that moment, and again after every answer that is none, as somebody does who sees an error page."""
    await asyncio.sleep(moment - time.time())
    body, told = urlencode(one["form"]).encode(), {"response": one["response"], "pressed": time.time(), "tries": 0, "sent": 0.0}
    while time.time() < moment + PATIENCE:
        told["tries"] += 1
        with contextlib.suppress(OSError, ConnectionError, ValueError):
            status, headers, page, sent = await ask(port, "POST", one["check"], one["cookie"], body)
            told |= {"status": status, "sent": sent, "answered": time.time()}
            if status == 302:  # pressed again: it leads to the receipt
                status, _, page, _ = await ask(port, "GET", headers["location"], one["cookie"])
            if status == 200 and (found := NUMBER.search(page)):
                return {**told, "shown": time.time(), "number": found[0]}
            if status not in TRY_AGAIN:
                return told
        await asyncio.sleep(0.5)
    return told


async def main(what: str, port: int, folder: Path) -> None:
    if what == "open":
        turn = asyncio.Semaphore(WIDTH)
        plan = json.loads((folder / "plan.json").read_text())
        opened = await asyncio.gather(*(opens(port, one, turn) for one in plan))
        (folder / "open.json").write_text(json.dumps(opened))
        return
    opened, moments = json.loads((folder / "open.json").read_text()), json.loads((folder / "moments.json").read_text())
    told = await asyncio.gather(*(presses(port, one, moment) for one, moment in zip(opened, moments, strict=True)))
    (folder / "pressed.json").write_text(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
