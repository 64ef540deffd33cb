"""What it costs to keep every saved state: a round of 400 intentions, each edited 50 times over two working weeks, then thinned."""

from datetime import timedelta
from random import Random
from statistics import median
from time import perf_counter

from django.db import connection

from intentions import actions
from intentions.actions import intention as saving
from intentions.models import Intention
from portal.moves.clock import database_now
from portal.revisions.actions import thin
from portal.revisions.models import Revision
from tests import figures
from tests.figures import SEED, sized
from tests.intentions.conftest import *  # noqa: F403
from tests.intentions.crowd import crowd

INTENTIONS, EDITS, DAYS, TIMED = sized(400, least=5), 50, 10, 60
WORDS = "beds wards frail people home early care team hour visit clinic plan".split()


def test_a_round_of_400_intentions_edited_50_times_each(chapter, author, trust, borough, monkeypatch):
    crowd(chapter, author, trust, borough, INTENTIONS)
    with_states, without = compared(author, monkeypatch)
    Revision.objects.all().delete()
    for intention in Intention.objects.select_related("latest"):
        edited(intention.latest, author, EDITS, Random(f"{SEED} {intention.reference}"))
    grown, rows = weight(), Revision.objects.count()
    spread_over_days()
    thin(at=database_now())
    left = Revision.objects.count()
    figures.bench(
        "revisions.save", ratio=float(f"{with_states / without:.2f}"), runs=TIMED, milliseconds_with=float(f"{1000 * with_states:.1f}"),
        milliseconds_without=float(f"{1000 * without:.1f}"), intentions=INTENTIONS, edits=EDITS, states=rows, bytes=grown,
        bytes_a_state=grown // rows, states_when_thinned=left, bytes_when_thinned=weight(),
    )  # fmt: skip
    assert rows == INTENTIONS * (EDITS + 1)
    assert left <= INTENTIONS * (DAYS + 2)


def compared(author, monkeypatch):
    """Seconds of a save with what is kept and without it, turn about on one draft."""
    version = Intention.objects.select_related("latest").first().latest
    with_states, without = [], []
    for number in range(TIMED):
        with monkeypatch.context() as patch:
            if number % 2:
                patch.setattr(saving, "keep", lambda *of, **more: None)
            begun = perf_counter()
            edited(version, author, 1, Random(number))
            (without if number % 2 else with_states).append(perf_counter() - begun)
        version.refresh_from_db()
    return median(with_states), median(without)


def edited(version, author, times, of):
    """A paragraph of the text each time, now and then its theme."""
    for _ in range(times):
        said = "".join(f"<p>{' '.join(of.choices(WORDS, k=40))}</p>" for _ in range(3))
        content = {"description": said} if of.random() < 0.8 else {"theme": " ".join(of.choices(WORDS, k=6))}
        version = actions.save_version(version=version, by=author, revision=version.revision, content=content)


def spread_over_days():
    """As if they had been saved over two weeks: five an hour in the morning of each day."""
    now = database_now().replace(hour=9, minute=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE revisions_revision SET at = %s + (number / 5) * interval '1 day' + (number %% 5) * interval '9 minutes'",
            [now - timedelta(days=DAYS + 3)],
        )


def weight():
    """Bytes of the rows, as the table keeps them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_column_size(r.*)) FROM revisions_revision r")
        return int(cursor.fetchone()[0])


def test_the_measure_sees_a_table_that_is_not_thinned(chapter, author, trust, borough):
    """Planted: without thinning every state is there."""
    crowd(chapter, author, trust, borough, 1)
    edited(Intention.objects.get().latest, author, EDITS, Random(1))
    spread_over_days()
    assert Revision.objects.count() > DAYS + 2
