"""What is written and what was frozen are different things in code: nobody but its writers is given a row that is being written."""

import ast
import re

import pgtrigger
import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet

from .house import matching, nodes, source

WRITTEN = {  # rows that change under their writers' hands: their scope gives nothing to anybody else
    "Accepted", "Brought", "CaseStudy", "Challenge", "Chapter", "Enabler", "Endorsement", "Exercise", "Finding", "Unnamed",
    "Many", "Planned", "RegisterEntry",
    "Score", "Section", "Suggestion", "Thread", "Workbook",
}  # fmt: skip
FROZEN = {"Amendment", "Edition", "EditionPlace", "Entry", "FrozenChapter"}  # the database refuses to change or delete one
EITHER = {  # public once its own column says so, and then only in what is frozen of it
    "Intention": "published",
    "Plan": "PUBLISHED",
    "Round": "first_published_at",
    "Version": "published_at",
    "Volume": "edition_id",
}
PARTS = {  # no scope: reached through what they belong to
    "Candidate", "CarriedTarget", "Comment", "Contract", "Criterion", "Digest", "Duty", "FormerSlug", "Interest", "Money", "Panellist",
    "Piece", "Policy", "Presence",
    "Programme", "Rollout", "Settlement", "Standard", "Step", "VersionOutcome", "VersionPlace", "VersionProvider",
}  # fmt: skip
FOR_OTHERS = (  # files whose reader need not write the round
    "portal/views/public.py", "portal/views/edition.py", "portal/views/front.py", "portal/views/search.py", "portal/views/searching/*.py",
    "intentions/views/reading.py", "intentions/views/aspects.py", "intentions/api/reading.py",
    "providers/*.py", "committees/*.py", "outcomes/*.py",
)  # fmt: skip
LEADS_TO_WRITTEN = (
    "chapter",
    "sections",
    "challenges",
    "case_studies",
    "enablers",
    "register",
    "threads",
    "suggestions",
    "exercises",
    "steps",
)
PATH = re.compile(rf"(?:^|__)(?:{'|'.join(LEADS_TO_WRITTEN)})__|__(?:{'|'.join(LEADS_TO_WRITTEN)})$")
OWNER = re.compile(r"(?:intention|round_?)$")
REASONED = {  # (file, what leads there): why
    (
        "intentions/api/reading.py",
        "chapter__programme",
    ): "what was never published is filed under its chapter, for its writers",
}


def models():
    return {model.__name__: model for model in apps.get_app_config("intentions").get_models()}


def gives_nothing(model):
    """Asked for nobody, it does not even reach the database."""
    try:
        str(model._default_manager.visible_to(AnonymousUser()).query)
    except EmptyResultSet:
        return True
    return False


def faults(text):
    """Where somebody follows a thing to rows that are being written."""
    found = []
    for node, _ in nodes(text):
        if isinstance(node, ast.Attribute) and node.attr in LEADS_TO_WRITTEN and OWNER.search(ast.unparse(node.value)):
            found.append(node.attr)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and PATH.search(node.value):
            found.append(node.value)
    return found


def test_each_model_is_written_frozen_either_or_a_part():
    declared = [*WRITTEN, *FROZEN, *EITHER, *PARTS]
    assert sorted(declared) == sorted(models())


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_nobody_is_given_what_is_being_written(name):
    assert gives_nothing(models()[name]), f"{name}.objects.visible_to(nobody) asks the database for rows"


def test_a_scope_that_shows_what_is_being_written_is_seen(monkeypatch):
    chapter = models()["Chapter"]
    monkeypatch.setattr(type(chapter.objects.all()), "visible_to", lambda rows, user: rows.filter(round__first_published_at__isnull=False))
    assert not gives_nothing(chapter)


@pytest.mark.parametrize("name", sorted(FROZEN))
def test_what_is_frozen_is_frozen_by_the_database(name):
    guards = [one for one in models()[name]._meta.triggers if isinstance(one, pgtrigger.Protect)]
    assert [str(one.operation) for one in guards] == ["UPDATE OR DELETE"]


@pytest.mark.parametrize(
    "planted",
    [
        'rows = rows.order_by("intention__chapter__order")',
        "title = version.intention.chapter.title",
        'Column("Programme", "programme", sort="chapter__programme__name")',
        "passages = round.sections.all()",
    ],
)
def test_the_guard_sees_a_planted_fault(planted):
    assert faults(planted)


@pytest.mark.parametrize("name", matching(*FOR_OTHERS, without=("tests/*", "*/migrations/*")))
def test_no_door_for_others_leads_to_what_is_being_written(name):
    found = [one for one in faults(source(name)) if (name, one) not in REASONED]
    assert found == [], f"{name}: read what an edition froze: published_in, in_force, edition.content"


def test_every_reason_is_still_needed():
    assert [(name, one) for name, one in REASONED if one not in faults(source(name))] == []
