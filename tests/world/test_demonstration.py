"""The demonstration is complete, and is loaded once."""

import pytest

from committees.models import Pack, Paper
from intentions import checks
from intentions.documents import aspects
from intentions.models import CaseStudy, Duty, Edition, Enabler, Intention, Plan, Policy, RegisterEntry, Round, Version
from outcomes.models import Outcome
from portal.running.demo.load import load
from portal.running.demo.people import listed
from providers.models import Decision, Invitation, Receipt, Response

pytestmark = pytest.mark.django_db

HISTORIC = {"sel-2019-20": 78, "luton-2015-16": 61, "lambeth-southwark-2015-16": 18, "sel-cbc-2013-18": 102}


def test_the_demonstration_holds_everything_the_sources_hold():
    per_round = {slug: Intention.objects.filter(round__slug=slug).count() for slug in HISTORIC}
    assert per_round == HISTORIC
    assert sum(per_round.values()) == 259
    assert Outcome.objects.exclude(slug__startswith="eastmere").count() == 46
    assert Plan.objects.count() == 13
    assert (CaseStudy.objects.count(), Enabler.objects.count(), RegisterEntry.objects.count()) == (11, 5, 9)
    assert Policy.objects.get(subject="IVF").payment_consequence == "No payment for treatment outside the policy"
    assert Duty.objects.count() == 6
    assert Edition.objects.count() == 5

    assert Receipt.objects.count() == 5
    assert Decision.objects.published().count() == 34  # 35 in the file, two of them on conditions of one position
    assert Decision.objects.exclude(status="PUBLISHED").count() == 2
    assert Response.objects.standing().count() == 5
    assert Paper.objects.filter(status="PUBLISHED").get().slug == "lewisham-2018-12-03-item-8"
    assert Pack.objects.filter(audience="public").count() == 1

    live = Round.objects.get(slug="eastmere-live")
    assert live.is_open()
    assert live.lead.slug == "demo-commissioner"
    drafts = Version.objects.filter(latest_of__round=live).select_related("intention__chapter").prefetch_related("places__members")
    boroughs, lines = aspects.by_borough(list(drafts), live.places.all(), lambda version: version.intention.chapter.title)
    assert boroughs == ["Eastmere (demonstration)", "Northmere (demonstration)", "Southmere (demonstration)"]
    assert len(aspects.gaps(lines)) == 6  # those that live.yaml leaves
    assert {one.check for one in checks.problems(live)} == {"other-year", "still-true"}
    assert live.intentions.filter(published__isnull=False).count() == 78
    assert Invitation.objects.filter(round=live).count() == 6
    assert all(invitation.organisation.is_demonstration for invitation in Invitation.objects.all())

    people = listed()
    assert {person["role"] for person in people} >= {
        "Author",
        "Approver",
        "Contributor",
        "Signatory",
        "Committee clerk",
        "Committee member",
    }
    assert load() is False  # a second time changes nothing
