from django.db import migrations


def name_them(apps, schema_editor):
    """What was issued in a supplement before supplements were named is in the last of them."""
    PackItem = apps.get_model("committees", "PackItem")
    AgendaItem = apps.get_model("committees", "AgendaItem")
    held = PackItem.objects.filter(pack__kind="supplement", item__is_supplementary=True).order_by("pack__issue")
    for item, issue in held.values_list("item_id", "pack__issue"):
        AgendaItem.objects.filter(pk=item).update(supplement=issue)


class Migration(migrations.Migration):
    dependencies = [("committees", "0010_items_as_councils_have_them")]

    operations = [migrations.RunPython(name_them, migrations.RunPython.noop)]
