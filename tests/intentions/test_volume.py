"""The whole round as one document: of an edition for everybody, of the draft for whoever may read it; the same words in all three."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import docx
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.urls import reverse

from intentions import actions, documents, tasks
from intentions.documents.paper.word import word_of
from intentions.models import CaseStudy, Edition, Enabler, Plan, RegisterEntry, Volume
from portal.printing import pdf
from portal.printing.drawing import render_html
from portal.printing.models import Document
from portal.printing.press import print_document

from .conftest import MONEY, NOON, WHOLE
from .reading import soup, text
from .twins import twins


@pytest.fixture
def rich(round, chapter, version, trust, lead, author):
    """A round that has something in every section."""
    actions.edit_round(round=round, by=author, revision=0, savings_target=45_000_000, savings_note="Of the whole system")
    actions.edit_chapter(
        chapter=chapter,
        by=author,
        revision=0,
        objectives=["See people on the day", "Keep people at home"],
        lead_role="Director of urgent care",
        horizon="Shorter term",
        year_plans=[{"year": "2019/20", "text": "<p>Open <strong>two</strong> units.</p><ul><li>One in the north</li></ul>"}],
        finance_short_term="Fewer admissions",
        money=[{**MONEY, "amount": "2000000", "confidence": "committed"}],
    )
    content = {"money": [MONEY], "description": "<p>Seen on the day:</p><ol><li>By a nurse</li><li>By a doctor</li></ol>"}
    actions.save_version(version=version, by=author, content=content, revision=version.revision)
    study = {"title": "A unit that works", "narrative": "<p>It opened.</p>", "benefits_patients": ["Seen sooner"], "benefits_nhs": []}
    actions.add_passage(round=round, model=CaseStudy, by=author, **study)
    actions.add_passage(round=round, model=Enabler, by=author, title="Workforce", aims=["Enough nurses"])
    actions.add_passage(round=round, model=RegisterEntry, by=author, organisation=trust, role="Runs the units", chapter=None)
    plan = {"risks": ["The money may not last."], "objectives": [{"number": 1, "name": "Sooner", "statement": "See people sooner."}]}
    page = {"organisation": lead, "title": "Lead plan on a page", "form": "ccg", "year_from": 2018, "year_to": 2022}
    Plan.objects.create(slug="lead-plan", content=plan, status="PUBLISHED", **page)
    return round


@pytest.fixture
def published(rich, version, author, approver):
    version.refresh_from_db()
    actions.approve(version=actions.submit(version=version, by=author), by=approver, at=NOON)
    return actions.publish(round=rich, by=approver, approving_body="Governing body", approved_date=NOON.date(), at=NOON)


@pytest.fixture
def second(published, intention, author):
    """A second version, approved and not yet published."""

    def approve(by):
        fresh = actions.open_next_version(intention=intention, by=author)
        fresh = actions.save_version(version=fresh, by=author, content={"title": "Care on the day"}, revision=fresh.revision)
        return actions.approve(version=actions.submit(version=fresh, by=author), by=by, at=NOON)

    return approve


def main(answer):
    return text(soup(answer).find("main"))


def test_everything_a_round_holds_is_in_its_document(published):
    words = BeautifulSoup(render_html(documents.VOLUME, published.volume.document.facts, title="x"), "html.parser").get_text(" ")
    wanted = [
        "Money is short.", "See people on the day", "Director of urgent care", "Shorter term", "two", "One in the north",
        "By a doctor", "Fewer admissions", "£45,000,000", "Every effect on money", "£2,000,000", "Lead plan on a page",
        "The money may not last", "A unit that works", "Seen sooner", "Enough nurses", "Runs the units", "Governing body",
    ]  # fmt: skip
    assert [one for one in wanted if one not in words] == []


@pytest.mark.parametrize("of", ["edition", "draft", "next"])
def test_page_pdf_and_word_file_say_the_same_words(of, published, rich):
    drawn = {"draft": documents.draft_volume, "next": documents.next_volume}
    facts = published.volume.document.facts if of == "edition" else drawn[of](rich, NOON)
    assert twins(facts, "Intentions 2019/20") == (4, [])  # the one programme begins a page


def test_every_page_of_a_printed_draft_says_draft_and_the_hour(rich):
    facts = documents.draft_volume(rich, NOON)
    made = pdf.print_paper(documents.VOLUME, facts, title="Intentions 2019/20")

    pages = pypdfium2.PdfDocument(made.pdf)
    assert len(pages) > 1
    assert all("Draft, 1 October 2018 at 12pm" in page.get_textpage().get_text_range() for page in pages)
    word = docx.Document(io.BytesIO(word_of(facts, title="x", author="x", marking=facts["marking"])))
    assert "Draft, 1 October 2018 at 12pm" in word.sections[0].header.paragraphs[0].text


def test_an_edition_is_printed_once_when_it_is_published_and_everybody_reads_it(client, published):
    page = reverse("intentions:document", args=[published.round.slug])

    assert "Money is short." in main(client.get(page))
    assert "PDF: it is being printed" in main(client.get(page))
    assert actions.print_edition(edition=published, by=None) == published.volume
    assert client.get(reverse("intentions:document_pdf", args=[published.round.slug, 1])).status_code == 404


@pytest.mark.slow
def test_what_is_ready_says_its_pages_and_its_size(client, published):
    print_document(document_id=str(published.volume.document_id))
    tasks.write_word(volume=str(published.volume.pk))

    words = main(client.get(published.round.get_absolute_url()))
    assert re.search(r"Download it \(PDF, \d+ pages, \d+kB\)", words) and re.search(r"Download it \(Word, \d+kB\)", words)
    for name, begins in (("pdf", b"%PDF"), ("word", b"PK")):
        answer = client.get(reverse(f"intentions:document_{name}", args=[published.round.slug, 1]))
        assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(begins)


def test_an_edition_from_before_there_were_documents_is_printed_by_the_clock(client, published):
    page = reverse("intentions:document", args=[published.round.slug])
    Volume.objects.all().delete()

    assert "Money is short." in main(client.get(page))
    tasks.print_editions()
    tasks.print_editions()
    assert Edition.objects.get().volume.word_size > 0


def test_whoever_may_read_the_draft_reads_it_whole_and_nobody_else(at_desk, rich, viewer, stranger, client):
    page = reverse("intentions:draft_document", args=[rich.slug])

    assert "Money is short." in main(at_desk(viewer).get(page))
    assert at_desk(stranger).get(page).status_code == 404
    client.logout()
    assert client.get(page).status_code == 302


def test_a_printed_draft_stays_as_it_was_at_its_hour(at_desk, rich, viewer, author):
    answer = at_desk(viewer).post(reverse("intentions:print_draft", args=[rich.slug]))
    assert answer.url.endswith("document/#files")
    section = rich.sections.get()
    actions.edit_passage(passage=section, by=author, revision=section.revision, body="<p>Money has come.</p>")

    printed = Volume.objects.of_draft().get()
    assert "Money is short." in str(printed.document.facts) and "Money has come." not in str(printed.document.facts)
    page = main(at_desk(viewer).get(reverse("intentions:draft_document", args=[rich.slug])))
    assert "Money has come." in page and f"{printed.hour}, for Vi Viewer" in page


def test_the_files_of_a_draft_are_for_whoever_may_read_the_draft(at_desk, rich, author, stranger):
    printed = actions.write_word(volume=actions.print_draft(round=rich, by=author, at=NOON))
    for name in ("draft_word", "draft_progress"):
        address = reverse(f"intentions:{name}", args=[rich.slug, printed.pk])
        assert at_desk(author).get(address).status_code == 200
        assert at_desk(stranger).get(address).status_code == 404


def text_part(answer):
    """What a reader of the round meets, from its contents to its editions; a preview's links lead to the draft, and nobody follows it."""
    page = soup(answer).find("main")
    for more in page.select("#editions, #editions ~ *, .nhsuk-inset-text, a[href^='/emails/']"):
        more.decompose()
    words = page.get_text(" ", strip=True)
    return re.sub(r"\s+", " ", words[words.index("Contents") :])


