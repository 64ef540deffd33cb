"""What the commissioners intend, as the edition that is answered has frozen it."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Func, JSONField, TextField, Value
from django.db.models.functions import Cast

from intentions import documents as intentions
from intentions.models import Edition, Version

SEVERAL = "$.chapters[*].intentions[*] ? (@.reference == $references[*])"
PATH = "$.chapters[*].intentions[*] ? (@.reference == $reference)"


def intended(version: Version, edition_id: Any) -> list[intentions.Part]:
    """Every part that says something but the title, from the frozen edition in one query; an older version from itself."""
    frozen = _frozen(edition_id, version.intention.reference)
    is_this = frozen is not None and frozen["version"] == version.number
    found = intentions.parts_frozen(frozen) if is_this else intentions.parts(version)
    return [part for part in found if part.is_set and part.name != "title"]


def intended_by(versions: list[Version], edition_id: Any) -> dict[str, list[intentions.Part]]:
    """{reference: parts} of several intentions as the frozen edition has them, in one query."""
    if not versions:
        return {}
    references = [version.intention.reference for version in versions]
    frozen = {one["reference"]: one for one in _several(edition_id, references)}
    return {
        reference: [part for part in intentions.parts_frozen(frozen[reference]) if part.is_set and part.name != "title"]
        for reference in references
        if reference in frozen
    }


def _several(edition_id: Any, references: list[str]) -> list[Any]:
    named = Func(Cast(Value("references"), TextField()), Value(references, JSONField()), function="jsonb_build_object")
    said = Func(F("content"), Value(SEVERAL), named, function="jsonb_path_query_array", output_field=JSONField())
    return Edition.objects.filter(pk=edition_id).annotate(said=said).values_list("said", flat=True).first() or []


def _frozen(edition_id: Any, reference: str) -> Any:
    named = Func(Cast(Value("reference"), TextField()), Cast(Value(reference), TextField()), function="jsonb_build_object")
    said = Func(F("content"), Value(PATH), named, function="jsonb_path_query_first", output_field=JSONField())
    return Edition.objects.filter(pk=edition_id).annotate(said=said).values_list("said", flat=True).first()
