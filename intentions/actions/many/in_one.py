"""Rows of several tables written in one statement: what a step costs does not depend on how many kinds of thing it touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Case, Model, Value, When, sql
from django.db.models.functions import Cast

Statement = tuple[str, Sequence[Any]]
Group = tuple[type[Model], Sequence[Any]]


def update_all(groups: Iterable[tuple[type[Model], Sequence[Any], Sequence[str]]]) -> None:
    """These columns of these things, kind by kind, as they stand in them."""
    _run([_update(model, things, columns) for model, things, columns in groups if things and columns])


def put_rows(groups: Sequence[Group], versions: dict[type[Model], list[Any]]) -> None:
    """The rows of these versions, table by table, in the place of those they had."""
    _run([_delete(model, versions[model]) for model in versions])
    _run([_insert(model, rows) for model, rows in groups if rows])


def _update(model: Any, things: Sequence[Any], columns: Sequence[str]) -> Statement:
    query = model._default_manager.filter(pk__in=[thing.pk for thing in things]).order_by().query.chain(sql.UpdateQuery)
    query.add_update_values({name: _cased(model._meta.get_field(name), things) for name in columns})
    return _compiled(query)


def _cased(field: Any, things: Sequence[Any]) -> Any:
    said = (When(pk=thing.pk, then=Value(getattr(thing, field.attname), output_field=field)) for thing in things)
    return Cast(Case(*said, output_field=field), output_field=field)


def _delete(model: Any, versions: Sequence[Any]) -> Statement:
    return _compiled(model._base_manager.filter(version__in=[one.pk for one in versions]).order_by().query.chain(sql.DeleteQuery))


def _insert(model: Any, rows: Sequence[Any]) -> Statement:
    query = sql.InsertQuery(model)
    query.insert_values([field for field in model._meta.concrete_fields if not field.generated], list(rows))
    return query.get_compiler(connection=connection).as_sql()[0]


def _compiled(query: Any) -> Statement:
    return query.get_compiler(connection=connection).as_sql()


def _run(statements: Sequence[Statement]) -> None:
    if not statements:
        return
    named = ", ".join(f"s{number} AS ({said})" for number, (said, _) in enumerate(statements))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {named} SELECT 1", [value for _, values in statements for value in values])
