"""Ids of others and fields that nobody asked for, at full size; and every guard that is taken out is missed."""

import time
from collections import Counter

import pytest
from django.db import transaction

from tests.providers import canaries
from tests.providers.conftest import *  # noqa: F403  the people of two commissioners and two providers
from tests.providers.foreign import Watch, cases, chosen, foreign_ids
from tests.providers.own import Person
from tests.providers.planted import FOREIGN, HEARD
from tests.providers.twins import SCENES, Twins, needed_of
from tests.providers.worlds import NEEDED, world_of

from .measured import SEED, measured, sampled, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SIZE = sized(5000)
IDLE = {  # forms that, as they are filled in here, change no row of one's own either
    "providers:verify",  # it only compares
    "providers:confirm",  # it is kept in the session
    "providers:publish",  # nothing is approved that could be published
    "providers:seal",  # somebody has opened their invitation already
    "providers:reuse",  # there is no answer of last year
    "api:intention-draft",  # the latest version is published
}


def test_s4_ids_of_others_and_extra_fields_have_no_effect(request, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    began, needed, tried, faults, sent, effective = time.monotonic(), needed_of(request), Counter(), [], set(), set()
    for scene in SCENES:
        with transaction.atomic():
            twins = Twins(scene, **needed)
            people = [Person(twins, who, every=True) for who in ("provider", "commissioner")]
            watches = {person.who: Watch(person) for person in people}
            for person in people:
                forms = [page for page in person.pages.values() if page.sent]
                sent |= {page.name for page in forms}
                effective |= {page.name for page in forms if watches[person.who].writes(page)}
            for case in chosen([case for person in people for case in cases(person)], SIZE // len(SCENES), SEED):
                faults += filter(None, [watches[case.person.who].fault(case)])
                tried[case.where] += 1
            transaction.set_rollback(True)

    measured("S4", sum(tried.values()), len(faults), began, scenes=len(SCENES), **tried, faults=faults[:20])
    assert sent - effective == IDLE


def missed(needed, plants, monkeypatch):
    """Those of these that no id of others brings to light in any scene."""
    left = list(plants)
    for scene in ("settled", "writing", "sent"):
        if not left:
            break
        with transaction.atomic():
            twins = Twins(scene, **needed)
            people = [Person(twins, who) for who in ("provider", "commissioner")]
            tries = [(Watch(person), list(short(person))) for person in people]
            left = [plant for plant in left if not is_noticed(plant, tries, monkeypatch)]
            transaction.set_rollback(True)
    return left


def short(person):
    """One id of others in each word of each address; then in each field of each form, those that a choice could hold."""
    ids = foreign_ids(person)
    held = {str(ids.get("providers.Attachment")), str(ids.get("providers.Invitation")), str(person.twins.acute.pk)}
    every = [case for case in cases(person) if case.method in ("get", case.page.method)]
    paths = {(case.page.name, case.method, case.nowhere): case for case in reversed(every) if case.where == "path"}
    return [*paths.values(), *(case for case in every if case.where == "field" and case.value in held)]


def is_noticed(plant, tries, monkeypatch):
    with monkeypatch.context() as patch:
        plant.put(patch)
        return any(watch.fault(case) for watch, every in tries for case in every)


def is_heard(plant, state, who, request, client, monkeypatch):
    """Whether this person hears, in a world in this state, what the guard kept from them."""
    for name in NEEDED:
        request.getfixturevalue(name)
    with transaction.atomic(), monkeypatch.context() as patch:
        plant.put(patch)
        world = world_of(request)
        getattr(world, state)()
        _, found = canaries.visit(world, client, getattr(world, who), until_heard=True)
        told = found or canaries.mail_and_history(world, [getattr(world, who)])
        transaction.set_rollback(True)
    return bool(told)


def test_s7_every_guard_that_is_taken_out_is_missed(request, client, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    began, needed, foreign, heard = time.monotonic(), needed_of(request), sampled(FOREIGN), sampled(HEARD)
    unseen = [str(plant) for plant in missed(needed, foreign, monkeypatch)]
    unseen += [f"{plant} ({state})" for plant, state, who in heard if not is_heard(plant, state, who, request, client, monkeypatch)]

    measured("S7", len(foreign) + len(heard), len(unseen), began, unseen=unseen)
