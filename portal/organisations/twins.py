"""Which organisations of the register a new one may be: the same code, or nearly the same name."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from django.db.models import Q

from .models import Organisation

EMPTY = frozenset("nhs foundation trust the of and for ltd limited cic plc llp service services care health".split())
MOST = 5


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold().replace("’", "").replace("'", "")))


def telling(name: str) -> set[str]:
    """The words by which one organisation is told from another; all of them when none does."""
    return _words(name) - EMPTY or _words(name)


def likely(name: str, ods_code: str | None = None) -> list[Organisation]:
    """Those with this code, then those that share at least half of the telling words, the likest first."""
    wanted = telling(name)
    if not wanted:
        return []
    near = reduce(or_, (Q(name__icontains=word) | Q(short_name__icontains=word) for word in wanted))
    rows = Organisation.objects.filter(near | Q(ods_code=ods_code or None)).order_by("name")[:200]
    scored = [(_likeness(wanted, one, ods_code), one) for one in rows]
    return [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score >= 0.5][:MOST]


def _likeness(wanted: set[str], other: Organisation, ods_code: str | None) -> float:
    if ods_code and other.ods_code == ods_code:
        return 2
    theirs = [telling(other.name), telling(other.short_name)]
    return max(len(wanted & words) / max(len(wanted | words), 1) for words in theirs)
