"""A pack on the web is a book: a page an item, search, the pages of the print, notes in the margin, and nothing of part 2 in part 1."""

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile

from committees import actions
from committees.models import Note
from committees.views.margins import anchor_of
from portal.audit.models import Event
from portal.printing.passages import Passage, find, folded

from ..conftest import IN_TIME, a_pdf, print_everything
from ..reading import entering, main, soup, words


@pytest.fixture
def bound(files, published, clerk):
    """An issue whose second item is a PDF from elsewhere, of two pages."""
    actions.add_item(
        meeting=published, by=clerk, title="Map of the hubs", upload=ContentFile(a_pdf("Map of the Elan hubs"), "m.pdf"), at=IN_TIME
    )
    return published


def web(pack, more=""):
    return f"/packs/{pack.pk}/web/{more}"


def links(page):
    return {words(one): one["href"] for one in page.select("main a[href]")}


# ── A page an item ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_contents_lead_to_a_page_for_each_item_and_from_there_on_and_back(client, packs, member):
    public, private = packs
    page = soup(client.get(web(public)))
    first = links(page)["Item 1: Commissioning intentions"]
    assert first == web(public, "item-1/")
    inner = soup(client.get(first))
    assert inner.select_one("h1").get_text(" ", strip=True).endswith("Item 1: Commissioning intentions")
    assert inner.select_one(".nhsuk-pagination__previous a, .nhsuk-pagination-item--previous a")["href"] == web(public)
    both = soup(entering(client, member).get(web(private, "item-1/")))
    assert web(private, "item-2/") in {one["href"] for one in both.select("nav a[href]")}


def test_no_page_holds_another_item(client, packs, member):
    one, two = (soup(entering(client, member).get(web(packs[1], f"item-{number}/"))).select_one(".app-document") for number in (1, 2))
    assert "canary" not in words(one)
    assert "canary" in words(two)


def test_the_marks_of_pages_lead_into_the_pdf(client, packs):
    public = packs[0]
    marks = soup(client.get(web(public, "item-1/"))).select(".app-page-mark a")
    assert marks[0]["href"] == f"/packs/{public.pk}/pdf/?shown#page=3"
    shown = client.get(f"/packs/{public.pk}/pdf/?shown")
    assert shown["Content-Disposition"].startswith("inline") and "sandbox" not in shown["Content-Security-Policy"]
    assert client.get(f"/packs/{public.pk}/pdf/")["Content-Disposition"].startswith("attachment")


def test_everything_can_still_be_read_on_one_page(client, packs):
    assert "Commissioning intentions" in main(client.get(web(packs[0], "?whole")))


@pytest.mark.parametrize("key", ["item-9", "front", "nothing"])
def test_a_page_that_is_not_there_is_not_found(client, packs, key):
    assert client.get(web(packs[0], f"{key}/")).status_code == 404


def test_part_2_has_no_page_in_part_1_and_none_for_strangers(client, packs, stranger):
    public, private = packs
    assert client.get(web(public, "item-2/")).status_code == 404
    for address in (web(private), web(private, "item-2/"), web(private, "?q=canary")):
        assert client.get(address).status_code == 404
        assert entering(client, stranger).get(address).status_code == 404
        client.logout()


def test_reading_a_page_of_part_2_is_confirmed_and_kept(client, packs, member):
    entering(client, member).get(web(packs[1], "item-2/"))
    assert Event.objects.of(packs[1]).filter(name="pack.opened", by=member).count() == 1
    member.set_password("long enough to be a password")
    member.save()
    assert entering(client, member).get(web(packs[1], "item-2/"))["Location"].startswith("/login/again/")


# ── Searching ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_looked_for_is_shown_with_its_page_and_leads_to_its_place(client, packs):
    page = soup(client.get(web(packs[0], "?q=COMMISSIONING")))
    assert "passage" in words(page.select_one("#found"))
    first = page.select_one("main ol.nhsuk-list--number a")
    assert first["href"].startswith(web(packs[0], "item-1/"))
    assert "page 3" in words(first)
    assert page.select_one("mark").get_text().casefold() == "commissioning"


def test_nothing_found_says_what_to_do(client, packs):
    page = main(client.get(web(packs[0], "?q=zebra")))
    assert "Nothing in this pack says “zebra”" in page and "Try fewer words" in page


def test_a_search_in_part_1_finds_nothing_of_part_2(client, packs, member):
    assert "Nothing in this pack says “canary”" in main(client.get(web(packs[0], "?q=canary")))
    assert "passage" in main(entering(client, member).get(web(packs[1], "?q=canary")))


@pytest.mark.parametrize("asked", ["élan HUBS", "Elan", "hubs elan"])
def test_words_on_pages_of_a_pdf_from_elsewhere_are_found_whatever_their_accents(client, bound, clerk, asked):
    [pack] = actions.issue_pack(meeting=bound, by=clerk, at=IN_TIME)
    print_everything()
    page = soup(client.get(web(pack), {"q": asked}))
    assert words(page.select_one("main ol.nhsuk-list--number a")).startswith("Item 2: Map of the hubs")


