"""The text that was signed is kept with the signature; and no board confirms it before it was written."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal.audit.models import Email
from providers import actions
from providers.documents.canonical import canonical, sha256, text
from providers.models import Signature

from ..conftest import IN_TIME


def sign(response, by, member, at=IN_TIME, **more):
    return actions.sign(response=response, by=by, organisation=member, at=at, role="Chief executive", **more)


def test_the_text_that_was_signed_is_kept_and_its_hash_is_the_signatures(joint, signatory, acute):
    signature = sign(joint, signatory, acute)

    assert signature.signed_text == canonical(text(joint))
    assert sha256(text(joint)) == signature.text_sha256
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(signed_text="")


def test_no_other_text_can_be_kept_with_a_signature(joint, signatory, acute):
    about = {"response": joint, "organisation": acute, "signatory": signatory, "signed_at": IN_TIME, "text_sha256": sha256(text(joint))}

    with pytest.raises(IntegrityError, match="not the text signed"), transaction.atomic():
        Signature.objects.create(**about, signed_text="another")


def test_a_lapse_says_who_made_the_change_in_the_record_and_in_the_email(joint, signatory, acute, first, contributor):
    sign(joint, signatory, acute, reservation="Not on money")

    actions.save_position(response=joint, intention=first, by=contributor, content={"comment": "Changed"})

    assert Signature.objects.get().lapsed_by == contributor
    email = Email.objects.get(kind="lapsed")
    assert "the text of UEC-01 changed" in email.body and "Con Tributor made the change." in email.body
    assert f"/responses/{joint.pk}/check/#since" in email.body
    assert "Provider Alliance" in email.subject


def test_no_board_confirms_a_text_before_it_was_written(joint, group, signatory, acute):
    group.authority_basis = "advisory"
    group.save()

    with pytest.raises(actions.CannotSign, match="The text last changed on 1 October 2026"):
        sign(joint, signatory, acute, confirmed_date=date(2026, 9, 30))
    assert sign(joint, signatory, acute, confirmed_date=date(2026, 10, 1))
