"""A draft that holds intentions, and next year's text of it as a workbook of rows."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from intentions import actions
from intentions.models import Brought, Chapter, Finding, Intention
from portal.accounts.models import User

HEADS = ("Ref", "Intention", "Description", "Timescale", "Gross saving £")
STANDING = {
    "UEC-01": ("Same day unit", "Every acute site opens a unit for people who need care on the day.", "2019/20"),
    "UEC-02": ("Falls response", "A team goes out to people who have fallen, within two hours of the call.", "By March 2020"),
    "UEC-03": ("Ear syringing", "Hospitals stop routine ear syringing; practices do it.", "October 2019"),
    "UEC-04": ("Patient transport", "Eligibility for patient transport is applied as written.", ""),
}
ROWS = (
    ("UEC-01", "Same day unit", "Every acute site opens a unit for people who need care on the day.", "2019/20", ""),
    ("", "Falls response", "A team goes out to people who have fallen, within one hour of the call.", "By March 2021", "250000"),
    ("", "Earwax", "Hospitals stop routine ear syringing; practices and pharmacies do it.", "October 2019", ""),
    ("", "Virtual wards", "Frailty virtual wards open in each borough, with forty beds.", "2020/21", ""),
)


def stand(chapter: Chapter, by: User, standing: Any = None) -> dict[str, Intention]:
    """{reference: the intention}, as drafts."""
    for reference, (title, words, when) in (standing or STANDING).items():
        content = {"title": title, "description": f"<p>{words}</p>", "timescale": when, "affects_no_provider": True}
        actions.add_intention(chapter=chapter, by=by, owner=by, content=content, reference=reference)
    return {one.reference: one for one in chapter.round.intentions.select_related("latest")}


def book(rows: Any = ROWS, name: str = "next.xlsx") -> SimpleUploadedFile:
    made = openpyxl.Workbook()
    for row in (HEADS, *rows):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def of(brought: Brought, title: str) -> Finding:
    found: Finding = brought.findings.select_related("match").get(kind="intention", title__contains=title)
    return found
