"""Three hundred PDFs from elsewhere, drawn by rule: marks of every kind, forms, turns, boxes, layers, sheets from A0 to A6, damage."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product
from random import Random
from typing import Any

from pikepdf import Array, Dictionary, Name, String

from .annotated import FLAGS, KINDS, WORDS, blank, field, mark, picture, saved

Upload = tuple[str, bytes]
SHEETS = {
    "A0": (2384, 3370), "A1": (1684, 2384), "A2": (1191, 1684), "A3": (842, 1191), "A4": (595, 842), "A5": (420, 595), "A6": (298, 420),
}  # fmt: skip
NO_ROTATE = 16


def uploads(chance: Random) -> Iterator[Upload]:
    yield from chain(marks(), turned(chance), placed_anyhow(chance), blended(chance), forms(), boxes(chance), sheets(), layers(), damaged())


def marks() -> Iterator[Upload]:
    """Every kind, with and without a picture of its own, shown or not."""
    for kind, drawn, flags in product([*KINDS, "Redact"], (False, True), FLAGS):
        file = blank()
        mark(file, kind, flags=FLAGS[flags], drawn=drawn)
        yield f"{kind}, {'drawn' if drawn else 'not drawn'}, {flags}", saved(file)


def turned(chance: Random) -> Iterator[Upload]:
    for turn, held, kind in product((90, 180, 270, 450), (0, NO_ROTATE), ("Square", "Stamp", "Ink", "Text", "Highlight")):
        file = blank()
        mark(file, kind, flags=4 | held, drawn=kind == "Stamp" or bool(held), rect=box_in(chance, 595, 842))
        file.pages[0].obj.Rotate = turn
        yield f"{kind} on a page turned by {turn}, {'held upright' if held else 'turned with it'}", saved(file)


def placed_anyhow(chance: Random) -> Iterator[Upload]:
    """A picture with a matrix, or with a frame of another shape than its place."""
    for number in range(20):
        file = blank()
        note = mark(file, "Stamp", drawn=True, rect=box_in(chance, 595, 842))
        a, b = chance.choice([(1, 0), (0, 1), (-1, 0), (0, -1), (0.7, 0.7), (2, 0)])
        note.AP.N.Matrix = Array([a, b, -b, a, chance.randint(-50, 50), chance.randint(-50, 50)])
        note.AP.N.BBox = Array([0, 0, chance.randint(60, 120), chance.randint(15, 40)])
        yield f"picture {number} with a matrix", saved(file)


def blended(chance: Random) -> Iterator[Upload]:
    for mode, strength in product(("Normal", "Multiply", "Darken", "Screen", "Difference", "Overlay"), (1, 0.4)):
        file = blank()
        note = mark(file, "Square", drawn=True, rect=box_in(chance, 595, 842))
        note.AP.N.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(BM=Name(f"/{mode}"), ca=strength, CA=strength)))
        note.AP.N.write(b"/G gs 1 0.8 0 rg 0 0 100 20 re f")
        yield f"a mark blended by {mode} at {strength}", saved(file)


def forms() -> Iterator[Upload]:
    said: dict[str, dict[str, Any]] = {
        "a line": {"V": "Jane Smith, £45,000"},
        "many lines": {"V": "Many words that go round\nand on a second line", "Ff": 4096, "rect": (72, 250, 320, 330)},
        "a comb": {"V": "AB12CD", "Ff": 1 << 24, "MaxLen": 8},
        "to the right": {"V": "1,234.00", "Q": 2},
        "in colour": {"V": "Approved", "DA": "/Helv 16 Tf 0.8 0 0 rg", "MK": {"BG": [1, 1, 0.8], "BC": [0, 0, 1]}},
        "a choice": {"kind": "Ch", "V": "Two", "Ff": 1 << 17, "Opt": ["One", "Two", "Three"]},
        "a list": {"kind": "Ch", "V": "Two", "Opt": ["One", "Two", "Three"], "rect": (72, 250, 320, 330)},
        "empty": {},
    }
    for (name, what), flags in product(said.items(), FLAGS):
        file = blank()
        field(file, what.get("kind", "Tx"), flags=FLAGS[flags], **{key: one for key, one in what.items() if key != "kind"})
        yield f"a form with {name}, {flags}", saved(file)
    for state, flags in product(("Yes", "Off"), FLAGS):
        file = blank()
        box = field(file, "Btn", flags=FLAGS[flags], needs=False, rect=(72, 300, 90, 318), V=Name(f"/{state}"), AS=Name(f"/{state}"))
        box.AP = Dictionary(N=Dictionary(Yes=picture(file), Off=picture(file, content=b"0 G 1 1 98 18 re S")))
        yield f"a box ticked {state}, {flags}", saved(file)
    for flags in FLAGS:
        file = blank()
        signed = field(file, "Sig", flags=FLAGS[flags], needs=False)
        signed.AP = Dictionary(N=picture(file, content=b"0 0 1 RG 3 w 5 5 m 30 18 l 60 3 l 95 17 l S"))
        yield f"a signature, {flags}", saved(file)


def boxes(chance: Random) -> Iterator[Upload]:
    """Pages whose edges lie where nobody expects them."""
    odd = {
        "a start below nothing": {"MediaBox": [-100, -50, 495, 792]},
        "corners the other way round": {"MediaBox": [595, 842, 0, 0]},
        "cut": {"CropBox": [50, 100, 500, 780]},
        "cut beyond its sheet": {"CropBox": [-50, -50, 700, 900]},
        "trimmed": {"TrimBox": [30, 30, 565, 812], "BleedBox": [20, 20, 575, 822]},
        "fractions": {"MediaBox": [0.4, 0.6, 595.276, 841.89]},
    }
    for (name, sides), turn, kind in product(odd.items(), (0, 90), ("Square", "Ink")):
        file = blank()
        mark(file, kind, rect=box_in(chance, 450, 700))
        page = file.pages[0].obj
        for side, value in sides.items():
            page[f"/{side}"] = Array(value)
        page.Rotate = turn
        yield f"{kind} on a page with {name}, turned by {turn}", saved(file)


def sheets() -> Iterator[Upload]:
    for (name, (width, height)), across in product(SHEETS.items(), (False, True)):
        size = (height, width) if across else (width, height)
        file = blank(size=size, content=b"0.2 0.4 0.8 rg 20 20 100 50 re f 0 G 4 w 10 10 %d %d re S" % (size[0] - 20, size[1] - 20))
        mark(file, "Square", rect=(40, 40, 90, 100))
        yield f"{name} {'across' if across else 'upright'}", saved(file)


def layers() -> Iterator[Upload]:
    rules: dict[str, Any] = {"shown": {}, "hidden": {"OFF": True}, "hidden at first": {"BaseState": Name.OFF}}
    for name, rule in rules.items():
        file = blank()
        layer = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
        usual = Dictionary({f"/{key}": (Array([layer]) if value is True else value) for key, value in rule.items()})
        file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=usual)
        page = file.pages[0].obj
        page.Resources.Properties = Dictionary(L=layer)
        page.Contents = file.make_stream(b"/OC /L BDC\n" + WORDS + b"EMC")
        mark(file, "Square", rect=(40, 40, 90, 100))
        yield f"a layer, {name}", saved(file)


def damaged() -> Iterator[Upload]:
    def whole(change=None) -> bytes:
        file = blank()
        note = mark(file, "Stamp", drawn=True)
        if change:
            change(file, note)
        return saved(file)

    plain = whole()
    yield "cut short", plain[: len(plain) // 2]
    yield "without its last lines", plain[:-60]
    yield "junk before", b"From: somebody\n\n" + plain
    yield "junk after", plain + b"\n<html></html>" * 20
    yield "a wrong place of its table", plain.replace(b"startxref\n", b"startxref\n9")
    changes = {
        "marks that are no list": lambda file, note: setattr(file.pages[0].obj, "Annots", Dictionary()),
        "a mark that is nothing": lambda file, note: file.pages[0].obj.Annots.append(None),
        "a mark that is a number": lambda file, note: file.pages[0].obj.Annots.append(7),
        "a mark without a place": lambda file, note: note.__delitem__("/Rect"),
        "a mark without size": lambda file, note: setattr(note, "Rect", Array([100, 100, 100, 100])),
        "a mark with its corners the other way round": lambda file, note: setattr(note, "Rect", Array([300, 500, 100, 400])),
        "a picture without a frame": lambda file, note: note.AP.N.__delitem__("/BBox"),
        "flags that are words": lambda file, note: setattr(note, "F", Name.Print),
        "a picture that is a word": lambda file, note: setattr(note.AP, "N", Name.Nothing),
        "more of q than of Q": lambda file, note: file.pages[0].obj.Contents.write(b"q q 0.5 0 0 0.5 0 0 cm " + WORDS),
        "more of Q than of q": lambda file, note: file.pages[0].obj.Contents.write(b"Q Q " + WORDS),
        "no content": lambda file, note: file.pages[0].obj.__delitem__("/Contents"),
        "no kind": lambda file, note: note.__delitem__("/Subtype"),
    }
    for name, change in changes.items():
        yield name, whole(change)


def box_in(chance: Random, width: int, height: int) -> tuple[int, int, int, int]:
    left, low = chance.randint(60, width - 220), chance.randint(120, height - 220)
    return left, low, left + chance.randint(60, 150), low + chance.randint(20, 90)
