"""What changed (P7): between two editions, two published versions of an intention, or since the year before."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from portal.nhsuk import fields, words

from ..documents import changes, comparison
from .reading import published_rounds


class Choice(fields.NHSForm):
    """Which two; a GET form."""

    def __init__(self, numbers, before, after, **hidden):
        super().__init__(initial={"from": before, "to": after, **hidden})
        self.fields["from"] = fields.Select(label="From", choices=numbers, blank=None)
        self.fields["to"] = fields.Select(label="To", choices=numbers, blank=None)
        for name in hidden:
            self.fields[name] = fields.HiddenField()


@login_not_required
def compare(request, round):
    found = get_object_or_404(published_rounds(request.user).select_related("rolled_from"), slug=round)
    if "intention" in request.GET:
        return _versions(request, found)
    if request.GET.get("with") == "last-year":
        return _years(request, found)
    return _editions(request, found)


def _page(request, round, **context):
    crumbs = [
        {"text": "Home", "href": reverse("front")},
        {"text": "Rounds", "href": reverse("intentions:rounds")},
        {"text": round.title, "href": round.get_absolute_url()},
    ]
    context |= {
        "round": round,
        "crumbs": crumbs,
        "is_whole": request.GET.get("show") == "whole",
        "counts": _counted(context["differences"]),
    }
    return render(request, "intentions/compare.html", context)


def _counted(differences):
    """12 changes: 2 new, 9 changed, 1 dropped."""
    words_of = Counter(one.word for one in differences)
    changed = sum(one.is_change for one in differences)
    parts = ", ".join(f"{words_of[word]} {word.lower()}" for word in ("New", "Rolled over", "Changed", "Dropped") if words_of[word])
    return {"changed": changed, "said": f"{changed} {'change' if changed == 1 else 'changes'}: {parts}."}


def _two(request, numbers):
    """The two numbers asked for, of those there are; without any the last two."""
    if not numbers:
        raise Http404
    last_two = list(pairwise(numbers))[-1] if len(numbers) > 1 else (numbers[0], numbers[0])
    try:
        asked = int(request.GET.get("from", last_two[0])), int(request.GET.get("to", last_two[1]))
    except ValueError:
        raise Http404 from None
    if not set(asked) <= set(numbers):
        raise Http404
    return asked


def _editions(request, round):
    editions = list(round.editions.order_by("number").values_list("number", "published_at"))
    before, after = _two(request, [number for number, _ in editions])
    content = dict(round.editions.filter(number__in={before, after}).values_list("number", "content"))
    named = [(number, f"Edition {number}, {words.day(published)}") for number, published in editions]
    return _page(
        request,
        round,
        heading=f"Edition {before} compared with edition {after}",
        differences=comparison.between(content[before], content[after]),
        choice=Choice(named, before, after) if len(named) > 1 else None,
    )


def _versions(request, round):
    reference = request.GET["intention"]
    intention = get_object_or_404(round.intentions.filter(published__isnull=False), reference=reference)
    versions = {
        version.number: version
        for version in intention.versions.filter(published_at__isnull=False)
        .order_by("number")
        .with_everything()
        .select_related("intention")
    }
    before, after = _two(request, list(versions))
    found = list(changes(versions[before], versions[after]))
    difference = comparison.Difference(reference, versions[after].title, "Changed" if found else "The same", found)
    named = [(number, f"Version {number}, {words.day(version.published_at)}") for number, version in versions.items()]
    return _page(
        request,
        round,
        heading=f"{reference}: version {before} compared with version {after}",
        intention=intention,
        differences=[difference],
        choice=Choice(named, before, after, intention=reference) if len(named) > 1 else None,
    )


def _years(request, round):
    """Against the latest edition of the round this one was rolled forward from."""
    earlier = round.rolled_from
    if earlier is None or earlier.first_published_at is None:
        raise Http404
    before, after = (one.editions.order_by("-number").values_list("content", flat=True).first() for one in (earlier, round))
    chain = "rolled_from"
    rows = round.intentions.filter(rolled_from__round=earlier).values_list(
        "reference", f"{chain}__reference", f"{chain}__{chain}", f"{chain}__{chain}__{chain}", f"{chain}__{chain}__{chain}__{chain}"
    )
    was, rolled = {}, {}
    for reference, origin, *older in rows:
        years = 1 + sum(one is not None for one in older)
        was[reference] = origin
        rolled[reference] = f"Rolled over from {origin}: {years} {'year' if years == 1 else 'years'}."
    found = comparison.intentions_between(before, after, was)
    return _page(
        request,
        round,
        heading=f"{earlier.title} compared with {round.title}",
        differences=[replace(one, rolled=rolled.get(one.key, "")) for one in found],
    )
