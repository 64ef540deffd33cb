"""S13: every address at which somebody can send a file, with what stands around it on its page; and what became of a file sent there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import time as hour
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from committees import actions as committees
from intentions import actions as intentions
from intentions import tasks
from intentions.models import Brought
from portal.accounts.models import User
from portal.organisations.models import Membership
from portal.organisations.states import Role
from providers import actions as providers
from tests.providers.reading import read, typed, words

from .upload_files import File

LONGEST = 5.0  # seconds in which somebody is answered


@dataclass(frozen=True)
class Door:
    name: str
    who: Any
    address: str
    field: str = "file"
    takes: tuple[str, ...] = ()  # endings; of workbooks only the portal's own is taken, and is tried by its own tests
    more: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Sent:
    is_refused: bool
    words: str
    seconds: float
    status: int

    @property
    def is_well_refused(self) -> bool:
        return self.is_refused and bool(self.words) and self.status < 500 and self.seconds < LONGEST


def doors(town: SimpleNamespace, round: Any, edition: Any) -> list[Door]:
    response = providers.start(invitation=round.invitations.get(organisation=town.trust), by=town.contributor)
    meeting = committees.call_meeting(committee=town.committee, date=date(2027, 3, 1), time=hour(19), venue="Hall", by=town.clerk)
    said = {"title": "In writing", "description": "<p>We will write.</p>"}
    working = intentions.add_intention(chapter=round.chapters.get(), by=town.author, content=said)
    operator = User.objects.create_user("op@example.org", name="Op Erator", is_operator=True)
    Membership.objects.create(user=town.approver, organisation=town.ccg, role=Role.ADMINISTRATOR)
    draft, at = f"/rounds/{round.slug}/draft/", f"/rounds/{round.slug}/providers/"
    letter = ("dated_day", "17"), ("dated_month", "11"), ("dated_year", "2026")
    return [
        Door("document", town.author, f"{draft}brought/", takes=("pdf", "docx", "xlsx", "odt", "csv", "txt", "html")),
        Door("intentions", town.author, f"{draft}excel/"),
        Door("outcomes", town.author, "/outcomes/excel/north-ccg/outcomes/"),
        Door("register", operator, "/system/organisations/excel/"),
        Door("people", town.approver, "/organisations/north-ccg/people/excel/"),
        Door("decisions", town.author, f"/rounds/{round.slug}/responses/excel/"),
        Door("answers", town.contributor, reverse("providers:workbook", args=[response.pk])),
        Door("in word", town.author, f"{draft}{working.reference}/word/"),
        Door("chapter in word", town.author, f"{draft}UEC/word/"),
        Door("letter", town.author, f"{at}westham-trust/letter/read/", takes=("pdf", "docx")),
        Door("recorded", town.author, f"{at}westham-trust/letter/", "attached", ("pdf", "docx", "png", "jpg"), letter),
        Door("evidence", town.contributor, reverse("providers:position", args=[response.pk, "UEC-01"]), "attached", EVIDENCE, STAY),
        Door("whole", town.contributor, reverse("providers:statement", args=[response.pk]), "attached", EVIDENCE),
        Door("pack", town.clerk, f"{meeting.get_draft_url()}add/?as=upload", "upload", ("pdf",), (("title", "Letter"), ("part", "1"))),
        Door("list", operator, "/system/organisations/list/", takes=("xlsx",)),
        Door("list of a round", town.approver, f"{at}list/", takes=("xlsx",)),
    ]


EVIDENCE = ("pdf", "docx", "xlsx", "csv", "png", "jpg")
STAY = (("then", "stay"),)


def send(client: Client, door: Door, file: File) -> Sent:
    """As a browser would: the page's own form, with this file in it. A document is then read, as its worker would."""
    client.force_login(door.who)
    page = client.get(door.address)
    assert page.status_code == 200, (door.name, page.status_code)
    sent = {**typed(read(page)), **dict(door.more), door.field: SimpleUploadedFile(file.name, file.content)}
    began = time.monotonic()
    answer = client.post(door.address, sent)
    if door.name == "document" and answer.status_code == 302:
        return _read(began)
    return Sent(*_judged(answer, door, file), time.monotonic() - began, answer.status_code)


def _read(began: float) -> Sent:
    brought = Brought.objects.latest("at")
    tasks.read_document(document=str(brought.pk))
    brought.refresh_from_db()
    return Sent(brought.status == "REFUSED", brought.says, time.monotonic() - began, 302)


def _judged(answer: Any, door: Door, file: File) -> tuple[bool, str]:
    """Whether it was refused, and what is said of it where it was chosen."""
    if answer.status_code != 422:
        return False, ""
    page = read(answer, 422)
    named = [one for one in page.select(".nhsuk-error-summary li a") if one.get("href", "").removeprefix("#id_").startswith(door.field)]
    rows = [one for one in page.select(".nhsuk-error-summary li a") if one.get("href") == "#id_rows"] if "list" in door.name else []
    said = " ".join(words(one) for one in [*named, *rows])
    return bool(said), said


def wrong_of(client: Client, door: Door, files: list[File], *, fresh: Callable[[], Any]) -> tuple[list[str], float]:
    """Each hostile file that was taken or refused without words or too slowly; the slowest. `fresh` goes back to before each."""
    wrong, slowest = [], 0.0
    for file in files:
        with fresh():
            sent = send(client, door, file)
        slowest = max(slowest, sent.seconds)
        if not sent.is_well_refused and not (door.name in file.harmless_at and sent.status < 500):
            wrong.append(f"{door.name}: {file.name[:40]} {sent.status} in {sent.seconds:.1f} s “{sent.words[:60]}”")
    return wrong, slowest


def untaken_of(client: Client, door: Door, files: list[File], *, fresh: Callable[[], Any]) -> list[str]:
    """Each good file that this door asks for and did not take."""
    wrong = []
    for file in (one for one in files if one.ending in door.takes):
        with fresh():
            sent = send(client, door, file)
        if sent.is_refused or sent.status >= 500:
            wrong.append(f"{door.name}: {file.name} {sent.status} “{sent.words[:90]}”")
    return wrong
