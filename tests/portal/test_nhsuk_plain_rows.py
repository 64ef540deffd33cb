from dataclasses import dataclass

from portal.nhsuk.lists import PlainRows


@dataclass(frozen=True)
class Row:
    name: str
    size: int


ROWS = PlainRows([Row("b", 1), Row("a", 2), Row("c", 1)])


def test_rows_worked_out_are_filtered_counted_and_sorted_as_stored_ones_are():
    assert ROWS.filter(size__in=[1]).count() == 2
    assert [row.name for row in ROWS.order_by("size", "name", "pk")] == ["b", "c", "a"]
    assert [row.name for row in ROWS.order_by("-name", "pk")] == ["c", "b", "a"]


def test_equal_rows_stay_in_the_order_in_which_they_were_worked_out():
    assert [row.name for row in ROWS.order_by("size")] == ["b", "c", "a"]
    assert [row.name for row in ROWS.order_by("pk")] == ["b", "a", "c"]