@pytest.mark.parametrize("number", [1, 2])
def test_the_preview_is_exactly_what_becomes_public(number, at_desk, rich, version, second, approver, author, intention):
    second(approver)
    preview = at_desk(author).get(reverse("preview_round", args=[rich.slug]))
    actions.publish(round=rich, by=approver, approving_body="Board", approved_date=None, at=NOON + timedelta(days=1), what_changed="Words.")

    assert text_part(preview) == text_part(at_desk(author).get(rich.get_absolute_url()))


def test_a_preview_is_for_whoever_may_read_the_draft(at_desk, rich, viewer, stranger):
    assert "nobody but its commissioners can open this page" in main(at_desk(viewer).get(reverse("preview_round", args=[rich.slug])))
    assert at_desk(stranger).get(reverse("preview_round", args=[rich.slug])).status_code == 404


def test_edition_2_says_what_was_changed_and_why(client, second, rich, approver):
    second(approver)
    actions.publish(
        round=rich, by=approver, approving_body="Board", approved_date=None, at=NOON + timedelta(days=1), what_changed="Plainer <words>."
    )

    page = main(client.get(rich.get_absolute_url()))
    assert "What changed since edition 1 Plainer <words>." in page and "UEC-01 Care on the day: changed (Title)" in page
    whole = main(client.get(reverse("intentions:document", args=[rich.slug])))
    assert "1 What changed since edition 1" in whole and "Plainer <words>." in whole and "Every change" in whole
    assert Edition.objects.get(number=2).content["what_changed"] == "Plainer <words>."


