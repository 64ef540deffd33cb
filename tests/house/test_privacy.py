"""Every field of every model is declared: it holds something about a person, or it does not."""

import pytest
from django.apps import apps

from portal.accounts.personal import FIELDS

PERSON = "accounts.User"


def columns(model):
    return {field.name: field for field in model._meta.get_fields() if field.concrete and (field.primary_key or not field.auto_created)}


def faults(label, fields, declared):
    """What is declared twice, not at all, or no longer there; and people who are not declared to be people."""
    mine, others = (words.split() for words in declared)
    found = [f"{label}.{name} is on neither side" for name in fields if name not in mine and name not in others]
    found += [f"{label}.{name} is on both sides" for name in fields if name in mine and name in others]
    found += [f"{label}.{name} is no field" for name in mine + others if name not in fields]
    return found + [f"{label}.{name} is a person" for name, field in fields.items() if name not in mine and _is_a_person(field)]


def _is_a_person(field):
    return field.is_relation and field.related_model is not None and field.related_model._meta.label == PERSON


@pytest.mark.parametrize(
    ("declared", "words"),
    [(("", "number"), "neither"), (("name", "name by"), "both"), (("name by", "colour"), "no field"), (("name", "by"), "a person")],
)
def test_the_guard_sees_a_planted_fault(declared, words):
    event, organisation = columns(apps.get_model("audit.Event")), columns(apps.get_model("organisations.Organisation"))
    planted = {"name": organisation["name"], "by": event["by"]}
    assert any(words in fault for fault in faults("planted.Model", planted, declared))


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_each_field_is_declared_personal_or_not(model):
    label = model._meta.label
    assert label in FIELDS, f"declare the fields of {label} in portal/accounts/personal.py"
    assert faults(label, columns(model), FIELDS[label]) == [], "put each on one side in portal/accounts/personal.py"


def test_nothing_is_declared_that_is_gone():
    assert set(FIELDS) - {model._meta.label for model in apps.get_models()} == set()
