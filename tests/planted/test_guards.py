"""A guard that is taken out is noticed: by an id of others, or by somebody who hears what they must not."""

import pytest

from tests.proof.test_foreign_ids import is_heard, missed
from tests.providers.conftest import *  # noqa: F403  the people of two commissioners and two providers
from tests.providers.planted import FOREIGN, HEARD
from tests.providers.twins import needed_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("plant", FOREIGN, ids=str)
def test_an_id_of_others_brings_it_to_light(plant, request, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    assert missed(needed_of(request), [plant], monkeypatch) == []


@pytest.mark.parametrize(("plant", "state", "who"), HEARD, ids=[f"{plant} ({state})" for plant, state, _ in HEARD])
def test_somebody_hears_what_they_must_not(plant, state, who, request, client, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    assert is_heard(plant, state, who, request, client, monkeypatch)
