import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=300)),
                ("file_name", models.CharField(max_length=120)),
                ("template", models.CharField(max_length=120)),
                ("facts", models.JSONField()),
                ("is_pack", models.BooleanField(default=False)),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
                ("ordered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("page", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ORDERED", "Ordered"),
                            ("PRINTING", "Printing"),
                            ("READY", "Ready"),
                            ("FAILED", "Failed"),
                            ("CANCELLED", "Cancelled"),
                        ],
                        default="ORDERED",
                        max_length=10,
                    ),
                ),
                ("relay_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("lease_until", models.DateTimeField(null=True)),
                ("token", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.TextField(blank=True)),
                ("file", models.FileField(blank=True, max_length=200, upload_to="documents/%Y/%m/")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(null=True)),
                ("pages", models.PositiveIntegerField(null=True)),
                ("anchors", models.JSONField(default=dict)),
                ("is_accessible", models.BooleanField(default=False)),
                ("faults", models.JSONField(default=list)),
                ("ready_at", models.DateTimeField(null=True)),
                (
                    "ordered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=300)),
                ("line", models.CharField(blank=True, max_length=120)),
                ("first_page", models.PositiveIntegerField(null=True)),
                ("last_page", models.PositiveIntegerField(null=True)),
                ("document", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="wholes", to="printing.document")),
                ("whole", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="printing.document")),
            ],
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("status__in", ["ORDERED", "PRINTING"])), fields=["relay_at"], name="documents_that_wait"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("file__gt", ""),
                        ("pages__gt", 0),
                        ("ready_at__isnull", False),
                        ("sha256__gt", ""),
                        ("size__isnull", False),
                        ("status", "READY"),
                    ),
                    models.Q(
                        models.Q(("status", "READY"), _negated=True),
                        ("file", ""),
                        ("pages", None),
                        ("ready_at", None),
                        ("sha256", ""),
                        ("size", None),
                    ),
                    _connector="OR",
                ),
                name="a_document_is_ready_exactly_when_it_has_bytes",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease_until__isnull", False), ("status", "PRINTING")),
                    models.Q(models.Q(("status", "PRINTING"), _negated=True), ("lease_until", None)),
                    _connector="OR",
                ),
                name="a_document_is_leased_exactly_while_it_prints",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("status", "FAILED"), _negated=True), ("failure__gt", ""), _connector="OR"),
                name="a_failed_document_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_accessible", False), models.Q(("faults", []), ("status", "READY")), _connector="OR"),
                name="an_accessible_document_has_no_faults",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="only_legal_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status IS DISTINCT FROM NEW.status)",
                    func="IF NOT ((OLD.status = 'FAILED' AND NEW.status = 'ORDERED') OR (OLD.status = 'ORDERED' AND NEW.status = 'CANCELLED') OR (OLD.status = 'ORDERED' AND NEW.status = 'FAILED') OR (OLD.status = 'ORDERED' AND NEW.status = 'PRINTING') OR (OLD.status = 'PRINTING' AND NEW.status = 'CANCELLED') OR (OLD.status = 'PRINTING' AND NEW.status = 'FAILED') OR (OLD.status = 'PRINTING' AND NEW.status = 'ORDERED') OR (OLD.status = 'PRINTING' AND NEW.status = 'PRINTING') OR (OLD.status = 'PRINTING' AND NEW.status = 'READY')) THEN RAISE EXCEPTION 'illegal move of %: % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="02ef5f0a35dc52751dde3d0a2ea80d4340e86cf5",
                    operation="UPDATE",
                    pgid="pgtrigger_only_legal_moves_8707a",
                    table="printing_document",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_when_ready",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (OLD.status = 'READY') THEN IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END IF; IF (to_jsonb(OLD)) IS DISTINCT FROM (to_jsonb(NEW)) THEN RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END IF; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                    hash="644acabba78d227cc43ed7858c9c9e118aa3e408",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_when_ready_ad540",
                    table="printing_document",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="an_order_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."facts" IS DISTINCT FROM (NEW."facts") OR OLD."is_pack" IS DISTINCT FROM (NEW."is_pack") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="437f751c7d8e8905b56b31253b65dfd948aecda0",
                    operation="UPDATE",
                    pgid="pgtrigger_an_order_is_frozen_0b049",
                    table="printing_document",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c11d844864e5be2a5d21ece1718f9d4bfc2be0de",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_cf5a4",
                    table="printing_document",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("whole", "order"), name="a_place_in_a_pack_holds_one_paper"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("whole", "key"), name="a_key_in_a_pack_is_used_once"),
        ),
    ]
