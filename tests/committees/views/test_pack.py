from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from committees import actions
from committees.models import Pack
from committees.views.packs import faults_together
from portal.audit.models import Event
from portal.printing.models import Document

from ..conftest import EXEMPT, IN_TIME, LATE, LATENESS, print_everything
from ..reading import entering, lines, main, problems, soup, typed, words


def decoded(pdf):
    """Every byte a reader could come by: the file as it is, each stream unpacked, each string, text of every page."""
    with pikepdf.open(BytesIO(pdf)) as file:
        streams = [thing.read_bytes() for thing in file.objects if isinstance(thing, pikepdf.Stream)]
        strings = [str(thing) for thing in file.objects if not isinstance(thing, pikepdf.Stream)]
        names = [str(part) for part in file.open_metadata().items()]
    return b"\n".join([pdf, *streams, *map(str.encode, [*strings, *names])])


def text_of(pdf):
    from subprocess import run

    return run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def bytes_of(pack):
    with pack.document.file.open("rb") as file:
        return file.read()


# ── Part 1 holds nothing of part 2 ──────────────────────────────────────────────────────────────────────────────────
def test_a_part_1_pack_holds_no_word_of_part_2_in_its_text_or_its_bytes(packs):
    public, private = (bytes_of(pack) for pack in packs)

    assert "canary" in text_of(private)  # there is something that could leak
    assert "canary" not in text_of(public)
    assert b"canary" not in decoded(public)
    assert "canary".encode("utf-16-be") not in decoded(public)
    assert "Item 2" not in text_of(public)


def test_a_part_1_pack_has_neither_pages_nor_bookmarks_for_part_2(files, published, clerk, packs, exempt_item):
    """The same agenda, its exempt item a title alone and not a paper, makes the same part 1 page for page."""
    public, private = packs
    assert public.document.pages < private.document.pages
    with pikepdf.open(BytesIO(bytes_of(public))) as file, file.open_outline() as outline:
        assert [item.title for item in outline.root if "Item" in str(item.title)] == ["Item 1: Commissioning intentions"]

    exempt_item = actions.edit_item(item=exempt_item, by=clerk, paper=None, title="Anything", **EXEMPT)
    again, _ = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME, kind="main")
    print_everything()
    again.refresh_from_db()
    assert Document.objects.get(pk=again.document_id).pages == public.document.pages


def test_the_web_version_of_part_1_holds_no_word_of_part_2(client, packs):
    page = client.get(f"/packs/{packs[0].pk}/web/").content.decode()

    assert "canary" not in page
    assert "This item will be considered in private. Reason: paragraph 3." in page


def test_neither_headers_nor_file_name_of_part_1_say_anything_of_part_2(client, packs):
    answer = client.get(f"/packs/{packs[0].pk}/pdf/")

    assert answer["Content-Disposition"] == 'attachment; filename="healthier-communities-2018-12-03-main-1-part-1.pdf"'
    assert "canary" not in str(answer.headers)


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_anybody_downloads_part_1_and_a_member_parts_1_and_2(client, packs, member, stranger):
    public, private = packs
    assert client.get(f"/packs/{public.pk}/pdf/").status_code == 200
    for page in ("", "web/", "pdf/", "progress/"):
        assert client.get(f"/packs/{private.pk}/{page}").status_code == 404
        assert entering(client, stranger).get(f"/packs/{private.pk}/{page}").status_code == 404
        client.logout()
    assert client.get(f"/packs/{private.pk}/web/").status_code == 404
    assert entering(client, member).get(f"/packs/{private.pk}/web/").status_code == 200


def test_the_pdf_of_part_2_asks_again_who_is_there(client, packs, member):
    member.set_password("long enough to be a password")
    member.save()
    answer = entering(client, member).get(f"/packs/{packs[1].pk}/pdf/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/again/")


