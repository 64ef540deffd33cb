"""The whole demonstration, in one transaction: all of it or nothing."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import lay_letters_by

from . import beside, live, outcomes, papers, people, pipeline, register, responses, rounds

HISTORIC = ("sel-2019-20", "luton-2015-16", "lambeth-southwark-2015-16", "sel-cbc-2013-18")


def is_loaded() -> bool:
    """Whether the demonstration is in this database."""
    return User.objects.filter(email=people.OPERATOR.email, is_demonstration=True).exists()


@transaction.atomic
def load() -> bool:
    """Load what is not there yet. False when it was there already and nothing was done."""
    if is_loaded():
        return False
    writer, approver = people.carriers()
    places, organisations = register.load(writer)
    password = make_password(people.PASSWORD)  # one slow hash for all: they share the password anyway
    for person in (*people.PEOPLE, *people.COMMITTEE_PEOPLE, people.OPERATOR):
        people.enrol(person, organisations, password)
    shelf = rounds.Shelf(writer, approver, places, organisations)
    for name in HISTORIC:
        partners = ("demo-commissioner",) if name == "sel-2019-20" else ()
        more = beside.strategy_passages() if name == "sel-cbc-2013-18" else None
        rounds.start(name, shelf, partners=partners, more=more)
    owners = {slug: round_.lead for slug, round_ in shelf.rounds.items()}
    shelf.outcomes = outcomes.load(writer, places, organisations, owners)
    for name in HISTORIC:
        rounds.write(name, shelf)
    beside.load_strategy(shelf)
    beside.load_plans(shelf)
    rounds.publish_as_found(shelf.rounds["luton-2015-16"], shelf)
    rounds.publish_as_found(shelf.rounds["sel-cbc-2013-18"], shelf)
    rounds.publish_as_found(shelf.rounds["lambeth-southwark-2015-16"], shelf)
    pipeline.load(shelf)
    responses.load(shelf)
    papers.load(shelf)
    live.load(shelf)
    lay_letters_by()
    return True
