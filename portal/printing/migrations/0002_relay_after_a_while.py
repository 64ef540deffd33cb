import datetime

import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("printing", "0001_documents"),
    ]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="relay_at",
            field=models.DateTimeField(
                db_default=django.db.models.expressions.CombinedExpression(
                    django.db.models.functions.datetime.Now(), "+", models.Value(datetime.timedelta(seconds=15))
                )
            ),
        ),
    ]
