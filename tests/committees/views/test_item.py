"""What a clerk does with one item of an agenda, and what a member notes beside it."""

import json
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from committees import actions
from committees.models import AgendaItem, Note, Pack, Release, Resolution

from ..conftest import IN_TIME, print_everything
from ..reading import entering, main, problems, soup

ASKED = {
    "exempt_basis": "paragraph-3",
    "exempt_reason": "Prices are still being agreed.",
    "exempt_decided_by": "Monitoring officer",
    **{f"exempt_decided_date_{part}": value for part, value in (("day", "20"), ("month", "11"), ("year", "2018"))},
    **{f"exempt_review_date_{part}": value for part, value in (("day", "3"), ("month", "6"), ("year", "2019"))},
}


def page_of(verb, thing):
    return reverse(f"committees:{verb}", args=[thing.pk])


def test_marking_as_part_2_asks_everything_that_it_takes(client, clerk, packs, item):
    page = soup(entering(client, clerk).post(page_of("remark", item), {}), 422)

    assert "Select why it is exempt" in problems(page)
    assert Pack.objects.filter(recalled_at=None).exists()


def test_marking_as_part_2_takes_it_from_the_public_at_once(client, clerk, packs, item, paper):
    entering(client, clerk).post(page_of("remark", item), ASKED)
    client.logout()

    assert client.get(packs[0].get_absolute_url()).status_code == 404
    assert client.get(f"/papers/{paper.slug}/").status_code == 404
    assert client.get(f"/papers/{paper.slug}/pdf/").status_code == 404


def test_two_clerks_make_an_item_public_from_its_page(client, clerk, second_clerk, exempt_item):
    address = page_of("release", exempt_item)
    entering(client, clerk).post(address, {"reason": "The contract is signed."})
    assert problems(soup(client.post(address, {}), 422)) == ["You proposed this. Another person must agree to make it public."]

    entering(client, second_clerk).post(address, {})
    assert Release.objects.get().status == "AGREED"
    assert not AgendaItem.objects.part_2().exists()


def test_a_second_clerk_may_keep_it_exempt(client, clerk, second_clerk, exempt_item):
    entering(client, clerk).post(page_of("release", exempt_item), {"reason": "The contract is signed."})
    entering(client, second_clerk).post(page_of("release", exempt_item), {"to": "refuse"})

    assert AgendaItem.objects.part_2().contains(exempt_item)


def test_outcomes_are_recorded_from_the_page_and_read_by_the_public(client, clerk, packs, item, published):
    said = {"outcome-1": "referred", "words-1": "To Mayor and Cabinet.", "promise-1-text": "Send figures.", "promise-1-owner": "Clerk"}
    entering(client, clerk).post(page_of("minutes", item), said)
    client.logout()
    words = main(client.get(published.get_absolute_url()))

    assert "note Note the priorities. Referred. To Mayor and Cabinet." in words
    assert "Item 1: Send figures. Clerk." in words


def test_what_a_committee_decided_on_an_exempt_item_is_not_public(client, clerk, packs, exempt_item, published):
    said = {"outcome-1": "agreed", "words-1": "canary-outcome"}
    entering(client, clerk).post(page_of("minutes", exempt_item), said)
    assert Resolution.objects.exists()
    client.logout()

    assert "canary" not in client.get(published.get_absolute_url()).content.decode()


def test_a_referral_without_words_is_refused_at_its_field(client, clerk, packs, item):
    page = soup(entering(client, clerk).post(page_of("minutes", item), {"outcome-1": "referred"}), 422)

    assert problems(page) == ["Enter what was resolved on recommendation 1"]


def test_a_member_writes_a_note_that_nobody_else_reads(client, member, clerk, packs, item):
    address = page_of("notes", item)
    entering(client, member).post(address, {"anchor": "p1", "text": "Ask about beds."})
    assert "Ask about beds." in main(client.get(address))

    assert "Ask about beds." not in main(entering(client, clerk).get(address))
    assert Note.objects.get().place.startswith("1 ")


@pytest.mark.parametrize("who", ["author", "stranger"])
def test_who_does_not_sit_on_the_committee_keeps_no_notes(client, packs, item, who, request):
    assert entering(client, request.getfixturevalue(who)).get(page_of("notes", item)).status_code == 403


def test_notes_are_printed_on_request_for_their_writer_only(client, member, clerk, packs, item):
    actions.write_note(item=item, by=member, text="Ask about beds.")
    address = page_of("pack_notes", packs[0])
    entering(client, member).post(address)
    print_everything()

    assert client.get(f"{address}pdf/").status_code == 200
    assert entering(client, clerk).get(f"{address}pdf/").status_code == 404


def test_a_pack_is_taken_along_as_one_file_with_the_same_words_and_hashes(client, packs):
    taken = zipfile.ZipFile(BytesIO(client.get(page_of("offline", packs[0])).content))
    names = sorted(name.rpartition(".")[2] for name in taken.namelist())
    manifest = json.loads(taken.read("manifest.json"))
    page = next(taken.read(name).decode() for name in taken.namelist() if name.endswith("html"))

    assert names == ["html", "json", "pdf"]
    assert manifest["sha256"] == packs[0].document.sha256
    assert "Why it matters." in page and "canary" not in page


def test_the_manifest_of_part_1_says_nothing_of_part_2(client, packs):
    manifest = client.get(page_of("manifest", packs[0])).json()

    assert [(one["item"], one["first_page"]) for one in manifest["items"]] == [(1, packs[0].document.parts.get().first_page)]
    assert "canary" not in json.dumps(manifest)


def test_an_issue_nobody_waits_for_is_stopped(client, clerk, published):
    (pack,) = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    entering(client, clerk).post(page_of("cancel_print", pack))

    assert Pack.objects.get(pk=pack.pk).document.status == "CANCELLED"


def test_a_meeting_is_moved_from_its_page_but_not_into_the_past(client, clerk, meeting):
    address = f"/meetings/{meeting.slug}/draft/move/"
    said = {"at_day": "3", "at_month": "12", "at_year": "2019", "at_time": "7pm", "venue": "Civic Suite"}
    page = soup(entering(client, clerk).post(address, said), 422)

    assert problems(page) == ["A meeting is not moved into the past. Enter today or a later day."]
