"""Somebody who orders a paper at every tick of a clock, and tries again when the database is away.

python -m tests.proof.faults.orders 100 0.9      papers, seconds between them
"""

import sys
import time

import django

django.setup()

from django.db import DatabaseError, InterfaceError, connection  # noqa: E402

from portal.accounts.models import User  # noqa: E402
from portal.printing.models import Document  # noqa: E402
from tests.proof.paper import order  # noqa: E402


def ordered(name, reader):
    """Ordered once: of a commit whose answer was lost the paper is there already."""
    while True:
        try:
            return Document.objects.filter(title=name).first() or order(name, reader, sections=2 + len(name) % 5)
        except (DatabaseError, InterfaceError):  # psycopg2 has several words for a server that went away
            connection.close()
            time.sleep(0.2)


def main(first, papers, pause):
    reader, _ = User.objects.get_or_create(email="reader@example.org", defaults={"name": "Ann Reader"})
    started = time.monotonic()
    for number in range(papers):
        time.sleep(max(0.0, started + number * pause - time.monotonic()))
        ordered(f"Paper {first + number}", reader)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
