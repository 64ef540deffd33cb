"""S10: nothing is fetched and no file read through any channel of a paper. S11: poison ends by name, and the next print goes on."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from itertools import product

import pytest

from portal.printing import assembly, pdf
from portal.printing.child import Limits, in_child
from portal.printing.prints import Print
from portal.printing.refusals import CannotPrint

from .measured import measured, sampled

pytestmark = pytest.mark.slow

SECRET = os.path.abspath(__file__)
CHANNELS = [
    '<img alt="x" src="{}">',
    '<img alt="x" srcset="{} 2x">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<link rel="icon" href="{}">',
    '<style>@import "{}";</style>',
    "<style>@import url({}) print;</style>",
    '<style>@font-face {{ font-family: x; src: url("{}") }} p {{ font-family: x }}</style><p>x</p>',
    '<p style="background: url({})">x</p>',
    '<p style="background-image: url({}), url({})">x</p>',
    '<p style="border-image-source: url({})">x</p>',
    '<p style="list-style-image: url({}); display: list-item">x</p>',
    '<p style="content: url({})">x</p>',
    '<p style="mask-image: url({})">x</p>',
    '<p style="cursor: url({}), auto">x</p>',
    "<style>@page {{ background: url({}) }}</style><p>x</p>",
    "<style>p::before {{ content: url({}) }}</style><p>x</p>",
    '<svg><image href="{}" width="9" height="9"/></svg>',
    '<svg><image xlink:href="{}" width="9" height="9"/></svg>',
    '<svg><use href="{}#a"/></svg>',
    '<svg><style>@import "{}";</style></svg>',
    '<svg><rect fill="url({}#a)" width="9" height="9"/></svg>',
    '<svg><filter id="f"><feImage href="{}"/></filter></svg>',
    '<object data="{}">x</object>',
    '<embed src="{}">',
    '<iframe src="{}"></iframe>',
    '<video poster="{}"></video>',
    '<audio src="{}"></audio>',
    '<input type="image" src="{}">',
    '<base href="{}"><img alt="x" src="a.png">',
    '<meta http-equiv="refresh" content="0; url={}">',
    '<script src="{}"></script>',
]
ADDRESSES = ["http://169.254.169.254/latest/", f"file://{SECRET}", SECRET, "ftp://example.org/a", "//example.org/a.png"]
HEAD = '<!DOCTYPE html><html lang="en-GB"><head><title>x</title></head><body><main><h1>x</h1>'
LIMITS = Limits(cpu=5, memory=512, wall=80)  # a quarter of the time a paper has


def poisons():
    """Sixty papers that would hang, burst or confuse a press."""
    for size in (10, 100, 1_000, 10_000, 100_000):
        yield f"<table><tr><td colspan={size}>x</td></tr></table>"
        yield f"<table><tr><td rowspan={size}>x</td></tr></table>"
        yield "<div>" * size
        yield "<ul><li>" * size
        yield "<span>" * size
        yield f"<p>{'x' * size}</p>"
        yield "<table><tr><td>" * min(size, 2_000)
        yield f"<table>{'<tr><td>x</td></tr>' * size}</table>"
        yield f'<p style="width: {size}cm; height: {size}cm">x</p>'
        yield f'<svg viewBox="0 0 9 9" width="{size}" height="{size}" role="img" aria-label="x"><rect width="9" height="9"/></svg>'
        yield f'<p style="font-size: {size}pt">x</p>'
        yield f"<p>{'<b>x</b>' * min(size, 10_000)}</p>"


@pytest.fixture(autouse=True)
def _warm():
    assembly.warm_up()


def test_no_channel_reaches_the_network_or_a_file():
    """Every connection and every opened file is heard by the interpreter itself, in a process of its own for each address."""
    began, failed, tries = time.monotonic(), [], sampled(product(ADDRESSES, CHANNELS))
    for address, channel in tries:
        source = HEAD + channel.format(address, address)
        made = in_child(lambda: _listened(source), limits=LIMITS, keep=lambda: None, every=60)  # noqa: B023
        failed += [(channel, address, what) for what in made.warnings]
    measured("S10", len(tries), len(failed), began, channels=len(CHANNELS), examples=failed[:3])


def _listened(source: str) -> Print:
    heard: list[str] = []

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request") or (event == "open" and str(arguments[0]) == SECRET):
            heard.append(f"{event} {arguments[:1]}")

    sys.addaudithook(listen)
    with suppress(Exception):  # refused by name, or by WeasyPrint itself: here it only matters what was reached
        pdf.render(source)
    return Print(pdf=b"", pages=1, warnings=heard)


def test_poison_is_refused_by_name_or_printed_and_the_next_print_goes_on():
    began, failed, refused, slowest = time.monotonic(), [], 0, 0.0
    sources = sampled(poisons())
    for number, source in enumerate(sources):
        started = time.monotonic()
        try:
            in_child(lambda: Print(pdf=pdf.render(HEAD + source).pdf, pages=1), limits=LIMITS, keep=lambda: None, every=60)  # noqa: B023
        except CannotPrint as refusal:
            refused += 1
            if not refusal.words:
                failed.append(number)
        slowest = max(slowest, time.monotonic() - started)
        after = time.monotonic()
        in_child(lambda: Print(pdf=pdf.render(f"{HEAD}<p>Next.</p>").pdf, pages=1), limits=LIMITS, keep=lambda: None, every=60)
        if time.monotonic() - after > 5:
            failed.append(number)
    measured("S11", len(sources), len(failed), began, refused=refused, slowest_s=round(slowest, 1))
