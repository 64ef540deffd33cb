"""A letter that came as a file: read, looked at passage by passage, and recorded in one step; seen by nobody else."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse

from portal.audit.models import Email
from portal.moves.clock import database_now
from providers import actions
from providers.models import Letter, Position, Response, Transcript

from ..conftest import DEADLINE
from ..letter_desk import a_letter, all_looked_at, brought, page_of, recording, sent
from ..reading import entering, problems, read, words


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("providers.views.passages.database_now", lambda: DEADLINE)


@pytest.fixture
def desk(client, author, invitation):
    return entering(client, author)


def test_each_passage_stands_beside_what_is_proposed_with_its_line_and_why(desk):
    page = read(brought(desk))

    said = words(page)
    assert "6 passages: 0 accepted, 0 left out, 6 to look at" in said
    assert "It names UEC-01" in said and "Money: £40,000" in said and "Days: 1 April 2027" in said
    assert page.select_one("[name=b3-references]")["value"] == "UEC-01"
    assert page.select_one("[name=b3-conditions]").get_text(strip=True).split("\n") == ["£40,000 a year", "Two nurses by 1 April 2027"]
    assert page.select_one("[name=b4-stance] option[selected]")["value"] == "cannot-support"
    assert not page.select_one("#right-b5").has_attr("checked") and page.select_one("#right-b4").has_attr("checked")


def test_nothing_is_on_record_and_nobody_is_told_until_it_is_recorded(desk):
    emails = Email.objects.count()

    all_looked_at(desk, brought(desk))

    assert not Response.objects.exists() and not Transcript.objects.exists() and Email.objects.count() == emails


def test_what_was_accepted_is_recorded_in_one_step_with_the_letter(desk, first, second):
    page = read(all_looked_at(desk, brought(desk)))
    assert "UEC-01 Support with conditions: £40,000 a year; Two nurses by 1 April 2027" in words(page.select_one("#will"))
    assert "4 passages left out" in words(page.select_one("#will"))

    address = f"{Letter.objects.get().get_absolute_url()}record/"
    answer = desk.post(address, recording(page))

    assert answer.status_code == 302, problems(read(answer, 422))
    response = Response.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == response.get_absolute_url()
    on = {one.reference: one for one in response.positions.all()}
    assert {reference: one.stance for reference, one in on.items()} == {"UEC-01": "support-with-conditions", "UEC-02": "cannot-support"}
    assert [one.text for one in on["UEC-01"].conditions.order_by("order")] == ["£40,000 a year", "Two nurses by 1 April 2027"]
    assert on["UEC-02"].comment == "We cannot support UEC-02."
    assert Transcript.objects.get().files.get().file.read() == bytes(Letter.objects.get().content)


def test_a_passage_that_nobody_looked_at_keeps_it_from_the_record(desk):
    letter = brought(desk)
    address = f"{page_of(letter)}record/"
    page = read(desk.get(address))
    assert "6 passages of it wait to be looked at" in words(page)

    page = read(desk.post(address, recording(page)), 422)

    assert problems(page) == ["6 passages of the letter wait to be looked at."] and not Response.objects.exists()


def test_a_passage_is_mended_given_to_other_intentions_or_to_none(desk):
    letter = brought(desk)
    changes = {"b4-references": "uec-02, UEC-03", "b4-stance": "need-clarification", "b4-words": "Which hours?"}
    changes |= {"b5-goes": "MONEY", "b5-words": "Winter <cost> more"}
    page = desk.post(page_of(letter), sent(read(letter), right=["b5"], **changes), follow=True)

    desk.post(page_of(page), recording(read(page)))

    said = {one.reference: (one.stance, one.comment) for one in Position.objects.on_intentions()}
    assert said["UEC-02"] == said["UEC-03"] == ("need-clarification", "Which hours?")
    assert Position.objects.beside().get().words == "<p>Winter &lt;cost&gt; more</p>"


WRONG = {
    "UEC-99: no such intention in this edition": {"b4-references": "UEC-99"},
    "Enter the intentions it is about": {"b4-references": ""},
    "You entered conditions. Select": {"b3-stance": "support"},
    "Select what it is, or leave it out": {"b4-goes": ""},
    "Select the chapter it is about": {"b4-goes": "CHAPTER"},
    "Enter a title for the intention it proposes": {"b4-goes": "PROPOSED"},
    "Enter what it says": {"b4-words": ""},
}


@pytest.mark.parametrize("says", WRONG)
def test_what_is_wrong_is_said_where_it_is_and_what_was_typed_stays(desk, says):
    letter = brought(desk)

    page = read(desk.post(page_of(letter), sent(read(letter), **{"b2-words": "Typed here"}, **WRONG[says])), 422)

    assert any(says in one for one in problems(page))
    assert page.select_one("[name=b2-words]").get_text(strip=True) == "Typed here" and Letter.objects.get().marked == {}


def test_two_positions_on_one_intention_are_said_and_not_recorded(desk):
    letter = brought(desk, a_letter("We support UEC-01.", "We cannot support UEC-01."))

    page = read(desk.post(page_of(letter), sent(read(letter)), follow=True))

    sentence = "UEC-01: its passages say Support and Cannot support. Choose one position, or leave a passage out."
    assert sentence in words(page)
    assert problems(read(desk.post(f"{page_of(letter)}record/", recording(page)), 422)) == [sentence]


def test_what_a_colleague_changed_meanwhile_stays_and_it_is_said(desk, client, approver):
    letter = brought(desk)
    old = sent(read(letter), right=["b5"], **{"b5-goes": "LEFT_OUT"})
    desk.post(page_of(letter), {**old, "b4-words": "As the colleague wrote"})

    page = read(entering(client, approver).post(page_of(letter), {**old, "b4-words": "As I wrote"}, follow=True))

    assert "6 passages were changed by a colleague meanwhile and stand as they left it" in words(page)
    assert Letter.objects.get().marked["b4"]["words"] == "As the colleague wrote" and "Saved by Ann Author" in words(page)


def test_a_letter_is_recorded_once_for_each_look(desk):
    page = read(all_looked_at(desk, brought(desk)))
    address = f"{Letter.objects.get().get_absolute_url()}record/"
    desk.post(address, recording(page))

    again = read(desk.post(address, recording(page)), 422)

    assert "It was recorded meanwhile" in problems(again)[0] and Transcript.objects.count() == 1
    desk.post(address, recording(read(desk.get(address))))
    assert Transcript.objects.count() == 2 and Response.objects.filter(status="SUBMITTED").count() == 1


def test_many_lines_come_back_as_they_were_typed_however_often_the_desk_is_drawn(desk):
    letter = brought(desk)
    typed_in = {"b3-conditions": "One\nTwo", "b2-words": "One\nTwo\n\n  Three"}
    for _ in range(3):
        letter = desk.post(page_of(letter), sent(read(letter, letter.status_code), **typed_in, **{"b4-references": "UEC-99"}))
        page = read(letter, 422)
        said = {name: page.select_one(f"[name={name}]").get_text().removeprefix("\n").replace("\r\n", "\n") for name in typed_in}
        assert said == typed_in


# ── Who sees it
def test_a_letter_that_waits_is_seen_only_by_those_who_may_record_it(desk, client, approver, viewer, competitor, signatory, neighbour):
    address = page_of(brought(desk))
    for who, status in ((approver, 200), (viewer, 403), (competitor, 404), (signatory, 404), (neighbour, 404)):
        for page in (address, f"{address}file/", f"{address}record/", reverse("providers:bring_letter", args=["sel-2027", "acute"])):
            assert entering(client, who).get(page).status_code == status, (who, page)
    for who in (viewer, competitor, signatory, neighbour):
        assert not Letter.objects.visible_to(who).exists()


def test_a_letter_of_another_organisation_is_not_there(desk, rival_invitation):
    address = page_of(brought(desk)).replace("/acute/", "/rival/")
    assert desk.get(address).status_code == 404


def test_the_file_comes_back_as_it_came_and_is_never_run(desk):
    answer = desk.get(f"{page_of(brought(desk))}file/")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letter.docx"'


def test_a_letter_is_forgotten_after_thirty_days_and_what_was_recorded_stays(desk):
    page = read(all_looked_at(desk, brought(desk)))
    desk.post(f"{Letter.objects.get().get_absolute_url()}record/", recording(page))

    actions.forget_letters(at=database_now() + timedelta(days=60))

    assert not Letter.objects.exists() and Transcript.objects.get().files.get().file.read()[:2] == b"PK"


def test_what_was_read_in_a_letter_is_never_changed(desk):
    brought(desk)
    with pytest.raises(DatabaseError, match="is never changed"):
        Letter.objects.update(said=[])


def test_a_long_letter_goes_ten_at_a_time_and_asks_little(desk, django_assert_max_num_queries):
    letter = brought(desk, a_letter(*(f"We support UEC-01, part {number}." for number in range(60))))
    with django_assert_max_num_queries(12):
        page = read(desk.get(page_of(letter)))
    assert len(page.select(".app-passage")) == 10

    page = read(desk.post(page_of(letter), sent(page), follow=True))

    assert len(page.select(".app-passage")) == 10 and "10 accepted, 0 left out, 50 to look at" in words(page)


def test_those_to_look_at_come_least_sure_first(desk):
    page = read(desk.get(f"{page_of(brought(desk))}?show=waiting"))
    assert page.select_one("[name=passage]")["value"] == "b5"
