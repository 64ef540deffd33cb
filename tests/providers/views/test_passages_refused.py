"""A letter that came too late, and a file in which nothing can be read: each is refused in words."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from weasyprint import HTML

from providers import actions
from providers.models import Letter, Response, Transcript
from tests.portal import ocr

from ..conftest import DEADLINE
from ..letter_desk import LINES, a_letter, all_looked_at, brought, page_of, recording, sent
from ..reading import entering, problems, read, words


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("providers.views.passages.database_now", lambda: DEADLINE)


@pytest.fixture
def desk(client, author, invitation):
    return entering(client, author)


# ── Too late
def test_one_that_came_too_late_says_what_to_do_and_keeps_what_was_typed(desk, round):
    page = read(all_looked_at(desk, brought(desk)))
    late = {"came_at_day": "18", "came_at_time": "4:59pm", "statement": "On the whole"}
    type(round).objects.filter(pk=round.pk).update(response_deadline=DEADLINE - timedelta(minutes=2))

    page = read(desk.post(f"{Letter.objects.get().get_absolute_url()}record/", recording(page, **late)), 422)

    assert "after the deadline" in problems(page)[0] and page.select_one("[name=statement]").get_text(strip=True) == "On the whole"
    assert "or leave every passage out and take the statement out to keep the letter as late" in problems(page)[0]


def test_one_whose_passages_are_all_left_out_is_kept_as_late(desk, round):
    letter = brought(desk)
    keys = [box["value"] for box in read(letter).select("[name=passage]")]
    page = read(desk.post(page_of(letter), sent(read(letter), right=keys, **{f"{key}-goes": "LEFT_OUT" for key in keys}), follow=True))
    type(round).objects.filter(pk=round.pk).update(response_deadline=DEADLINE - timedelta(minutes=2))

    said = words(read(desk.post(f"{page_of(letter)}record/", recording(page, came_at_time="4:59pm"), follow=True)))

    assert "It came too late: the letter is kept and does not count" in said
    assert Transcript.objects.get().is_late and not Response.objects.exists()


# ── What cannot be read
def test_an_empty_a_damaged_and_a_strange_file_are_refused_in_words(desk):
    for content, name, says in [
        (b"", "letter.docx", "empty"),
        (b"PK\x03\x04 and nothing", "letter.docx", "Word"),
        (b"%PDF-1.4 damaged", "letter.pdf", "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "letter.docx", "password"),
        (a_letter(" "), "letter.docx", "is empty"),
    ]:
        page = read(brought(desk, content, name), 422)
        assert says in problems(page)[0], problems(page)
    assert not Letter.objects.exists()


def a_pdf(pages, words="Words. "):
    return HTML(string="".join(f"<p style='break-after: page'>{words}{at}</p>" for at in range(pages))).write_pdf()


def test_more_than_sixty_pages_are_refused_in_words(desk):
    page = read(brought(desk, a_pdf(61), "long.pdf"), 422)
    assert problems(page) == [
        "“long.pdf” has 61 pages, and 60 is the most that is read of a letter. Record it by typing, with the file attached"
    ]


def test_a_picture_of_a_letter_is_said_to_be_one(desk, tmp_path, monkeypatch):
    ocr.remove(tmp_path, monkeypatch)
    scan = io.BytesIO()
    Image.new("RGB", (600, 850), "grey").save(scan, "PDF")
    page = read(brought(desk, scan.getvalue(), "scan.pdf"), 422)
    assert "“scan.pdf” is a picture of a letter" in problems(page)[0]


def test_what_ocr_read_of_a_letter_is_unsure_and_says_so(desk, tmp_path, monkeypatch):
    ocr.install(tmp_path, monkeypatch, "UEC-01: we support this intention.", "It needs more staff.")
    brought(desk, ocr.scan(), "scan.pdf")
    letter = Letter.objects.get()
    assert [one["text"] for one in letter.said] == ["UEC-01: we support this intention.", "It needs more staff."]
    assert all(one["sure"] <= 0.5 and one["why"][0] == "Read by OCR: check its words" for one in letter.said)
    assert "read by OCR" in letter.left_out[0]


# ── What the action holds, whatever page was sent
def test_a_passage_that_the_letter_has_not_and_an_intention_that_is_gone_are_never_recorded(desk, author):
    brought(desk)
    letter = Letter.objects.get()
    said = {"goes": "INTENTION", "references": ["UEC-99"], "stance": "support", "words": "Yes", "conditions": [], "is_done": True}
    assert actions.mark_passages(letter=letter, marks={"b999": (0, said)}, by=author) == ["b999"]
    letter.refresh_from_db()
    assert letter.marked == {}

    actions.mark_passages(letter=letter, marks={one["key"]: (0, {**said, "chapter": "", "title": ""}) for one in letter.said}, by=author)
    page = read(desk.get(f"{letter.get_absolute_url()}record/"))
    page = read(desk.post(f"{letter.get_absolute_url()}record/", recording(page)), 422)
    assert problems(page) == ["UEC-99: not in the latest edition. Choose another intention, or leave the passage out."]
    assert not Response.objects.exists()


def test_all_that_still_wait_are_left_out_at_once_with_what_was_ticked_kept(desk):
    page = brought(desk, a_letter(*LINES, *(f"Line {at} about nothing." for at in range(40))))
    form = sent(read(page))
    answer = desk.post(page_of(page), {**form, "do": "rest"}, follow=True)

    assert "passages left out. Each can still be changed, until it is recorded." in words(read(answer))
    assert page_of(answer).endswith("/record/")
    letter = Letter.objects.get()
    marked = {key: one["goes"] for key, one in letter.marked.items()}
    assert len(marked) == len(letter.said) and marked["b4"] == "INTENTION" and marked["b46"] == "LEFT_OUT"
    assert {one["who"] for one in letter.marked.values()} == {"Ann Author"}


def test_what_is_wrong_on_the_page_is_said_before_anything_is_left_out(desk):
    page = brought(desk)
    answer = desk.post(page_of(page), {**sent(read(page), right=["b5"]), "do": "rest"})

    assert answer.status_code == 422 and Letter.objects.get().marked == {}


def test_the_day_of_a_letter_that_may_be_two_is_asked_and_not_guessed(desk):
    page = brought(desk, a_letter("Date: 04/03/2027", *LINES))
    assert "Not read: its day, “04/03/2027”, which may be two: enter it when you record it" in words(read(page))
    assert Letter.objects.get().dated is None

    recorded = read(desk.get(f"{Letter.objects.get().get_absolute_url()}record/"))
    assert "“04/03/2027”, which may be two" in words(recorded.select_one("#unclear"))
    assert recorded.select_one("[name=dated_day]").get("value", "") == ""


def test_another_day_of_the_letter_tells_which_comes_first(desk):
    brought(desk, a_letter("Date: 04/03/2027", *LINES, "We met on 25/02/2027."))

    letter = Letter.objects.get()
    assert str(letter.dated) == "2027-03-04" and letter.left_out == []
