"""A draft with three passages, and comments on it."""

import pytest

from intentions import actions
from intentions.documents.passages import texts_of
from intentions.documents.suggested import standing_now
from intentions.models import Suggestion
from portal.richtext.clean import blocks

from .reading import EDIT

COMMENTS = f"{EDIT}comments/"
THREE = "<p>Beds open in April.</p><ul><li>Nurses come.</li><li>Doctors stay.</li></ul><p>Money follows every patient.</p>"
WANTED = THREE.replace("in April", "in May").replace("<li>Nurses come.</li>", "").replace("every patient", "each patient")


@pytest.fixture
def version(version, author):
    money = [{"kind": "saving", "amount": 5}, {"kind": "pressure", "amount": 7}]
    return actions.save_version(version=version, by=author, content={"description": THREE, "money": money}, revision=version.revision)


def passage(intention, part, words):
    intention.refresh_from_db()
    return next(one for one in blocks(texts_of(intention)[part]) if words in one.text)


@pytest.fixture
def thread(version, colleague):
    def start(words="Money follows", part="description", **more):
        anchor = passage(version.intention, part, words).anchor
        return actions.start_thread(about=version.intention, by=colleague, text="Which?", part=part, anchor=anchor, **more)

    return start


def save(version, by, **content):
    version.refresh_from_db()
    return actions.save_version(version=version, by=by, content=content, revision=version.revision)


@pytest.fixture
def suggest(version, viewer):
    def start(wanted=WANTED, base=THREE, by=viewer, part="description", **more):
        return actions.suggest(about=version.intention, part=part, by=by, base=base, wanted=wanted, **more)

    return start


def said(version):
    version.refresh_from_db()
    return version.description


def keys(suggestion, words=""):
    suggestion = Suggestion.objects.get(pk=suggestion.pk)
    return [one.key for one in standing_now(suggestion).ones if any(words in change.was + change.becomes for change in one.places)]
