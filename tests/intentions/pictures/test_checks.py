"""What nobody has described is named before it is sent and before it is published, with the way to where it is mended."""

import pytest
from django.urls import reverse

from intentions import actions, checks
from intentions.models import CaseStudy, Intention

from ..conftest import NOON
from ..reading import EDIT, soup
from .kept import WARDS, arrived, keep

MUTE = {"alternative": "", "caption": "Figure 1"}


def found(problems, check="picture"):
    return [(one.message, one.href) for one in problems if one.check == check]


def test_a_picture_without_a_description_is_named_beside_the_text_and_stops_it_being_sent(desk, round, version, author):
    version = keep(version, author, arrived(**MUTE), arrived(WARDS, **MUTE))
    says = "UEC-01 has 2 pictures that nobody has described: say what each shows"
    at = reverse("intentions:pictures", args=[round.slug, version.intention.reference])

    assert found(checks.of_version(version, round)) == [(says, at)]
    assert soup(desk.get(EDIT)).find("a", href=at, string=lambda words: words and "2 pictures" in words)
    with pytest.raises(actions.Blocked, match="has 2 pictures that nobody has described"):
        actions.submit(version=version, by=author)


def test_what_is_described_or_only_decorates_is_not_named(round, version, author):
    version = keep(version, author, arrived(), arrived(WARDS, alternative="", decorates=True))

    assert found(checks.of_version(version, round)) == []
    actions.submit(version=version, by=author)


def test_pictures_beside_the_intentions_stop_the_edition_each_with_its_page(round, approved, chapter, author, approver):
    study = actions.add_passage(round=round, model=CaseStudy, by=author, title="A ward", narrative="<p>It opened.</p>")
    section = round.sections.first()
    for thing in (study, chapter, section):
        keep(thing, author, arrived(**MUTE))

    says = "has 1 picture that nobody has described: say what it shows"
    assert found(checks.blocking(round), "picture-beside") == [
        (f"Chapter UEC {says}", reverse("intentions:chapter_pictures", args=[round.slug, "UEC"])),
        (f"Front matter “Context” {says}", reverse("intentions:passage_pictures", args=[round.slug, "section", section.pk])),
        (f"Example “A ward” {says}", reverse("intentions:passage_pictures", args=[round.slug, "example", study.pk])),
    ]
    with pytest.raises(actions.Blocked):
        actions.publish(round=round, by=approver, approving_body="Board", approved_date=None, at=NOON)


def test_an_approved_intention_was_described(version, author, approver):
    version = keep(version, author)
    actions.submit(version=version, by=author)
    approved = actions.approve(version=Intention.objects.get(pk=version.intention_id).latest, by=approver, at=NOON)

    assert approved.pictures[0]["alternative"] == "Beds in use"
