"""Three people in one random text: one proposes, two write meanwhile; what becomes of each word is known by its number."""

from collections import Counter
from copy import deepcopy
from itertools import count
from random import Random

from portal.richtext.changes import changes, compose
from portal.richtext.rebase import rebase

from .richtext_lives import Text

SUGGESTER, WRITERS = 10_000, (20_000, 30_000)  # where the numbers of their words begin


def copied(text, first):
    other = deepcopy(text)
    other.numbers = count(first)
    return other


def known(html):
    """How often each numbered word stands in a text."""
    return Counter(word for word in html.replace("<", " <").replace(">", "> ").split() if word.startswith("word"))


def told(some):
    """The words that changes name: (as standing there, as proposed)."""
    return [{word for change in some for word in getattr(change, side).split()} for side in ("was", "becomes")]


def proposed(seed):
    """A text, what somebody proposes of it, and the draw that goes on."""
    draw = Random(seed)
    text = Text(draw)
    other = copied(text, SUGGESTER)
    for _ in range(draw.randint(1, 5)):
        other.edit()
    return text, text.html(), other.html(), draw


def decided(seed):
    """Alone, in any order: accepted they are the proposed text, refused the text as it was. What is wrong, or nothing."""
    _, base, wanted, draw = proposed(seed)
    ones = list({change.one for change in changes(base, wanted)})
    if compose(base, wanted, ones) != wanted or compose(base, wanted, ()) != base:
        return "all or none"
    text, rest = base, wanted
    while left := list({change.one for change in changes(text, wanted)}):
        text = compose(text, wanted, [draw.choice(left)])
    while left := list({change.one for change in changes(base, rest)}):
        kept = draw.choice(left)
        rest = compose(base, rest, [one for one in left if one != kept])
    return "" if (text, rest) == (wanted, base) else "one by one"


def overtaken(seed):
    """Two others write meanwhile, save by save; then all that still fits is accepted. What is lost or doubled, or nothing."""
    text, base, wanted, draw = proposed(seed)
    first, now = (base, wanted), base
    lost_changes = []
    for at in range(draw.randint(1, 6)):
        text.numbers = count(WRITERS[at % 2] + 100 * at)
        text.edit()
        now = text.html()
        carried = rebase(base, now, wanted)
        if not carried.overtaken:  # what was overtaken may fit again once its words are back
            base, wanted = now, carried.text
    ends = rebase(base, now, wanted)
    lost_changes = ends.overtaken
    return judged(first, now, ends.text, lost_changes), len(lost_changes)


def judged(first, now, ends, lost_changes):
    base, wanted, stands, final = (known(text) for text in (*first, now, ends))
    was, becomes = told(lost_changes)
    wrong = [f"doubled {word}" for word in final if final[word] > 1]
    for word in stands | wanted:
        if word in stands and (word in wanted or word not in base) and word not in final:
            wrong.append(f"lost {word}")
        elif word in stands and word not in wanted and word in base and word in final and word not in was:
            wrong.append(f"kept unsaid {word}")
        elif word not in stands and word not in base and word not in final and word not in becomes:
            wrong.append(f"left out unsaid {word}")
        elif word not in stands and word in base and word in final:
            wrong.append(f"came back {word}")
    return wrong
