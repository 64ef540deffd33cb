from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("printing", "0004_list_sections")]

    operations = [
        migrations.AddField("document", "read", models.JSONField(default=dict)),
    ]
