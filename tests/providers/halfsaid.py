"""Random half-written responses: whatever was typed or attached is sent, or named before and visible after to its own people alone."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from intentions.states import MoneyKind
from providers import actions
from providers.documents.unsent import mark as hashed
from providers.models import Receipt, Response
from providers.models.position import PROSE
from providers.states import ON_INTENTIONS

from .conftest import IN_TIME
from .reading import read, words

numbers = count(1_000)


@dataclass
class Written:
    """What was typed or attached, each piece with a mark that stands nowhere else."""

    response: Response
    sent: list[str] = field(default_factory=list)  # must stand in what is submitted
    left: list[str] = field(default_factory=list)  # must be named before and shown after


def mark() -> str:
    return f"piece-{next(numbers)}-said"


def write(seed: int, response: Response, by: Any) -> Written:
    """Every intention of the edition answered, half answered, or not touched."""
    chance, written = random.Random(seed), Written(response)
    intentions = [version.intention for version in response.edition.versions.select_related("intention").order_by("pk")]
    for at, intention in enumerate(intentions):
        stance = chance.choice(ON_INTENTIONS) if at == 0 or chance.random() < 0.4 else ""
        _answer(chance, written, intention, stance, by)
    for _ in range(chance.choice([0, 0, 1, 2])):
        _beside(chance, written, by)
    if chance.random() < 0.3:
        rights, name = mark(), f"{mark()}.pdf"
        actions.save_statement(response=response, by=by, rights=rights)
        actions.enclose(response=response, by=by, file=SimpleUploadedFile(name, b"%PDF-"))
        written.sent += [rights, name]
        response.refresh_from_db()
    if chance.random() < 0.5:
        statement = mark()
        actions.save_statement(response=response, by=by, text=f"<p>{statement}</p>")
        written.sent.append(statement)
    return written


def _beside(chance: random.Random, written: Written, by: Any) -> None:
    """A point that hangs on no intention: whole, or without what makes it one."""
    content = {"subject": chance.choice(["MONEY", "TIMETABLE", "PRINCIPLE", "PROPOSED"])}
    content |= {name: mark() for name in ("title", "words") if chance.random() < 0.6}
    is_whole = "words" in content and ("title" in content or content["subject"] != "PROPOSED")
    pieces = written.sent if is_whole else written.left
    pieces += [content[name] for name in ("title", "words") if name in content]
    point = actions.save_point(response=written.response, point=uuid4(), by=by, content=content)
    if chance.random() < 0.4:
        name = f"{mark()}.pdf"
        actions.attach(response=written.response, point=point, by=by, file=SimpleUploadedFile(name, b"%PDF-"))
        pieces.append(name)


def _answer(chance: random.Random, written: Written, intention: Any, stance: str, by: Any) -> None:
    pieces = written.sent if stance else written.left
    content: dict[str, Any] = {"stance": stance}
    for name in chance.sample(PROSE, chance.choice([0, 0, 1, 2, 4])):
        content[name] = mark()
    if chance.random() < 0.3:
        content["conditions"] = [{"text": mark(), "by_date": chance.choice([None, IN_TIME.date()])} for _ in range(chance.choice([1, 3]))]
    amounts = [next(numbers) for _ in range(chance.choice([0, 0, 1, 2]))]
    if amounts:
        content["effects"] = [{"kind": chance.choice([*MoneyKind.values, ""]), "amount": amount, "basis": mark()} for amount in amounts]
    if chance.random() < 0.2:
        content |= {"is_sensitive": True, "sensitive_reason": mark()}
    actions.save_position(response=written.response, intention=intention, by=by, content=content)
    pieces += [content[name] for name in PROSE if name in content]
    pieces += [row["text"] for row in content.get("conditions", [])]
    pieces += [row["basis"] for row in content.get("effects", [])] + [f"{amount:,}" if not stance else f"{amount}.00" for amount in amounts]
    for _ in range(chance.choice([0, 0, 1, 2])):
        name = f"{mark()}.pdf"
        actions.attach(response=written.response, intention=intention, by=by, file=SimpleUploadedFile(name, b"%PDF-"))
        pieces.append(name)


def lost(written: Written, client: Client, *, signatory: Any, commissioner: Any) -> list[str]:
    """What went wrong, each in words: nothing, if nothing half said is lost."""
    response, address = written.response, reverse("providers:check", args=[written.response.pk])
    client.force_login(signatory)
    named, choice, faults = words(read(client.get(address))), "", []
    faults += [f"{piece} is not named before" for piece in written.left if piece not in named]
    try:
        actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")
        faults += [f"{piece} went unsaid" for piece in written.left]
    except actions.HalfSaid as refusal:
        told = json.dumps(refusal.left)
        faults += [f"{piece} is not in the refusal" for piece in written.left if piece not in told]
        choice = hashed(refusal.left)
        actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive", without=choice)
    received = json.dumps(Receipt.objects.get(response=response).content, ensure_ascii=False)
    faults += [f"{piece} is not in what was sent" for piece in written.sent if piece not in received]
    faults += [f"{piece} was sent" for piece in written.left if piece in received and piece.startswith("piece")]
    kept = words(read(client.get(response.get_absolute_url())))
    faults += [f"{piece} is not shown after" for piece in written.left if piece not in kept]
    client.force_login(commissioner)
    heard = client.get(response.get_absolute_url()).content.decode()
    return faults + [f"{piece} reached the commissioner" for piece in written.left if piece in heard and piece.startswith("piece")]
