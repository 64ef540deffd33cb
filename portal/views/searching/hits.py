"""What a result shows: title, where it stands, and two lines with the words marked."""

from collections import defaultdict
from dataclasses import dataclass
from html import unescape

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .kinds import KINDS

START, STOP = "\x02", "\x03"  # nothing anybody types: the words are marked after the text is escaped
SPACE = Value(" ")
TEXTS = {
    "intention": F("description"),
    "paper": Concat("purpose", SPACE, "policy_context", SPACE, "strategic_context", SPACE, "conclusion", output_field=TextField()),
    "outcome": Concat("statement", SPACE, "population", SPACE, "note", output_field=TextField()),
    "organisation": F("profile"),
}
RELATED = {
    "intention": ("intention__round",),
    "paper": ("committee", "edition__round"),
    "outcome": (),
    "organisation": (),
}
HEAVY = {
    "intention": ("description", "search", "changes"),
    "paper": ("facts", "edition__content"),
    "outcome": ("search",),
    "organisation": ("profile",),
}


@dataclass(frozen=True)
class Hit:
    kind: str
    title: str
    address: str
    where: str
    year: str
    snippet: SafeString

    @property
    def plain(self):
        return unescape(self.snippet.replace("<mark>", "").replace("</mark>", ""))


def hydrate(user, found, sought):
    """Hits for (kind, id, rank) rows, in their order: a query for each kind that occurs."""
    wanted = defaultdict(list)
    for kind, pk, _ in found:
        wanted[kind].append(pk)
    things = {(kind, row.pk): _hit(kind, row) for kind, pks in wanted.items() for row in _rows(user, kind, pks, sought)}
    return [things[kind, pk] for kind, pk, _ in found if (kind, pk) in things]


def _rows(user, kind, pks, sought):
    without_tags = Func(TEXTS[kind], Value("<[^>]+>"), SPACE, Value("g"), function="regexp_replace", output_field=TextField())
    if sought.query is None:
        snippet = Func(without_tags, Value(240), function="left", output_field=TextField())
    else:
        snippet = SearchHeadline(without_tags, sought.query, config="english", start_sel=START, stop_sel=STOP, max_words=40, min_words=20)
    rows = KINDS[kind].rows(user).filter(pk__in=pks).annotate(snippet=snippet).defer(*HEAVY[kind])
    return rows.select_related(*RELATED[kind]) if RELATED[kind] else rows


def _hit(kind, row):
    shown = SHOWN[kind](row)
    return Hit(KINDS[kind].text[:-1], *shown, _marked(row.snippet or ""))


def _marked(snippet):
    text = escape(" ".join(unescape(snippet).split()))
    return mark_safe(text.replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S308  escaped above


def _intention(version):
    intention = version.intention
    return (
        f"{intention.reference} {version.title}",
        intention.get_absolute_url(),
        intention.round.named,
        "" if intention.round.years in intention.round.title else intention.round.years,
    )


def _paper(paper):
    years = paper.edition.round.years if paper.edition else ""
    return paper.title, paper.get_absolute_url(), paper.committee.name, years


def _outcome(outcome):
    return outcome.statement, outcome.get_absolute_url(), outcome.population, ""


def _organisation(organisation):
    """Leads to its rounds if it commissions, else to the intentions that affect it."""
    kinds = dict(organisation._meta.get_field("kinds").base_field.choices)
    if organisation.is_commissioner:
        address = f"{reverse('intentions:rounds')}?lead={organisation.slug}"
    else:
        address = f"{reverse('search')}?provider={organisation.slug}"
    return organisation.name, address, ", ".join(str(kinds[kind]) for kind in organisation.kinds), ""


SHOWN = {"intention": _intention, "paper": _paper, "outcome": _outcome, "organisation": _organisation}
