from django.db import migrations

# What was filled in is sealed with the answer it belongs to: the policy of migration 0014.
SEALED = """
ALTER TABLE providers_filled ENABLE ROW LEVEL SECURITY;
CREATE POLICY open_answers ON providers_filled USING (response_id IN (SELECT id FROM providers_response));
"""
NOT_SEALED = "DROP POLICY open_answers ON providers_filled; ALTER TABLE providers_filled DISABLE ROW LEVEL SECURITY;"


class Migration(migrations.Migration):
    dependencies = [("providers", "0018_filled_workbooks")]

    operations = [migrations.RunSQL(SEALED, NOT_SEALED)]
