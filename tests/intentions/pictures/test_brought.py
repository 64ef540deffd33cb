"""The pictures of a document are proposed beside their captions, gone through like all else, and enter with the words they stand in."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from intentions import actions
from intentions.documents.pictures import path_of
from intentions.models import Finding, Intention, Section
from portal.moves.clock import database_now
from portal.reading.formats import read
from portal.reading.pictures import drawn
from portal.reading.source import FIGURE

from ...portal import drawings
from ..reading import problems, soup, text, typed
from . import documents
from .kept import href


@pytest.fixture
def bring(round, author):
    def bring(content, name="northmoor.docx"):
        brought = actions.bring_in(round=round, content=content, name=name, by=author, at=database_now())
        actions.read_document(brought=brought)
        brought.refresh_from_db()
        assert brought.status == "READY", brought.says
        return brought

    return bring


def figures(brought):
    return list(Finding.objects.filter(brought=brought, kind="figure").order_by("order"))


def home(finding):
    of = finding.facts.get("of")
    return next((one for one in Finding.objects.filter(brought=finding.brought) if one.facts.get("key") == of), None)


@pytest.mark.parametrize("name", documents.FILES)
def test_each_figure_is_proposed_with_its_caption_and_what_it_stands_in(bring, name):
    brought = bring(documents.FILES[name](), name)
    first, second = figures(brought)

    assert [first.title, second.title] == ["Figure 1: the boroughs of Northmoor", "Figure 2: attendances by month"]
    if name != "northmoor.pdf":
        assert second.words == "Attendances by month, rising"
        assert first.facts["file"] == drawn(documents.MAP).file
    assert documents.CONTEXT in home(first).words
    assert (home(second).kind, documents.FUND in home(second).words) == ("intention", True)
    assert all(default_storage.exists(path_of(one.facts["file"])) for one in (first, second))
    assert {"what": "small decorations", "count": 1} in [{key: one[key] for key in ("what", "count")} for one in brought.left_out]


@pytest.mark.parametrize("name", documents.FILES)
def test_every_figure_of_the_source_ends_in_a_proposal_or_says_why_not(bring, name):
    brought = bring(documents.FILES[name](), name)
    ends = brought.pieces.ending().filter(kind=FIGURE)

    assert [one for one in ends if not (one.is_open or one.why)] == []
    assert [one.why for one in ends if not one.is_open] == (["it has no words"] if name == "northmoor.html" else [])


def test_a_drawing_says_why_it_is_not_kept(bring):
    brought = bring(documents.with_drawing())

    assert len(figures(brought)) == 1
    (left,) = brought.pieces.filter(kind=FIGURE).exclude(key__in=[span[0] for one in figures(brought) for span in one.spans])
    assert "Attendances by month, rising" in left.text
    assert brought.findings.filter(pieces=left).exists()


def test_a_logo_on_every_page_is_furniture():
    body = "".join(
        f'<img src="data:image/png;base64,{documents.base64.b64encode(documents.LOGO).decode()}" style="width:60mm;display:block">'
        f'<p style="break-after:page">Words of page {at} that say something of their own.</p>'
        for at in range(4)
    )
    source = read(documents.weasyprint.HTML(string=body).write_pdf(), "a.pdf")

    assert [block for block in source.blocks if block.kind == FIGURE] == []
    assert ("pictures repeated on its pages", 4) in [(one.what, one.count) for one in source.left_out]


def test_a_bomb_among_the_pictures_is_named_and_the_rest_is_read():
    html = documents.page().replace(documents.base64.b64encode(documents.MAP), documents.base64.b64encode(drawings.bomb()))
    source = read(html, "a.html")
    kept = [block for block in source.blocks if block.kind == FIGURE and block.picture]

    assert len(kept) == 1
    assert any("It is too large" in block.why for block in source.blocks if block.kind == FIGURE)


def test_of_very_many_pictures_the_first_are_kept_and_the_rest_say_so():
    images = "".join(
        f'<p>Words {at}.</p><img src="data:image/png;base64,{documents.base64.b64encode(drawings.png(size=(40 + at, 40))).decode()}">'
        for at in range(64)
    )
    source = read(f"<!doctype html><html><body>{images}</body></html>".encode(), "a.html")
    blocks = [block for block in source.blocks if block.kind == FIGURE]

    assert (len(source.pictures), sum(not block.picture for block in blocks)) == (60, 4)
    assert {block.why for block in blocks if not block.picture} == {"it is past the first 60 pictures of the document"}


# ── The desk ────────────────────────────────────────────────────────────────────────────────────────────────────────
def at(finding):
    return finding.get_absolute_url()


def test_the_desk_shows_each_to_those_who_go_through_it_and_to_nobody_else(desk, client, bring, viewer, stranger):
    brought = bring(documents.word())
    _, second = figures(brought)
    page = soup(desk.get(brought.get_absolute_url()))
    address = href("brought", brought.pk, second.facts)

    assert page.find("img", src=address)
    assert "It goes with “" in text(page)
    assert desk.get(address).status_code == 200
    assert desk.get(href("brought", brought.pk, {"file": drawn(documents.LOGO).file})).status_code == 404
    for person in (viewer, stranger):
        client.force_login(person)
        assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


def test_what_it_shows_its_caption_and_its_place_are_mended(desk, bring):
    brought = bring(documents.word())
    first, _ = figures(brought)
    other = Finding.objects.get(brought=brought, kind="intention", words__contains="ear syringing")
    posted = typed(desk.get(at(first))) | {"do": "mend", "words": "Four boroughs", "title": "The boroughs", "of": other.facts["key"]}
    desk.post(at(first), posted)
    first.refresh_from_db()

    assert (first.words, first.title, first.verdict) == ("Four boroughs", "The boroughs", "accepted")
    assert home(first) == other


def test_the_name_of_a_file_and_both_answers_at_once_are_refused(desk, bring):
    first, second = figures(bring(documents.word()))
    opened = typed(desk.get(at(first))) | {"do": "mend"}

    assert problems(desk.post(at(first), opened | {"words": "image1.png"})) == [
        "Say what it shows: the name of its file says nothing to a reader"
    ]
    assert problems(desk.post(at(second), typed(desk.get(at(second))) | {"do": "mend", "decorates": "on"})) == [
        "Say what it shows, or tick that it only decorates"
    ]


@pytest.mark.parametrize("do", ["merge", "passage", "split"])
def test_a_picture_becomes_nothing_else(desk, bring, do):
    _, second = figures(bring(documents.word()))
    answer = desk.post(at(second), {"do": do, "revision": "0", "paragraph": "2"})
    second.refresh_from_db()

    assert answer.status_code == 422
    assert (second.kind, second.verdict) == ("figure", "open")


def take(brought, by):
    actions.accept_open(brought=brought, sure_only=False, by=by, at=database_now())
    return actions.take_in_document(brought=brought, by=by, at=database_now())


def test_taken_in_it_stands_with_the_intention_and_the_passage_and_taken_back_it_is_gone(bring, round, author):
    brought = take(bring(documents.word()), author)
    version = Intention.objects.get(round=round, latest__description__contains="same day unit").latest
    passage = Section.objects.filter(round=round).exclude(pictures=[]).first()

    assert [(row["alternative"], row["caption"]) for row in version.pictures] == [
        ("Attendances by month, rising", "Figure 2: attendances by month")
    ]
    assert version.pictures[0]["after"] == documents.FUND[-60:]
    where = [row["caption"] for row in (passage.pictures if passage else round.chapters.exclude(pictures=[]).get().pictures)]
    assert where == ["Figure 1: the boroughs of Northmoor"]

    assert actions.take_back_document(brought=brought, by=author, at=database_now()) == []
    assert not Section.objects.filter(round=round).exclude(pictures=[]).exists()
    assert not Intention.objects.filter(round=round, latest__description__contains="same day unit").exists()


def test_one_that_is_left_out_enters_nothing(bring, round, author):
    brought = bring(documents.word())
    for one in figures(brought):
        actions.judge_finding(finding=one, verdict="dropped", seen=one.revision, by=author, at=database_now())
    take(brought, author)

    assert not any(one.latest.pictures for one in Intention.objects.filter(round=round).select_related("latest"))
    assert not Section.objects.filter(round=round).exclude(pictures=[]).exists()


def test_one_whose_words_are_left_out_becomes_a_passage_of_its_own(desk, bring, round, author):
    brought = bring(documents.word())
    _, second = figures(brought)
    owner = home(second)
    actions.judge_finding(finding=owner, verdict="dropped", seen=owner.revision, by=author, at=database_now())
    actions.accept_open(brought=brought, sure_only=False, by=author, at=database_now())
    before = text(soup(desk.get(reverse("intentions:take_in_document", args=[round.slug, brought.pk]))))
    assert "Picture: 1, under “Pictures of the document”" in before
    actions.take_in_document(brought=brought, by=author, at=database_now())

    assert [row["caption"] for row in round.sections.get(heading="Pictures of the document").pictures] == ["Figure 2: attendances by month"]


def test_over_an_intention_that_stands_it_joins_the_pictures_there(desk, bring, round, chapter, author):
    standing = actions.add_intention(
        chapter=chapter, by=author, content={"title": documents.FUND[:-1], "description": f"<p>{documents.FUND}</p>"}
    )
    brought = bring(documents.word())
    found = Finding.objects.get(brought=brought, kind="intention", words__contains="same day unit")
    if found.match_id != standing.pk:
        actions.match_finding(finding=found, intention=standing, seen=found.revision, by=author, at=database_now())
    page = text(soup(desk.get(brought.get_absolute_url())))
    assert "Attendances by month, rising" in page
    take(brought, author)

    version = Intention.objects.get(pk=standing.pk).latest
    assert [row["caption"] for row in version.pictures] == ["Figure 2: attendances by month"]
    actions.take_back_document(brought=brought, by=author, at=database_now())
    assert Intention.objects.get(pk=standing.pk).latest.pictures == []


def test_a_page_of_the_desk_asks_no_more_for_pictures(desk, bring, django_assert_max_num_queries):
    brought = bring(documents.word())
    desk.get(brought.get_absolute_url())
    with django_assert_max_num_queries(12):
        desk.get(brought.get_absolute_url())
