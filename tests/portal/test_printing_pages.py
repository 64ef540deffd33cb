"""What a page shows of a document: its progress, its file, its twin."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory

from portal.accounts.models import User
from portal.printing import actions, press
from portal.printing.models import Document
from portal.printing.progress import progress
from portal.printing.serving import answer_progress, served
from portal.printing.states import Status
from portal.printing.twin import twin

from .printing_templates import _templates_of_these_tests  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    """A paper of some pages, with headings, links to itself and to another paper."""

    def order(title="Money", sections=3, words="Words & £5"):
        facts = {"sections": [str(n) for n in range(1, sections + 1)], "words": words}
        return actions.order(template="documents/test_paper.html", facts=facts, title=title, file_name="money", by=None)

    return order


def pack_of(*documents, **more):
    parts = [(f"item-{n}", f"Item {n}: {document.title}", document) for n, document in enumerate(documents, 1)]
    front = {"agenda": [{"number": "1", "title": "Money", "key": "item-1"}, {"number": "9", "title": "Any other business"}]}
    return actions.order_pack(title="Pack issue 3", file_name="pack-3", front=front, parts=parts, by=None, **more)


def print_all(*documents):
    for document in documents:
        press.print_document(document_id=str(document.pk))
        document.refresh_from_db()


def soup(words):
    return BeautifulSoup(words, "html.parser")


def ask(**headers):
    return RequestFactory().get("/paper.pdf", headers=headers)


# ── Progress ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_order_says_that_it_is_being_printed(paper):
    assert progress(paper()).words == "Printing Money. You can leave this page."


def test_who_will_be_emailed_is_told_so(paper):
    person = User.objects.create_user("clerk@example.org", name="Ann Clerk")
    document = paper()
    Document.objects.filter(pk=document.pk).update(page="/packs/1/", ordered_by=person)
    document.refresh_from_db()
    assert progress(document).words == "Printing Money. You can leave this page; we will email you."


def test_a_pack_says_which_paper_is_being_printed_and_how_many_are_left(paper):
    first, second, third = paper("One"), paper("Two"), paper("Three")
    pack = pack_of(first, second, third)
    print_all(first)
    press.claim(str(second.pk))
    assert progress(pack).words == "Printing Pack issue 3. Now Item 2: Two. 2 of 3 papers are left. You can leave this page."


def test_a_pack_whose_papers_are_ready_is_being_bound(paper):
    first, second = paper("One"), paper("Two")
    pack = pack_of(first, second)
    print_all(first, second)
    assert "All papers are printed; they are being bound." in progress(pack).words


def test_a_failure_is_told_in_the_words_of_its_reason(paper):
    document = paper()
    Document.objects.filter(pk=document.pk).update(status=Status.FAILED, failure="the table in item 6 is too wide. Make it narrower.")
    document.refresh_from_db()
    assert progress(document).words == "Money could not be printed: the table in item 6 is too wide. Make it narrower."


def test_the_part_asks_again_while_it_prints_and_works_without_scripts(paper):
    shown = soup(render_to_string("components/print_progress.html", {"progress": progress(paper()), "poll": "/poll/"}))
    part = shown.select_one("[hx-get]")
    assert part["hx-trigger"] == "every 2s"
    assert part["hx-get"].startswith("/poll/?seen=")
    assert shown.find("a", string="Check again")["href"] == "?"


def test_the_part_stops_asking_and_offers_the_file_when_it_is_ready(paper):
    document = paper()
    print_all(document)
    shown = soup(
        render_to_string("components/print_progress.html", {"progress": progress(document), "poll": "/poll/", "download": "/file/"})
    )
    assert shown.select_one("[hx-get]") is None
    assert shown.find("a", href="/file/").text == f"Download it (PDF, {document.pages} pages, {document.size // 1000}kB)"


def test_a_poll_that_knows_the_words_gets_nothing_new(paper):
    document = paper()
    seen = progress(document).seen
    assert answer_progress(RequestFactory().get("/poll/", {"seen": seen}), document).status_code == 204
    assert answer_progress(RequestFactory().get("/poll/", {"seen": "other"}), document).status_code == 200


# ── The file ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_file_is_served_as_a_download_that_is_never_stored_or_run(paper):
    document = paper()
    print_all(document)
    answer = served(ask(), document)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="money.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["ETag"] == f'"{document.sha256}"'


def test_a_file_one_has_is_not_sent_again(paper):
    document = paper()
    print_all(document)
    answer = served(ask(if_none_match=f'"{document.sha256}"'), document)
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_file_that_is_not_ready_is_not_there(paper):
    with pytest.raises(Http404):
        served(ask(), paper())


# ── The twin ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_twin_has_the_words_of_the_paper_but_not_its_main_heading(paper):
    shown = soup(twin(paper()))
    assert shown.find("h1") is None
    assert [heading.text for heading in shown.find_all("h2")] == ["Section 1", "Section 2", "Section 3"]
    assert "Words & £5" in shown.text


def test_a_link_to_another_paper_is_plain_words_where_there_is_no_pack(paper):
    shown = soup(twin(paper()))
    assert shown.find("a", string="the other paper").get("href") is None


def test_the_twin_marks_where_each_page_of_the_print_begins(paper):
    document = paper()
    print_all(document)
    shown = soup(twin(document))
    assert [mark.text for mark in shown.select(".app-page-mark")] == ["[page 1 of 3]", "[page 2 of 3]", "[page 3 of 3]"]
    assert shown.find(id="s2").find_previous_sibling().text == "[page 2 of 3]"


def test_a_paper_shown_in_its_pack_has_the_page_numbers_of_the_pack(paper):
    first, second = paper("One"), paper("Two")
    pack = pack_of(first, second)
    print_all(first, second, pack)
    part = pack.parts.get(key="item-2")
    marks = [mark.text for mark in soup(twin(second, pack=pack)).select(".app-page-mark")]
    assert marks[0] == f"[page {part.first_page} of {pack.pages}]"
    assert marks[-1] == f"[page {part.last_page} of {pack.pages}]"


def test_the_twin_of_a_pack_holds_every_paper_under_its_label(paper):
    first, second = paper("One"), paper("Two")
    pack = pack_of(first, second)
    print_all(first, second, pack)
    shown = soup(twin(pack))
    assert [heading.text for heading in shown.select("section[id^=item-] > h2")] == ["Item 1: One", "Item 2: Two"]
    assert [heading.text for heading in shown.select("#item-1 h3")] == ["Section 1", "Section 2", "Section 3"]
    names = [tag["id"] for tag in shown.select("[id]")]
    assert len(names) == len(set(names))
    for link in shown.select("a[href^='#']"):
        assert link["href"][1:] in names


def test_agenda_and_contents_of_the_twin_name_the_pages_of_the_print(paper):
    document = paper("One")
    pack = pack_of(document, paper("Two"))
    print_all(*[part.document for part in pack.parts.order_by("order")], pack)
    part = pack.parts.get(key="item-1")
    row = soup(twin(pack)).select_one(".agenda tbody tr")
    assert row.find_all("td")[-1].text == f"{part.first_page} to {part.last_page}"
    assert row.find("a")["href"] == "#item-1"
