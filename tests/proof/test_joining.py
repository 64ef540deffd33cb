"""Joining takes at most five screens from the email to the first answer, however often it is walked."""

import time

import pytest
from django.utils import timezone

from portal.organisations import actions as organisations
from portal.organisations.models import Membership
from portal.organisations.states import Kind
from providers import actions
from providers.models import Invitation, Response
from tests.intentions.test_browser_killed import playwright  # noqa: F401  a fixture
from tests.providers.conftest import *  # noqa: F403  a round that is open, and its people
from tests.providers.conftest import organisation
from tests.providers.joining import MOST, link_to, walks

from .measured import measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WALKED = sized(3)
ROLES = ["ADMINISTRATOR", "CONTRIBUTOR", "SIGNATORY"]


def test_joining_screens_a_one_person_organisation_answers_after_five_at_most(playwright, live_server, edition, approver):  # noqa: F811
    began, counted = time.monotonic(), []
    now = timezone.now()
    for number in range(WALKED):
        charity = organisation(f"charity-{number}", f"Lantern Street {number}", Kind.VOLUNTARY_SECTOR)
        until = max(now, edition.round.response_deadline) + (edition.round.response_deadline - edition.published_at)
        actions.invite_late(round=edition.round, organisation=charity, by=approver, at=now, until=until)
        email = f"fay{number}@charity.example"
        organisations.invite(organisation=charity, name="Fay First", email=email, roles=ROLES, by=approver)
        screens, said = walks(playwright, live_server.url, link_to(email))
        assert "CI-" in said
        assert Response.objects.get(organisation=charity).status == "SUBMITTED"
        assert Membership.objects.current().filter(organisation=charity).count() == len(ROLES)
        counted.append(screens)
    assert Invitation.objects.count() == WALKED
    measured("joining.screens", len(counted), sum(each > MOST for each in counted), began, screens=max(counted))
