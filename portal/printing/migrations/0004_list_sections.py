from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("printing", "0003_say_withdrawn"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="sections",
            field=models.JSONField(default=list),
        ),
    ]
