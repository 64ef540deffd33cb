"""A workbook that somebody brought back, as a row: what it says, until it is taken in or forgotten."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models

from portal.moves.triggers import refused_when

KEPT = timedelta(days=30)


class Came(models.Model):
    """What stood in its cells, by whom and when. The file itself is not kept: it is read once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=150)  # of the file
    said = models.JSONField()  # portal.workbooks.kept
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Taken(models.Model):
    """What one workbook changed: taken back in one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=150)  # of the file
    did = models.JSONField()  # [{"pk", "name", "before", "after"}]: what each said, and what it says now
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"took in {len(self.did)} {'row' if len(self.did) == 1 else 'rows'} of {self.name}"


def never_changed(name: str, says: str) -> Any:
    """But for the step that it became."""
    changed = "(to_jsonb(OLD) - ARRAY['step_id']::text[]) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['step_id']::text[])"
    return refused_when(changed, name=name, says=says)
