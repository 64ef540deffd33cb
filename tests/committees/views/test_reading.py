import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from committees import actions
from committees.models import Paper
from portal.audit.models import Event

from ..conftest import EXEMPT, IN_TIME, a_pdf, person, print_everything
from ..reading import entering, lines, main, soup, words

ADDRESS = "/meetings/healthier-communities-2018-12-03/"


# ── P10 Meetings ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_anybody_reads_the_list_of_published_meetings(client, published):
    page = soup(client.get("/meetings/"))

    assert lines(page) == ["7pm on Monday 3 December 2018 Healthier Communities Committee Civic Suite Published"]


def test_a_meeting_whose_agenda_is_a_draft_is_not_listed(client, meeting):
    assert "No agenda has been published." in main(client.get("/meetings/"))


def test_a_committee_is_a_filter_with_its_contact(client, published):
    said = main(client.get("/meetings/?committee=healthier-communities"))

    assert "Healthier Communities Committee: contact Committee clerk, Eastham Council, clerk@example.org" in said


def test_a_clerk_is_told_their_next_steps_and_nobody_else_is(client, published, clerk, member):
    assert "For your organisation" in main(entering(client, clerk).get("/meetings/"))
    assert "For your organisation" not in main(entering(client, member).get("/meetings/"))


# ── P11 Meeting ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_public_reads_of_an_exempt_item_only_why_it_is_private(client, packs, meeting):
    page = soup(client.get(ADDRESS))

    assert lines(page) == [
        f"1 Commissioning intentions pages 3 to {packs[0].document.pages}",
        "2 This item will be considered in private. Reason: paragraph 3. In private",
    ]
    assert "canary" not in page.decode()


def test_a_member_reads_the_title_of_an_exempt_item(client, packs, meeting, member):
    rows = lines(soup(entering(client, member).get(ADDRESS)))

    assert rows[1].startswith("2 canary-line Part 2, exempt pages ")


@pytest.mark.parametrize("who", ["author", "stranger"])
def test_others_who_are_logged_in_read_what_the_public_reads(client, packs, meeting, who, request):
    page = soup(entering(client, request.getfixturevalue(who)).get(ADDRESS))

    assert "canary-line" not in page.decode()


def test_the_pack_is_offered_with_its_pages_and_size(client, packs, meeting):
    said = main(client.get(ADDRESS))

    assert "Issue 1, Part 1 Read it on the web or download the PDF (PDF, 7 pages, " in said
    assert "Parts 1 and 2" not in said


def test_the_draft_of_an_agenda_is_not_there_for_others(client, meeting, member, stranger):
    for user in (member, stranger):
        assert entering(client, user).get(f"/meetings/{meeting.slug}/").status_code == 404


