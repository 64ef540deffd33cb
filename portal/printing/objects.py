"""A PDF written an object at a time: what has no stream stands together in object streams, all places in a cross-reference stream.

ISO 32000-1, 7.5.7 and 7.5.8. Only what waits to be written stands in memory. No clock, no chance.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

TOGETHER = 200  # objects in one object stream
HEAD = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
FREE, PLAIN, PACKED = range(3)  # kinds of places
WIDTHS = (1, 5, 2)  # bytes of kind, place and index


class Objects:
    def __init__(self, out: BinaryIO, first: int):
        """`first` is the lowest number that `take` may give away."""
        self.out, self.at, self.next = out, 0, first
        self.seen = hashlib.sha256()
        self.places: dict[int, tuple[int, int, int]] = {0: (FREE, 0, 65535)}
        self.loose: list[tuple[int, bytes]] = []
        self._write(HEAD)

    def take(self, count: int = 1) -> int:
        """The first of so many numbers that nobody else has."""
        self.next += count
        return self.next - count

    def add(self, number: int, body: bytes) -> None:
        self.loose.append((number, body))
        if len(self.loose) >= TOGETHER:
            self._pack()

    def add_stream(self, number: int, entries: bytes, content: bytes) -> None:
        """`entries` is its dictionary; the length in it is set here."""
        self.places[number] = (PLAIN, self.at, 0)
        self._write(b"%d 0 obj\n%b\nstream\n" % (number, with_entry(entries, b"/Length %d" % len(content))))
        self._write(content)
        self._write(b"\nendstream\nendobj\n")

    def end(self, root: int, about: int) -> None:
        """`root` and `about` are the numbers of the catalogue and of the words about the file."""
        self._pack()
        number, at = self.take(), self.at
        self.places[number] = (PLAIN, at, 0)
        rows = b"".join(self._row(one) for one in range(number + 1))
        name = self.seen.hexdigest()[:32].encode()
        entries = b"<< /Type /XRef /Size %d /W [ %d %d %d ] /Root %d 0 R /Info %d 0 R /ID [ <%b> <%b> ] /Filter /FlateDecode >>"
        self.add_stream(number, entries % (number + 1, *WIDTHS, root, about, name, name), zlib.compress(rows))
        self._write(b"startxref\n%d\n%%%%EOF\n" % at)

    def _pack(self) -> None:
        if not self.loose:
            return
        packed, self.loose, number, heads, at = self.loose, [], self.take(), [], 0
        for index, (one, body) in enumerate(packed):
            heads.append(b"%d %d" % (one, at))
            self.places[one] = (PACKED, number, index)
            at += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode >>" % (len(packed), len(head))
        self.add_stream(number, entries, zlib.compress(head + b"".join(body + b"\n" for _, body in packed)))

    def _row(self, number: int) -> bytes:
        """A number nobody took is free."""
        return b"".join(value.to_bytes(width) for value, width in zip(self.places.get(number, (FREE, 0, 65535)), WIDTHS, strict=True))

    def _write(self, content: bytes) -> None:
        self.out.write(content)
        self.seen.update(content)
        self.at += len(content)


def with_entry(entries: bytes, entry: bytes) -> bytes:
    """A dictionary with one entry more, which it does not have."""
    return b"<< " + entry + entries.removeprefix(b"<<")
