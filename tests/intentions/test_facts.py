"""A round put right: freely before it is published, in the open after it; its old address leads on."""

import pytest
from django.core import mail
from django.urls import reverse

from intentions import actions
from intentions.models import Amendment, FormerSlug, Round
from portal.audit.models import Email
from portal.moves.clock import database_now
from portal.organisations.models import Organisation
from providers import actions as providers
from providers.actions import NotLater

from .conftest import DEADLINE, NOON
from .reading import problems, soup, text, typed


@pytest.fixture
def address(round):
    return reverse("providers:facts", args=[round.slug])


def put_right(desk, address, **changes):
    """The page sent back as a browser would, with these answers in it."""
    sent = typed(desk.get(address))
    for name, value in changes.items():
        sent[name] = value if isinstance(value, list) else [value]
    return desk.post(address, sent)


def day(name, said):
    """A deadline as it is typed."""
    parts = dict(zip(("day", "month", "year", "time"), said.split(), strict=False))
    return {f"{name}_{part}": value for part, value in parts.items()}


def test_a_draft_is_put_right_from_one_page(desk, address, round, partner, elsewhere):
    answer = put_right(
        desk,
        address,
        title="Intentions for two years",
        slug="two-years",
        year_from="2005",
        year_to="2006",
        participants=[str(elsewhere.pk)],
        **day("question_deadline", "10 1 2019 5pm"),
        **day("response_deadline", "31 1 2019 5pm"),
    )
    assert answer.url == "/rounds/two-years/draft/#people"

    found = Round.objects.get()
    assert (found.title, found.slug, found.years) == ("Intentions for two years", "two-years", "2005/06 to 2006/07")
    assert list(found.participants.all()) == [elsewhere]
    assert found.response_deadline == DEADLINE
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"year_from": "2020", "year_to": "2019"}, "Last financial year must be the same as or after the first"),
        ({"slug": "start"}, "“start” is the address of another page. Enter another"),
        ({"slug": "not an address"}, "Address must have only letters, numbers and hyphens"),
        ({"slug": ""}, "Enter an address"),
        ({"title": ""}, "Enter a title"),
        (
            day("question_deadline", "1 2 2019 5pm") | day("response_deadline", "31 1 2019 5pm"),
            "Responses until must be at or after the deadline for questions",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_question_and_nothing_typed_is_lost(desk, address, round, changes, said):
    answer = put_right(desk, address, savings_note="Typed with care", **changes)

    assert answer.status_code == 422 and problems(answer) == [said]
    assert "Typed with care" in answer.content.decode()
    assert Round.objects.get().savings_note == ""


def test_an_address_that_exists_or_existed_is_refused(desk, address, round, lead, author, elsewhere):
    other = {"title": "Other", "kind": "annual", "lead": elsewhere, "participants": [], "year_from": 2019, "year_to": 2019, "by": author}
    taken = actions.start_round(slug="taken", **other)
    actions.edit_round(round=taken, by=author, revision=0, slug="moved")

    for slug in ("moved", "taken"):
        answer = put_right(desk, address, slug=slug)
        assert problems(answer) == [f"“{slug}” is, or was, the address of another round. Enter another"]


def test_nobody_locks_themselves_out(desk, address, partner):
    answer = put_right(desk, address, lead=str(partner.pk), participants=[])
    assert problems(answer) == ["You would no longer write in it: keep your own organisation as lead or as a partner"]


def test_what_a_colleague_changed_meanwhile_is_asked_about(desk, address, round, colleague):
    sent = typed(desk.get(address))
    actions.edit_round(round=round, by=colleague, revision=0, title="Of a colleague")
    answer = desk.post(address, {**sent, "title": ["Mine"]})

    assert answer.status_code == 409 and "Of a colleague" in answer.content.decode()
    assert Round.objects.get().title == "Of a colleague"


def test_a_viewer_changes_no_fact(at_desk, viewer, address):
    assert at_desk(viewer).get(address).status_code == 403


# ── Once it is published ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_public_fact_is_changed_with_a_note_that_everybody_reads(desk, address, edition, client):
    answer = put_right(desk, address, title="Intentions put right")
    assert answer.status_code == 422
    assert problems(answer) == ["Enter a public note: the round is published"]
    assert "Intentions put right" in answer.content.decode()

    assert put_right(desk, address, title="Intentions put right", note="The year was missing.").status_code == 302
    client.logout()
    public = text(soup(client.get("/rounds/intentions-2019-20/")).find("main"))
    assert "Annual intentions Intentions put right" in public
    assert "Title: was “Intentions 2019/20”, is “Intentions put right”. The year was missing." in public
    assert "The year was missing." in text(soup(client.get("/rounds/intentions-2019-20/document/")).find("main"))
    assert edition.round.editions.get().content["title"] == "Intentions 2019/20"


def test_what_is_not_public_needs_no_note(desk, address, edition):
    assert put_right(desk, address, savings_note="For ourselves").status_code == 302
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("path", ["", "document/", "editions/1.json", "compare/", "view/?as=what", "UEC-01/"])
def test_an_old_address_leads_for_good_to_the_new_one(desk, address, edition, client, path):
    put_right(desk, address, slug="new", note="Shorter.")
    client.logout()

    answer = client.get(f"/rounds/intentions-2019-20/{path}")
    assert (answer.status_code, answer["Location"]) == (301, f"/rounds/new/{path}")
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/api/v1/rounds/intentions-2019-20/")["Location"] == "/api/v1/rounds/new/"


def test_an_old_address_of_a_draft_is_not_there_for_others(desk, address, round, at_desk, stranger):
    put_right(desk, address, slug="new")
    assert desk.get("/rounds/intentions-2019-20/draft/")["Location"] == "/rounds/new/draft/"
    assert at_desk(stranger).get("/rounds/intentions-2019-20/draft/").status_code == 404


def test_an_address_given_back_is_the_rounds_own_again(round, author):
    actions.edit_round(round=round, by=author, revision=0, slug="new")
    actions.edit_round(round=round, by=author, revision=1, slug="intentions-2019-20")
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["new"]


@pytest.fixture
def asked(approved, round, approver, trust):
    at = database_now()
    providers.publish(
        round=round, by=approver, approving_body="Board", approved_date=None, at=at, response_deadline=at.replace(year=at.year + 1)
    )
    providers.invite(round=round, organisations=[trust], by=approver, at=at)
    round.refresh_from_db()
    return round


def test_a_later_deadline_is_told_to_whoever_was_asked(asked, author, trust, django_capture_on_commit_callbacks):
    from .conftest import person

    person("Sig Natory", (trust, "SIGNATORY"))
    later = asked.response_deadline.replace(year=asked.response_deadline.year + 1)
    fields = {"response_deadline": later, "note": "The tariff came late."}
    providers.edit_facts(round=asked, by=author, revision=asked.revision, at=database_now(), **fields)

    told = Email.objects.filter(kind="deadline_moved")
    assert [email.to for email in told] and "The tariff came late." in told.get().body
    assert Amendment.objects.get().note == "The tariff came late."
    assert mail.outbox == []


def test_a_deadline_once_given_does_not_move_back(asked, desk, author):
    answer = put_right(desk, reverse("providers:facts", args=[asked.slug]), note="Sooner", **day("response_deadline", "1 2 2027 5pm"))
    sooner = asked.response_deadline.replace(day=1, month=1)
    with pytest.raises(NotLater):
        providers.edit_facts(round=asked, by=author, revision=0, at=NOON, note="Sooner", response_deadline=sooner)

    assert answer.status_code == 422 and problems(answer)[0].startswith("The response deadline cannot move back: it is ")
    assert Organisation.objects.filter(rounds_led=asked).exists()