def test_an_annex_says_whom_to_ask_for_an_accessible_version(client, files, published, clerk):
    item = actions.add_item(meeting=published, title="Map", by=clerk, upload=ContentFile(a_pdf(), name="map.pdf"), at=IN_TIME)
    print_everything()
    said = main(client.get(published.get_absolute_url()))

    assert "Map (PDF) This is a PDF supplied by Eastham Council. Ask for an accessible version: Committee clerk" in said
    answer = client.get(reverse("committees:annex", args=[item.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    assert answer["Content-Disposition"] == 'attachment; filename="map.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_exempt_annex_is_open_to_the_committee_only_and_its_opening_is_recorded(client, files, published, clerk, member, stranger):
    upload = ContentFile(a_pdf(), name="sums.pdf")
    item = actions.add_item(meeting=published, title="Sums", by=clerk, upload=upload, at=IN_TIME, **EXEMPT)
    print_everything()
    address = reverse("committees:annex", args=[item.pk])

    assert client.get(address).status_code == 404
    assert entering(client, stranger).get(address).status_code == 404
    assert entering(client, member).get(address).status_code == 200
    assert Event.objects.filter(name="item.opened", by=member).count() == 1


# ── P12 Paper ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_published_paper_is_read_by_anybody_with_numbers_contents_and_page_marks(client, packs, paper):
    page = soup(client.get(f"/papers/{paper.slug}/"))

    assert words(page.h1) == "Healthier Communities Committee, item 1 Commissioning intentions 2019/20"
    assert [words(link) for link in page.select("nav[aria-labelledby=contents] a")][:3] == [
        "1 Purpose",
        "2 Recommendations",
        "3 Policy context",
    ]
    assert "[page 3 of 7]" in words(page)
    assert page.find(id="p5-2-1") is not None
    assert all(page.find(id=link["href"][1:]) for link in page.select("nav[aria-labelledby=contents] a"))


def test_a_paper_that_is_cleared_but_not_published_is_not_there_at_its_public_address(client, cleared, clerk):
    address = f"/papers/{cleared.slug}/"

    assert client.get(address).status_code == 404
    assert entering(client, clerk).get(address).status_code == 404


def test_an_exempt_paper_is_open_to_the_committee_says_so_and_records_its_opening(client, packs, exempt_item, member, stranger):
    address = "/papers/canary-slug/"

    assert client.get(address).status_code == 404
    assert entering(client, stranger).get(address).status_code == 404
    said = main(entering(client, member).get(address))
    assert "Exempt under paragraph 3 of Schedule 12A to the Local Government Act 1972" in said
    assert "You may read it as a member of this committee. Opening it is recorded." in said
    client.get(address)
    assert Event.objects.filter(name="paper.opened", by=member).count() == 1


@pytest.mark.parametrize(
    ("status", "is_exempt", "seen_by"),
    [
        ("DRAFT", False, {"clerk", "author"}),
        ("DRAFT", True, {"clerk", "author"}),
        ("CLEARED", False, {"clerk", "author"}),
        ("CLEARED", True, {"clerk", "author"}),
        ("PUBLISHED", False, {"clerk", "author", "member", "stranger", "nobody"}),
        ("PUBLISHED", True, {"clerk", "author", "member"}),
        ("WITHDRAWN", False, {"clerk", "author"}),
    ],
)
def test_who_sees_a_paper_in_each_state(paper, clerk, author, approver, member, stranger, status, is_exempt, seen_by):
    from django.contrib.auth.models import AnonymousUser

    paper = actions.save_paper(paper=paper, by=author, revision=0, **(EXEMPT if is_exempt else {}))
    if status in ("CLEARED", "PUBLISHED"):
        paper = actions.clear(paper=paper, by=approver, at=IN_TIME)
    if status == "PUBLISHED":
        actions.publish_paper(paper=paper, by=clerk, at=IN_TIME)
    if status == "WITHDRAWN":
        actions.withdraw(paper=paper, by=clerk)

    people = {"clerk": clerk, "author": author, "member": member, "stranger": stranger, "nobody": AnonymousUser()}
    assert {name for name, user in people.items() if Paper.objects.visible_to(user).exists()} == seen_by


def test_a_person_whose_seat_ended_sees_nothing_of_part_2_from_the_next_request(client, packs, exempt_item, member):
    address = "/papers/canary-slug/"
    assert entering(client, member).get(address).status_code == 200
    actions.unseat(seat=member.seats.get(), by=None)

    assert client.get(address).status_code == 404
    assert client.get(packs[1].get_absolute_url()).status_code == 404


def test_pages_that_are_not_there_and_pages_that_are_not_yours_look_alike(client, packs, stranger):
    entering(client, stranger)
    theirs, none = client.get(packs[1].get_absolute_url()), client.get("/packs/00000000-0000-4000-8000-000000000000/")

    assert theirs.status_code == none.status_code == 404
    assert main(theirs, 404) == main(none, 404)


@pytest.mark.parametrize(
    "address", ["/meetings/", "/meetings/healthier-communities-2018-12-03/", "/papers/commissioning-intentions-2019-20/"]
)
def test_a_page_asks_the_database_at_most_twelve_times(client, packs, member, address, django_assert_max_num_queries):
    entering(client, member)
    client.get(address)
    with django_assert_max_num_queries(12 + 2):  # and two for who is logged in
        assert client.get(address).status_code == 200


def test_no_stranger_has_a_clerks_seat_here(stranger, clerk):
    assert person("Nell Nobody").seats.count() == 0
