"""A picture from outside is drawn anew of its pixels, and what is none is refused in words."""

from io import BytesIO

import pytest
from PIL import Image

from portal.reading import pictures
from portal.reading.pictures import NoPicture, drawn

from . import drawings


@pytest.mark.parametrize(
    ("content", "ending"), [(drawings.png(), "png"), (drawings.jpeg(), "jpg"), (drawings.webp(), "png"), (drawings.moving(), "png")]
)
def test_each_kind_is_kept_as_png_or_jpeg_with_its_size(content, ending):
    kept = drawn(content)

    assert (kept.ending, kept.width, kept.height) == (ending, 120, 80)
    assert Image.open(BytesIO(kept.content)).size == (120, 80)


def test_nothing_is_kept_of_the_file_but_what_it_shows():
    told = Image.Exif()
    told.update({0x010E: "taken at 51.5, -0.1 by a person"})
    content = drawings.jpeg(exif=told.tobytes(), comment=b"private")

    assert b"by a person" in content
    assert b"by a person" not in drawn(content).content
    assert b"private" not in drawn(content).content


def test_a_picture_taken_sideways_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6

    assert (drawn(drawings.jpeg(exif=turned.tobytes())).width, drawn(drawings.jpeg()).width) == (80, 120)


def test_the_same_picture_has_the_same_name_and_another_another():
    assert drawn(drawings.png()).file == drawn(drawings.png()).file != drawn(drawings.png("#aa0000")).file


def test_of_a_moving_picture_the_first_is_kept_and_it_is_said():
    assert drawn(drawings.moving()).moved
    assert not drawn(drawings.png()).moved


def test_a_large_picture_is_made_as_small_as_a_page_can_show():
    kept = drawn(drawings.png(size=(4800, 1200)))

    assert (kept.width, kept.height) == (2400, 600)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", pictures.EMPTY),
        (b"no picture at all", pictures.UNREADABLE),
        (drawings.png()[:60], pictures.UNREADABLE),
        (drawings.jpeg()[:300], pictures.UNREADABLE),
        (drawings.SVG, pictures.DRAWINGS),
        (drawings.EMF, pictures.DRAWINGS),
        (drawings.WMF, pictures.DRAWINGS),
        (drawings.bomb(), pictures.TOO_LARGE),
        (drawings.bomb(7_000, 7_000), pictures.TOO_LARGE),
        (b"\x89PNG\r\n\x1a\n" + bytes(11 * 1024 * 1024), pictures.TOO_LARGE),
        (drawings.bomb(0, 10), pictures.UNREADABLE),
        (b"BM" + bytes(80), pictures.UNREADABLE),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", pictures.UNREADABLE),
    ],
)
def test_what_is_no_picture_is_refused_in_words(content, why):
    with pytest.raises(NoPicture, match=why.split("(")[0]):
        drawn(content)


def test_a_bullet_or_a_line_is_an_ornament():
    assert drawn(drawings.png(size=(600, 4))).is_ornament
    assert not drawn(drawings.png()).is_ornament
