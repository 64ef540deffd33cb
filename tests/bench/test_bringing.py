"""A document of 300 proposals on the desk, and 140 intentions accepted and taken in at once, against adding them one by one."""

from intentions import actions
from intentions.models import Finding, Intention
from tests import figures
from tests.intentions.bringing.documents import TEXT, accept_all, brought_in, text_file
from tests.intentions.conftest import *  # noqa: F403

from .test_many import timed

PROPOSALS, SIZE, MOST = 300, 140, 12


def test_a_hundred_and_forty_are_accepted_and_taken_in(client, chapter, author, borough):
    client.force_login(author)
    brought = brought_in(client, text_file(TEXT))
    Finding.objects.bulk_create(
        Finding(
            brought=brought,
            order=100 + at,
            kind="intention" if at < SIZE else "passage",
            title=f"Number {at}",
            words=f"We will do the thing of number {at} by March 2020.",
            facts={"places": [borough.slug]},
            standing=chapter,
            sure=0.5,
        )
        for at in range(PROPOSALS)
    )
    desk = timed(lambda: client.get(brought.get_absolute_url()))
    accept = timed(lambda: accept_all(client, brought))
    take = timed(lambda: client.post(f"{brought.get_absolute_url()}take-in/"))
    made = Intention.objects.count()
    said = {"description": "<p>We will do the thing by March 2020.</p>", "timescale": "March 2020", "places": [borough]}
    plain = timed(lambda: [_added(chapter, author, {**said, "title": f"Plain {at}"}) for at in range(SIZE)])
    spent = {"desk": desk, "accept": accept, "take_in": take, "one_by_one": plain}
    figures.bench(
        "desk.accept_all", ratio=float(f"{plain[1] / (accept[1] + take[1]):.1f}"), size=SIZE, proposals=PROPOSALS, runs=1, made=made,
        **{f"{name}_milliseconds": int(1000 * one[1]) for name, one in spent.items()},
        **{f"{name}_queries": one[0] for name, one in spent.items()},
    )  # fmt: skip
    assert made >= SIZE and desk[0] <= MOST


def _added(chapter, author, content):
    return actions.add_intention(chapter=chapter, by=author, owner=author, content=content)
