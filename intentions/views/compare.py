"""What changed (P7): between two editions, two versions of an intention, or since the year before; in public and in the draft."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from portal.nhsuk import fields, words
from portal.nhsuk.lists.listing import paged

from .. import documents
from ..documents import changes, comparison
from ..documents.carried import how_often
from ..documents.rolled.span import Span
from ..models import Edition, Version
from ..models.ties import tie
from ..states import Status
from .doors import asked, the_intention, the_round
from .reading import published_rounds

EDITION, LAST_YEAR = "edition", "last-year"
STEP, ALL = 8, "all"
OF_YEAR = {
    "changed": ("Truly changed", ("Changed",)),
    "new": ("New or left out", ("New", "Dropped")),
    "moved": ("Only moved by the years", ("Moved",)),
}
SAID = {"New": "new", "Changed": "truly changed", "Dropped": "left out", "Moved": "only moved by the years"}


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


@require_GET
def compare_draft(request, round):
    """The draft as it stands, over the latest edition or over the year before."""
    last = Edition.objects.visible_to(request.user).filter(round=OuterRef("pk")).order_by("-number")
    found = the_round(request, round, last_content=Subquery(last.values("content")[:1]))
    asked(request, "draft", found)
    ways = _ways(found)
    way = request.GET.get("with", next(iter(ways), ""))
    if way not in ways:
        raise Http404
    stands = documents.written(found, _standing(request, found))
    if way == LAST_YEAR:
        context = _against_last_year(found, stands)
    else:
        context = {"heading": f"The draft compared with {ways[way]}", "differences": comparison.between(found.last_content, stands)}
    others = [(name, f"{reverse('intentions:compare_draft', args=[found.slug])}?with={key}") for key, name in ways.items() if key != way]
    return _page(request, found, others=others, back=reverse("intentions:draft", args=[found.slug]), **context)


def _ways(round):
    """With what a draft can be compared: {key: in words}."""
    edition = {EDITION: f"edition {round.latest_edition}"} if round.latest_edition else {}
    earlier = round.rolled_from
    return edition | ({LAST_YEAR: earlier.named} if earlier and earlier.first_published_at else {})


def _standing(request, round):
    """The latest version of each intention that is not withdrawn, in the order of the round."""
    versions = Version.objects.visible_to(request.user).filter(latest_of__round=round).exclude(status=Status.WITHDRAWN)
    in_order = versions.order_by("intention__chapter__order", "intention__order", "intention__reference")
    return tie(in_order.select_related("intention"))


@require_GET
def compare_versions(request, round, reference):
    """Any two versions of an intention, those never published too: for its commissioners."""
    intention = the_intention(request, round, reference)
    asked(request, "draft", intention)
    back = intention.get_draft_url()
    return _two_versions(request, intention, intention.versions.all(), words.word_for, back=back)


def _page(request, round, others=(), back=None, choice=None, **context):
    crumbs = [
        {"text": "Home", "href": reverse("front")},
        {"text": "Rounds", "href": reverse("intentions:rounds")},
        {"text": round.named, "href": round.get_absolute_url()},
    ]
    if "years" in context:
        context |= _classes(request, context["differences"])
    is_whole = request.GET.get("show") == "whole"
    context |= {
        "round": round,
        "crumbs": crumbs,
        "others": others,
        "back": back,
        "choice": choice,
        "is_whole": is_whole,
        **_paged(request, [(number, one) for number, one in enumerate(context["differences"], 1) if one.is_change or is_whole]),
        "counts": context.get("counts") or _counted(context["differences"]),
    }
    return render(request, "intentions/compare.html", context)


def _paged(request, numbered):
    """So many a page, unless all are asked for; what changed is listed with the page it stands on."""
    pages = Paginator(numbered, STEP)
    is_all = request.GET.get("page") == ALL or pages.num_pages == 1
    page = pages.get_page(request.GET.get("page"))
    query = request.GET.copy()

    def href(at):
        query["page"] = at
        return f"?{query.urlencode()}"

    listed = [(one, f"#change-{n}" if is_all else f"{href(1 + at // STEP)}#change-{n}") for at, (n, one) in enumerate(numbered)]
    return {
        "shown": numbered if is_all else page,
        "listed": [(one, where) for one, where in listed if one.is_change],
        "is_long": len(listed) > STEP,
        "every": "" if is_all else href(ALL),
        "pagination": None if is_all else paged(page, href),
    }


def _counted(differences):
    """12 changes: 2 new, 9 changed, 1 dropped."""
    words_of = Counter(one.word for one in differences)
    changed = sum(one.is_change for one in differences)
    parts = ", ".join(f"{words_of[word]} {word.lower()}" for word in ("New", "Changed", "Dropped") if words_of[word])
    return {"changed": changed, "said": f"{changed} {'change' if changed == 1 else 'changes'}: {parts}."}


def _classes(request, differences):
    """Another year in three: what truly changed, what is new or left out, what only moved; one of them, or all that is no mere move."""
    words_of = Counter(one.word for one in differences)
    shown = request.GET.get("class") if request.GET.get("class") in OF_YEAR else ""
    kept = OF_YEAR[shown][1] if shown else ("New", "Changed", "Dropped")
    ways = [(key, label, sum(words_of[word] for word in of), key == shown) for key, (label, of) in OF_YEAR.items()]
    parts = ", ".join(f"{words_of[word]} {said}" for word, said in SAID.items() if words_of[word] or word == "Changed")
    return {
        "differences": [one for one in differences if one.word in kept or request.GET.get("show") == "whole"],
        "moved": [one for one in differences if one.word == "Moved"] if shown in ("", "moved") else [],
        "classes": ways,
        "counts": {"changed": words_of.total() - words_of["Moved"], "said": f"{parts[:1].upper()}{parts[1:]}."},
    }


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
    published = intention.versions.filter(published_at__isnull=False)
    return _two_versions(request, intention, published, lambda one: words.day(one.published_at), hidden={"intention": reference})


def _two_versions(request, intention, rows, said, *, back=None, hidden=None):
    """`said` puts each version in words beside its number."""
    versions = {version.number: version for version in rows.order_by("number").select_related("intention")}
    before, after = _two(request, list(versions))
    tie({versions[before], versions[after]})
    found = list(changes(versions[before], versions[after]))
    reference = intention.reference
    difference = comparison.Difference(reference, versions[after].title, "Changed" if found else "The same", found)
    named = [(number, f"Version {number}, {said(version)}") for number, version in versions.items()]
    return _page(
        request,
        intention.round,
        heading=f"{reference}: version {before} compared with version {after}",
        back=back,
        differences=[difference],
        choice=Choice(named, before, after, **(hidden or {})) if len(named) > 1 else None,
    )


def _years(request, round):
    """Against the latest edition of the round this one was rolled forward from."""
    earlier = round.rolled_from
    if earlier is None or earlier.first_published_at is None:
        raise Http404
    stands = round.editions.order_by("-number").values_list("content", flat=True).first()
    return _page(request, round, **_against_last_year(round, stands))


def _against_last_year(round, stands):
    """New, truly changed, left out and only moved by the years since the latest edition of the year before."""
    earlier = round.rolled_from
    before = earlier.editions.order_by("-number").values_list("content", flat=True).first()
    span = Span(earlier.year_from, earlier.year_to, round.year_from, round.year_to)
    here = stands.get("places") or sorted(place.name for place in round.places.all())
    chain = "rolled_from"
    rows = round.intentions.filter(rolled_from__round=earlier).values_list(
        "reference", f"{chain}__reference", f"{chain}__{chain}", f"{chain}__{chain}__{chain}", f"{chain}__{chain}__{chain}__{chain}"
    )
    was, rolled = {}, {}
    for reference, origin, *older in rows:
        was[reference] = origin
        rolled[reference] = f"Rolled over from {origin}, {how_often(1 + sum(one is not None for one in older))}."
    found = comparison.intentions_between(before, stands, was, comparison.Year(span, (before.get("places", []), here)))
    return {
        "heading": f"{earlier.named} compared with {round.named}",
        "years": words.counted(span.by, "year"),
        "differences": [replace(one, rolled=rolled.get(one.key, "")) for one in found],
    }
