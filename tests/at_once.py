"""Several people who press at the same time: threads, each with its own connection to real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

PEOPLE = 6


def at_once(act, people=PEOPLE):
    """`act(number)` by several people from the same starting shot; what each of them got, an exception being an answer."""
    barrier = Barrier(people)

    def one(number):
        barrier.wait()
        try:
            return act(number)
        except Exception as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))
