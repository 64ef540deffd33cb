"""To whoever subscribes: an edition was published, and a round asks for answers."""

from __future__ import annotations

from datetime import datetime

from portal.alerts.actions import announce
from portal.nhsuk import words
from portal.organisations.models import Place

from ..models import Edition, Programme


def announce_edition(edition: Edition, at: datetime) -> None:
    """That it asks for answers is told by itself when the edition before it did not, or no longer."""
    round = edition.round
    about = [round, *Place.objects.concerned_by(edition.places.all()), *Programme.objects.filter(frozenchapters__edition=edition)]
    announce(edition, says=f"Published: {round.title}, edition {edition.number}", about=about, at=at)
    before = round.editions.filter(number=edition.number - 1).first()
    was_open = before is not None and before.response_deadline is not None and before.response_deadline > at
    if edition.response_deadline and not was_open:
        says = f"Open for responses until {words.when(edition.response_deadline)}: {round.title}"
        announce(round, says=says, about=about, at=at)
