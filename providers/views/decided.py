"""What was decided on the points of one response, for whoever reads it."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from portal.nhsuk.lists import link
from portal.nhsuk.templatetags.nhs import tag_for

from ..documents.agreed import agreements, goes_into, ruled
from ..documents.decided import IN_ORDER, did
from ..documents.marks import marks
from ..models import Decision

HEADS = "Intention", "Decision", "What is agreed, or why not"


def decided_on(request, response):
    """The published decisions on it, each with its words, in the order of the round."""
    found = Decision.objects.visible_to(request.user).published().filter(position__response=response)
    related = ("intention", "version", "frozen_chapter", "response__organisation", "origin__intention")
    found = found.select_related(*(f"position__{name}" for name in related))
    return found.prefetch_related(ruled("position__conditions"), "corrections").order_by(*IN_ORDER)


def decided_table(request, response):
    """A row a point: the verdict, the agreed words with sum, activity, day and destination, and what was not agreed."""
    rows = [_row(response, decision) for decision in decided_on(request, response)]
    if not rows:
        return None
    head = [{"text": text} for text in HEADS]
    return {"responsive": True, "caption": {"text": "What was decided", "size": "m"}, "head": head, "rows": rows}


def _row(response, decision):
    reference = decision.position.reference
    href = reverse("providers:position", args=[response.pk, reference])
    goes = (goes_into(one) for one, _ in agreements(decision))
    said = format_html_join("", "{}<br>", ((one,) for one in [did(decision), *goes, *marks(decision)] if one))
    return [
        {"html": link(href, reference, hidden=f": the decision on {decision.position.heading}")},
        {"html": tag_for(decision.get_verdict_display())},
        {"html": format_html("{}", said)},
    ]
