"""The table of 60 providers and 400 intentions, in the database of a country, against a plain page, in one run."""

from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intentions.models import Intention, Version
from portal.organisations.models import Organisation
from portal.organisations.states import Kind
from providers.models import Invitation, Position, Response
from providers.states import ON_INTENTIONS
from tests import figures
from tests.bench.country import ANSWERS, EMAILS, surround
from tests.providers.conftest import *  # noqa: F403  a round and its people
from tests.providers.conftest import IN_TIME, PUBLISHED, edition_of
from tests.providers.reading import grid, listed, read, words

PROVIDERS, INTENTIONS, RUNS = 60, 400, 5
RESPONSES = "/rounds/sel-2027/responses/"
ASKED = {
    "grid": {},
    "across": {"across": 8, "page": 16},
    "list": {"as": "list"},
    "filtered": {"as": "list", "waits": "on", "position": "cannot-support", "q": "Intention"},
    "grid_filtered": {"waits": "on", "position": "cannot-support", "q": "Intention"},
    "csv": {"waits": "on", "position": "cannot-support", "download": "csv"},
    "xlsx": {"waits": "on", "position": "cannot-support", "download": "xlsx"},
}
BAR, SLACK = 40, 1.5  # what the product promises of a filtered table; a busy machine


@pytest.fixture
def wide_round(round, chapter, approver):
    """Every provider has answered nine tenths of it, each a little otherwise."""
    intentions = Intention.objects.bulk_create(
        Intention(round=round, chapter=chapter, reference=f"UEC-{number:03}", order=number) for number in range(1, INTENTIONS + 1)
    )
    said = {"status": "PUBLISHED", "published_at": PUBLISHED, "approved_at": PUBLISHED, "approved_by": approver}
    versions = Version.objects.bulk_create(Version(intention=one, title=f"Intention {one.reference}", **said) for one in intentions)
    edition = edition_of(round, versions)
    trusts = Organisation.objects.bulk_create(
        Organisation(slug=f"trust-{number}", name=f"Trust {number:02}", short_name=f"T{number:02}", kinds=[Kind.ACUTE_TRUST])
        for number in range(PROVIDERS)
    )
    invited = Invitation.objects.bulk_create(Invitation(round=round, organisation=trust, sent_at=PUBLISHED) for trust in trusts)
    responses = Response.objects.bulk_create(
        Response(invitation=one, round=round, edition=edition, organisation=one.organisation) for one in invited
    )
    comment, stances = "We say. " * 20, [stance for stance in ON_INTENTIONS for _ in range(2)]
    Position.objects.bulk_create(
        Position(
            response=response,
            intention=version.intention,
            version=version,
            stance=stances[(across * 7 + down) % 10],
            comment=comment,
        )
        for across, response in enumerate(responses)
        for down, version in enumerate(versions)
        if (across + down) % 10
    )
    Response.objects.filter(round=round).update(status="SUBMITTED", received_at=IN_TIME)
    surround(round)


def seconds(client, address, asked=None):
    begun = perf_counter()
    answer = client.get(address, asked or {})
    assert answer.status_code == 200
    return perf_counter() - begun


def test_the_table_of_sixty_providers_and_400_intentions_opens_with_a_dozen_queries(client, approver, wide_round):
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
    client.force_login(approver)
    plain = median(seconds(client, "/help/privacy/") for _ in range(RUNS))
    for name, asked in ASKED.items():
        seconds(client, RESPONSES, asked)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(RESPONSES, asked)
        queries = len(captured)
        times = [seconds(client, RESPONSES, asked) / plain for _ in range(RUNS)]
        spread = [round_to(min(times)), round_to(max(times))]
        figures.bench(
            f"matrix.{name}", ratio=round_to(median(times)), bar=BAR, runs=RUNS, spread=spread, queries=queries,
            size=f"{PROVIDERS} x {INTENTIONS}, {EMAILS} emails, {ANSWERS} positions", milliseconds=int(median(times) * plain * 1000),
        )  # fmt: skip
        assert queries <= figures.OF_ITS_OWN, f"{name}: {queries}"
        assert "download" in asked or len(listed(read(answer))) == 25
        assert "download" in asked or "filtered" not in name or median(times) < BAR * SLACK

    far = read(client.get(RESPONSES, ASKED["across"]))
    assert "Providers 57 to 60 of 60. Previous providers" in words(far)
    assert next(iter(grid(far))) == "UEC-376"


def round_to(number):
    return float(f"{number:.1f}")
