"""The first cut of every list of intentions: stop, start, change, continue; a filter in the address and a column."""

from collections import Counter

from django.utils.html import format_html

from portal.nhsuk.lists import AnyOf, Column

from ..states import KINDS_OF, Cut

LABEL = "Stop, start, change or continue"


def cut_filter(path):
    """Of rows whose kind stands under this path."""

    def narrow(rows, values, listing):
        kinds = [kind for cut in values for kind in KINDS_OF[Cut(cut)]]
        return rows.filter(**{f"{path}__in": kinds})

    return AnyOf(LABEL, narrow, choices=Cut.choices)


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


def cuts_of(path, versions, chosen):
    """[(words with their count, address)] of each cut that these have, and of all; the one that is shown has no address."""
    counted = Counter(version.cut for version in versions)
    ways = [("", f"All ({len(versions)})"), *((cut.value, f"{cut.label} ({counted[cut]})") for cut in Cut if counted[cut])]
    shown = chosen if chosen in Cut.values else ""
    return [(text, "" if value == shown else f"{path}?change={value}" if value else path) for value, text in ways]
