"""The list that everybody reads: what was said, and what was decided."""

from datetime import date

from django.utils.html import format_html, format_html_join

from intentions.views.cut import cut_column, cut_filter, marked
from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, Tick, link
from portal.nhsuk.templatetags.nhs import tag_for

from ..documents import decided as wording
from ..documents.marks import came, corrected_on
from ..states import Verdict


class Decisions(Listing):
    """Everybody: what was said and what was decided, in the order of the round. Sensitive points say only that they were answered."""

    noun = "decision", "decisions"
    empty = "Decisions will appear here when published."
    search = (
        "position__intention__reference",
        "position__own_reference",
        "shown_title",
        "shown_words",
        "shown_reason",
        "shown_agreed",
        "position__response__organisation__name",
    )
    filters = {
        "change": cut_filter("position__version__kind"),
        "beside": Tick("Beside the intentions", lambda rows, listing: rows.filter(position__intention=None)),
        "decision": AnyOf("Decision", "shown_verdict", choices=[*Verdict.choices, ("private", "Answered privately")]),
        "provider": AnyOf("Organisation", "position__response__organisation__slug", choices=lambda listing: _answered(listing)),
    }
    columns = [
        Column(
            "Intention",
            "position.reference",
            sort=wording.IN_ORDER,
            cell=lambda row: _on_what(row),
        ),
        Column("Title", lambda row: _private(row) or row.position.heading, on_page=False),
        cut_column(lambda row: row.position.version, on_page=False),
        Column("Organisation", "position.response.organisation.name", on_page=False),
        Column("How it came", lambda row: came(row.position.response), on_page=False),
        Column("You said", wording.said, sort="position__response__organisation__name", cell=lambda row: _who_said(row)),
        Column("Decision", lambda row: _private(row) or row.get_verdict_display(), on_page=False),
        Column("Reason", lambda row: _private(row) or row.reason or "No reason was needed", on_page=False),
        Column("Agreed wording", lambda row: _private(row) or _each(row, "agreed"), on_page=False),
        Column("Agreed amount", lambda row: _private(row) or _each(row, "amount_in_words"), on_page=False),
        Column("Agreed activity", lambda row: _private(row) or _each(row, "agreed_activity"), on_page=False),
        Column("Agreed by", lambda row: _private(row) or _each(row, "agreed_by_date"), on_page=False),
        Column("Goes into", lambda row: _private(row) or _each(row, "get_destination_display"), on_page=False),
        Column("Not agreed", lambda row: _private(row) or wording.sentences(map(wording.refused, wording.apart(row))), on_page=False),
        Column("We decided", wording.did, cell=lambda row: _why(row), in_download=False),
        Column("Reply and last word", lambda row: _private(row) or wording.answered_with(row), on_page=False),
        Column("What changed", wording.changed),
        Column("Published", "batch.published_at", on_page=False),
        Column("Corrected", lambda row: _private(row) or corrected_on(row), on_page=False),
    ]
    sort = "intention"


def _on_what(row):
    """The intention; or the point of their own, and what it became."""
    if not row.position.is_own:
        return format_html("{}<br>{}", link(row.position.intention, row.position.reference), marked(row.position.version))
    became = wording.became_of(row.position)
    about = "" if row.is_private else row.position.heading
    return format_html("{}<br>{} {}", row.position.reference, about, link(became, became.reference, hidden="it became") if became else "")


def _answered(listing):
    rows = listing.rows.order_by("position__response__organisation__name")
    return list(dict.fromkeys(rows.values_list("position__response__organisation__slug", "position__response__organisation__name")))


def _who_said(row):
    return format_html("<strong>{}</strong><br>{}", row.position.response.whose, wording.said(row))


def _why(row):
    said = format_html_join("", "<br>{}", ((one,) for one in (wording.did(row), wording.answered_with(row), corrected_on(row)) if one))
    return _private(row) or format_html("{}{}", tag_for(row.get_verdict_display()), said)


def _each(row, name):
    """Of everything that is agreed on the point, in one order, so that columns can be read across."""
    values = [getattr(one, name) for one, _ in wording.agreements(row)]
    said = [value() if callable(value) else words.day(value) if isinstance(value, date) else value for value in values]
    return " | ".join(str(one or "None") for one in said) if any(said) else ""


def _private(row):
    return wording.PRIVATE if row.is_private else ""
