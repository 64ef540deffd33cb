"""A row that the demonstration does not have."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


def spawn(model: type[models.Model], **given: Any) -> Any:
    """A row that the demonstration does not have: what is asked for, and the least of everything else."""
    row = model(**given)
    for field in model._meta.concrete_fields:
        if field.name in given or field.null or field.has_default() or getattr(field, "db_default", None) is not models.NOT_PROVIDED:
            continue
        if not isinstance(field, models.GeneratedField):
            setattr(row, field.attname, _least(field))
    model._base_manager.bulk_create([row])
    return row


def _least(field: Any) -> Any:
    if field.is_relation:
        return field.related_model._base_manager.values_list("pk", flat=True).first()
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, ArrayField):
        return ["a", "b"]
    kinds = {models.DateTimeField: timezone.now(), models.DateField: timezone.localdate(), models.UUIDField: uuid.uuid4()}
    found = next((value for kind, value in kinds.items() if isinstance(field, kind)), None)
    return found if found is not None else 1 if isinstance(field, (models.IntegerField, models.DecimalField)) else "x"
