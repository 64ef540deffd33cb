import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def say_where_it_stands(apps, schema_editor):
    apps.get_model("intentions", "Plan").objects.filter(is_published=True).update(status="PUBLISHED")


def say_whether_it_is_public(apps, schema_editor):
    apps.get_model("intentions", "Plan").objects.filter(status="PUBLISHED").update(is_published=True)


class Migration(migrations.Migration):
    dependencies = [
        ("intentions", "0011_what_a_plan_holds_lies_flat"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="status",
            field=models.CharField(choices=[("DRAFT", "Draft"), ("PUBLISHED", "Published")], default="DRAFT", max_length=10),
        ),
        migrations.RunPython(say_where_it_stands, say_whether_it_is_public),
        migrations.RemoveField(
            model_name="plan",
            name="is_published",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="only_legal_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status IS DISTINCT FROM NEW.status)",
                    func="IF NOT ((OLD.status = 'DRAFT' AND NEW.status = 'PUBLISHED') OR (OLD.status = 'PUBLISHED' AND NEW.status = 'DRAFT')) THEN RAISE EXCEPTION 'illegal move of %: % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="dd4a88d1b421e2a243cd189779a2676a92369299",
                    operation="UPDATE",
                    pgid="pgtrigger_only_legal_moves_1c806",
                    table="intentions_plan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (OLD.status = 'PUBLISHED') THEN IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END IF; IF (to_jsonb(OLD) - ARRAY['status']::text[]) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['status']::text[]) THEN RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END IF; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="7d84096dbf98e7e61c0f39e1019767e24b981d76",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_9615c",
                    table="intentions_plan",
                    when="BEFORE",
                ),
            ),
        ),
    ]
