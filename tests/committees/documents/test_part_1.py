"""A few packs made by chance; tests/proof/test_part_2.py tries 5,000."""

from random import Random

from committees.states import PackAudience

from ..part_1 import CANARY, meeting_by_chance, part_1_of


def test_no_word_of_part_2_is_in_the_text_of_a_part_1_pack():
    chance, exempt = Random(1), 0
    for _ in range(60):
        meeting, items = meeting_by_chance(chance)
        exempt += sum(item.is_part_2 for item in items)
        assert CANARY not in part_1_of(chance, meeting, items)
    assert exempt > 50


def test_the_canaries_are_seen_where_they_may_be():
    made = map(meeting_by_chance, map(Random, range(50)))
    meeting, items = next(one for one in made if any(item.is_part_2 and not item.is_supplementary for item in one[1]))
    assert any(CANARY in part_1_of(Random(seed), meeting, items, PackAudience.PRIVATE) for seed in range(4))
