"""A redline of 40 kB beside a plain page, and beside cleaning the same two texts, in one run: a reader of a long chapter does not wait."""

from random import Random
from statistics import median
from time import perf_counter

import pytest

from portal.richtext.clean import clean
from portal.richtext.redline import accept, redline, reject
from tests import figures

SEED, RUNS, SIZE = 7, 5, 40_000
PLAIN = "/help/privacy/"
COMMON = "the of and to in a for is on with by care".split()
RARE = [f"word{number}" for number in range(3000)]
slowest: dict[str, tuple[float, list[float], float]] = {}


def sentence(random, words):
    return " ".join(random.choice(COMMON) if random.random() < 0.45 else random.choice(RARE) for _ in range(words))


def paragraphs(random, words):
    found = []
    while sum(map(len, found)) < SIZE:
        found.append(f"<p>{sentence(random, words)}.</p>")
    return found


def reworded(random, found):
    return [" ".join(random.choice(RARE) if random.random() < 0.08 else word for word in text[3:-4].split()) for text in found]


def pairs():
    random = Random(SEED)
    text = paragraphs(random, 70)
    short = paragraphs(random, 25)
    rows = ["<tr>" + "".join(f"<td>{sentence(random, 5)}</td>" for _ in range(6)) + "</tr>" for _ in range(180)]
    other_rows = ["<tr>" + "".join(f"<td>{sentence(random, 5)}</td>" for _ in range(6)) + "</tr>" for _ in range(180)]
    one, common = sentence(random, 6500), [" ".join(random.choice(COMMON) for _ in range(9000)) for _ in range(2)]
    return {
        "edited throughout": (text, [f"<p>{words}</p>" for words in reworded(random, text)]),
        "one paragraph": ([one], [" ".join(random.choice(RARE) if random.random() < 0.08 else word for word in one.split())]),
        "written anew": (text, paragraphs(random, 70)),
        "in another order": (short, random.sample(short, len(short))),
        "nothing but common words": common,
        "one table": (["<table>", *rows, "</table>"], ["<table>", *other_rows, "</table>"]),
    }


def seconds(work):
    begun = perf_counter()
    work()
    return perf_counter() - begun


@pytest.fixture
def plain_page(client, db):
    """The seconds a page takes that says the same to everybody."""
    client.get(PLAIN)
    return median(seconds(lambda: client.get(PLAIN)) for _ in range(RUNS))


@pytest.mark.parametrize("name", pairs())
def test_forty_kilobytes_are_compared_while_nobody_waits(name, plain_page):
    before, after = (clean("".join(text)) for text in pairs()[name])
    assert accept(redline(before, after)) == after
    assert reject(redline(before, after)) == before
    ratios, times = [], []
    for _ in range(RUNS):
        base = seconds(lambda: (clean(before), clean(after)))
        times.append(seconds(lambda: redline(before, after)))
        ratios.append(times[-1] / base)
    slowest[name] = median(ratios), ratios, median(times) / plain_page
    assert median(times) < 0.5
    worst, spread, _ = max(slowest.values())
    figures.bench(
        "redline.40kB",
        ratio=round(worst, 2),
        over_a_plain_page=round(max(over for *_, over in slowest.values()), 1),
        runs=RUNS,
        spread=[round(min(spread), 2), round(max(spread), 2)],
        seed=SEED,
    )
