"""The body of a report: read as any Word text, and besides what words alone do not hold: pictures, notes, boxes, numbers of headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from portal.reading.word.names import MC, WPS_TEXT_BOX, W, is_on, number, value
from portal.reading.word.styles import Style

from ..outside import told as kinds
from ..tree import Piece
from ..word.lines import Body, Grid, Line
from ..word.strokes import Marks, R, Strokes, Surroundings

A, V = "{http://schemas.openxmlformats.org/drawingml/2006/main}", "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
NAMING = re.compile(r"\[((?:Picture|Note) \d+)\]")
EMU_A_MILLIMETRE, WIDEST = 36_000, 170
PLAIN = ("", "auto", "000000")


@dataclass
class Drawn:
    """A picture as the file has it: where its bytes are, what its author said it shows, and how wide it stands there."""

    number: int
    relation: str
    alt: str
    is_decorative: bool
    millimetres: int


@dataclass
class Around(Surroundings):
    drawn: list[Drawn] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class ReportStrokes(Strokes):
    around: Around

    def _said(self, child: etree._Element, run: etree._Element) -> str:
        if child.tag not in (f"{W}t", f"{W}delText"):
            return super()._said(child, run)
        said = super()._said(child, run)
        for found in NAMING.findall(said):
            self.around.told.add(kinds.BRACKETS, f"({found})")
        return NAMING.sub(r"(\1)", said)

    def _marked(self, properties: etree._Element | None, marks: Marks) -> Marks:
        for name, kind in ("u", kinds.UNDERLINED), ("highlight", kinds.HIGHLIGHTED), ("color", kinds.COLOURED):
            mark = None if properties is None else properties.find(f"{W}{name}")
            run = None if properties is None else properties.getparent()
            if mark is not None and run is not None and _shows(name, mark) and run.getparent().tag != f"{W}hyperlink":
                text = "".join(run.itertext(f"{W}t"))
                if text.strip():
                    self.around.told.add(kind, text)
        return super()._marked(properties, marks)

    def _note_mark(self, words: str) -> Piece:
        self.around.told.add(kinds.NOTED, words)
        return Piece(f"[Note {len(self.around.noted)}]")

    def _drawn(self, drawing: etree._Element) -> str:
        """A picture by its name, `[Picture 1]`; the words of a box are kept for after the paragraph; what else is drawn is told."""
        chosen = drawing.find(f"{MC}Choice") if drawing.tag == f"{MC}AlternateContent" else drawing
        chosen = drawing if chosen is None else chosen
        boxes = [box for box in chosen.iter(WPS_TEXT_BOX) if "".join(box.itertext(f"{W}t")).strip()]
        if boxes:
            self.around.boxes += boxes
            return ""
        relations = [one.get(f"{R}embed", "") for one in chosen.iter(f"{A}blip")]
        relations += [one.get(f"{R}id", "") for one in chosen.iter(f"{V}imagedata")]
        if not any(relations):
            self.around.told.add(kinds.DRAWING, _alternative(chosen) or "a chart or diagram")
            return ""
        return "".join(self._picture(chosen, relation) for relation in relations if relation)

    def _picture(self, drawing: etree._Element, relation: str) -> str:
        wide = next((number(one.get("cx", "")) for one in drawing.iter(f"{WP}extent")), 0) // EMU_A_MILLIMETRE
        is_decorative = any(one.get("val") in ("1", "true") for one in drawing.iter(DECORATIVE))
        alt = "" if is_decorative else _alternative(drawing)
        self.around.drawn.append(Drawn(len(self.around.drawn) + 1, relation, alt, is_decorative, min(wide, WIDEST)))
        return f"[Picture {len(self.around.drawn)}]"


class ReportBody(Body):
    """Numbers that Word counts before headings stand in them as words; what stands in a box comes after its paragraph."""

    around: Around

    def __init__(self, around: Around, lists: object, name: str) -> None:
        super().__init__(around, lists, name)  # type: ignore[arg-type]
        self.strokes = ReportStrokes(around)

    def _line(self, paragraph: etree._Element, before: object) -> Line:
        line = super()._line(paragraph, before)  # type: ignore[arg-type]
        if line.level and line.text:
            self._count_heading(line, paragraph)
        return line

    def _count_heading(self, line: Line, paragraph: etree._Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = self.around.styles.of(value(None if properties is None else properties.find(f"{W}pStyle")))
        num_id, at = self._numbered(properties, style)
        shown, is_bullet = self.lists.next(num_id, at) if num_id else ("", False)
        if shown and not is_bullet:
            line.pieces.insert(0, Piece(f"{shown} "))

    @staticmethod
    def _numbered(properties: etree._Element | None, style: Style) -> tuple[str, int]:
        num_id, at = style.list or ("", 0)
        numbered = None if properties is None else properties.find(f"{W}numPr")
        if numbered is None:
            return num_id, at
        return value(numbered.find(f"{W}numId"), otherwise=num_id), number(value(numbered.find(f"{W}ilvl")), at)

    def _beside(self, depth: int) -> list[Line | Grid]:
        boxes, self.around.boxes = self.around.boxes, []
        found: list[Line | Grid] = []
        for box in boxes:
            self.around.told.add(kinds.BOX, "".join(box.itertext(f"{W}t")))
            found += self.lines(box, depth + 1)
        return found


def _shows(name: str, mark: etree._Element) -> bool:
    return value(mark) not in PLAIN if name == "color" else is_on(mark)


def _alternative(drawing: etree._Element) -> str:
    named = (one for one in drawing.iter() if isinstance(one.tag, str) and one.tag.endswith("}docPr"))
    return " ".join(next((one.get("descr") or one.get("title") or "" for one in named), "").split())


def relations(tree: etree._Element | None) -> Mapping[str, str]:
    """{id: the part of the archive it leads to}, of those inside the archive."""
    found = [] if tree is None else [one for one in tree if one.get("TargetMode") != "External"]
    return {one.get("Id", ""): _part(one.get("Target", "")) for one in found}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"word/{target.removeprefix('./')}"
