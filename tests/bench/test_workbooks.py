"""1,000 intentions in a workbook of a country with 3,000 providers: looked at and taken in, against a plain page, in one run."""

from statistics import median

from portal.organisations.models import Organisation
from portal.organisations.states import Kind
from tests import figures
from tests.intentions.conftest import *  # noqa: F403
from tests.intentions.crowd import crowd
from tests.intentions.workbook.books import HERE, as_file, column, taken_out

from .test_many import timed

SIZE, PROVIDERS, MOST = 1_000, 3_000, 40


def test_a_thousand_rows_are_looked_at_and_taken_in(client, chapter, author, trust, borough):
    crowd(chapter, author, trust, borough, SIZE)
    Organisation.objects.bulk_create(
        Organisation(slug=f"practice-{number}", name=f"Practice {number}", kinds=[Kind.GENERAL_PRACTICE]) for number in range(PROVIDERS)
    )
    client.force_login(author)
    plain = median(timed(lambda: client.get("/help/"))[1] for _ in range(5))
    out = timed(lambda: client.get(f"{HERE}download/"))
    book = taken_out(client)
    page = book["Intentions"]
    for row in range(2, SIZE + 2):
        page.cell(row, column(page, "Theme")).value = f"Theme {row}"
    file = as_file(book)
    look = timed(lambda: client.post(HERE, {"file": file}, follow=True))
    take = timed(lambda: client.post(look[2].request["PATH_INFO"], {"every": "on"}))
    spent = {"out": out, "look": look, "take_in": take}
    figures.bench(
        "workbook.thousand", ratio=float(f"{(look[1] + take[1]) / plain:.1f}"), size=SIZE, providers=PROVIDERS, runs=1,
        **{f"{name}_milliseconds": int(1000 * one[1]) for name, one in spent.items()},
        **{f"{name}_queries": one[0] for name, one in spent.items()},
    )  # fmt: skip
    assert max(one[0] for one in spent.values()) <= MOST