def test_a_member_removed_while_downloading_keeps_what_was_being_sent_and_gets_nothing_after_it(client, packs, member):
    private = packs[1]
    answer = entering(client, member).get(f"/packs/{private.pk}/pdf/")
    assert answer.status_code == 200
    sent = iter(answer.streaming_content)
    begun = next(sent)
    actions.unseat(seat=member.seats.get(), by=None)

    assert begun + b"".join(sent) == private.document.file.read()
    for name in ("pdf", "offline", "web", "manifest", "notes"):
        assert client.get(f"/packs/{private.pk}/{name}/", headers={"If-None-Match": answer["ETag"]}).status_code == 404


def test_opening_part_2_is_recorded_once_and_the_page_says_so(client, packs, member):
    private = packs[1]
    said = main(entering(client, member).get(private.get_absolute_url()))
    assert (
        "Exempt under paragraph 3 of Schedule 12A to the Local Government Act 1972. You may read it as a member of this committee." in said
    )
    assert not Event.objects.filter(name="pack.opened").exists()

    for _ in range(2):
        client.get(f"/packs/{private.pk}/web/")
    assert Event.objects.of(private).filter(name="pack.opened", by=member).count() == 1


def test_the_manifest_gives_each_paper_its_pages(client, packs):
    public = packs[0]

    assert lines(soup(client.get(public.get_absolute_url()))) == [f"Item 1: Commissioning intentions pages 3 to {public.document.pages}"]


def test_the_web_version_has_the_page_marks_of_the_pdf(client, packs):
    page = main(client.get(f"/packs/{packs[0].pk}/web/item-1/"))

    assert f"[page 3 of {packs[0].document.pages}]" in page


def test_a_pack_that_prints_says_so_and_stops_asking_when_it_is_ready(client, files, published, clerk):
    [pack] = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    page = soup(client.get(pack.get_absolute_url()))
    waiting = page.select_one("[hx-get]")
    assert "every 2s" in waiting["hx-trigger"]
    assert words(waiting.find("a")) == "Check again"
    assert "Printing issue 1. 1 of 1 paper is left. You can leave this page; we will email you." in words(waiting)
    assert client.get(waiting["hx-get"]).status_code == 204  # nothing new

    print_everything()
    part = soup(client.get(waiting["hx-get"]))
    assert part.select_one("[hx-trigger]") is None
    assert "Download it (PDF," in words(part)


def test_a_print_that_failed_says_why_and_is_tried_again_by_the_clerk_only(client, files, published, clerk, member):
    [pack] = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    Document.objects.filter(pk=pack.document_id).update(status="FAILED", failure="Item 1 is too wide.")
    address = reverse("committees:retry", args=[pack.pk])

    assert "Issue 1 could not be printed: Item 1 is too wide. Try again" in main(entering(client, clerk).get(published.get_draft_url()))
    assert entering(client, member).post(address).status_code == 403
    assert entering(client, clerk).post(address).status_code == 302
    assert Document.objects.get(pk=pack.document_id).status == "ORDERED"


# ── Issuing ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_check_lists_both_parts_apart_and_who_is_told(client, clerk, member, published, exempt_item):
    said = main(entering(client, clerk).get(f"{published.get_draft_url()}issue/"))

    assert "Part 1, public 1 Commissioning intentions: In the pack." in said
    assert "Part 2, exempt 2 canary-line: In the pack." in said
    assert "2 people of the committee will be told by email." in said


def test_the_check_gives_the_reason_of_a_late_paper(client, clerk, meeting, item, paper, approver):
    actions.save_paper(paper=paper, by=clerk, revision=0, **LATENESS)
    actions.clear(paper=paper, by=approver, at=LATE)
    actions.publish_agenda(meeting=meeting, by=clerk, at=LATE)

    assert "In the pack. Late: Figures came late." in main(entering(client, clerk).get(f"{meeting.get_draft_url()}issue/"))


