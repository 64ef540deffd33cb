"""The first cut of every list of intentions: stop, start, change, continue; a filter in the address and a column."""

from collections import Counter

from django.db.models import Count
from django.utils.html import format_html

from portal.nhsuk.lists import AnyOf, Column

from ..states import CUT_OF, KINDS_OF, Cut

LABEL = "Stop, start, change or continue"


def cut_filter(path):
    """Of rows whose kind stands under this path."""

    def narrow(rows, values, listing):
        kinds = [kind for cut in values for kind in KINDS_OF[Cut(cut)]]
        return rows.filter(**{f"{path}__in": kinds})

    return AnyOf(LABEL, narrow, choices=Cut.choices, counts=lambda rows: _counted(rows, path))


def _counted(rows, path):
    """In one query; None stands for what hangs on no intention."""
    found = Counter()
    for kind, count in rows.order_by().values_list(path).annotate(n=Count("pk", distinct=True)):
        found[None if kind is None else CUT_OF[kind].value] += count
    return found


def worked_out_filter():
    """Of rows that are worked out and stored nowhere, each of which says its `cut`."""
    return AnyOf(LABEL, "cut", choices=Cut.choices, counts=lambda rows: Counter(row.cut for row in rows))


def cut_column(of, *, sort="", **more):
    """`of(row)` is the version it speaks of; a point beside the intentions has none."""
    return Column("Change", lambda row: said(of(row)), sort=sort, cell=lambda row: marked(of(row)), **more)


def said(version):
    return str(version.cut.label) if version else ""


def marked(version):
    """What stops, starts or changes a service stands out from what only goes on."""
    if version is None or version.cut not in (Cut.STOP, Cut.START):
        return said(version)
    return format_html("<strong>{}</strong>", said(version))


def cuts_of(versions, chosen, href):
    """The words with their count and the address of each cut that these have, and of all; the one that is shown has no address."""
    counted = Counter(version.cut for version in versions)
    ways = [("", f"All ({len(versions)})"), *((cut.value, f"{cut.label} ({counted[cut]})") for cut in Cut if counted[cut])]
    shown = chosen if chosen in Cut.values else ""
    return {"label": LABEL, "links": [(text, "" if value == shown else href(value)) for value, text in ways]}