def test_no_document_is_drawn_of_a_round_that_is_not_public(client, rich):
    assert client.get(reverse("intentions:document", args=[rich.slug])).status_code == 404
    assert client.get(reverse("intentions:document", args=[rich.slug]) + "?edition=x").status_code == 404


def test_ordering_the_same_words_again_prints_nothing_twice(published):
    assert Document.objects.filter(template=documents.VOLUME).count() == 1
    assert mail.outbox == []


# ── Each of these was missed when its guard was taken out ───────────────────────────────────────────────────────────
def test_a_printed_draft_is_a_row_for_its_own_people_alone(rich, author, stranger):
    printed = actions.print_draft(round=rich, by=author, at=NOON)
    assert list(Volume.objects.visible_to(author).of_draft()) == [printed]
    for other in (stranger, AnonymousUser()):
        assert not Volume.objects.visible_to(other).of_draft().exists()


@pytest.fixture
def beside(rich, chapter, author, approver):
    """One intention that is being written, and one that was given up."""
    draft = actions.add_intention(chapter=chapter, by=author, content=dict(WHOLE, title="Still being written"))
    gone = actions.add_intention(chapter=chapter, by=author, content=dict(WHOLE, title="Given up"))
    actions.withdraw(version=gone.latest, by=approver, reason="No money")
    return draft


def test_the_draft_is_read_with_what_is_being_written_and_without_what_was_given_up(at_desk, rich, beside, viewer):
    page = main(at_desk(viewer).get(reverse("intentions:draft_document", args=[rich.slug])))
    assert "Still being written" in page and "Given up" not in page


def test_what_would_be_published_and_the_preview_hold_nothing_that_is_still_written(at_desk, published, rich, beside, viewer):
    desk = at_desk(viewer)
    for page in (f"{reverse('intentions:draft_document', args=[rich.slug])}?of=next", reverse("preview_round", args=[rich.slug])):
        said = main(desk.get(page))
        assert "Same day emergency care" in said
        assert "Still being written" not in said and "Given up" not in said


def test_a_draft_says_so_before_its_first_word_on_the_page_and_in_word(rich):
    facts = documents.draft_volume(rich, NOON)
    assert facts["exempt"] == facts["marking"] != ""
    page = BeautifulSoup(render_html(documents.VOLUME, facts, title="x"), "html.parser")
    assert page.select_one("p.marking").get_text() == facts["marking"]
    file = docx.Document(io.BytesIO(word_of(facts, title="x", author="y", marking=facts["marking"])))
    assert file.paragraphs[1].text == facts["marking"]
