"""What a paper may use, fetch and cost: what is refused is refused in words, and the next paper prints."""

from __future__ import annotations

import base64
import io
import os
import time
from dataclasses import replace

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal.printing import assembly, pdf, refusals
from portal.printing.child import GIVING_WAY, Limits, in_child
from portal.printing.prints import Print
from portal.printing.refusals import CannotPrint

from .printing_samples import printed

HEAD = '<html lang="en-GB"><title>x</title><h1>x</h1>'
LIMITS = Limits(cpu=2, memory=512, wall=20)
NICEST = 19  # steps: there are no more
PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture(autouse=True, scope="module")
def _warm():
    """As in the worker: no child spends its time on reading WeasyPrint."""
    assembly.warm_up()


def nothing():
    """A beat that has nothing to say."""


def child(work, limits=LIMITS, keep=nothing, every=0.2):
    return in_child(work, limits=limits, keep=keep, every=every)


def refusal_of(work, **more):
    with pytest.raises(CannotPrint) as refused:
        child(work, **more)
    return refused.value


def rendered(source, **more):
    return Print(pdf=pdf.render(source, **more).pdf, pages=1)


# ── The child ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_a_child_prints_comes_back_whole():
    made = Print(pdf=os.urandom(3_000_000), pages=2, anchors={"a": 1}, faults=["x"], warnings=["y"], places=[(1, 2)])
    assert child(lambda: made) == made


def test_a_child_that_works_for_ever_is_stopped_by_its_share_of_time():
    def work():
        while True:
            pass

    assert refusal_of(work).words == refusals.took_too_long().words


def test_a_child_that_sleeps_for_ever_is_stopped_by_the_clock():
    started = time.monotonic()
    assert refusal_of(lambda: time.sleep(60), limits=Limits(cpu=2, memory=512, wall=1)).words == refusals.took_too_long().words
    assert time.monotonic() - started < 5


def test_a_child_of_a_worker_that_has_grown_has_as_much_memory_of_its_own_as_any():
    grown = bytearray(600 * 1024 * 1024)
    assert child(lambda: Print(pdf=bytes(bytearray(200 * 1024 * 1024)[:1]), pages=len(grown) and 1)).pages == 1


@pytest.mark.parametrize("gives_way", [True, False])
def test_a_child_that_gives_way_asks_for_less_of_the_processor(gives_way):
    nicer = child(lambda: Print(b"", pages=os.nice(0)), limits=replace(LIMITS, gives_way=gives_way)).pages - os.nice(0)
    assert nicer == (min(GIVING_WAY, NICEST - os.nice(0)) if gives_way else 0)


def test_a_child_that_wants_too_much_memory_is_refused_it():
    assert refusal_of(lambda: bytearray(900 * 1024 * 1024)).words == refusals.too_much_memory().words


def test_a_child_that_dies_is_told_from_one_that_refuses():
    refusal = refusal_of(lambda: os.kill(os.getpid(), 9))
    assert (refusal.words, refusal.is_chance) == (refusals.STOPPED, True)


def test_a_refusal_in_the_child_keeps_its_words():
    def work():
        raise refusals.table_too_wide("3 Money")

    assert refusal_of(work).words == "the table in section “3 Money” is too wide. Make it narrower or attach it as an annex."


def test_the_lease_is_kept_while_the_child_works():
    beats = []
    child(lambda: time.sleep(1) or Print(b"", 1), keep=lambda: beats.append(1), every=0.2)
    assert len(beats) >= 3


def test_a_lost_lease_ends_the_child():
    def lost():
        raise LookupError

    started = time.monotonic()
    with pytest.raises(LookupError):
        child(lambda: time.sleep(30), keep=lost)
    assert time.monotonic() - started < 3


def test_a_child_has_none_of_the_workers_files_and_leaves_none_behind(tmp_path):
    with (tmp_path / "open").open("w") as held:

        def work():
            try:
                os.fstat(held.fileno())
            except OSError:
                return Print(b"closed", 1)
            return Print(b"open", 1)

        assert child(work).pdf == b"closed"


# ── Poison ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_hundred_thousand_columns_are_stopped():
    work = lambda: rendered(f"{HEAD}<table><tr><td colspan=100000>x</td></tr></table>")  # noqa: E731
    assert not refusal_of(work).is_certain


def test_depth_without_end_is_refused_in_words():
    assert refusal_of(lambda: rendered(HEAD + "<div>" * 3000)).words == refusals.too_deep().words


