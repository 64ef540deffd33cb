from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("printing", "0002_relay_after_a_while"),
    ]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="status",
            field=models.CharField(
                choices=[
                    ("ORDERED", "Ordered"),
                    ("PRINTING", "Printing"),
                    ("READY", "Ready"),
                    ("FAILED", "Failed"),
                    ("CANCELLED", "Withdrawn"),
                ],
                default="ORDERED",
                max_length=10,
            ),
        ),
    ]
