"""A document that was never taken in is removed with its file; everything at once, or a whole chapter, is accepted or left out."""

import pytest
from django.core.files.storage import default_storage

from intentions.actions.bringing import arriving
from intentions.models import Brought, Finding, Intention, Piece
from portal.audit.models import Event

from ..reading import soup
from ..reading import text as words_of
from .documents import HERE, accept_all, brought_in, do, take_in, text_file, the
from .next_year import book, of, stand
from .test_taking import take_back


def text(answer):
    return words_of(soup(answer))


@pytest.fixture
def brought(sat):
    return brought_in(sat)


def remove(client, brought):
    return client.post(f"{brought.get_absolute_url()}remove/", follow=True)


def test_it_is_asked_first_and_goes_with_its_file_and_a_line_of_history(sat, brought, django_capture_on_commit_callbacks):
    do(sat, the(brought, "intention", "syringing"), "drop")
    page = text(sat.get(f"{brought.get_absolute_url()}remove/"))
    assert "intentions.txt" in page and "1 of its proposals was looked at by somebody" in page and Brought.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        answer = remove(sat, brought)
    assert "intentions.txt is removed" in text(answer) and "No document was brought in yet" in text(answer)
    assert not (Brought.objects.exists() or Finding.objects.exists() or Piece.objects.exists())
    assert not default_storage.exists(brought.file.name)
    event = Event.objects.get(name="round.document_removed")
    assert "removed intentions.txt, brought into Intentions 2019/20 and never taken in" in event.says


def test_the_desk_and_a_file_that_was_not_read_lead_there(sat, brought):
    assert soup(sat.get(brought.get_absolute_url())).select_one(f'a[href="{brought.get_absolute_url()}remove/"]')
    refused = brought_in(sat, text_file("   \n", "empty.txt"))
    assert refused.status == "REFUSED"
    assert soup(sat.get(refused.get_absolute_url())).select_one(f'a[href="{refused.get_absolute_url()}remove/"]')
    assert "empty.txt is removed" in text(remove(sat, refused))


@pytest.mark.parametrize("again", [False, True])
def test_what_was_ever_taken_in_stays(sat, brought, again):
    take_in(sat, brought)
    if again:
        take_back(sat, brought)

    assert "Only a document that was read and never taken in can be removed" in text(remove(sat, brought))
    assert Brought.objects.exists() and (again or Intention.objects.count() == 3)


def test_one_that_is_being_read_stays(sat, brought):
    Brought.objects.filter(pk=brought.pk).update(status="READY")
    Brought.objects.all().delete()
    sat.post(HERE, {"file": text_file()})

    assert "can be removed" in text(remove(sat, Brought.objects.get())) and Brought.objects.exists()


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_nobody_else_removes_it(at_desk, request, brought, who):
    client = at_desk(request.getfixturevalue(who))

    assert client.get(f"{HERE}{brought.pk}/remove/").status_code in (403, 404)
    assert client.post(f"{HERE}{brought.pk}/remove/").status_code in (403, 404)
    assert Brought.objects.exists()


def test_of_two_people_the_second_is_told(sat, brought, at_desk, colleague, monkeypatch):
    def late(*, brought, by, at, of=arriving.remove_document):
        Brought.objects.filter(pk=brought.pk).update(status="TAKEN_IN", taken_by=by, taken_at=at)
        return of(brought=brought, by=by, at=at)

    monkeypatch.setattr("intentions.actions.remove_document", late)
    assert "was taken in or removed meanwhile" in text(remove(sat, brought))
    assert Brought.objects.exists()


# ── Many at once


def many(client, brought, verb, **more):
    return client.post(f"{brought.get_absolute_url()}many/", {"do": verb, **more}, follow=True)


def test_all_that_nobody_has_looked_at_is_left_out_and_opened_again_one_by_one(sat, brought):
    one = the(brought, "intention", "syringing")
    do(sat, one, "accept")
    count = brought.findings.filter(verdict="open").count()

    assert f"{count} left out. They stand under “Left out”, where each can be opened again." in text(many(sat, brought, "rest"))
    assert set(brought.findings.values_list("verdict", flat=True)) == {"accepted", "dropped"}
    assert brought.findings.get(verdict="accepted") == one
    other = the(brought, "intention", "two-hour")
    do(sat, other, "open")
    other.refresh_from_db()
    assert other.verdict == "open"


def test_a_left_out_proposal_has_a_button_that_opens_it_again(sat, brought):
    many(sat, brought, "rest")
    row = soup(sat.get(f"{brought.get_absolute_url()}?show=dropped")).select_one("#findings li")

    assert row.select_one("button[value=open]") and row.select_one("button[value=accept]") and not row.select_one("button[value=drop]")


def test_a_whole_chapter_is_left_out_and_accepted_with_all_that_stands_in_it(sat, brought):
    head = the(brought, "chapter", "Planned care")
    inside = {head, *head.inside.all()}
    assert len(inside) > 1
    answer = many(sat, brought, "drop-chapter", home=f"f:{head.pk}")
    assert f"Planned care: {len(inside)} left out" in text(answer)
    assert set(brought.findings.filter(verdict="dropped")) == inside

    head.refresh_from_db()
    do(sat, head, "open")
    assert f"Planned care: {len(inside)} accepted" in text(many(sat, brought, "accept-chapter", home=f"f:{head.pk}"))
    assert set(brought.findings.filter(verdict="accepted")) == inside


def test_what_was_moved_to_a_chapter_of_the_draft_goes_with_that(sat, brought, chapter):
    one = the(brought, "intention", "syringing")
    many(sat, brought, "move", home=f"c:{chapter.pk}", tick=[f"{one.pk}:{one.revision}:"])

    assert "Urgent and emergency care: 1 left out" in text(many(sat, brought, "drop-chapter", home=f"c:{chapter.pk}"))
    head = the(brought, "chapter", "Planned care")
    many(sat, brought, "accept-chapter", home=f"f:{head.pk}")
    one.refresh_from_db()
    assert one.verdict == "dropped"


def test_a_whole_chapter_is_accepted_over_what_stands_now(sat, chapter, author):
    stand(chapter, author)
    brought = brought_in(sat, book())
    head = brought.findings.get(kind="chapter")
    brought.findings.filter(kind="intention").update(chapter=head)
    many(sat, brought, "accept-chapter", home=f"f:{head.pk}")

    assert of(brought, "Falls").stands
    accept_all(sat, brought)
    assert take_in(sat, brought).status_code == 200 and brought.status == "TAKEN_IN"


def test_no_chapter_is_no_chapter(sat, brought):
    answer = many(sat, brought, "drop-chapter", home="f:nonsense")

    assert answer.status_code == 422 and "Select a chapter" in text(answer)
    assert not brought.findings.exclude(verdict="open").exists()
