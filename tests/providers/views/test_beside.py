"""Comments that never leave the organisation, and last year's answer, used only with a fresh "still true"."""

import pytest
from django.urls import reverse

from intentions.models import Chapter, Intention
from portal.audit.models import Email, Event
from portal.organisations.states import Role
from providers import actions
from providers.models import Position, Remark

from ..conftest import IN_TIME, edition_of, person, published_version, round_of
from ..reading import entering, problems, read, typed, words


@pytest.fixture
def comments(response):
    return reverse("providers:remark", args=[response.pk, "UEC-02"])


@pytest.fixture
def said(client, comments, contributor):
    client.force_login(contributor)
    client.post(comments, {"text": "CANARY: our floor is four beds"})
    return Remark.objects.get()


def test_a_comment_is_read_by_colleagues_and_settled(client, said, comments, signatory, response):
    page = read(entering(client, signatory).get(comments))
    assert "Con Tributor" in words(page) and "CANARY" in words(page)

    client.post(reverse("providers:resolve_remark", args=[response.pk, said.pk]))

    assert "Resolved" in words(read(client.get(comments)))


def test_an_empty_comment_is_refused_in_words(client, comments, contributor):
    assert problems(read(entering(client, contributor).post(comments, {"text": " "}), 422)) == ["Enter a comment"]


@pytest.mark.parametrize("who", ["competitor", "approver", "neighbour"])
def test_a_comment_is_not_there_for_anybody_else(client, said, comments, request, who, response):
    entering(client, request.getfixturevalue(who))

    assert client.get(comments).status_code == 404
    assert client.post(comments, {"text": "Me too"}).status_code == 404
    assert client.post(reverse("providers:resolve_remark", args=[response.pk, said.pk])).status_code == 404
    assert not Remark.objects.visible_to(request.getfixturevalue(who)).exists()


def test_a_comment_never_leaves_with_the_response(client, said, answered, signatory, approver):
    receipt = actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")

    assert "our floor" not in str(receipt.content) + str(receipt.document.facts)
    assert not Email.objects.filter(body__contains="our floor").exists()
    assert not Event.objects.filter(says__contains="our floor").exists()
    entering(client, approver)
    for path in (receipt.response.get_absolute_url(), f"{receipt.response.get_absolute_url()}UEC-02/", "/rounds/sel-2027/responses/"):
        assert "our floor" not in client.get(path).content.decode()


def test_a_viewer_of_the_organisation_does_not_comment(client, comments, acute):
    assert entering(client, person("Vi Ewer", (acute, Role.VIEWER))).post(comments, {"text": "Hm"}).status_code == 403


# ── last year's answer ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def next_year(submitted, commissioner, borough, chapter, approver, acute, contributor, second):
    """The same intention a year later, rolled forward, and a new draft on it."""
    later = round_of(commissioner, borough, slug="sel-2028", title="South East London 2028/29", year_from=2028, year_to=2028)
    own = Chapter.objects.create(round=later, programme=chapter.programme, code="UEC", title="Urgent care")
    version = published_version(later, own, "UEC-05", "Same day emergency care", approver, providers=[acute])
    Intention.objects.filter(pk=version.intention_id).update(rolled_from=second)
    edition_of(later, [version])
    invitation = actions.invite(round=later, organisations=[acute], by=approver, at=IN_TIME)[0]
    return actions.start(invitation=invitation, by=contributor)


def test_last_years_answer_is_used_only_with_a_fresh_still_true(client, next_year, contributor):
    address = reverse("providers:position", args=[next_year.pk, "UEC-05"])
    link = read(entering(client, contributor).get(address)).find("a", string=lambda text: text and "use it if it is still true" in text)
    page = read(client.get(link["href"]))
    assert "A local price is agreed" in words(page)

    assert problems(read(client.post(link["href"], typed(page, nothing="1")), 422)) == ["Tick that it is still true, or write a new answer"]
    assert not next_year.positions.answered().exists()
    client.post(link["href"], typed(page, is_still_true="on"))

    position = Position.objects.get(response=next_year)
    assert (position.stance, position.comment) == ("support-with-conditions", "CANARY-TWO")
    assert [one.text for one in position.conditions.all()] == ["A local price is agreed"]
    assert [one.amount for one in position.effects.all()] == [185000]
    assert Event.objects.filter(name="position.reused", by=contributor).exists()


def test_where_there_is_no_answer_of_last_year_none_can_be_used(client, response, contributor):
    page = read(entering(client, contributor).get(reverse("providers:reuse", args=[response.pk, "UEC-02"])))

    assert "There is no answer of last year to use." in words(page) and not page.select("main form button")


def test_without_that_nothing_is_used(next_year, contributor):
    intention = Intention.objects.get(reference="UEC-05")
    with pytest.raises(actions.Refused, match="still true"):
        actions.reuse(response=next_year, intention=intention, by=contributor, is_still_true=False)


def test_an_answer_that_was_withdrawn_or_is_another_organisations_is_not_offered(client, next_year, submitted, signatory, contributor):
    actions.withdraw(response=submitted, by=signatory, reason="Wrong", at=IN_TIME)
    intention = Intention.objects.get(reference="UEC-05")

    with pytest.raises(actions.Refused, match="no answer"):
        actions.reuse(response=next_year, intention=intention, by=contributor, is_still_true=True)
    page = read(entering(client, contributor).get(reverse("providers:position", args=[next_year.pk, "UEC-05"])))
    assert "still true" not in words(page)
