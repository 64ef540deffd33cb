"""Marked at every door, and never taken for a round that was consulted on here."""

import io
from zipfile import ZipFile

import pytest

from intentions import actions, documents
from portal.audit.models import Email

from ..reading import soup, text
from .papers import MARK, SENTENCE

DOORS = (
    "/rounds/intentions-2008-09/",
    "/rounds/intentions-2008-09/UEC-01/",
    "/rounds/intentions-2008-09/document/",
    "/rounds/intentions-2008-09/view/",
    "/rounds/intentions-2008-09/view/?as=what",
    "/rounds/intentions-2008-09/view/?as=money",
    "/rounds/intentions-2008-09/view/?as=timeline",
    "/rounds/intentions-2008-09/view/?download=csv",
    "/rounds/intentions-2008-09/view/?download=json",
    "/rounds/intentions-2008-09/compare/",
    "/rounds/intentions-2008-09/decisions/",
    "/rounds/intentions-2008-09/editions/1.json",
    "/rounds/",
    "/rounds/?download=csv",
    "/rounds/?download=json",
    "/rounds/?download=xlsx",
    "/rounds/?download=docx",
    "/rounds/intentions-2008-09/view/?as=boroughs",
    "/rounds/intentions-2008-09/view/?download=xlsx",
    "/rounds/intentions-2008-09/view/?download=docx",
    "/search/?q=walk-in&download=csv",
    "/search/?q=walk-in",
)


INSIDE = (
    "/rounds/intentions-2008-09/draft/",
    "/rounds/intentions-2008-09/draft/document/",
    "/rounds/intentions-2008-09/preview/",
    "/rounds/intentions-2008-09/draft/excel/download/",
    "/rounds/intentions-2008-09/publish/",
    "/intentions/",
    "/intentions/?download=csv",
    "/home/",
    "/history/",
)


def words_of(answer):
    """Also of a file that is a zip of XML."""
    said = b"".join(answer) if answer.streaming else answer.content
    if said[:2] != b"PK":
        return said.decode()
    with ZipFile(io.BytesIO(said)) as file:
        return " ".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("address", INSIDE)
def test_every_page_of_its_writers_says_so_too(at_desk, written, approver, address):
    answer = at_desk(approver).get(address)
    assert answer.status_code == 200
    said = words_of(answer)
    assert MARK in said.lower() or "Strategic plan" in said


@pytest.mark.parametrize("address", DOORS)
def test_every_public_door_says_that_it_came_from_paper(client, public, address):
    answer = client.get(address)
    assert answer.status_code == 200
    said = words_of(answer)
    assert MARK in said.lower() or "Strategic plan" in said


@pytest.mark.parametrize("kind", ["rounds", "intentions", "editions", "chapters"])
def test_programs_read_from_which_paper_it_came(client, public, kind):
    assert [row["carried_over_from_paper"] for row in client.get(f"/api/v1/{kind}/").json()["results"]] == [SENTENCE]


def test_programs_ask_for_rounds_from_paper_or_for_the_others(client, public):
    assert client.get("/api/v1/rounds/?from_paper=false").json()["count"] == 0
    assert client.get("/api/v1/rounds/?from_paper=true").json()["count"] == 1


def test_every_page_of_the_document_says_so_and_its_head_names_the_paper(public):
    facts = documents.volume_of_edition(public, None)
    assert facts["marking"].endswith(". Carried over from paper")
    assert ["Carried over from paper", SENTENCE] in facts["header"]
    assert ["Made public here", "1 October 2018"] in facts["header"]


def test_the_front_page_never_names_it_as_the_last_that_was_open(client, public):
    assert "Intentions 2008/09" not in text(soup(client.get("/")).main)


def test_a_round_consulted_on_here_is_not_marked(client, edition):
    for address in ("/rounds/intentions-2019-20/", "/rounds/intentions-2019-20/document/", "/rounds/intentions-2019-20/view/"):
        assert MARK not in client.get(address).content.decode().lower()
    assert client.get("/api/v1/rounds/").json()["results"][0]["carried_over_from_paper"] == ""


def test_a_round_rolled_forward_from_paper_is_one_that_is_consulted_on(public, author, lead):
    about = {"title": "Now", "slug": "now", "lead": lead, "participants": [], "year_from": 2027, "year_to": 2027}
    fresh = actions.roll_forward(round=public.round, by=author, seen=None, **about)
    assert not fresh.is_from_paper


def test_its_draft_leads_nowhere_where_approval_notice_or_answers_are_asked_for(at_desk, public, edition, approver):
    for slug, is_there in (("intentions-2008-09", False), ("intentions-2019-20", True)):
        said = text(soup(at_desk(approver).get(f"/rounds/{slug}/draft/")).main)
        for words in ("Approve what waits", "Who approves, in what order", "Notice of contracts"):
            assert (words in said) is is_there, (slug, words)


def test_who_was_told_of_it_says_that_nobody_is_asked(at_desk, public, approver):
    said = text(soup(at_desk(approver).get("/rounds/intentions-2008-09/providers/")).main)
    assert "This round was carried over from paper: no organisation is asked to answer it." in said
    for words in ("due by", "Invite one more organisation", "Seal the answers", "outage"):
        assert words not in said


def test_nobody_is_emailed_when_it_is_published(public):
    assert not Email.objects.exists()


def test_home_says_that_it_can_be_published_and_never_that_something_waits_for_approval(at_desk, written, author, approver):
    actions.submit(version=written.latest, by=author)
    said = text(soup(at_desk(approver).get("/home/")).main)
    assert "Publish 1 intention carried over from paper" in said
    assert "Approve 1 intention" not in said
