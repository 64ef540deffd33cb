"""What is wrong or odd in a round, found before providers read it. "must" stops publishing; "look" wants a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from portal.nhsuk import words

from .models import Chapter, Round, Version
from .states import Confidence, Precision, Status

MUST, LOOK = "must", "look"
SETTLED = (Status.PUBLISHED, Status.WITHDRAWN)  # nothing can be mended in these any more

SECTIONS = {"timescale": "where", "providers": "where", "money": "money"}


@dataclass(frozen=True)
class Problem:
    """One finding. `check` names the rule, `field` the input that mends it."""

    severity: str
    message: str
    version: Version | None = None
    chapter: Chapter | None = None
    field: str = ""
    check: str = ""

    @property
    def is_must(self) -> bool:
        return self.severity == MUST

    @property
    def section(self) -> str:
        """The section of the editor in which it is mended."""
        return SECTIONS.get(self.field, "what")


Finding = tuple[str, str, str]  # severity, field, what is wrong ("has no title")
Check = Callable[[Version, Round], Iterator[Finding]]
CHECKS: dict[str, Check] = {}


def problems(round: Round) -> list[Problem]:
    """Everything found in what is being written or waits to be published, in the order of the round."""
    return of_versions(round, _newest(round))


def blocking(round: Round) -> list[Problem]:
    """What stops the next edition: the must-fix problems of the versions that would go into it."""
    going = _loaded(Version.objects.for_next_edition_of(round).filter(status=Status.APPROVED))
    return [problem for problem in of_versions(round, going) if problem.is_must]


def of_versions(round: Round, versions: Any) -> list[Problem]:
    return [problem for version in versions for problem in of_version(version, round)]


def of_version(version: Version, round: Round) -> list[Problem]:
    """The findings of every check in one version."""
    version.intention.round = round  # the same row, so that a finding's address asks nothing of the database
    reference = version.intention.reference
    return [
        Problem(severity, f"{reference} {says}", version, version.intention.chapter, field, name)
        for name, check in CHECKS.items()
        for severity, field, says in check(version, round)
    ]


def _newest(round: Round) -> Any:
    alive = Version.objects.filter(latest_of__round=round).exclude(status__in=SETTLED)
    return _loaded(alive.order_by("intention__chapter__order", "intention__order", "intention__reference"))


def _loaded(versions: Any) -> Any:
    return versions.select_related("intention__chapter").prefetch_related("providers", "money")


def _check(name: str) -> Callable[[Check], Check]:
    def keep(check: Check) -> Check:
        CHECKS[name] = check
        return check

    return keep


# ── What an intention must say before providers can answer it ───────────────────────────────────────────────────────
@_check("title")
def _has_title(version: Version, round: Round) -> Iterator[Finding]:
    if not version.title:
        yield MUST, "title", "has no title"


@_check("description")
def _has_description(version: Version, round: Round) -> Iterator[Finding]:
    if not version.description:
        yield MUST, "description", "has no description"


@_check("timescale")
def _has_timescale(version: Version, round: Round) -> Iterator[Finding]:
    if not (version.timescale or version.from_date or version.to_date):
        yield MUST, "timescale", "has no timescale"


@_check("providers")
def _answers_for_providers(version: Version, round: Round) -> Iterator[Finding]:
    named = bool(version.provider_kinds) or version.has_providers
    if not named and not version.affects_no_provider:
        yield MUST, "providers", "does not say which providers it affects; “no provider” is an answer"
    if named and version.affects_no_provider:
        yield MUST, "providers", "names providers and says that no provider is affected"


@_check("basis")
def _money_has_a_basis(version: Version, round: Round) -> Iterator[Finding]:
    if any(row.is_recurrent and not row.basis for row in version.money.all()):
        yield MUST, "money", "has recurrent money with no basis"


# ── What wants a look ───────────────────────────────────────────────────────────────────────────────────────────────
@_check("period")
def _timescale_is_read(version: Version, round: Round) -> Iterator[Finding]:
    if version.precision == Precision.UNPARSED:
        yield LOOK, "timescale", f"has a timescale that could not be read as a period: “{version.timescale}”"


@_check("year")
def _is_of_these_years(version: Version, round: Round) -> Iterator[Finding]:
    """A period that ends before the round begins, or begins after it ends, is of another year."""
    ends = words_year(version.to_date or version.from_date)
    begins = words_year(version.from_date or version.to_date)
    if begins is not None and ends is not None and (ends < round.year_from or begins > round.year_to):
        yield LOOK, "timescale", f"is for {words.financial_year(begins)}, outside the years of the round ({round.years})"


@_check("commitment")
def _commitment_has_an_amount(version: Version, round: Round) -> Iterator[Finding]:
    if any(row.confidence == Confidence.COMMITTED and row.amount is None for row in version.money.all()):
        yield LOOK, "money", "commits money without an amount"


def words_year(day: Any) -> int | None:
    """The first half of the financial year a day lies in."""
    return None if day is None else day.year - (day.month < 4)
