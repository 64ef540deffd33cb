"""Appendices, places, withdrawn and deferred items, private titles: by the pages of a clerk, and as the public reads them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from committees import actions
from committees.models import AgendaItem

from ..conftest import IN_TIME, a_pdf
from ..reading import entering, lines, main, problems, soup, typed, words


@pytest.fixture
def desk(client, clerk, time_machine):
    time_machine.move_to(IN_TIME, tick=False)
    return entering(client, clerk)


def test_an_appendix_is_added_to_an_item_from_its_line_private_by_itself(desk, published, item, files):
    page = soup(desk.get(published.get_draft_url()))
    link = next(one for one in page.select("#item-1 a") if words(one).startswith("add to it"))
    form = soup(desk.get(link["href"]))
    assert "It stands under item 1" in words(form.find("main"))
    upload = {"upload": SimpleUploadedFile("a.pdf", a_pdf())}
    desk.post(link["href"], typed(form, title="canary-appendix", part="2", **EXEMPT_TYPED, public_title="Prices") | upload)
    assert AgendaItem.objects.get(place=1).mark == "1a"

    desk.logout()
    said = main(desk.get(published.get_absolute_url()))
    assert "Prices. This appendix will be considered in private. Reason: paragraph 3." in said and "canary" not in said
    assert "To resolve, under section 100A(4)" in said and "during item 1a" in said


EXEMPT_TYPED = {
    "exempt_basis": "paragraph-3",
    "exempt_reason": "Prices are still being agreed.",
    "exempt_decided_by": "Monitoring officer",
    **{f"exempt_decided_date_{part}": value for part, value in (("day", "20"), ("month", "11"), ("year", "2018"))},
    **{f"exempt_review_date_{part}": value for part, value in (("day", "3"), ("month", "6"), ("year", "2019"))},
}


@pytest.mark.parametrize("under", ["x", "00000000-0000-0000-0000-000000000000"])
def test_what_is_added_to_no_item_of_mine_is_not_there(desk, published, under):
    assert desk.get(f"{published.get_draft_url()}add/?as=title&under={under}").status_code == 404


@pytest.mark.parametrize(("sent", "first"), [({"to": "place", "place": "1"}, "Three"), ({"before": ""}, "One"), ({"to": "up"}, "One")])
def test_an_item_moves_any_distance_without_script(desk, meeting, clerk, sent, first):
    for title in ("One", "Two", "Three"):
        actions.add_item(meeting=meeting, title=title, by=clerk)
    last = meeting.items.get(title="Three")
    desk.post(f"/items/{last.pk}/move/", sent)
    assert lines(soup(desk.get(meeting.get_draft_url())))[0].split()[1] == first


@pytest.mark.parametrize("place", ["", "first", "-1", "99999"])
def test_a_place_that_is_no_number_moves_nothing_and_says_so(desk, meeting, clerk, place):
    item = actions.add_item(meeting=meeting, title="One", by=clerk)
    said = main(desk.post(f"/items/{item.pk}/move/", {"to": "place", "place": place}, follow=True))
    assert "Enter the number of a place." in said


@pytest.mark.parametrize("before", ["x", "00000000-0000-0000-0000-000000000000"])
def test_what_is_dropped_before_nothing_real_does_no_harm(desk, meeting, clerk, before):
    item = actions.add_item(meeting=meeting, title="One", by=clerk)
    assert desk.post(f"/items/{item.pk}/move/", {"before": before}).status_code in (302, 404)
    assert meeting.items.get().number == 1


def test_an_item_is_withdrawn_with_a_reason_and_its_line_stays(desk, published, item):
    address = f"/items/{item.pk}/withdraw/"
    assert problems(soup(desk.post(address, {}), 422)) == ["Enter why"]
    desk.post(address, {"reason": "It is not ready."})
    assert "Commissioning intentions Withdrawn It is not ready." in main(desk.get(published.get_absolute_url()))
    desk.post(f"/items/{item.pk}/restore/")
    assert "Withdrawn" not in main(desk.get(published.get_absolute_url()))


def test_an_item_is_deferred_to_a_meeting_that_is_not_called_yet(desk, published, item):
    desk.post(f"/items/{item.pk}/defer/", {"to": "", "reason": "No time."})
    assert "Deferred No time." in main(desk.get(published.get_absolute_url()))


@pytest.mark.parametrize("verb", ["withdraw", "defer", "restore"])
@pytest.mark.parametrize("who", ["member", "stranger"])
def test_who_does_not_serve_the_committee_changes_nothing(client, published, item, request, verb, who):
    assert entering(client, request.getfixturevalue(who)).post(f"/items/{item.pk}/{verb}/", {"reason": "x"}).status_code == 404
    assert AgendaItem.objects.get().status == "ON"


def test_why_a_private_item_is_withdrawn_is_not_public(desk, published, clerk, exempt_item):
    actions.withdraw_item(item=exempt_item, by=clerk, reason="canary-why")
    desk.logout()
    said = desk.get(published.get_absolute_url()).content.decode()
    assert "This item is withdrawn." in said and "canary" not in said
