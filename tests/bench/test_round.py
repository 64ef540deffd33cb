"""A round of 400 intentions opened for drafting, against a plain page, in one run: how often it asks the database, and for how long."""

from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intentions import actions
from intentions.models import Intention, Version
from tests import figures
from tests.intentions.conftest import *  # noqa: F403

SIZE, RUNS, MOST = 400, 5, 12
DRAFT = "/rounds/intentions-2019-20/draft/"
TEXT = "<p>Every acute site will see people on the day, seven days a week, and say so to their practice.</p>" * 5


@pytest.fixture
def long_round(chapter, author, trust, borough):
    """As it is halfway: everything has a text, a place, a provider and money."""
    intentions = Intention.objects.bulk_create(
        Intention(round=chapter.round, chapter=chapter, reference=f"UEC-{number:03}", order=number, owner=author)
        for number in range(1, SIZE + 1)
    )
    versions = Version.objects.bulk_create(
        Version(intention=one, title=f"Intention {one.reference}", description=f"{TEXT}<p>{one.reference}</p>", timescale="2019/20")
        for one in intentions
    )
    for intention, version in zip(intentions, versions, strict=True):
        intention.latest = version
    Intention.objects.bulk_update(intentions, ["latest"])
    Version.places.through.objects.bulk_create(Version.places.through(version=one, place=borough) for one in versions)
    Version.providers.through.objects.bulk_create(Version.providers.through(version=one, organisation=trust) for one in versions)
    actions.move(thing=intentions[0], by=author, last=True)


def seconds(client, address):
    begun = perf_counter()
    assert client.get(address).status_code == 200
    return perf_counter() - begun


def test_a_round_of_400_intentions_opens_with_at_most_12_queries(client, author, long_round):
    client.force_login(author)
    seconds(client, DRAFT)
    with CaptureQueriesContext(connection) as asked:
        client.get(DRAFT)
    reads = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
    plain = [seconds(client, "/help/") for _ in range(RUNS)]
    times = [seconds(client, DRAFT) for _ in range(RUNS)]
    ratios = [float(f"{one / median(plain):.1f}") for one in times]
    figures.bench(
        "round.400", ratio=median(ratios), runs=RUNS, spread=[min(ratios), max(ratios)], queries=len(reads), size=SIZE,
        milliseconds=int(median(times) * 1000),
    )  # fmt: skip
    assert len(reads) <= MOST, "\n".join(sql[:120] for sql in reads)
