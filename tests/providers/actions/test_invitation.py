from datetime import timedelta

import pytest

from intentions.models import Intention, Version
from intentions.states import Status as VersionStatus
from portal.audit.models import Email, Event
from portal.organisations.models import Place
from portal.organisations.states import Kind, Role
from providers import actions
from providers.models import Invitation

from ..conftest import DEADLINE, PUBLISHED, organisation, person, published_version


def publish(round, by, **more):
    more = {"response_deadline": DEADLINE, "at": PUBLISHED, **more}
    return actions.publish(round=round, by=by, approving_body="Governing body", approved_date=PUBLISHED.date(), **more)


def test_publishing_invites_the_organisations_of_a_kind_named_in_the_rounds_places(drafted, approver, acute, contributor):
    far = organisation("far", "Far Acute Trust", Kind.ACUTE_TRUST, Place.objects.create(slug="far", name="Far", kind="borough"))
    mental = organisation("mental", "Mental Trust", Kind.MENTAL_HEALTH_TRUST, acute.place)

    publish(drafted, approver)

    invited = set(Invitation.objects.values_list("organisation__slug", flat=True))
    assert invited == {"acute"} and {far.slug, mental.slug}.isdisjoint(invited)
    assert Version.objects.get().status == VersionStatus.PUBLISHED


def test_publishing_invites_those_chosen_too_and_tells_everybody_in_them_once(drafted, approver, contributor, signatory, rival, competitor):
    publish(drafted, approver, invited=[rival])

    told = Email.objects.filter(kind="invited")
    assert {email.to for email in told} == {contributor, signatory, competitor}
    assert told.count() == 3  # the competitor holds two roles and is told once
    assert {email.subject for email in told} == {
        f"Respond by 5pm on Friday 18 December 2026 for {name}: South East London 2027/28"
        for name in ("Eastham Acute Trust", "Westham Acute Trust")
    }


def test_a_failing_invitation_leaves_nothing_published(drafted, approver, acute, monkeypatch):
    def break_down(*args, **more):
        raise RuntimeError

    monkeypatch.setattr("providers.actions.letters.tell_invited", break_down)

    with pytest.raises(RuntimeError):
        publish(drafted, approver)

    assert drafted.editions.count() == 0
    assert Version.objects.get().status == VersionStatus.APPROVED


def test_a_round_without_a_deadline_asks_nobody(drafted, approver, acute):
    publish(drafted, approver, response_deadline=None)

    assert not Invitation.objects.exists()


def test_a_demonstration_user_reaches_demonstration_organisations_only(drafted, commissioner, acute, borough):
    demo = organisation("demo", "Demonstration Trust", Kind.ACUTE_TRUST, borough)
    type(demo).objects.filter(pk=demo.pk).update(is_demonstration=True)
    shown = person("Demo Approver", (commissioner, Role.APPROVER))
    shown.is_demonstration = True

    publish(drafted, shown)

    assert [invitation.organisation for invitation in Invitation.objects.all()] == [demo]


def test_a_second_edition_carries_drafts_over_and_tells_those_asked_before(response, round, chapter, approver, acute, first, contributor):
    Email.objects.all().delete()
    published_version(round, chapter, "UEC-04", "Later", approver, 4)
    Version.objects.filter(intention__reference="UEC-04").update(published_at=PUBLISHED)

    edition = publish(round, approver, at=PUBLISHED + timedelta(days=5))

    response.refresh_from_db()
    assert (edition.number, response.edition) == (2, edition)
    assert Email.objects.filter(kind="edition_replaced", to=contributor).count() == 1
    assert not Email.objects.filter(kind="invited").exists()


def test_an_organisation_is_asked_once(round, edition, acute, approver):
    actions.invite(round=round, organisations=[acute], by=approver, at=PUBLISHED)

    assert actions.invite(round=round, organisations=[acute, acute], by=approver, at=PUBLISHED) == []
    assert Invitation.objects.count() == 1


def test_the_first_look_is_kept_as_proof(invitation, contributor, signatory):
    actions.open_(invitation=invitation, by=contributor, at=PUBLISHED + timedelta(hours=1))
    opened = actions.open_(invitation=invitation, by=signatory, at=PUBLISHED + timedelta(hours=2))

    assert (opened.opened_by, opened.opened_at) == (contributor, PUBLISHED + timedelta(hours=1))
    assert Event.objects.filter(name="invitation.opened").count() == 1


def test_more_time_is_for_one_organisation_and_only_that_one_is_told(invitation, rival_invitation, approver, contributor, signatory):
    Email.objects.all().delete()
    until = DEADLINE + timedelta(days=5)

    actions.extend(invitation=invitation, by=approver, until=until, reason="A burst pipe", at=PUBLISHED)

    rival_invitation.refresh_from_db()
    invitation.refresh_from_db()
    assert (invitation.deadline, rival_invitation.deadline) == (until, DEADLINE)
    assert {email.to for email in Email.objects.all()} == {contributor, signatory}


@pytest.mark.parametrize("until", [DEADLINE - timedelta(hours=1), DEADLINE])
def test_a_deadline_never_moves_backwards(invitation, approver, until):
    with pytest.raises(actions.NotLater, match="after 5pm on Friday 18 December 2026"):
        actions.extend(invitation=invitation, by=approver, until=until, reason="Why", at=PUBLISHED)


def test_a_later_deadline_of_the_round_counts_for_those_with_less_time(invitation, approver):
    actions.extend(invitation=invitation, by=approver, until=DEADLINE + timedelta(days=1), reason="Why", at=PUBLISHED)
    later = DEADLINE + timedelta(days=9)
    invitation.round.response_deadline = later
    invitation.round.save()

    assert Invitation.objects.get().deadline == later


def test_every_provider_named_reaches_all_kinds_of_provider(round, edition, chapter, approver, acute, borough):
    from providers.documents.invited import named

    charity = organisation("charity", "Charity", Kind.VOLUNTARY_SECTOR, borough)
    version = published_version(round, chapter, "UEC-09", "All", approver, 9, provider_kinds=[Kind.ALL_PROVIDERS])

    found = set(named(round=round, versions=Version.objects.filter(pk=version.pk), by=approver))
    assert found == {acute, charity}


def test_a_provider_of_the_system_around_the_rounds_boroughs_is_reached(round, edition, acute, borough, approver):
    from providers.documents.invited import named

    system = Place.objects.create(slug="system", name="System", kind="system")
    Place.objects.filter(pk=borough.pk).update(parent=system)
    next_door = Place.objects.create(slug="next", name="Next", kind="borough", parent=system)
    wide = organisation("wide", "Wide Trust", Kind.ACUTE_TRUST, system)
    organisation("beside", "Beside Trust", Kind.ACUTE_TRUST, next_door)

    versions = Version.objects.filter(intention=Intention.objects.get(reference="UEC-01"))
    assert set(named(round=round, versions=versions, by=approver)) == {acute, wide}
