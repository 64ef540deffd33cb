from itertools import product

import pytest

from committees.states import MEETING_MOVES, PAPER_MOVES, ExemptBasis, MeetingStatus, PaperStatus
from portal.moves import CannotMove


@pytest.mark.parametrize(
    ("moves", "move", "status"),
    [(PAPER_MOVES, *pair) for pair in product(PAPER_MOVES, PaperStatus)]
    + [(MEETING_MOVES, *pair) for pair in product(MEETING_MOVES, MeetingStatus)],
)
def test_every_move_from_every_status(moves, move, status):
    starts, goal = moves[move]
    if status in starts:
        assert moves.target(move, status) == goal
    else:
        with pytest.raises(CannotMove):
            moves.target(move, status)


def test_an_exempt_basis_has_its_short_and_its_full_words():
    assert ExemptBasis.BUSINESS.short == "paragraph 3"
    assert ExemptBasis.BUSINESS.full == "paragraph 3 of Schedule 12A to the Local Government Act 1972"
    assert ExemptBasis.RESOLUTION.short == "Section 1(2), Public Bodies (Admission to Meetings) Act 1960"
