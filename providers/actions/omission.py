"""Nothing half said is left out without somebody's choice; the choice is recorded, and judged wherever a response goes out."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves.clock import database_now

from ..documents.unsent import mark
from ..models import Omission, Response
from .refusals import HalfSaid


def judge_half_said(response: Response, left: list[dict[str, str]], *, by: User, without: str = "", at: datetime | None = None) -> None:
    """The response is locked, and `left` is what is half said in it. A choice made before still holds.

    `without` is the hash of what this person chose to leave out: a piece typed or attached since is not chosen, and nothing
    goes out.
    """
    of_these = mark(left)
    if not left or response.omissions.filter(sha256=of_these).exists():
        return
    if without != of_these:
        raise HalfSaid(left)
    Omission.objects.create(response=response, left=left, sha256=of_these, chosen_by=by, chosen_at=at or database_now())
    pieces = "1 piece" if len(left) == 1 else f"{len(left)} pieces"
    about = ", ".join(dict.fromkeys(one["reference"] for one in left))
    says = f"chose to send the response to {response.round} without {pieces} that have no position: {about}"
    record("response.left_out", target=response, by=by, at=at, owner=response.organisation, says=says, sha256=of_these)
