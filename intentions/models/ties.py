"""Everything tied to some versions, out of the database in one query: places, providers, outcomes, money, standards, roll-out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef
from django.db.models.functions import Cast, JSONObject

from outcomes.models import Outcome
from portal.organisations.models import Organisation, Place

from .content import LINKS
from .rows import Contract, Duty, Money, Policy, Rollout, Standard
from .version import Version

TIED: dict[str, type[models.Model]] = {
    "places": Place,
    "providers": Organisation,
    "outcomes": Outcome,
    "money": Money,
    "standards": Standard,
    "rollouts": Rollout,
    "policies": Policy,
    "duties": Duty,
    "contracts": Contract,
}


def tie(versions: Iterable[Version]) -> list[Version]:
    """The same versions, each knowing what is tied to it; asking costs nothing more."""
    found = list(versions)
    rows: Any = Version._base_manager.filter(pk__in=[version.pk for version in found])
    ties = {row["pk"]: row for row in rows.values("pk", **_asked())}
    for version in found:
        _knows(version, ties[version.pk])
    return found


def tied(rows: Any) -> list[Version]:
    """The same of rows that are still to be asked for: they and all that is tied to them in one query."""
    found = list(rows.annotate(**_asked()))
    for version in found:
        _knows(version, version.__dict__)
    return found


def _asked() -> dict[str, ArraySubquery]:
    return {f"tied_{name}": _rows(name, model) for name, model in TIED.items()}


def _knows(version: Version, ties: Mapping[str, Any]) -> None:
    caches = version.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, model in TIED.items():
        caches[name] = _known(version, name, [_thing(model, values) for values in ties[f"tied_{name}"]])


def around(round: Any, kinds: Iterable[type[models.Model]]) -> list[Any]:
    """What stands around the intentions of a round, kind by kind in its order, out of the database in one query."""
    return _around(round, {kind: _of_round(kind) for kind in kinds})


def held_around(round: Any, rows: Mapping[type[models.Model], Any]) -> list[Any]:
    """These rows of it, of each kind, held until the transaction ends, in one query; what is gone is left out."""
    return _around(round, {kind: found.order_by("pk").select_for_update() for kind, found in rows.items()}) if rows else []


def _around(round: Any, rows: Mapping[type[models.Model], Any]) -> list[Any]:
    asked = {f"all_{kind._meta.model_name}": ArraySubquery(found.values(tied=_as_json(kind))) for kind, found in rows.items()}
    found = type(round)._base_manager.filter(pk=round.pk).values(**asked).get()
    return [_around_one(kind, values, round) for kind in rows for values in found[f"all_{kind._meta.model_name}"] or []]


def _around_one(kind: type[models.Model], values: dict[str, Any], round: Any) -> Any:
    """A thing that knows its round and the keys of what it is linked with."""
    thing: Any = _thing(kind, values)
    if kind is not type(round):
        thing.round = round
    caches = thing.__dict__.setdefault("_prefetched_objects_cache", {})
    for link in kind._meta.many_to_many:
        caches[link.name] = _known(thing, link.name, [link.related_model(pk=pk) for pk in values[f"linked_{link.name}"]])
    return thing


def _of_round(kind: type[models.Model]) -> Any:
    return kind._default_manager.filter(round=OuterRef("pk")).order_by("order", "pk")  # without what is deleted


def _as_json(kind: type[models.Model]) -> JSONObject:
    cells = {field.attname: _cell(field) for field in _fields(kind)}
    return JSONObject(**cells, **{f"linked_{link.name}": _linked(link) for link in kind._meta.many_to_many})


def _linked(link: Any) -> ArraySubquery:
    pairs = link.remote_field.through._base_manager.filter(**{link.m2m_field_name(): OuterRef("pk")})
    return ArraySubquery(pairs.values(f"{link.m2m_reverse_field_name()}_id"))


def _rows(name: str, model: type[models.Model]) -> ArraySubquery:
    rows = model._base_manager.filter(**{"versions" if name in LINKS else "version": OuterRef("pk")}).order_by("pk")
    return ArraySubquery(rows.values(tied=_as_json(model)))


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.GeneratedField)]


def _cell(field: Any) -> Any:
    """Amounts travel as words: a number in JSON loses pence."""
    return Cast(field.attname, models.TextField()) if isinstance(field, models.DecimalField) else F(field.attname)


def _thing(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    fields = _fields(model)
    return model.from_db("default", [field.attname for field in fields], [field.to_python(values[field.attname]) for field in fields])


def _known(version: Version, name: str, things: list[models.Model]) -> Any:
    """What a manager of the version answers with, once it knows."""
    rows = getattr(version, name).get_queryset()
    rows._result_cache, rows._prefetch_done = things, True
    return rows
