"""A one-person organisation joins and answers within five screens; at full size in tests/proof/test_joining.py."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.organisations import actions as organisations
from portal.organisations.states import Kind
from providers import actions
from tests.intentions.test_browser_killed import playwright  # noqa: F401  a fixture

from .conftest import organisation
from .joining import MOST, link_to, walks

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_the_email_to_the_first_answer_are_five_screens_at_most(playwright, live_server, edition, approver):  # noqa: F811
    charity, now = organisation("charity", "Lantern Street", Kind.VOLUNTARY_SECTOR), timezone.now()
    until = max(now, edition.round.response_deadline) + timedelta(days=9)
    actions.invite_late(round=edition.round, organisation=charity, by=approver, at=now, until=until)
    roles = ["ADMINISTRATOR", "CONTRIBUTOR", "SIGNATORY"]
    organisations.invite(organisation=charity, name="Fay First", email="fay@charity.example", roles=roles, by=approver)

    screens, said = walks(playwright, live_server.url, link_to("fay@charity.example"))

    assert screens <= MOST
    assert "CI-" in said
