"""What somebody may read who does not write a round: the edition in force, and nothing that was changed since."""

from decimal import Decimal

import pytest
from django.urls import reverse

from intentions import actions
from intentions.models import Chapter, Edition, FrozenChapter
from portal.organisations.models import Place

from .conftest import NOON, WHOLE

SAID = "SAID SINCE"


@pytest.fixture
def changed(edition, round, chapter, colleague, intention):
    """Everything one may change in the draft of a published round, changed."""
    chapter.refresh_from_db()
    words = {
        "title": f"{SAID} title",
        "narrative": f"<p>{SAID} narrative</p>",
        "objectives": [f"{SAID} objective"],
        "horizon": f"{SAID} horizon",
    }
    words |= {
        "finance_rule": f"{SAID} rule",
        "supports": [f"{SAID} outcome"],
        "year_plans": [{"year": "2019/20", "text": f"<p>{SAID}</p>"}],
    }
    actions.edit_chapter(chapter=chapter, by=colleague, revision=chapter.revision, lead_role=f"{SAID} lead", **words)
    place = Place.objects.create(slug="said-since", name=f"{SAID} place", kind="BOROUGH")
    round.refresh_from_db()
    actions.edit_round(round=round, by=colleague, revision=round.revision, savings_target=Decimal("987654321"), places=[place])
    programme = actions.add_programme(slug="other", name="Other programme", kind="uec", by=colleague)
    actions.add_chapter(round=round, programme=programme, code="SAID", title=f"{SAID} chapter", by=colleague)
    return round


READ = ["/api/v1/chapters/", "/api/v1/rounds/", "/api/v1/intentions/", "/api/v1/editions/", "/rounds/", "/", "/search/?q=said"]
READ += [f"/rounds/intentions-2019-20/{path}" for path in ("", "UEC-01/", "view/", "view/?as=what", "view/?as=boroughs", "view/?as=money")]
READ += [f"/rounds/intentions-2019-20/view/?download={kind}" for kind in ("csv", "json")]


@pytest.mark.parametrize("address", READ)
def test_what_was_changed_since_the_edition_is_read_by_its_writers_alone(client, changed, stranger, address):
    for reader in (None, stranger):
        if reader:
            client.force_login(reader)
        answer = client.get(address)
        said = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert answer.status_code == 200
        assert not any(one in said for one in (SAID, "said-since", "987654321", "987,654,321")), address


def test_the_draft_of_a_chapter_stands_on_its_own_page(client, changed, author):
    client.force_login(author)

    assert SAID in client.get(reverse("intentions:chapter", args=[changed.slug, "UEC"])).content.decode()


def test_a_filter_or_an_order_tells_nothing_of_the_draft(client, changed):
    for query in ("chapters/?programme=other", "rounds/?place=said-since", "intentions/?chapter=SAID"):
        assert client.get(f"/api/v1/{query}").json()["count"] == 0


def test_the_next_edition_says_what_was_changed(client, changed, chapter, colleague, approver, author):
    content = {**WHOLE, "title": "Another"}
    version = actions.add_intention(chapter=Chapter.objects.get(code="SAID"), by=author, content=content).latest
    actions.submit(version=version, by=author)
    actions.approve(version=version, by=approver, at=NOON)
    actions.publish(round=changed, by=approver, approving_body="Governing body", approved_date=None, at=NOON)

    read = client.get("/api/v1/chapters/").json()["results"]

    assert [one["code"] for one in read] == ["UEC", "SAID"]
    assert {one["edition"] for one in read} == {2}
    assert read[0]["id"] == str(chapter.pk)
    assert client.get("/api/v1/rounds/").json()["results"][0]["savings_target"] == "987654321.00"
    assert Edition.objects.get(number=1).savings_target is None
    assert FrozenChapter.objects.get(edition__number=1).title == "Urgent and emergency care"