def test_a_double_click_issues_once(client, clerk, published, time_machine):
    time_machine.move_to(IN_TIME)
    address = f"{published.get_draft_url()}issue/"
    page = soup(entering(client, clerk).get(address))
    said = typed(page)
    assert words(page.select_one("main form button")) == "Issue pack 1"
    for _ in range(2):
        assert client.post(address, said).status_code == 302

    assert Pack.objects.count() == 1


def test_two_clerks_issue_once_and_the_second_is_told_who_was_first(client, clerk, second_clerk, published):
    address = f"{published.get_draft_url()}issue/"
    said = typed(soup(entering(client, clerk).get(address)))
    actions.issue_pack(meeting=published, by=second_clerk, at=IN_TIME)

    answer = client.post(address, said, follow=True)
    assert "Someone else did this first: Sol Second issued pack 1." in main(answer)
    assert Pack.objects.count() == 1


@pytest.mark.parametrize("issue", ["", "two", "-1", "9999999"])
def test_a_made_up_number_issues_nothing(client, clerk, published, issue):
    answer = entering(client, clerk).post(f"{published.get_draft_url()}issue/", {"issue": issue})

    assert answer.status_code in (302, 422)
    assert not Pack.objects.exists()


def test_what_stands_in_the_way_is_said_on_the_check(client, clerk, meeting, item):
    actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)
    page = soup(entering(client, clerk).post(f"{meeting.get_draft_url()}issue/", {"issue": "1"}), 422)

    assert problems(page) == ["No paper on the agenda is cleared. Clear at least one before you issue a pack."]


@pytest.mark.parametrize("who", ["member", "author", "stranger"])
def test_a_pack_is_issued_by_the_committees_clerks_only(client, published, who, request):
    answer = entering(client, request.getfixturevalue(who)).post(f"{published.get_draft_url()}issue/", {"issue": "1"})

    assert answer.status_code == 404
    assert not Pack.objects.exists()


# ── The next issue ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_member_is_told_what_changed_since_the_issue_they_opened(client, second_issue, member):
    page = soup(entering(client, member).get(second_issue[0].get_absolute_url()))

    said = words(page.find(id="since"))
    assert said.startswith("Since issue 1, opened on 23 November 2018 at 9am: item 1 replaced (page")
    assert "item 3 added (page" in said


def test_nobody_else_is_told(client, second_issue):
    assert soup(client.get(second_issue[0].get_absolute_url())).find(id="since") is None


def test_an_issue_that_was_replaced_says_so_and_leads_to_the_new_one(client, packs, second_issue):
    page = soup(client.get(packs[0].get_absolute_url()))

    inset = page.select_one(".nhsuk-inset-text")
    assert "You are reading issue 1. Issue 2 replaced it on" in words(inset)
    assert inset.find("a")["href"] == second_issue[0].get_absolute_url()


def test_an_issue_stays_current_until_the_next_is_ready(client, packs, published, clerk):
    actions.issue_pack(meeting=published, by=clerk, at=LATE)
    said = main(client.get("/meetings/healthier-communities-2018-12-03/"))

    assert "Issue 1, Part 1 Read it on the web" in said
    assert "Issue 2, Part 1 is being printed. Issue 1 stays current until then." in said


@pytest.mark.parametrize("page", ["", "web/"])
def test_queries_of_a_pack_are_few(client, packs, member, page, django_assert_max_num_queries):
    address = f"/packs/{packs[1].pk}/{page}"
    entering(client, member).get(address)
    with django_assert_max_num_queries(12 + 2):
        assert client.get(address).status_code == 200


def test_the_streams_of_a_pack_are_packed_and_so_unpacked_to_look_into_them(packs):

    assert len(decoded(bytes_of(packs[0]))) > len(bytes_of(packs[0]))


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        (["page 4: a picture", "page 5: a picture", "page 6: a picture", "page 9: a picture"], ["pages 4 to 6 and 9: a picture"]),
        (["no title", "page 2: a picture"], ["no title", "page 2: a picture"]),
    ],
)
def test_pages_with_the_same_fault_are_told_in_one_line(faults, told):
    assert faults_together(faults) == told
