"""What is half said is never left out unsaid: it is named, its leaving out is chosen and recorded, and it is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.utils import IntegrityError, InternalError

from portal.audit.models import Event
from providers import actions
from providers.documents.unsent import mark, unsent
from providers.models import Omission, Position

from ..conftest import IN_TIME


@pytest.fixture
def half_said(answered, edition, contributor):
    """A file, a condition and a sum on an intention without a position."""
    third = edition.versions.get(intention__reference="UEC-03").intention
    file = SimpleUploadedFile("board minute.pdf", b"%PDF- a minute")
    actions.attach(response=answered, intention=third, by=contributor, file=file)
    content = {
        "conditions": [{"text": "A second nurse is paid for", "by_date": None}],
        "effects": [{"kind": "investment", "amount": 42_000}],
    }
    actions.save_position(response=answered, intention=third, by=contributor, content=content)
    return answered


def submit(response, by, **said):
    return actions.submit(response=response, by=by, arrived_at=IN_TIME, role="Chief executive", **said)


def test_a_file_alone_makes_a_position_begun(response, first, contributor):
    assert not response.positions.begun().exists()

    actions.attach(response=response, intention=first, by=contributor, file=SimpleUploadedFile("a.pdf", b"%PDF-"))

    assert response.positions.begun().get().is_begun
    assert response.positions.begun().filter(stance="").count() == 1


def test_what_was_typed_and_taken_out_again_is_not_begun(response, first, contributor):
    actions.save_position(response=response, intention=first, by=contributor, content={"comment": "Something"})
    saved = actions.save_position(response=response, intention=first, by=contributor, content={"comment": "  "})

    assert saved.revision == 2
    assert not Position.objects.get(pk=saved.pk).is_begun


def test_every_piece_is_named(half_said):
    assert [(one["reference"], one["part"], one["said"]) for one in unsent(half_said)] == [
        ("UEC-03", "Conditions", "A second nurse is paid for"),
        ("UEC-03", "Money", "Investment: £42,000"),
        ("UEC-03", "File", "board minute.pdf"),
    ]


@pytest.mark.parametrize("without", ["", "0" * 64])
def test_nothing_goes_out_without_the_choice(half_said, signatory, acute, contributor, without):
    with pytest.raises(actions.HalfSaid, match="UEC-03"):
        submit(half_said, signatory, without=without)
    with pytest.raises(actions.HalfSaid):
        actions.sign(response=half_said, by=signatory, organisation=acute, at=IN_TIME, role="Chief", without=without)
    with pytest.raises(actions.HalfSaid):
        actions.send(response=half_said, by=contributor, without=without)

    assert not Omission.objects.exists()


def test_the_choice_is_recorded_once_with_who_made_it(half_said, signatory, contributor):
    actions.send(response=half_said, by=contributor, without=mark(unsent(half_said)))
    submit(half_said, signatory)

    omission = half_said.omissions.get()
    assert (omission.chosen_by, omission.left) == (contributor, unsent(half_said))
    assert "3 pieces" in Event.objects.get(name="response.left_out").says


def test_a_piece_more_is_another_choice(half_said, edition, signatory, contributor):
    seen = mark(unsent(half_said))
    third = edition.versions.get(intention__reference="UEC-03").intention
    actions.save_position(response=half_said, intention=third, by=contributor, content={"comment": "One word more"})

    with pytest.raises(actions.HalfSaid):
        submit(half_said, signatory, without=seen)


def test_a_choice_is_never_changed(half_said, signatory):
    submit(half_said, signatory, without=mark(unsent(half_said)))

    with pytest.raises((IntegrityError, InternalError)):
        Omission.objects.update(left=[])


def test_what_was_left_out_is_seen_by_its_own_people_only(half_said, signatory, contributor, approver, competitor):
    submit(half_said, signatory, without=mark(unsent(half_said)))

    assert Omission.objects.visible_to(contributor).count() == 1
    assert not Omission.objects.visible_to(approver).exists()
    assert not Omission.objects.visible_to(competitor).exists()
    assert not Position.objects.visible_to(approver).filter(intention__reference="UEC-03").exists()
