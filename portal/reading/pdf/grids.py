"""Tables by the rules drawn around their cells: where no rule stands between two places, they are one merged cell."""

from __future__ import annotations

from dataclasses import dataclass

from ..source import Cell
from .letters import Rule

NEAR = 3.0
MOST_PLACES = 40_000


@dataclass
class Grid:
    across: list[float]  # the heights of its rules
    down: list[float]
    rules: list[Rule]

    @property
    def top(self) -> float:
        return self.across[0]

    @property
    def bottom(self) -> float:
        return self.across[-1]

    def holds(self, point: tuple[float, float]) -> bool:
        return self.down[0] - 1 <= point[0] <= self.down[-1] + 1 and self.across[0] - 1 <= point[1] <= self.across[-1] + 1

    def place(self, point: tuple[float, float]) -> tuple[int, int]:
        """Row and column of a point inside."""
        row = max(at for at, height in enumerate(self.across[:-1]) if height <= point[1] or at == 0)
        return row, max(at for at, left in enumerate(self.down[:-1]) if left <= point[0] or at == 0)

    def cells(self) -> list[list[Cell]]:
        """The places, those without a rule between them merged."""
        rows, columns = len(self.across) - 1, len(self.down) - 1
        cells = [[Cell() for _ in range(columns)] for _ in range(rows)]
        for row in range(rows):
            for column in range(columns):
                if cells[row][column].of is None:
                    self._grow(cells, row, column)
        return cells

    def _grow(self, cells: list[list[Cell]], row: int, column: int) -> None:
        wide = tall = 1
        while column + wide < len(cells[0]) and cells[row][column + wide].of is None and not self._upright(column + wide, row):
            wide += 1
        while row + tall < len(cells) and all(not self._level(row + tall, at) for at in range(column, column + wide)):
            tall += 1
        cells[row][column].columns, cells[row][column].rows = wide, tall
        for at in range(row, row + tall):
            for place in range(column, column + wide):
                if (at, place) != (row, column):
                    cells[at][place].of = (row, column)

    def _upright(self, column: int, row: int) -> bool:
        x, middle = self.down[column], (self.across[row] + self.across[row + 1]) / 2
        return any(rule.is_upright and abs(rule.left - x) <= NEAR and rule.top <= middle <= rule.bottom for rule in self.rules)

    def _level(self, row: int, column: int) -> bool:
        y, middle = self.across[row], (self.down[column] + self.down[column + 1]) / 2
        return any(not rule.is_upright and abs(rule.top - y) <= NEAR and rule.left <= middle <= rule.right for rule in self.rules)


def grids_of(rules: list[Rule]) -> list[Grid]:
    """Each group of rules that touch, when they enclose at least two places."""
    found = []
    for group in _groups(rules):
        across = _places(
            [rule.top for rule in group if not rule.is_upright]
            + [end for rule in group if rule.is_upright for end in (rule.top, rule.bottom)]
        )
        down = _places(
            [rule.left for rule in group if rule.is_upright]
            + [end for rule in group if not rule.is_upright for end in (rule.left, rule.right)]
        )
        if (
            len(across) >= 2
            and len(down) >= 2
            and 2 <= (len(across) - 1) * (len(down) - 1) <= MOST_PLACES
            and any(rule.is_upright for rule in group)
        ):
            found.append(Grid(across, down, group))
    return sorted(found, key=lambda grid: grid.top)


def _places(values: list[float]) -> list[float]:
    """Positions, those that are near taken as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    return kept


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[tuple[list[Rule], list[float]]] = []  # the rules and the box around them
    for rule in sorted(rules, key=lambda one: (one.top, one.left)):
        touched = [group for group in groups if _touches(group[1], rule)]
        members, box = [rule], [rule.left, rule.top, rule.right, rule.bottom]
        for group in touched:
            groups.remove(group)
            members = group[0] + members
            box = [min(box[0], group[1][0]), min(box[1], group[1][1]), max(box[2], group[1][2]), max(box[3], group[1][3])]
        groups.append((members, box))
    return [members for members, _ in groups if len(members) >= 4]


def _touches(box: list[float], rule: Rule) -> bool:
    return box[0] - NEAR <= rule.right and rule.left <= box[2] + NEAR and box[1] - NEAR <= rule.bottom and rule.top <= box[3] + NEAR
