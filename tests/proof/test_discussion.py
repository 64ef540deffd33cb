"""Comments stay on their words and suggestions lose none: random texts, three people, every word known by its number."""

import time
from collections import Counter
from random import Random

import pytest

from tests.portal.richtext_lives import GONE, Text, follows
from tests.portal.richtext_proposals import decided, overtaken

from .measured import SEED, measured, sized

pytestmark = pytest.mark.slow
COMMENTS, SUGGESTIONS, EDITS = sized(2000, 20), sized(1000, 20), 20


def test_comments_on_words_are_on_the_same_words_after_twenty_edits_or_named_as_overtaken():
    began = time.monotonic()
    ends = Counter(follows(Text(Random(SEED * 100_000 + life)), EDITS) for life in range(COMMENTS))
    named = {"there": ends["there"], "overtaken": ends[GONE[0]], "overtaken_to_be_safe": ends[GONE[1]]}

    measured("writing.anchors", COMMENTS, COMMENTS - sum(named.values()), began, edits=EDITS, **named)


def test_suggestions_accepted_whole_are_the_text_suggested_and_lose_or_double_no_word():
    began, seeds = time.monotonic(), range(SEED * 100_000, SEED * 100_000 + SUGGESTIONS)
    alone = [seed for seed in seeds if decided(seed)]
    among = {seed: overtaken(seed) for seed in seeds}
    wrong = {*alone, *(seed for seed, (lost, _) in among.items() if lost)}
    with_overtaken = sum(bool(named) for _, named in among.values())

    measured("writing.suggestions", SUGGESTIONS, len(wrong), began, people=3, with_overtaken=with_overtaken)
