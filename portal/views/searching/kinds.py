"""The four kinds of things one can find, each as the rows that match, and which filters speak of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchRank, SearchVector, SearchVectorField
from django.db.models import F, FloatField, Func, Q, Value
from django.db.models.functions import Cast

from committees.models import Paper
from committees.states import PaperStatus
from intentions.models import Version
from outcomes.models import Outcome
from portal.organisations.models import Organisation

CHANGE, YEAR, PROGRAMME, THEME, PLACE, PROVIDER = "change", "year", "programme", "theme", "place", "provider"
PAPER_WORDS = Func(  # the title and every text of the frozen facts
    F("title"),
    F("facts"),
    template="jsonb_to_tsvector('english', jsonb_build_array(%(expressions)s), '[\"string\"]')",
    output_field=SearchVectorField(),
)
ORGANISATION_WORDS = SearchVector("name", "short_name", "ods_code", config="english")


@dataclass(frozen=True)
class Kind:
    """`paths` are the filters that speak of this kind, with what they look at."""

    key: str
    text: str
    rows: Callable
    vector: object
    paths: dict[str, str]
    words: Callable = lambda sought: Q()  # what else finds it

    def matching(self, user, sought, chosen):
        """The rows the user may see that have the words and answer the filters; with their rank."""
        rows = self.rows(user)
        if sought.query is not None:
            rows = rows.annotate(vector=self.vector).filter(Q(vector=sought.query) | self.words(sought))
        for name, values in chosen.items():
            if name not in self.paths:
                return rows.none()
            rows = rows.filter(pk__in=self.rows(user).filter(**{f"{self.paths[name]}__in": values}).values("pk"))
        return rows

    def ranked(self, user, sought, chosen):
        rank = SearchRank(self.vector, sought.query) if sought.query is not None else Value(0.0)
        return (
            self.matching(user, sought, chosen)
            .annotate(found_as=Value(self.key), found_rank=Cast(rank, FloatField()))
            .order_by()
            .values_list("found_as", "pk", "found_rank")
        )


def _reference(sought):
    return Q(intention__reference__istartswith=sought.reference) if sought.reference else Q(pk=None)


def _name(sought):
    """Half a name is enough to find an organisation."""
    return Q(name__icontains=sought.words.strip()) | Q(ods_code__iexact=sought.words.strip())


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "intention",
            "Intentions",
            lambda user: Version.objects.visible_to(user).filter(published_of__isnull=False).with_cut(),
            F("search"),
            {
                CHANGE: "cut_value",
                YEAR: "intention__round__year_from",
                PROGRAMME: "intention__published_in__programme__slug",
                THEME: "theme",
                PLACE: "places__slug",
                PROVIDER: "providers__slug",
            },
            _reference,
        ),
        Kind(
            "paper",
            "Papers",
            lambda user: Paper.objects.visible_to(user).filter(status=PaperStatus.PUBLISHED),
            PAPER_WORDS,
            {YEAR: "edition__round__year_from"},
        ),
        Kind(
            "outcome",
            "Outcomes",
            lambda user: Outcome.objects.visible_to(user).filter(is_published=True),
            F("search"),
            {PLACE: "places__slug"},
        ),
        Kind(
            "organisation",
            "Organisations",
            lambda user: Organisation.objects.visible_to(user),
            ORGANISATION_WORDS,
            {PLACE: "place__slug"},
            _name,
        ),
    )
}


def matches(user, sought, chosen):
    """(kind, id, rank) of everything found, the best first."""
    chosen = dict(chosen)
    kinds = [KINDS[key] for key in chosen.pop("kind", KINDS)]
    first, *rest = (kind.ranked(user, sought, chosen) for kind in kinds)
    return first.union(*rest, all=True).order_by("-found_rank", "found_as", "pk")
