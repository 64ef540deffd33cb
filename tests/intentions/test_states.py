from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from intentions.models import Version
from intentions.states import MOVES, Status
from portal.moves import CannotMove, advance

LEGAL = MOVES.steps()


@pytest.mark.parametrize(("move", "status"), list(product(MOVES, Status)))
def test_a_move_starts_where_the_table_says_and_nowhere_else(at_status, move, status):
    version = at_status(status)
    starts, end = MOVES[move]
    with transaction.atomic():
        if status in starts:
            assert advance(version, move).status == end
        else:
            with pytest.raises(CannotMove) as refusal:
                advance(version, move)
            assert refusal.value.thing.status == status


@pytest.mark.parametrize(("start", "end"), [pair for pair in product(Status, Status) if pair[0] != pair[1]])
def test_the_database_allows_the_same_steps_and_no_other(at_status, start, end):
    version = at_status(start)
    change = "UPDATE intentions_version SET status = %s, approved_at = now(), approved_by_id = %s, published_at = now() WHERE id = %s"
    plain = "UPDATE intentions_version SET status = %s, published_at = now() WHERE id = %s"
    was_approved = start in (Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN)

    def step():
        with transaction.atomic(), connection.cursor() as cursor:
            if was_approved:
                cursor.execute(plain, [end, version.pk])
            else:
                cursor.execute(change, [end, version.written_by_id, version.pk])

    if (start, end) in LEGAL:
        step()
        assert Version.objects.get(pk=version.pk).status == end
    else:
        with pytest.raises(IntegrityError, match="illegal move"):
            step()
