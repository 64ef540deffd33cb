from datetime import time

import pytest

from committees import actions
from committees.models import Seat
from committees.states import CommitteeKind, SeatRole

from ..conftest import MEETING


def test_a_committee_is_founded_with_the_house_headings_and_what_stands_under_each(committee):
    kinds = [heading["kind"] for heading in committee.headings]

    assert kinds[:4] == ["header", "lateness", "purpose", "recommendations"]
    assert [heading["section"] for heading in committee.headings if heading["kind"] == "implication"] == committee.implications


def test_a_heading_nobody_can_write_under_is_refused_by_name(council):
    with pytest.raises(ValueError, match="“Musings” is no heading"):
        actions.found_committee(
            slug="x",
            name="X",
            host=council,
            kind=CommitteeKind.HEALTH_SCRUTINY,
            by=None,
            headings=[{"heading": "Musings"}],
            implications=[],
        )


def test_a_standing_implication_without_a_heading_is_refused(council):
    with pytest.raises(ValueError, match="No heading is written for the staffing implications"):
        actions.found_committee(
            slug="x", name="X", host=council, kind=CommitteeKind.HEALTH_SCRUTINY, by=None, headings=[], implications=["staffing"]
        )


def test_taking_the_same_seat_twice_is_taking_it_once(committee, member):
    actions.seat(committee=committee, user=member, role=SeatRole.MEMBER, by=None)

    assert Seat.objects.filter(user=member).count() == 1


def test_a_seat_that_ended_can_be_taken_again(committee, member):
    actions.unseat(seat=Seat.objects.get(user=member), by=None)
    actions.seat(committee=committee, user=member, role=SeatRole.MEMBER, by=None)

    assert Seat.objects.current().filter(user=member).count() == 1


def test_two_meetings_on_one_day_have_addresses_of_their_own(committee, clerk, meeting):
    second = actions.call_meeting(committee=committee, date=MEETING, time=time(9), venue="", by=clerk)

    assert (meeting.slug, second.slug) == ("healthier-communities-2018-12-03", "healthier-communities-2018-12-03-2")
