"""Every edition there is gets as rows what its content says: chapters, places, target. Nothing is taken from the draft."""

import uuid
from decimal import Decimal

from django.db import migrations

WORDS = (
    "title",
    "horizon",
    "lead_role",
    "objectives",
    "narrative",
    "supports",
    "year_plans",
    "finance_short_term",
    "finance_medium_long_term",
    "finance_rule",
    "money",
)


def freeze(apps, schema_editor):
    named = {name: apps.get_model("intentions", name) for name in ("Edition", "Programme", "Chapter", "Round", "FrozenChapter")}
    programmes = {one.slug: one for one in named["Programme"].objects.all()}
    for edition in named["Edition"].objects.order_by("round_id", "number"):
        written = {one.code: one.pk for one in named["Chapter"].objects.filter(round=edition.round_id, deleted_at=None)}
        _chapters(named["FrozenChapter"], edition, programmes, written)
        _places(apps, edition)
        target = edition.content.get("savings_target", "")
        if target:
            named["Edition"].objects.filter(pk=edition.pk).update(savings_target=Decimal(target.replace("£", "").replace(",", "")))
        named["Round"].objects.filter(pk=edition.round_id).update(in_force=edition)  # the last one stays
        _intentions(apps, edition)


def _chapters(model, edition, programmes, written):
    rows = [one for one in edition.content.get("chapters", []) if one["programme"] in programmes]
    model.objects.bulk_create(
        model(
            edition=edition,
            programme=programmes[one["programme"]],
            code=one["code"],
            chapter=written.get(one["code"]) or uuid.uuid4(),
            order=order,
            **{word: one[word] for word in WORDS if word in one},
        )
        for order, one in enumerate(rows, 1)
    )


def _places(apps, edition):
    model, places = apps.get_model("intentions", "EditionPlace"), apps.get_model("organisations", "Place")
    found = places.objects.filter(name__in=edition.content.get("places", []))
    model.objects.bulk_create(model(edition=edition, place=place) for place in found)


def _intentions(apps, edition):
    chapters = {one.code: one for one in edition.chapters.all()}
    for entry in (
        apps.get_model("intentions", "Entry")
        .objects.filter(edition=edition, chapter_code__in=chapters)
        .values("version", "chapter_code", "order")
    ):
        apps.get_model("intentions", "Intention").objects.filter(published=entry["version"]).update(
            published_in=chapters[entry["chapter_code"]], published_order=entry["order"]
        )


class Migration(migrations.Migration):
    dependencies = [("intentions", "0013_public_readings_are_frozen")]

    operations = [
        migrations.RunSQL("ALTER TABLE intentions_edition DISABLE TRIGGER USER", "ALTER TABLE intentions_edition ENABLE TRIGGER USER"),
        migrations.RunPython(freeze, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.RunSQL("ALTER TABLE intentions_edition ENABLE TRIGGER USER", "ALTER TABLE intentions_edition DISABLE TRIGGER USER"),
    ]
