"""What is approved or published is frozen by the database: shown with SQL that goes round every line of our own code."""

import pytest
from django.db import DatabaseError, connection, transaction

from intentions import actions
from intentions.states import Status

from .conftest import WHOLE

FROZEN = [Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN]
TIES = {
    "intentions_money": "kind, \"order\", bearer, confidence, basis) VALUES (gen_random_uuid(), %s, 'saving', 1, '', '', '')",
    "intentions_standard": "metric, \"order\", operator, value, unit, population) VALUES (gen_random_uuid(), %s, 'x', 1, '', '', '', '')",
}


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("status", FROZEN)
@pytest.mark.parametrize("column", ["title", "description", "timescale", "lever", "from_date", "number", "writers", "intention_id"])
def test_no_word_of_a_frozen_version_changes(at_status, status, column):
    version = at_status(status)
    values = {"from_date": "2001-01-01", "number": 7, "writers": [], "intention_id": version.pk}
    with pytest.raises(DatabaseError, match="is frozen"):
        sql(f"UPDATE intentions_version SET {column} = %s WHERE id = %s", values.get(column, "changed"), version.pk)


@pytest.mark.parametrize("status", FROZEN)
def test_a_frozen_version_is_not_deleted(at_status, status):
    version = at_status(status)
    with pytest.raises(DatabaseError, match="is frozen"):
        sql("DELETE FROM intentions_version WHERE id = %s", version.pk)


@pytest.mark.parametrize("status", FROZEN)
@pytest.mark.parametrize("table", TIES)
def test_nothing_is_added_to_a_frozen_version(at_status, status, table):
    version = at_status(status)
    with pytest.raises(DatabaseError, match="frozen with its parent"):
        sql(f"INSERT INTO {table} (id, version_id, {TIES[table]}", version.pk)


def test_nothing_is_taken_from_a_frozen_version(chapter, author, approver, trust, borough):
    rows = {"money": [{"kind": "saving"}], "standards": [{"metric": "beds"}], "rollouts": [{"bundle": "Ward flow"}]}
    rows |= {"policies": [{"subject": "IVF"}], "duties": [{"report": "Staffing"}]}
    content = {**WHOLE, "affects_no_provider": False, "places": [borough], "providers": [trust], **rows}
    version = actions.add_intention(chapter=chapter, by=author, content=content).latest
    actions.submit(version=version, by=author)
    actions.approve(version=version, by=approver, at=version.changed_at)
    for table in ("money", "standard", "rollout", "policy", "duty", "versionplace", "versionprovider"):
        with pytest.raises(DatabaseError, match="frozen with its parent"):
            sql(f"DELETE FROM intentions_{table} WHERE version_id = %s", version.pk)


def test_a_draft_is_not_frozen(version):
    sql("UPDATE intentions_version SET title = 'changed' WHERE id = %s", version.pk)
    version.refresh_from_db()
    assert version.title == "changed"


def test_an_edition_and_its_entries_never_change(edition):
    for statement in (
        "UPDATE intentions_edition SET number = 9",
        "DELETE FROM intentions_entry",
        'UPDATE intentions_entry SET "order" = 9',
        "UPDATE intentions_edition SET content = '{}'",
    ):
        with pytest.raises(DatabaseError, match="Cannot update or delete"):
            sql(statement)
