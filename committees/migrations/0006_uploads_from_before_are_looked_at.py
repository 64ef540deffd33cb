"""Uploads were bound without looking under boxes: each is looked at again before it is bound or opened."""

from django.db import migrations


def ask(apps, schema_editor):
    apps.get_model("committees", "AgendaItem").objects.exclude(upload="").update(upload_unseen="NOT_LOOKED")


class Migration(migrations.Migration):
    dependencies = [("committees", "0005_what_nobody_sees_in_an_upload")]

    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
