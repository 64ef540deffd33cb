"""rolling.years, a sample: two rounds of the demonstration one year later. All four, by one, two and five years, in tests/proof."""

import pytest

from intentions.models import Round
from portal.accounts.models import User
from tests.proof.rolling import Judge

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["lambeth-southwark-2015-16", "luton-2015-16"])
def test_every_time_of_a_round_is_moved_as_the_table_made_by_hand_has_it(slug):
    judge = Judge(Round.objects.get(slug=slug), 1).judge()
    judge.judge_written(User.objects.filter(is_demonstration=True).first(), taken=True)
    assert judge.wrong == []
    assert judge.tried > 100
