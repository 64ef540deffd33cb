"""What the results have in common, each with its count of what the reader may see: all facets in one query."""

from collections import defaultdict

from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast

from intentions.states import Cut
from intentions.views.cut import LABEL
from portal.nhsuk import words

from .kinds import CHANGE, KINDS, PLACE, PROGRAMME, PROVIDER, THEME, YEAR

FACETS = {CHANGE: LABEL, "kind": "Kind", YEAR: "Year", PROGRAMME: "Programme", THEME: "Theme", PLACE: "Place", PROVIDER: "Provider"}
NAMES = {  # what a facet of the intentions is called by
    CHANGE: "cut_value",
    YEAR: "intention__round__year_from",
    PROGRAMME: "intention__published_in__programme__name",
    THEME: "theme",
    PLACE: "places__name",
    PROVIDER: "providers__short_name",
}
MOST = 30


def counted(user, sought, chosen):
    """{facet: [(value, words, count)]}, the most frequent first. A facet counts as if nothing were chosen in it."""
    queries = [_kind(kind, user, sought, _without(chosen, "kind")) for kind in KINDS.values()]
    queries += [_facet(name, user, sought, _without(chosen, name, "kind")) for name in NAMES]
    found = defaultdict(list)
    for facet, value, text, count in sorted(queries[0].union(*queries[1:], all=True), key=lambda row: (-row[3], row[2] or "")):
        if count and value and len(found[facet]) < MOST:
            found[facet].append((value, _said(facet, text), count))
    return found


def _kind(kind, user, sought, chosen):
    rows = kind.matching(user, sought, chosen).order_by()
    return _shaped(rows.annotate(facet=Value("kind"), value=_text(Value(kind.key)), text=_text(Value(kind.text))))


def _facet(name, user, sought, chosen):
    intentions = KINDS["intention"]
    rows = intentions.matching(user, sought, chosen).order_by()
    return _shaped(rows.annotate(facet=Value(name), value=_text(intentions.paths[name]), text=_text(NAMES[name])))


def _shaped(rows):
    return rows.values("facet", "value", "text").annotate(count=Count("pk", distinct=True)).values_list("facet", "value", "text", "count")


def _text(what):
    return Cast(what, CharField())


def _without(chosen, *names):
    return {name: values for name, values in chosen.items() if name not in names}


def _said(facet, text):
    if facet == CHANGE:
        return str(Cut(text).label)
    return words.financial_year(int(text)) if facet == YEAR else text
