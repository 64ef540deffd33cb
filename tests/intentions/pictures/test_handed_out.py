"""A picture is handed to whoever may read the thing it stands in, from every door, and to nobody else."""

import pytest
from django.urls import reverse

from intentions import actions
from intentions.models import Intention
from portal.reading.pictures import drawn

from ..conftest import NOON
from .kept import BEDS, WARDS, arrived, href, keep


@pytest.fixture
def published(version, round, author, approver):
    """An edition with a picture in an intention, a chapter and a passage."""
    keep(version.intention.chapter, author, arrived(WARDS, caption="In the chapter"))
    keep(round.sections.first(), author, arrived(WARDS, caption="In the passage"))
    version = keep(version, author)
    actions.submit(version=version, by=author)
    actions.approve(version=version, by=approver, at=NOON)
    return actions.publish(round=round, by=approver, approving_body="Board", approved_date=NOON.date(), at=NOON)


def test_a_picture_of_a_draft_is_for_the_people_of_the_round(client, round, version, chapter, author, colleague, viewer, stranger):
    version = keep(version, author)
    chapter = keep(chapter, author, arrived(WARDS))
    addresses = [href("version", version.pk, version.pictures[0]), href("draft", round.pk, chapter.pictures[0])]

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    for person, status in ((author, 200), (colleague, 200), (viewer, 200), (stranger, 404)):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [status, status]


def test_it_comes_as_what_it_is_and_is_never_stored_on_the_way(client, version, author):
    version = keep(version, author)
    client.force_login(author)
    answer = client.get(href("version", version.pk, version.pictures[0]))

    assert b"".join(answer.streaming_content) == drawn(BEDS).content
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_published_picture_is_for_everybody_and_may_be_kept(client, published, version):
    version.refresh_from_db()
    answers = [client.get(href("edition", published.pk, row)) for row in _frozen(published)]
    answers.append(client.get(href("version", version.pk, version.pictures[0])))

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200]
    assert {answer["Cache-Control"] for answer in answers} == {"public, max-age=86400, immutable"}


def _frozen(edition):
    content = edition.content
    chapter = content["chapters"][0]
    return [*content["sections"][0]["pictures"], *chapter["pictures"], *chapter["intentions"][0]["pictures"]]


def test_a_public_picture_stays_in_its_edition_when_the_draft_has_lost_it(client, published, round, version, author):
    draft = actions.open_next_version(intention=Intention.objects.get(pk=version.intention_id), by=author)
    actions.remove_picture(thing=draft, by=author, file=draft.pictures[0]["file"])
    section = round.sections.first()
    actions.remove_picture(thing=section, by=author, file=section.pictures[0]["file"])

    assert [client.get(href("edition", published.pk, row)).status_code for row in _frozen(published)] == [200, 200, 200]
    page = client.get(reverse("intention", args=[round.slug, version.intention.reference])).content.decode()
    assert href("edition", published.pk, _frozen(published)[2]) in page


def test_a_picture_added_after_publication_is_not_public(client, published, round, version, author):
    draft = actions.open_next_version(intention=Intention.objects.get(pk=version.intention_id), by=author)
    row = keep(draft, author, arrived(BEDS + b"", caption="x"), arrived(WARDS, caption="Not yet")).pictures[-1]
    fresh = keep(round.sections.first(), author, arrived(caption="Not yet either")).pictures[-1]
    client.logout()

    assert client.get(href("version", draft.pk, row)).status_code == 404
    assert client.get(href("version", version.pk, row)).status_code == 404
    assert client.get(href("draft", round.pk, fresh)).status_code == 404
    for page in (reverse("intention", args=[round.slug, version.intention.reference]), round.get_absolute_url()):
        assert "Not yet" not in client.get(page).content.decode()


@pytest.mark.parametrize("file", ["0" * 64 + ".png", "../../manage.py", "x", "..", "%2e%2e%2fsettings.py"])
def test_what_is_not_there_is_not_found(client, version, author, file):
    client.force_login(author)

    assert client.get(f"/pictures/version/{version.pk}/{file}").status_code == 404
    assert client.get(f"/pictures/nothing/{version.pk}/{file}").status_code == 404


def test_a_picture_of_one_intention_is_not_handed_out_by_another(client, version, chapter, author):
    version = keep(version, author)
    other = actions.add_intention(chapter=chapter, by=author, content={"title": "Another"}).latest
    client.force_login(author)

    assert client.get(href("version", other.pk, version.pictures[0])).status_code == 404


def test_the_public_pages_show_it_with_its_words(client, published, round, version):
    page = client.get(reverse("intention", args=[round.slug, version.intention.reference])).content.decode()
    assert 'alt="Beds in use"' in page
    assert "Figure 1" in page
    whole = client.get(round.get_absolute_url()).content.decode()
    assert "In the chapter" in whole
    assert "In the passage" in whole


def test_the_preview_of_the_next_edition_shows_the_draft_to_its_people(client, round, author, chapter):
    keep(chapter, author)
    client.force_login(author)
    page = client.get(reverse("preview_round", args=[round.slug])).content.decode()

    assert href("draft", round.pk, chapter.__class__.objects.get(pk=chapter.pk).pictures[0]) in page
