"""Files as people attach them, made here so that each holds exactly what it is about."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from pikepdf import Array, Dictionary, Name, String

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
CSV = b"Ward,Beds\nAsh,24\nBirch,18\n"


def pdf(words="", *, password="", script=False, script_on_opening=False, inside=False, note=False, launch=False):
    """A PDF of one page, with what else is asked of it."""
    with pikepdf.new() as file:
        file.add_blank_page()
        file.docinfo["/Title"] = words or "A page"
        if script:
            names = Array([String("a"), Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))])
            file.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))
        if script_on_opening:
            file.Root.OpenAction = file.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        if launch:
            file.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("calc.exe")))
        if inside:
            file.attachments["prices.csv"] = CSV
        if note:
            within = pikepdf.AttachedFileSpec(file, CSV, filename="prices.csv")
            clip = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=within.obj)
            file.pages[0].obj.Annots = Array([file.make_indirect(clip)])
        out = io.BytesIO()
        locked = pikepdf.Encryption(owner="owner", user=password) if password else False
        file.save(out, encryption=locked)
    return out.getvalue()


def office(part, *more):
    """A Word, Excel or PowerPoint file as far as its parts go."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in (part, *more):
            parts.writestr(name, "x")
    return out.getvalue()
