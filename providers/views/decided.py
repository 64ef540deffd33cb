"""What was decided on the points of one response, for whoever reads it."""

from django.urls import reverse

from ..documents.agreed import agreements, goes_into, in_words, ruled, sentences
from ..documents.decided import IN_ORDER, apart, refused
from ..documents.marks import marks
from ..models import Decision


def decided_on(request, response):
    """The published decisions on it, each with its words, in the order of the round."""
    found = Decision.objects.visible_to(request.user).published().filter(position__response=response)
    related = ("intention", "version", "frozen_chapter", "response__organisation", "origin__intention")
    found = found.select_related(*(f"position__{name}" for name in related))
    return found.prefetch_related(ruled("position__conditions"), "corrections").order_by(*IN_ORDER)


def decided_lines(request, response):
    """Each point: the verdict, the agreed words with sum, activity, day and destination, what was not agreed, and what is marked."""
    return [
        {
            "href": reverse("providers:position", args=[response.pk, decision.position.reference]),
            "heading": f"{decision.position.reference} {decision.position.heading}",
            "verdict": decision.get_verdict_display(),
            "reason": decision.reason,
            "lines": [
                *(sentences([f"Agreed: {in_words(one)}", goes_into(one)]) for one, _ in agreements(decision)),
                *map(refused, apart(decision)),
                *marks(decision),
            ],
        }
        for decision in decided_on(request, response)
    ]
