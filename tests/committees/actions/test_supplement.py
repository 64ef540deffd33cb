import re

import pikepdf
import pytest
from django.core.files.base import ContentFile

from committees import actions
from committees.models import Pack
from committees.states import PackKind

from ..conftest import IN_TIME, LATE, MEETING, WORDS, a_pdf, print_everything

URGENT = {"chair_reason": "A ward closes on Friday.", "chair_agreed_by": "The vice-chair", "chair_agreed_date": MEETING}


@pytest.fixture
def late_item(packs, published, committee, ccg, author, approver, clerk):
    """Item 3 came after the deadline."""
    paper = actions.make_paper(committee=committee, author=ccg, title="Ward closure", by=author, **WORDS)
    actions.clear(paper=paper, by=approver, at=IN_TIME)
    return actions.add_item(meeting=published, title="Ward closure", by=clerk, paper=paper, at=LATE, **URGENT)


def supplement(published, clerk):
    issued = actions.issue_pack(meeting=published, by=clerk, at=LATE, kind=PackKind.SUPPLEMENT)
    print_everything()
    return [Pack.objects.get(pk=pack.pk) for pack in issued]


def foot(pack):
    """ "Page 12 of 14" of each page, as the file labels them."""
    with pack.document.file.open("rb") as file, pikepdf.open(file) as pdf:
        return int(pdf.Root.PageLabels.Nums[1].St), len(pdf.pages)


def test_after_the_deadline_an_item_needs_the_chairs_reason(packs, published, clerk):
    with pytest.raises(actions.NotReady, match="The deadline has passed"):
        actions.add_item(meeting=published, title="Late", by=clerk, at=LATE)


def test_what_comes_late_goes_into_a_supplement_only(late_item, published, clerk):
    main = actions.issue_pack(meeting=published, by=clerk, at=LATE)[0]
    assert not main.items.filter(item=late_item).exists()
    late = "Late: A ward closes on Friday. Agreed for the chair by The vice-chair on 3 December 2018."
    line = {"number": "3", "title": "Ward closure", "key": "", "note": "Supplement", "marking": "", "late": late}
    assert line in main.document.facts["agenda"]


def test_a_supplement_goes_on_in_the_page_numbers_of_its_pack(late_item, published, packs, clerk):
    for main, more in zip(packs, supplement(published, clerk), strict=True):
        assert foot(main)[0] == 1
        assert foot(more)[0] == main.document.pages + 1
        assert more.document.parts.get().last_page == main.document.pages + more.document.pages


def test_a_supplement_waits_for_its_pack_and_follows_it_when_it_is_issued_again(late_item, published, clerk):
    supplement(published, clerk)
    issued = actions.issue_pack(meeting=published, by=clerk, at=LATE)
    print_everything()
    followers = Pack.objects.filter(kind=PackKind.SUPPLEMENT, issue=2)
    assert {pack.document.after_id for pack in followers} == {pack.document_id for pack in issued}
    assert all(pack.document.is_ready for pack in followers)


def test_no_supplement_without_its_pack_or_without_anything_in_it(published, clerk):
    with pytest.raises(actions.NotReady, match="Issue the agenda pack before a supplement"):
        actions.issue_pack(meeting=published, by=clerk, at=LATE, kind=PackKind.SUPPLEMENT)


def test_an_uploaded_pdf_is_bound_and_the_pack_says_that_it_is_not_accessible(files, published, clerk):
    actions.add_item(meeting=published, title="Map", by=clerk, upload=ContentFile(a_pdf(), name="map.pdf"), at=IN_TIME)
    (pack,) = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    print_everything()
    pack = Pack.objects.get(pk=pack.pk)

    assert [part.label for part in pack.document.parts.order_by("order")][-1] == "Item 2: Map (PDF, not accessible)"
    assert not pack.document.is_accessible
    assert any(re.search("a whole page is one picture", fault) for fault in pack.document.faults)


def test_an_item_withdrawn_while_its_pack_prints_stays_in_the_issue_and_on_the_agenda(files, published, item, clerk):
    (pack,) = actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    with pytest.raises(actions.NotReady, match="in a pack that has been issued"):
        actions.remove_item(item=item, by=clerk)
    print_everything()
    assert Pack.objects.get(pk=pack.pk).document.is_ready
