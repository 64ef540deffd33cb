"""What an intention must say before providers can answer it, and what its own fields say oddly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.nhsuk import words

from ..models import Round, Version
from ..states import Confidence, Precision
from .finding import LOOK, MUST, Finding, check


@check("title", reads="version")
def has_title(version: Version, round: Round) -> Iterator[Finding]:
    """Every intention has a title."""
    if not version.title:
        yield MUST, "title", "has no title"


@check("description", reads="version")
def has_description(version: Version, round: Round) -> Iterator[Finding]:
    """Every intention has a description."""
    if not version.description:
        yield MUST, "description", "has no description"


@check("timescale", reads="version")
def has_timescale(version: Version, round: Round) -> Iterator[Finding]:
    """Every intention has a timescale, in words or as a period."""
    if not (version.timescale or version.from_date or version.to_date):
        yield MUST, "timescale", "has no timescale"


@check("providers", reads="version")
def answers_for_providers(version: Version, round: Round) -> Iterator[Finding]:
    """Every intention says which providers it affects; none is an answer."""
    named = bool(version.provider_kinds) or version.has_providers
    if not named and not version.affects_no_provider:
        yield MUST, "providers", "does not say which providers it affects; “no provider” is an answer"
    if named and version.affects_no_provider:
        yield MUST, "providers", "names providers and says that no provider is affected"


@check("place", reads="version")
def says_where(version: Version, round: Round) -> Iterator[Finding]:
    """Every intention says where it holds."""
    if not version.places.all():
        yield LOOK, "places", "does not say where it holds"


@check("strength", reads="version")
def says_how_firmly(version: Version, round: Round) -> Iterator[Finding]:
    """Every intention says how firmly it is meant: will, wish to agree, review or consider."""
    if not version.strength:
        yield LOOK, "strength", "does not say how firmly it is meant"


@check("basis", reads="version")
def money_has_a_basis(version: Version, round: Round) -> Iterator[Finding]:
    """Recurrent money says how it was worked out."""
    if any(row.is_recurrent and not row.basis for row in version.money.all()):
        yield MUST, "money", "has recurrent money with no basis"


@check("period", reads="version")
def timescale_is_read(version: Version, round: Round) -> Iterator[Finding]:
    """A timescale can be read as a period."""
    if version.precision == Precision.UNPARSED:
        yield LOOK, "timescale", f"has a timescale that could not be read as a period: “{version.timescale}”"


@check("year", reads="version")
def is_of_these_years(version: Version, round: Round) -> Iterator[Finding]:
    """A period lies within the years of the round."""
    ends = financial_year_of(version.to_date or version.from_date)
    begins = financial_year_of(version.from_date or version.to_date)
    if begins is not None and ends is not None and (ends < round.year_from or begins > round.year_to):
        yield LOOK, "timescale", f"is for {words.financial_year(begins)}, outside the years of the round ({round.years})"


@check("commitment", reads="version")
def commitment_has_an_amount(version: Version, round: Round) -> Iterator[Finding]:
    """Committed money has an amount."""
    if any(row.confidence == Confidence.COMMITTED and row.amount is None for row in version.money.all()):
        yield LOOK, "money", "commits money without an amount"


@check("money-year", reads="version")
def money_is_of_these_years(version: Version, round: Round) -> Iterator[Finding]:
    """An amount falls in the years of the round."""
    for row in version.money.all():
        first, last = row.year_from or row.year_to, row.year_to or row.year_from
        if first is not None and last is not None and (last < round.year_from or first > round.year_to):
            yield LOOK, "money", f"has money in {words.financial_year(first)}, outside the years of the round ({round.years})"


def financial_year_of(day: Any) -> int | None:
    """The first half of the financial year a day lies in."""
    return None if day is None else day.year - (day.month < 4)
