"""As many as there are, in as few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intentions import actions
from intentions.models import Intention, Many

from ..conftest import WHOLE
from ..crowd import crowd
from ..reading import queries_of, soup, text
from .pages import CHANGE, MANY

MOST_QUERIES, ROWS = 25, 400


# ── All of them ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_all_that_the_filters_find_are_changed_on_every_page(chapter, author, trust, borough, at_desk):
    crowd(chapter, author, trust, borough, 30)
    actions.add_intention(chapter=chapter, by=author, content=WHOLE)
    desk = at_desk(author)
    page = soup(desk.get(f"{MANY}?owner={author.pk}"))
    assert text(page.find("label", attrs={"for": "every"})) == "All 30 intentions, on every page"
    answer = soup(desk.post(f"{MANY}?owner={author.pk}", {"every": "on", "kind": "theme", "theme": "Frailty"}))
    assert len(answer.select("[name=seen]")) == 30
    assert answer.find("a", string="Cancel")["href"] == f"{MANY}?owner={author.pk}"


def test_the_page_asks_as_much_for_one_as_for_thirty(chapter, author, trust, borough, at_desk):
    crowd(chapter, author, trust, borough, 1)
    one = queries_of(at_desk(author), MANY)
    Intention.objects.update(reference="UEC-999")
    crowd(chapter, author, trust, borough, 30)
    assert queries_of(at_desk(author), MANY) == one <= 15


def asks(captured):
    """Without the savepoints: a test's own transaction makes them of what elsewhere is the transaction."""
    return len([one for one in captured if "SAVEPOINT" not in one["sql"]])


VALUES = {
    "owner": {"owner": "nobody"},
    "dates": {"timescale": "Q3 2019/20"},
    "places": {"how": "more"},
    "theme": {"theme": "Frailty"},
    "programme": {"chapter": "CAN"},
    "strength": {"strength": "likely"},
    "submit": {},
    "copy": {},
    "withdraw": {"reason": "Done elsewhere"},
}


@pytest.mark.parametrize("kind", VALUES)
def test_400_rows_are_looked_at_changed_and_given_back_in_25_queries_each(
    kind, chapter, cancer, author, approver, trust, borough, westham, at_desk
):
    crowd(chapter, author, trust, borough, ROWS)
    desk, where = at_desk(author), {"place": str(westham.pk)} if kind == "copy" else {"places": [str(westham.pk)]}
    answers = {"kind": kind, "every": "on", **VALUES[kind], **where}
    desk.get(MANY)
    with CaptureQueriesContext(connection) as looks:
        page = soup(desk.post(MANY, answers))
    tokens = [box["value"] for box in page.select("[name=seen]")]
    open_ones = [box for box in page.select("[name=seen]") if box.find_parent("details") is None]
    assert len(open_ones) == 25, "the rest is folded, and sent with it"
    with CaptureQueriesContext(connection) as changes:
        desk.post(CHANGE, {**answers, "seen": tokens})
    step = Many.objects.get()
    with CaptureQueriesContext(connection) as gives_back:
        desk.post(f"{MANY}{step.pk}/undo/")
    step.refresh_from_db()
    assert (len(tokens), len(step.rows), step.undone_at is not None) == (ROWS, ROWS, True)
    counts = {name: asks(asked) for name, asked in (("looks", looks), ("changes", changes), ("gives back", gives_back))}
    assert max(counts.values()) <= MOST_QUERIES, counts
