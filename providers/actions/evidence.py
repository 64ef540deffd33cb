"""Files as evidence: kept as they came, known by their hash, and gone from the disk once nothing reaches them."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from intentions.models import Intention
from portal.accounts.models import User
from portal.audit.actions import record

from ..models import Attachment, Enclosure, Position, Response
from .response import opened, position_on
from .signature import lapse

FOLDER = "evidence"
SETTLED = timedelta(days=1)  # a file younger than this may belong to a save that is still under way


@transaction.atomic
def attach(
    *,
    response: Response,
    by: User,
    file: UploadedFile,
    intention: Intention | None = None,
    point: Position | None = None,
    title: str = "",
) -> Attachment:
    """Evidence as a file, on an intention or on a point of one's own; stored when it is chosen, known by its hash."""
    response = opened(response)
    position = position_on(response, intention, by) if intention else response.positions.beside().get(pk=point and point.pk)
    attachment = Attachment.objects.create(position=position, uploaded_by=by, **_kept(file, title))
    lapse(response, because=f"the text of {position.reference} changed", by=by)
    says = f"attached “{attachment.title}” to {position.reference}"
    record("position.attached", target=position, by=by, owner=response.organisation, says=says, sha256=attachment.sha256)
    return attachment


@transaction.atomic
def detach(*, attachment: Attachment, by: User) -> None:
    """The evidence leaves the draft; a response already submitted keeps its own. The last one to name a file takes it with it."""
    position = attachment.position
    response = opened(position.response)
    name = attachment.file.name
    attachment.delete()
    transaction.on_commit(partial(sweep, str(name)))
    lapse(response, because=f"the text of {position.reference} changed", by=by)
    says = f"removed “{attachment.title}” from {position.reference}"
    record("position.detached", target=position, by=by, owner=response.organisation, says=says)


def _kept(file: UploadedFile, title: str) -> dict[str, Any]:
    """The file as it came, under a name, with its hash."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = title or file.name or "Evidence"
    return {"title": name[:200], "file": file, "sha256": digest.hexdigest(), "size": file.size or 0}


@transaction.atomic
def enclose(*, response: Response, by: User, file: UploadedFile, title: str = "") -> Enclosure:
    """A file for the whole response: it is signed and sent with it, whatever its points are."""
    response = opened(response)
    enclosure = Enclosure.objects.create(response=response, uploaded_by=by, **_kept(file, title))
    lapse(response, because="the files for the whole response changed", by=by)
    says = f"enclosed “{enclosure.title}” with the response to {response.round}"
    record("response.enclosed", target=response, by=by, owner=response.organisation, says=says, sha256=enclosure.sha256)
    return enclosure


@transaction.atomic
def take_out(*, enclosure: Enclosure, by: User) -> None:
    """The file leaves the draft; a response already submitted keeps its own."""
    response = opened(enclosure.response)
    name = enclosure.file.name
    enclosure.delete()
    transaction.on_commit(partial(sweep, str(name)))
    lapse(response, because="the files for the whole response changed", by=by)
    says = f"took “{enclosure.title}” out of the response to {response.round}"
    record("response.taken_out", target=response, by=by, owner=response.organisation, says=says)


def sweep(name: str) -> bool:
    """Whether the file was taken off the disk: only when nothing names it, in a draft or in what was submitted."""
    if any(model._default_manager.filter(file=name).exists() for model in (Attachment, Enclosure)):
        return False
    _storage().delete(name)
    return True


def sweep_all(*, at: datetime) -> int:
    """How many files of no attachment were taken off the disk: of a save that came to nothing, or of a portal that stopped."""
    return sum(sweep(name) for name in _files(_storage(), FOLDER) if _storage().get_modified_time(name) < at - SETTLED)


def _files(storage: Storage, folder: str) -> list[str]:
    """Every file below a folder; none when nothing was ever attached."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return []
    here = [str(PurePosixPath(folder, name)) for name in names]
    return here + [name for one in folders for name in _files(storage, str(PurePosixPath(folder, one)))]


def _storage() -> Storage:
    storage: Storage = Attachment._meta.get_field("file").storage
    return storage
