"""One file for reading aloud and for the archive: what PDF/A asks is there, and is claimed only where it is true."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from portal.printing import annexes, archiving, finishing, pdf

from .printing_samples import page, printed, torture
from .test_printing_annexes import FACTS, sheet


def metadata(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as file:
        return file.Root.Metadata.read_bytes()


def made(**more):
    source = page("Paper", '<p id="a">See <a href="#a">this</a> and <a href="https://example.org/">that</a></p>')
    return finishing.finish(pdf.render(source), title="Paper", line="", marking="", tables=0, **more)


def test_a_paper_says_that_it_is_pdf_a_2_and_what_its_colours_are():
    with pikepdf.open(io.BytesIO(made().pdf)) as file:
        said = file.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part>" in said and b"<pdfaid:conformance>A</pdfaid:conformance>" in said
        [intent] = file.Root.OutputIntents
        assert (intent.S, int(intent.DestOutputProfile.N)) == (Name.GTS_PDFA1, 3)
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_every_link_is_printed_as_it_is_seen():
    with pikepdf.open(io.BytesIO(made().pdf)) as file:
        links = [link for one in file.pages for link in one.obj.get("/Annots", [])]
        assert [int(link.F) for link in links] == [4, 4]


def test_a_paper_with_a_file_inside_is_pdf_a_3():
    attached = {"name": "text.json", "text": "{}", "says": "The text that was signed"}
    assert b"<pdfaid:part>3</pdfaid:part>" in metadata(made(attached=attached).pdf)


def test_a_page_from_elsewhere_and_what_holds_a_fault_claim_nothing():
    bound = annexes.print_annex(sheet((595, 842)), "documents/annex.html", {**FACTS, "count": 1}, title="Map")
    assert b"pdfaid" not in metadata(bound.pdf)
    broken = finishing.finish(pdf.render(page("Paper", "<p>ꦗ</p>")), title="Paper", line="", marking="", tables=0)
    assert b"pdfaid" not in metadata(broken.pdf)


@pytest.mark.parametrize(("mode", "claims"), [("RGB", True), ("CMYK", False)])
def test_a_picture_with_colours_for_printers_is_not_for_the_archive(mode, claims):
    file, out = pikepdf.new(), io.BytesIO()
    Image.new(mode, (4, 4)).save(out, "JPEG")
    colours = Name.DeviceRGB if mode == "RGB" else Name.DeviceCMYK
    drawn = file.make_stream(out.getvalue(), Type=Name.XObject, Subtype=Name.Image, ColorSpace=colours)
    inner = file.make_stream(b"", Subtype=Name.Form, Resources=Dictionary(XObject=Dictionary(Im=drawn)))
    file.add_blank_page().obj.Resources = Dictionary(XObject=Dictionary(Fm=inner))
    assert bool(archiving.identifier(file)) == claims


def test_the_profile_is_the_same_each_day():
    first = archiving.colour_profile()
    archiving.colour_profile.cache_clear()
    assert archiving.colour_profile() == first


def test_the_same_paper_has_the_same_bytes_with_it():
    first = printed(torture()).pdf
    printed.cache_clear()
    assert printed(torture()).pdf == first
    assert isinstance(pikepdf.open(io.BytesIO(first)).Root.OutputIntents, Array)
