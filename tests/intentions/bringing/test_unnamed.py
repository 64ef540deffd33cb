"""Intentions of a round that a document does not name: listed, kept, or withdrawn with it when a person says so."""

import pytest

from intentions.models import Unnamed

from ..reading import soup
from ..reading import text as words_of
from .documents import HERE, accept_all, brought_in, do, take_in
from .next_year import book, of, stand
from .test_next_year import judged, now, text
from .test_taking import take_back


@pytest.fixture
def standing(chapter, author):
    return stand(chapter, author)


@pytest.fixture
def brought(sat, standing):
    return brought_in(sat, book())


def fate(client, brought, verb, *intentions, **more):
    return client.post(f"{brought.get_absolute_url()}not-named/", {"do": verb, "tick": [one.pk for one in intentions]}, **more)


def test_what_it_does_not_name_is_listed_and_stays(sat, brought, standing):
    page = soup(sat.get(f"{brought.get_absolute_url()}?show=unnamed"))
    assert "UEC-04 Patient transport" in words_of(page.select_one("#unnamed")) and "Nobody has said; it stays" in words_of(page)
    assert "UEC-02" not in words_of(page.select_one("#unnamed"))
    accept_all(sat, brought)
    assert "Not named in the document. Stays: 1 (UEC-04)" in text(sat.get(f"{brought.get_absolute_url()}take-in/"))
    take_in(sat, brought)

    assert now(standing["UEC-04"]).status == "DRAFT"


def test_a_person_says_that_it_stops_and_it_is_withdrawn_with_the_document_and_opened_again_with_it(sat, brought, standing):
    assert "1 intention: is withdrawn" in text(fate(sat, brought, "stop", standing["UEC-04"], follow=True))
    assert "Is withdrawn, Ann Author" in text(sat.get(f"{brought.get_absolute_url()}?show=unnamed"))
    assert now(standing["UEC-04"]).status == "DRAFT"
    take_in(sat, brought)
    stopped = now(standing["UEC-04"])
    assert (stopped.status, stopped.reason) == ("WITHDRAWN", "Not named in next.xlsx")

    take_back(sat, brought)
    again = now(standing["UEC-04"])
    assert (again.status, again.title, again.description) == ("DRAFT", stopped.title, stopped.description)


def test_the_last_word_counts_and_what_is_matched_after_all_does_not_stop(sat, brought, standing):
    fate(sat, brought, "stop", standing["UEC-04"])
    fate(sat, brought, "keep", standing["UEC-04"])
    assert [one.fate for one in Unnamed.objects.all()] == ["keep"]
    fate(sat, brought, "stop", standing["UEC-04"])
    do(sat, of(brought, "Virtual"), "match", match="UEC-04")
    take_in(sat, brought)

    assert (now(standing["UEC-04"]).status, now(standing["UEC-04"]).title) == ("DRAFT", "Virtual wards")


def test_only_what_is_not_named_is_said_and_only_with_a_tick(sat, brought, standing):
    fate(sat, brought, "stop", standing["UEC-02"])
    assert not Unnamed.objects.exists()
    assert fate(sat, brought, "stop").status_code == 422 and fate(sat, brought, "burn", standing["UEC-04"]).status_code == 422
    assert fate(sat, brought, "keep", standing["UEC-04"]).status_code == 302


def test_what_stood_in_published_words_is_withdrawn_in_its_next_version(sat, edition):
    published = edition.round.intentions.get()
    brought = brought_in(sat, book([("", "Virtual wards", "Frailty virtual wards open with forty beds.", "", "")]))
    fate(sat, brought, "stop", published)
    take_in(sat, brought)

    published.refresh_from_db()
    assert (published.published.status, published.latest.status, published.latest.number) == ("PUBLISHED", "WITHDRAWN", 2)


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_nobody_else_matches_or_stops_anything(sat, at_desk, request, brought, standing, who):
    client = at_desk(request.getfixturevalue(who))

    assert do(client, of(brought, "Virtual"), "match", match="UEC-04").status_code in (403, 404)
    assert fate(client, brought, "stop", standing["UEC-04"]).status_code in (403, 404)
    assert client.get(f"{HERE}{brought.pk}/?show=unnamed").status_code in (403, 404)
    assert not Unnamed.objects.exists() and of(brought, "Virtual").match is None


def test_after_it_is_taken_in_nothing_is_said_any_more(sat, brought, standing):
    take_in(sat, brought)

    assert "not being gone through any more" in text(fate(sat, brought, "stop", standing["UEC-04"], follow=True))
    assert "not being gone through any more" in text(judged(sat, of(brought, "Virtual"), match="UEC-04"))
