"""Each guard of bringing in, from the door where it would be missed."""

import uuid
from datetime import timedelta

import pytest

from intentions import actions
from intentions.actions.bringing import arriving
from intentions.models import Brought, Chapter, Finding, Intention, Piece, Section
from portal.moves.clock import database_now

from ..reading import soup
from ..reading import text as words_of
from .documents import HERE, accept_all, brought_in, do, take_in, text_file, the


def text(answer):
    return words_of(soup(answer))


@pytest.fixture
def brought(sat):
    return brought_in(sat)


@pytest.fixture
def other(sat, brought):
    return brought_in(sat, text_file("Another\n\nWe will open a third unit by March 2020.\n", "other.txt"))


def take_back(client, brought):
    return client.post(f"{brought.get_absolute_url()}take-back/", follow=True)


def test_pieces_are_seen_with_their_document(brought, colleague, viewer, stranger):
    assert Piece.objects.visible_to(colleague).exists()
    assert not Piece.objects.visible_to(viewer).exists() and not Piece.objects.visible_to(stranger).exists()


def test_a_document_has_no_address_under_another_round_and_a_proposal_none_under_another_document(sat, brought, other, round, author):
    more = {"title": "Next", "slug": "next-year", "kind": round.kind, "lead": round.lead, "participants": []}
    actions.start_round(**more, year_from=2020, year_to=2020, by=author)
    one = the(brought, "intention")

    assert sat.get("/rounds/next-year/draft/brought/").status_code == 200
    assert sat.get(brought.get_absolute_url().replace("intentions-2019-20", "next-year")).status_code == 404
    assert sat.get(one.get_absolute_url().replace(str(brought.pk), str(other.pk))).status_code == 404
    assert sat.get(f"{HERE}{uuid.uuid4()}/").status_code == 404


def test_ticks_of_another_document_are_not_judged(sat, brought, other):
    one = the(brought, "intention")
    sat.post(f"{other.get_absolute_url()}many/", {"do": "drop", "tick": [f"{one.pk}:{one.revision}"]})
    accept_all(sat, other)

    assert {found.verdict for found in brought.findings.all()} == {"open"}


@pytest.mark.parametrize("verb", ["drop", "passage"])
def test_intentions_of_a_chapter_that_is_none_any_more_stand_in_none(sat, brought, verb):
    do(sat, the(brought, "chapter", "Planned care"), verb)
    accept_all(sat, brought)
    Finding.objects.filter(brought=brought, verdict="open").update(verdict="accepted")
    answer = sat.post(f"{brought.get_absolute_url()}take-in/")

    assert answer.status_code == 422 and "1 intention stands in no chapter" in text(answer)
    assert not Intention.objects.exists()


def test_a_piece_that_ends_nowhere_stops_the_step(sat, brought):
    accept_all(sat, brought)
    Piece.objects.create(brought=brought, order=99, key="b99", kind="paragraph", text="Forgotten words")
    answer = sat.post(f"{brought.get_absolute_url()}take-in/")

    assert answer.status_code == 422 and "1 piece of the source ends nowhere" in text(answer)


def test_a_document_of_which_nothing_is_accepted_is_not_taken_in(sat, brought):
    brought.findings.update(verdict="dropped")
    answer = sat.post(f"{brought.get_absolute_url()}take-in/")

    assert answer.status_code == 422 and "Nothing of it is accepted" in text(answer)
    assert Brought.objects.get().status == "READY"


def test_a_passage_or_chapter_that_somebody_speaks_of_stays(sat, brought, colleague):
    take_in(sat, brought)
    section, chapter = Section.objects.latest("order"), Chapter.objects.get(title="Planned care")
    actions.start_thread(about=section, by=colleague, text="Why?")
    actions.suggest(about=chapter, part="narrative", base=chapter.narrative, wanted="<p>Other</p>", by=colleague)

    said = text(take_back(sat, brought))
    assert section.heading in said and "Planned care" in said
    assert Section.objects.filter(pk=section.pk).exists() and Chapter.objects.filter(pk=chapter.pk).exists()


def test_what_is_left_out_is_merged_with_nothing_and_what_stood_in_a_merged_chapter_goes_along(sat, brought):
    first, second = the(brought, "intention", "same day"), the(brought, "intention", "two-hour")
    do(sat, first, "drop")
    assert do(sat, second, "merge").status_code == 422

    chapters = list(brought.findings.filter(kind="chapter").order_by("order"))
    inside = the(brought, "intention", "syringing")
    assert inside.chapter == chapters[-1] and len(chapters) > 1
    do(sat, chapters[-1], "merge")
    inside.refresh_from_db()
    assert inside.chapter == chapters[-2]


def test_a_paragraph_that_is_not_there_begins_nothing(sat, brought):
    one = the(brought, "intention", "same day")
    for paragraph in ("1", "2", "0", "x", ""):
        assert do(sat, one, "split", paragraph=paragraph).status_code == 422
    assert brought.findings.filter(title="").count() == Finding.objects.filter(title="").count()


def test_a_worker_that_was_overtaken_lays_nothing_out_and_refuses_nothing(sat):
    sat.post(HERE, {"file": text_file()})
    lost = arriving._claim(Brought.objects.get())
    Brought.objects.update(seen_at=database_now() - timedelta(minutes=5))
    second = arriving._claim(Brought.objects.get())
    assert arriving._held(lost) is None and arriving._held(second)

    arriving._refuse(lost, "Not this one")
    assert Brought.objects.get().status == "READING"
    Brought.objects.update(status="REFUSED", says="It ended")
    with pytest.raises(arriving.Overtaken):
        arriving._still(second)


def test_a_passage_or_chapter_that_somebody_changed_stays(sat, brought):
    take_in(sat, brought)
    section, chapter = Section.objects.latest("order"), Chapter.objects.get(title="Planned care")
    Section.objects.filter(pk=section.pk).update(revision=1)
    Chapter.objects.filter(pk=chapter.pk).update(revision=1)
    take_back(sat, brought)

    assert section in Section.objects.all() and chapter in Chapter.objects.all()
