"""A document of 300 proposals on the desk, and 140 intentions accepted and taken in at once, against adding them one by one."""

from intentions import actions
from intentions.models import Finding, Intention, Version
from tests import figures
from tests.intentions.bringing.documents import TEXT, accept_all, brought_in, text_file
from tests.intentions.bringing.next_year import book, stand
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


def test_a_hundred_and_forty_new_texts_are_accepted_and_taken_in(client, chapter, author):
    """Next year's text of a round: each over the text that stands, against saving them one by one."""
    standing = {f"UEC-{at:03}": (f"Number {at}", f"The thing of number {at} is done by a team.", "2019/20") for at in range(1, SIZE + 1)}
    intentions = list(stand(chapter, author, standing).values())
    client.force_login(author)
    rows = [(one, title, f"{words} It is new.", "By March 2021", "") for one, (title, words, _) in standing.items()]
    brought = brought_in(client, book(rows))
    desk = timed(lambda: client.get(f"{brought.get_absolute_url()}?show=matched"))
    accept = timed(lambda: accept_all(client, brought))
    take = timed(lambda: client.post(f"{brought.get_absolute_url()}take-in/"))
    changed = Version.objects.filter(description__contains="It is new", revision=2).count()
    back = timed(lambda: client.post(f"{brought.get_absolute_url()}take-back/"))
    plain = timed(lambda: [_saved(one, author) for one in intentions])
    spent = {"desk": desk, "accept": accept, "take_in": take, "take_back": back, "one_by_one": plain}
    figures.bench(
        "desk.next_text", ratio=float(f"{plain[1] / (accept[1] + take[1]):.1f}"), size=SIZE, runs=1, changed=changed,
        **{f"{name}_milliseconds": int(1000 * one[1]) for name, one in spent.items()},
        **{f"{name}_queries": one[0] for name, one in spent.items()},
    )  # fmt: skip
    assert changed == SIZE and desk[0] <= MOST


def _saved(intention, author):
    version = Version.objects.get(latest_of=intention)
    said = {"description": "<p>The thing is done anew.</p>", "timescale": "By March 2021"}
    return actions.save_version(version=version, by=author, content=said, revision=version.revision)


def _added(chapter, author, content):
    return actions.add_intention(chapter=chapter, by=author, owner=author, content=content)
