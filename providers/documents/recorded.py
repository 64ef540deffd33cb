"""What a letter is written down on: the intentions its sender was asked about."""

from __future__ import annotations

from typing import Any

from intentions.models import Entry

from ..models import Invitation
from ..models.invitation import answering
from .tasks import naming


def to_answer(invitation: Invitation) -> list[Any]:
    """The intentions of the latest edition in its order, each with whether it names them."""
    edition = invitation.round.editions.order_by("-number").values("pk")[:1]
    entries = Entry.objects.filter(edition=edition).annotate(names_us=naming(answering(invitation.organisation)))
    return list(entries.select_related("version__intention").order_by("order"))
