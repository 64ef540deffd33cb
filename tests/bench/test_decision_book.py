"""1,000 points of a round decided in one workbook: taken out, looked at, written, taken back, against a plain page, in one run."""

from statistics import median

from providers import actions
from providers.models import DecidedStep, Decision
from tests import figures
from tests.providers.conftest import *  # noqa: F403  a round and its people
from tests.providers.conftest import IN_TIME, add_point
from tests.providers.reading import entering
from tests.providers.views.decided_books import HERE, brought, put, taken_out

from .test_many import timed

SIZE, MOST = 1_000, 60


def test_a_thousand_points_are_decided_and_taken_back(client, answered, contributor, signatory, author):
    for _ in range(SIZE):
        add_point(answered, contributor)
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    entering(client, author)
    plain = median(timed(lambda: client.get("/help/"))[1] for _ in range(5))
    out = timed(lambda: client.get(f"{HERE}download/"))
    book = taken_out(client)
    for row in range(2, SIZE + 2):
        put(book, "Decisions", book["Decisions"].cell(row, 1).value, {"Decision": "Defer", "Reason": "Later."}, row=row)
    look = timed(lambda: brought(client, book))
    take = timed(lambda: client.post(look[2].request["PATH_INFO"], {"every": "on"}))
    written = Decision.objects.count()
    back = timed(lambda: client.post(f"{HERE}{DecidedStep.objects.get().pk}/undo/"))
    spent = {"out": out, "look": look, "take_in": take, "undo": back}
    figures.bench(
        "workbook.decisions", ratio=float(f"{(look[1] + take[1]) / plain:.1f}"), size=written, runs=1,
        **{f"{name}_milliseconds": int(1000 * one[1]) for name, one in spent.items()},
        **{f"{name}_queries": one[0] for name, one in spent.items()},
    )  # fmt: skip
    assert (written >= SIZE, Decision.objects.count()) == (True, 0)
    assert max(one[0] for one in spent.values()) <= MOST
