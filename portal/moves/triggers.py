"""The database's half of a life: it refuses a move the table does not know, and a change to what is frozen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pgtrigger

from . import Moves


def only_legal_moves(moves: Moves, field: str = "status") -> pgtrigger.Trigger:
    """Refuse every change of status that no move makes."""
    steps = sorted((str(start), str(end)) for start, end in moves.steps())
    legal = " OR ".join(f"(OLD.{field} = '{start}' AND NEW.{field} = '{end}')" for start, end in steps)
    return pgtrigger.Trigger(
        name="only_legal_moves",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"OLD.{field} IS DISTINCT FROM NEW.{field}"),
        func=(
            f"IF NOT ({legal}) THEN RAISE EXCEPTION 'illegal move of %: % to %', TG_TABLE_NAME, OLD.{field}, NEW.{field}"
            " USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
        ),
    )


def frozen_when(condition: str, *, name: str = "frozen", may_still_change: Iterable[str] = ()) -> pgtrigger.Trigger:
    """Refuse deletion, and any change but of the named columns, once `condition` (SQL over OLD) is true."""
    free = ", ".join(f"'{column}'" for column in may_still_change)
    strip = f" - ARRAY[{free}]::text[]" if free else ""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=(
            f"IF ({condition}) THEN"
            " IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END IF;"
            f" IF (to_jsonb(OLD){strip}) IS DISTINCT FROM (to_jsonb(NEW){strip}) THEN"
            " RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END IF;"
            " END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )


def frozen_with_parent(table: str, column: str, condition: str, *, name: str = "frozen_with_parent") -> pgtrigger.Trigger:
    """Refuse to add, change or remove a row once its parent (alias p, SQL `condition`) is frozen."""
    check = (
        "IF EXISTS (SELECT 1 FROM {table} p WHERE p.id = {row}.{column} AND ({condition})) THEN"
        " RAISE EXCEPTION '% is frozen with its parent', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END IF;"
    )
    new = check.format(table=table, row="NEW", column=column, condition=condition)
    old = check.format(table=table, row="OLD", column=column, condition=condition)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=(
            f"IF TG_OP <> 'DELETE' THEN {new} END IF; IF TG_OP <> 'INSERT' THEN {old} END IF;"
            " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )


def refused_when(condition: str, *, name: str, says: str, operation: Any = pgtrigger.Update) -> pgtrigger.Trigger:
    """Refuse an update, or another operation, for which `condition` (SQL over OLD and NEW) is true."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=(
            f"IF ({condition}) THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation'; END IF;"
            f" RETURN {'OLD' if operation == pgtrigger.Delete else 'NEW'};"
        ),
    )
