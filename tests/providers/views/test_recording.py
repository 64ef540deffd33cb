"""The pages of a letter that came: written down, marked wherever it is shown, confirmed or disputed."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from providers import actions
from providers.models import Response, Transcript

from ..actions.test_transcript import MARK, record
from ..conftest import DEADLINE, IN_TIME
from ..papers import pdf
from ..reading import entering, problems, read, typed, words


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("providers.views.recording.database_now", lambda: DEADLINE)


@pytest.fixture
def address(invitation):
    return reverse("providers:record_letter", args=["sel-2027", "acute"])


@pytest.fixture
def recorded(invitation, author, first):
    response = record(invitation, author, first).response
    response.refresh_from_db()
    return response


def sent(page, **more):
    came = {"came_at_day": "18", "came_at_month": "12", "came_at_year": "2026", "came_at_time": "4:58pm"}
    dated = {"dated_day": "3", "dated_month": "11", "dated_year": "2026"}
    said = {"UEC-01-stance": "support", "UEC-01-comment": "As we wrote", "way": "LETTER"}
    file = SimpleUploadedFile("letter.pdf", pdf("Their letter"))
    return {**typed(page), **came, **dated, **said, "attached": file, **more}


def test_a_letter_is_written_down_and_ends_at_the_response_with_its_mark(client, invitation, author, address):
    page = read(entering(client, author).get(address))
    assert "A draft of their own stays as it is and hidden from you" in words(page)

    answer = client.post(address, sent(page))

    response = Response.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == response.get_absolute_url()
    said = words(read(client.get(answer.headers["Location"])))
    assert "Recorded by Ann Author from a letter of 3 November 2026, which came at 4:58pm" in said
    assert "Nobody of Eastham Acute Trust has signed it." in said and "letter.pdf" in said


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"way": ""}, "Select how it came"),
        ({"attached": ""}, "Attach the letter, or the email as a file"),
        ({"UEC-01-stance": ""}, "Select the position, or remove the words"),
        ({"UEC-01-conditions": "By day"}, "You entered conditions."),
        ({"came_at_time": "6pm"}, "cannot have come in the future"),
        ({"own-1-words": "And more"}, "Select what it is about, or remove the words"),
        ({"own-1-subject": "MONEY"}, "Enter what the letter says about it"),
        ({"own-2-subject": "CHAPTER", "own-2-words": "All of it"}, "Select the chapter it is about"),
        ({"own-6-subject": "PROPOSED", "own-6-words": "A hub"}, "Enter a title for the intention it proposes"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, invitation, author, address, changes, says):
    page = read(entering(client, author).get(address))

    page = read(client.post(address, {**sent(page), **changes}), 422)

    assert any(says in one for one in problems(page))
    assert page.select_one("[name=UEC-01-comment]").get_text(strip=True) == "As we wrote"
    assert not Response.objects.exists() and not Transcript.objects.exists()


def test_what_a_letter_says_on_no_intention_is_a_point_like_one_of_their_own(client, invitation, author, address):
    page = read(entering(client, author).get(address))
    own = {"own-1-subject": "CHAPTER", "own-1-chapter": "UEC", "own-1-words": "Too much <at> once"}
    own |= {"own-3-subject": "PROPOSED", "own-3-title": "A frailty hub", "own-3-words": "Twelve beds"}

    answer = client.post(address, {**sent(page), **own})

    points = Response.objects.get().positions.exclude(own_reference="").order_by("own_reference")
    assert [(one.reference, one.subject, one.heading) for one in points] == [
        ("OWN-01", "CHAPTER", "A chapter: Urgent and emergency care"),
        ("OWN-02", "PROPOSED", "A frailty hub"),
    ]
    assert points[0].words == "<p>Too much &lt;at&gt; once</p>"
    said = words(read(client.get(answer.headers["Location"])))
    assert "A frailty hub" in said and "OWN-01" in said


def test_only_an_approver_is_asked_why_a_late_one_counts(client, invitation, author, approver, address):
    assert not read(entering(client, author).get(address)).select_one("[name=more_time]")
    assert read(entering(client, approver).get(address)).select_one("[name=more_time]")


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("competitor", 404), ("signatory", 404), ("neighbour", 404)])
def test_nobody_else_records_a_letter(client, invitation, rival_invitation, address, request, who, status):
    assert entering(client, request.getfixturevalue(who)).get(address).status_code == status


def test_it_is_marked_wherever_it_is_shown(client, recorded, author, signatory, round, approver, first):
    position = recorded.positions.get()
    actions.decide(position=position, by=author, verdict="not-accept", reason="No")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    entering(client, author)
    pages = [recorded.get_absolute_url(), recorded.receipt.get_absolute_url(), "/rounds/sel-2027/providers/"]
    pages += ["/rounds/sel-2027/responses/", "/rounds/sel-2027/responses/?as=list", "/rounds/sel-2027/responses/UEC-01/acute/"]
    for address in [*pages, "/rounds/sel-2027/decisions/"]:
        assert "ecorded by Ann Author from a letter of 3 December 2026" in words(read(client.get(address))), address
    for address in ("/rounds/sel-2027/responses/?as=list&download=csv", "/rounds/sel-2027/decisions/?download=csv"):
        assert MARK in _text(client.get(address)), address
    assert json.loads(client.get(f"/api/v1/responses/{recorded.pk}/").content)["recorded"] == MARK
    assert MARK in json.dumps(round.batches.get().paper.facts) or "recorded by Ann Author" in json.dumps(round.batches.get().paper.facts)


def _text(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")


def test_home_asks_those_who_can_to_confirm_or_dispute_it(client, recorded, signatory, contributor, author):
    what = "Confirm or dispute what was recorded from your letter"
    for other in (contributor, author):
        assert what not in words(read(entering(client, other).get("/home/")))
    home = read(entering(client, signatory).get("/home/"))
    assert what in words(home)
    link = next(one for one in home.select("main a") if what in words(one))
    assert link["href"] == recorded.get_absolute_url()

    client.post(reverse("providers:confirm_letter", args=[recorded.pk]))
    assert what not in words(read(client.get("/home/")))


def test_its_senders_confirm_it(client, recorded, signatory, author):
    page = read(entering(client, signatory).get(recorded.get_absolute_url()))
    assert "has neither confirmed nor disputed it yet" in words(page)

    client.post(reverse("providers:confirm_letter", args=[recorded.pk]))

    assert "Confirmed by Sig Natory" in words(read(client.get(recorded.get_absolute_url())))
    assert "Confirmed by Sig Natory" in words(read(entering(client, author).get(recorded.get_absolute_url())))


def test_its_senders_say_what_is_wrong(client, recorded, signatory, author):
    address = reverse("providers:dispute_letter", args=[recorded.pk])
    assert problems(read(entering(client, signatory).post(address, {"reason": ""}), 422)) == ["Enter what is wrong with it"]

    client.post(address, {"reason": "We wrote by night"})

    assert "Disputed by Sig Natory" in words(read(entering(client, author).get(recorded.get_absolute_url())))


@pytest.mark.parametrize(("who", "status"), [("author", 403), ("contributor", 403), ("competitor", 404), ("neighbour", 404)])
def test_nobody_else_answers_for_its_senders(client, recorded, request, who, status):
    entering(client, request.getfixturevalue(who))

    for name in ("confirm_letter", "dispute_letter"):
        assert client.post(reverse(f"providers:{name}", args=[recorded.pk]), {"reason": "x"}).status_code == status


@pytest.mark.parametrize(("who", "status"), [("author", 200), ("signatory", 200), ("competitor", 404), ("neighbour", 404)])
def test_the_letter_itself_is_read_by_both_sides_alone(client, recorded, request, who, status):
    file = recorded.transcript.files.get()
    address = reverse("providers:letter_file", args=[recorded.transcript.pk, file.pk])

    assert entering(client, request.getfixturevalue(who)).get(address).status_code == status


def test_many_lines_come_back_as_they_were_typed_however_often_the_page_is_drawn(client, invitation, author, address):
    typed_in = {"UEC-03-comment": "One\nTwo\n\n  Three", "UEC-01-conditions": "By day\nBy night", "own-2-words": "Our\nown"}
    page = read(entering(client, author).get(address))
    for _ in range(3):
        page = read(client.post(address, {**sent(page), **typed_in, "way": ""}), 422)
        said = {name: page.select_one(f"[name={name}]").get_text().removeprefix("\n").replace("\r\n", "\n") for name in typed_in}
        assert said == typed_in


def test_one_that_came_too_late_keeps_no_statement_unsaid(client, invitation, author, address):
    page = read(entering(client, author).get(address))
    late = {"came_at_time": "4:59pm", "UEC-01-stance": "", "UEC-01-comment": "", "statement": "On the whole"}
    type(invitation.round).objects.update(response_deadline=DEADLINE - timedelta(minutes=2))

    page = read(client.post(address, sent(page, **late)), 422)

    assert "take the positions and the statement out to keep the letter as late" in problems(page)[0]
    assert page.select_one("[name=statement]").get_text(strip=True) == "On the whole" and not Transcript.objects.exists()
