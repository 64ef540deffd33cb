"""A report from Word as its readers have it, with its pictures and its file; and who may not."""

import io
import re
import zipfile

import pikepdf
import pytest

from committees import actions
from committees.models import Original, Pack, Paper

from ...portal import report_files as files_of
from ..conftest import EXEMPT
from ..reading import entering, main, soup, words
from ..reports import ALT, cleared_and_issued, take, upload
from .test_part_2_doors import confirmed


# ── Printed and read ────────────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_reads_it_with_its_pictures_and_notes(client, public):
    client.logout()
    page = soup(client.get(public.get_absolute_url()))
    told, decorating = page.select(".app-document img")

    assert (told["alt"], decorating["alt"]) == (ALT, "")
    assert client.get(told["src"]).status_code == 200
    assert words(page.select_one("#mark-1")) == "1"
    assert words(page.select_one("#note-1")) == "1 Counted in March."
    assert [words(one) for one in page.select(".app-document h2")] == ["Purpose", "What is bought", "Conclusion", "Notes"]
    assert [words(one) for one in page.select(".app-document h3")] == ["By year"]


def test_the_print_says_what_a_picture_shows_and_is_accessible(public):
    assert public.document.faults == []
    with pikepdf.open(public.document.file.open("rb")) as pdf:
        tags = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert [str(one["/Alt"]) for one in tags] == [ALT]


def test_word_has_the_pictures_with_their_words(client, public, clerk):
    entering(client, clerk).post(f"{public.get_draft_url()}word/")
    actions.write_word(word=public.word_file)
    answer = client.get(f"{public.get_draft_url()}word/file/")
    parts = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    said = parts.read("word/document.xml").decode()

    assert sum(name.startswith("word/media/") for name in parts.namelist()) == 2
    assert f'descr="{ALT}"' in said
    assert re.search(r'decorative[^>]*val="1"', said)
    assert "[Picture" not in said and "[Note" not in said
    assert "Counted in March." in said


def test_the_pack_and_its_pages_on_the_web_have_the_pictures(client, public, meeting):
    client.logout()
    pack = Pack.objects.get(meeting=meeting)
    assert pack.document.faults == []
    page = soup(client.get(f"{pack.get_absolute_url()}web/item-1/"))
    assert [one["alt"] for one in page.select(".app-document img")] == [ALT, ""]


def test_taken_along_the_pictures_are_in_the_page_itself(client, public, meeting):
    client.logout()
    pack = Pack.objects.get(meeting=meeting)
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"{pack.get_absolute_url()}offline/").content))
    page = packed.read(next(name for name in packed.namelist() if name.endswith(".html"))).decode()

    assert page.count('src="data:image/png;base64,') == 2
    assert 'src="/' not in page


# ── The file itself ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_file_itself_is_kept_only_when_the_clerk_says_so(client, looked_at, line, meeting, second_clerk, clerk):
    take(client, looked_at, is_kept="on")
    paper = cleared_and_issued(Paper.objects.get(), meeting, second_clerk, clerk)
    client.logout()
    link = soup(client.get(paper.get_absolute_url())).find("a", string="Download the Word file of this paper")

    assert b"".join(client.get(link["href"]).streaming_content)[:2] == b"PK"


def test_a_file_that_was_not_kept_is_nowhere(client, public):
    client.logout()
    assert not Original.objects.exclude(file="").exists()
    assert client.get(f"/papers/{public.slug}/original/").status_code == 404
    assert "Download the Word file" not in main(client.get(public.get_absolute_url()))


def test_what_else_the_file_holds_is_said_before_it_is_kept(client, clerk, line):
    address = entering(client, clerk).post(f"/items/{line.pk}/word/", upload(files_of.tracked())).url
    assert "It also holds tracked changes, which the paper does not show." in main(client.get(address))


# ── Who may ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", ["member", "stranger", "author"])
def test_only_those_who_prepare_the_agenda_see_a_file_that_waits(client, looked_at, line, who, request):
    entering(client, request.getfixturevalue(who))
    assert client.get(f"/items/{line.pk}/word/").status_code in (403, 404)
    assert client.get(looked_at).status_code == 404
    assert client.get(f"{looked_at}pictures/1/").status_code == 404
    assert client.post(f"{looked_at}leave/").status_code == 404


def test_nobody_reads_a_picture_or_the_file_of_a_draft(client, looked_at, member):
    take(client, looked_at, is_kept="on")
    paper = Paper.objects.get()
    for reader in (None, member):
        client.logout()
        if reader:
            entering(client, reader)
        assert client.get(f"/papers/{paper.slug}/pictures/1/").status_code == 404
        assert client.get(f"/papers/{paper.slug}/original/").status_code == 404


@pytest.fixture
def private(client, clerk, second_clerk, meeting, files):
    """A published report of part 2, its words and pictures with a canary, its file kept."""
    line = actions.add_item(meeting=meeting, title="Prices", by=clerk, public_title="Care", **EXEMPT)
    content = files_of.report(title="canary-title", purpose="canary-purpose")
    take(client, entering(client, clerk).post(f"/items/{line.pk}/word/", upload(content)).url, is_kept="on", **{"alt-1": "canary-alt"})
    return cleared_and_issued(Paper.objects.get(), meeting, second_clerk, clerk)


@pytest.mark.parametrize("who", [None, "stranger", "author"])
def test_what_is_private_leaves_by_no_door(client, private, meeting, who, request):
    client.logout()
    if who:
        entering(client, request.getfixturevalue(who))
    for address in ("", "pdf/", "original/", "pictures/1/"):
        assert client.get(f"/papers/{private.slug}/{address}").status_code == 404
    for address in (f"/meetings/{meeting.slug}/", "/search/?q=nurses"):
        assert "canary" not in main(client.get(address))
    for pack in Pack.objects.visible_to(request.getfixturevalue(who) if who else client.get("/").wsgi_request.user).filter(meeting=meeting):
        assert not pack.is_private


def test_a_member_reads_what_is_private_with_its_pictures(client, private, member):
    entering(client, member)
    page = soup(client.get(private.get_absolute_url()))
    assert client.get(page.select_one(".app-document img")["src"]).status_code == 200
    assert client.get(f"/papers/{private.slug}/original/").status_code == 200
    assert "canary-title" in main(client.get("/search/?q=nurses"))


def test_pictures_and_the_file_of_part_2_ask_again_who_is_there(client, private, member):
    for ago, status in ((0, 200), (3600, 302)):
        confirmed(client, member, ago=ago)
        for address in ("pictures/1/", "original/"):
            answer = client.get(f"/papers/{private.slug}/{address}")
            assert answer.status_code == status, address
    assert answer["Location"].startswith("/login/again/")