def test_pages_of_a_pdf_from_elsewhere_are_read_one_by_one_with_their_pages_in_the_pack(client, bound, clerk):
    [pack] = actions.issue_pack(meeting=bound, by=clerk, at=IN_TIME)
    print_everything()
    page = soup(client.get(web(pack, "item-2/")))
    assert "Map of the Elan hubs" in words(page.select_one("main"))
    assert words(page.select_one("h2#page-1")) == "Page 1 of 1 of it"
    part = pack.document.parts.get(key="item-2")
    assert page.select_one(".app-page-mark a")["href"].endswith(f"#page={part.first_page}")


def test_letters_are_compared_without_accents_and_shown_with_them():
    plain, places = folded("Élan’s ﬁne")
    assert plain == "elan's fine"
    assert [places[0], places[plain.index("s")]] == [0, 5]


# ── Notes in the margin ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_member_writes_beside_a_paragraph_and_comes_back_to_it(client, packs, member):
    public = packs[0]
    page = soup(entering(client, member).get(web(public, "item-1/?notes")))
    offer = page.select_one(".app-margin-offer a")
    anchor = offer["href"].split("beside=")[1].split("&")[0]
    answer = client.post(offer["href"], {"anchor": anchor, "text": "Ask about the cost"})
    assert answer["Location"] == f"{web(public, 'item-1/')}#{anchor}"
    read = soup(client.get(web(public, "item-1/")))
    assert "Ask about the cost" in words(read.select_one(".app-margin-note"))
    assert not read.select(".app-margin-offer")


def test_nobody_else_reads_it_and_who_does_not_sit_is_offered_none(client, packs, member, stranger, item):
    Note.objects.create(user=member, item=item, anchor="", place="", text="canary-note")
    for reader in (None, stranger):
        page = (entering(client, reader) if reader else client).get(web(packs[0], "item-1/?notes")).content.decode()
        assert "canary-note" not in page and "app-margin" not in page


def test_a_note_leads_back_into_packs_and_nowhere_else(client, packs, member, item):
    answer = entering(client, member).post(f"/items/{item.pk}/notes/?back=https://elsewhere.example/", {"anchor": "", "text": "A"})
    assert answer["Location"] == f"/items/{item.pk}/notes/"


HELD = [Passage("p1", 1, "", "5.1 The hubs open at eight."), Passage("p2", 1, "", "5.2 A new paragraph."), Passage("", 1, "", "x")]


@pytest.mark.parametrize(
    ("anchor", "place", "found"),
    [
        ("p1", "5.1 The hubs open at eight.", "p1"),
        ("p2", "5.2 The hubs open at eight.", "p1"),  # its words moved up
        ("p9", "5.9 The hubs open at eight.", "p1"),
        ("p1", "5.1 Words that are gone", None),
        ("", "", ""),
    ],
)
def test_a_note_stays_beside_its_words(anchor, place, found):
    assert anchor_of(Note(anchor=anchor, place=place), HELD) == found


def test_a_note_whose_words_are_gone_is_shown_first_and_says_so(client, packs, member, item):
    Note.objects.create(user=member, item=item, anchor="p77", place="7.7 Words of long ago", text="Still to be asked")
    page = main(entering(client, member).get(web(packs[0], "item-1/")))
    assert "The words beside which you wrote this are not in this issue: “7.7 Words of long ago”." in page
    assert "Still to be asked" in page


# ── What changed ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_member_is_told_item_by_item_what_changed_since_the_last_issue_they_opened(client, packs, published, clerk, member, files):
    entering(client, member).get(web(packs[0]))
    actions.add_item(meeting=published, by=clerk, title="Map", upload=ContentFile(a_pdf(), "map.pdf"), at=IN_TIME)
    again = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)[0]
    print_everything()
    contents = soup(client.get(web(again))).select(".app-book-contents li")
    assert [bool(one.select("strong")) for one in contents] == [False, True]
    page = main(client.get(web(again, contents[1].a["href"].rsplit("/", 2)[1] + "/")))
    assert "Added since issue 1" in page


def test_passages_are_read_once(files, published, clerk, packs, monkeypatch):
    document = packs[0].document.parts.get(key="item-1").document
    assert find(document, "commissioning")
    monkeypatch.setattr("portal.printing.passages.render_html", lambda *args, **more: pytest.fail("read again"))
    assert find(document, "intentions")


@pytest.mark.parametrize("more", ["", "item-1/", "item-1/?notes", "?q=commissioning", "?whole"])
def test_a_page_asks_few_questions(client, packs, member, django_assert_max_num_queries, more):
    entering(client, member).get(web(packs[0]))
    with django_assert_max_num_queries(12 + 2):  # the two are of the savepoint in which this test stands
        client.get(web(packs[0], more))


def test_no_word_of_part_2_is_kept_in_the_cache(client, packs, member):
    entering(client, member)
    for more in ("?q=canary", "item-1/?notes", "item-2/?notes", "?whole"):
        assert client.get(web(packs[1], more)).status_code == 200
    client.get(f"/items/{packs[1].items.get(order=2).item_id}/notes/")
    assert "canary" not in repr(cache._cache)
