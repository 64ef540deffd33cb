"""What one provider writes is never in anything a rival, the public or another commissioner gets, in whatever state it is.

Every address and both methods are tried in tests/proof; here a share of them, in every state.
"""

import pytest
from django.apps import apps
from django.db import models, transaction

from portal.audit.models import Email, Event
from portal.moves import Moves
from providers import states
from providers.states import QuestionStatus

from .canaries import EDITION, KINDS, Log, heard, mail_and_history, prints_and_cache, something_could_leak, visit
from .worlds import AGREED, ASKER, BETWEEN, CANARY, STATES, world_of

SHARE = 0.005
SECRETS = (CANARY, BETWEEN, AGREED)
# worlds that hold, together, something in every private field
IN_ALL_FIELDS = (
    "lapsed",
    "question_answered",
    "question_private",
    "decision_written",
    "wording_decided",
    "reply_published",
    "decision_corrected",
    "memorandum_agreed",
    "memorandum_declined",
    "memorandum_set_aside",
    "time_refused",
    "declined",
    "letter_disputed",
)
NOT_SAID = {  # fields of text that hold nothing a provider said in confidence
    "sha256", "text_sha256", "words_sha256", "size", "key", "number", "file", "changes", "differs_on",  # made by the portal
    "agreed_amounts",  # pounds by year
    "own_reference",  # its number
    "lapsed_because", "ended_because",  # says which intention changed, and not what
    "Together.stance", "Transcript.way",  # a word of a closed list
    "Question.wording",  # everybody reads it
    "Response.recorded", "Arrival.recorded",  # who wrote down what of which day
    "Outage.reason", "Clause.text",  # told to everybody asked, or to every party
    "Clause.drawn", "Memorandum.contract",  # published with the decision
}  # fmt: skip

pytestmark = pytest.mark.django_db


def moved():
    """{model: its table of moves} of this storey."""
    return {model: model.MOVES for model in apps.get_app_config("providers").get_models() if hasattr(model, "MOVES")}


def kind_of(moves):
    """The closed list whose members this table moves between."""
    return type(next(iter(moves.values()))[1])


@pytest.fixture
def world(request, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return world_of(request)


def test_each_state_of_each_table_of_moves_has_its_world():
    tables = [table for table in vars(states).values() if isinstance(table, Moves)]
    shown = {(type(state), state) for states in STATES.values() for state in states}

    assert len(tables) >= 5
    assert {(kind_of(table), state) for table in tables for state in kind_of(table)} - shown == set()
    assert {kind_of(table) for table in tables} == {kind_of(moves) for moves in moved().values()}


@pytest.mark.parametrize("state", STATES)
def test_nobody_else_hears_of_it(client, world, competitor, neighbour, author, approver, state):
    with Log() as log:
        getattr(world, state)()
        strangers = [competitor, neighbour, author, approver]
        assert something_could_leak(world)
        assert shown_in_the_database() >= {(type(one), one) for one in STATES[state]}

        for who in (None, *strangers):
            _, found = visit(world, client, who, share=SHARE, seed=state)
            assert found == [], f"{who}, {state}"
    assert mail_and_history(world, strangers) == []
    assert prints_and_cache() == []
    assert log.secrets() == []


def shown_in_the_database():
    return {
        (kind_of(moves), kind_of(moves)(one.status)) for model, moves in moved().items() for one in model._default_manager.only("status")
    }


def test_there_is_a_secret_in_every_private_field(world):
    said, held = set(), set()
    for state in IN_ALL_FIELDS:
        with transaction.atomic():
            getattr(world, state)()
            for model in apps.get_app_config("providers").get_models():
                for field in private_fields(model):
                    said.add(f"{model.__name__}.{field}")
                    values = model._default_manager.values_list(field, flat=True)
                    held |= {f"{model.__name__}.{field}" for value in values if any(word in str(value) for word in SECRETS)}
            transaction.set_rollback(True)

    assert len(said) > 25
    assert said - held == set()


def private_fields(model):
    texts = (models.CharField, models.TextField, models.JSONField)
    named = [field for field in model._meta.concrete_fields if isinstance(field, texts) and not field.choices]
    return [field.name for field in named if not {field.name, f"{model.__name__}.{field.name}"} & NOT_SAID]


@pytest.mark.parametrize("state", ["draft", "question_answered", "question_edited", "question_private"])
def test_who_asked_is_named_to_nobody(client, world, competitor, author, approver, state):
    getattr(world, state)()
    named = (ASKER, "Eastham Acute", "con.tributor")
    questions, answering = "/rounds/sel-2027/questions/", f"/rounds/sel-2027/questions/{world.question.pk}/answer/"
    for who in (competitor, author, approver):
        client.force_login(who)
        for address in (questions, answering, *(f"{questions}?download={kind}" for kind in KINDS)):
            assert not heard(client.get(address), named), f"{who} at {address}"
        assert not [one for one in Email.objects.filter(to=who, about_type="providers.question") if ASKER in f"{one.subject} {one.body}"]
        assert not [event for event in Event.objects.visible_to(who).filter(name__startswith="question") if ASKER in event.says]
    assert (world.question.status == QuestionStatus.ANSWERED) == Email.objects.filter(to=competitor, body__contains="answer").exists()


def test_a_leak_is_seen(client, world, competitor, monkeypatch):
    monkeypatch.setattr(type(world.response).objects._queryset_class, "visible_to", lambda rows, user: rows.all())

    assert visit(world, client, competitor, until_heard=True)[1]


def test_what_is_visited_is_really_there(client, world):
    """The public round and its intentions are read with all that their edition froze, and not as pages that are missing."""
    world.decision_published()
    for address in [*EDITION, "/rounds/sel-2027/view/?as=table", "/rounds/sel-2027/decisions/", "/api/v1/editions/"]:
        assert client.get(address).status_code == 200, address
    assert b"We will do same day emergency care." in client.get(EDITION[2]).content
    assert b"Answered privately" in client.get(EDITION[2]).content