def test_a_table_wider_than_the_paper_is_refused_by_the_name_of_its_section():
    cells = "".join(f"<td>Commissioningintentions{n}</td>" for n in range(12))
    work = lambda: rendered(f"{HEAD}<h2>6 Money</h2><table><tr>{cells}</tr></table>")  # noqa: E731
    assert refusal_of(work).words == "the table in section “6 Money” is too wide. Make it narrower or attach it as an annex."


def test_see_through_text_is_refused_because_it_cannot_be_read_aloud():
    assert refusal_of(lambda: rendered(f'{HEAD}<p style="opacity: .5">x</p>')).words == refusals.see_through_text().words


def test_what_must_fit_one_page_is_set_smaller_until_it_does():
    source = HEAD + "<p>Words that fit when they are smaller.</p>" * 40
    assert [pages(pdf.render(source)), pages(pdf.render(source, one_page=True))] == [2, 1]


def pages(made):
    return len(pikepdf.open(io.BytesIO(made.pdf)).pages)


def test_what_cannot_fit_one_page_is_refused_with_the_section_and_the_lines():
    source = HEAD + "<h2>Objectives</h2><p>x</p><h2>Risks</h2>" + "<p>A risk.</p>" * 60
    with pytest.raises(CannotPrint, match=r"“Risks” is \d+ lines too long for one page. Shorten it or another section."):
        pdf.render(source, one_page=True)


# ── What it may fetch ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/",
        "https://example.org/a.png",
        "ftp://example.org/a.png",
        "file:///etc/passwd",
        "press:../portal/settings.py",
        "press:build/fonts/../../../manage.py",
        "press:app.scss",
        "attachment:../../../etc/passwd",
        "data:text/html,<script>",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "javascript:alert(1)",
        "//example.org/a.png",
    ],
)
@pytest.mark.parametrize(
    "channel",
    [
        '<img alt="x" src="{}">',
        '<link rel="stylesheet" href="{}">',
        '<link rel="attachment" href="{}">',
        '<style>@import "{}";</style>',
        '<p style="background: url({})">x</p>',
        '<style>@font-face {{ font-family: x; src: url("{}") }} p {{ font-family: x }}</style><p>x</p>',
        '<p style="list-style-image: url({}); display: list-item">x</p>',
        '<svg><image href="{}" width="9" height="9"/></svg>',
        '<svg><use href="{}#a"/></svg>',
        '<object data="{}">x</object>',
        '<embed src="{}">',
        '<p style="content: url({})">x</p>',
    ],
)
def test_nothing_is_read_that_is_not_ours(address, channel, monkeypatch):
    """Either it is refused in words or it is never asked for; no channel reaches a file or the network."""
    reached = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda self, request, *rest, **more: reached.append(request))
    try:
        pdf.render(HEAD + channel.format(address))
    except CannotPrint as refusal:
        assert refusal.words.startswith(("it uses a picture or file from elsewhere", "the attached picture"))
    assert reached == []


def test_a_picture_from_elsewhere_is_refused_by_its_address():
    with pytest.raises(CannotPrint) as refused:
        pdf.render(f'{HEAD}<img alt="x" src="https://example.org/a.png">')
    assert refused.value.words == "it uses a picture or file from elsewhere (https://example.org/a.png). Attach the picture instead."


def test_a_stored_attachment_is_printed(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save("charts/pixel.png", ContentFile(base64.b64decode(PIXEL.partition(",")[2])))
    made = pdf.render(f'{HEAD}<img alt="A dot" src="attachment:{name}">')
    assert made.warnings == []
    assert b"/Subtype /Image" in made.pdf


def test_an_attachment_that_is_gone_is_refused_by_its_name(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(CannotPrint) as refused:
        pdf.render(f'{HEAD}<img alt="x" src="attachment:charts/gone.png">')
    assert refused.value.words == "the attached picture “charts/gone.png” is missing or cannot be read. Attach it again."


# ── Tables without end ──────────────────────────────────────────────────────────────────────────────────────────────
def test_a_table_of_ten_thousand_rows_is_refused_by_its_section_before_it_takes_minutes():
    rows = "<tr><td>a</td><td>b</td></tr>" * 10_000
    work = lambda: rendered(f"{HEAD}<h2>6 Money</h2><table>{rows}</table>")  # noqa: E731
    assert refusal_of(work).words == (
        "the table in section “6 Money” has 10,000 rows; 3,000 is the most that can be printed. Attach it as an annex or a spreadsheet."
    )


def test_a_cell_longer_than_a_page_goes_on_over_pages_in_one_tag():
    long = "services for care and consultation " * 400
    heads = '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    made = printed(f'<html lang="en-GB"><title>x</title><h1>x</h1><table>{heads}<tr><td>x</td><td>{long}</td></tr></table>')
    assert made.pages > 2
    assert made.faults == []
