"""The task list of a round that begins: what is done, what is not, and what is next."""

from django.urls import reverse

from portal.nhsuk.words import colour_of

from ..documents.starting import first_steps, next_step

COMPLETED, NOT_STARTED, OPTIONAL = "Completed", "Not started", "Optional"


def task_list(round, user):
    """None once every step is done, or the round is published, or for who only reads."""
    if round.first_published_at or not user.has_perm("intentions.edit", round):
        return None
    steps, ahead = first_steps(round), next_step(round)
    if ahead is None:
        return None
    return {"items": [_item(round, step) for step in steps], "next": ahead, "href": _href(round, ahead)}


def _item(round, step):
    done = {"text": COMPLETED if step.is_done else OPTIONAL}
    status = done if step.is_done or not step.is_needed else {"tag": {"text": NOT_STARTED, "colour": colour_of(NOT_STARTED)}}
    return {"heading": step.title, "hint": {"text": step.hint}, "href": _href(round, step), "status": status}


def _href(round, step):
    if step.key == "people":
        return reverse("organisations:people", args=[round.lead.slug])
    if step.key == "facts":
        return reverse("providers:facts", args=[round.slug])
    return reverse(f"intentions:{step.key}", args=[round.slug])
