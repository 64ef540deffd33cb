"""How the portal says dates, money and states. One wording for pages, paper, email and history."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

NOT_KNOWN = "Not known"

# The word is the state; the colour says only whose move it is, so a grey print still reads.
COLOURS = {
    "white": ["Not started", "Not opened", "No answer", "To follow", "Ordered"],  # not begun
    "blue": [  # being worked on
        "Waiting",
        "Being read",
        "Draft",
        "In progress",
        "Written, not published",
        "Recorded",
        "Printing",
        "Open",
        "With them",
        "With the provider",
        "With the commissioner",
        "Invited, not joined",
        "Not published",
        "Sent",
        "On the agenda",
        "Sitting",
    ],
    "yellow": [  # waits for a person
        "In review",
        "Ready to go through",
        "Being looked at",
        "With us",
        "Awaiting signatures",
        "Awaiting a second person",
        "Support with conditions",
        "Need clarification",
        "Deferred",
        "Late, reason needed",
        "Kept, not sent",
        "Asks for more time",
        "Asked for",
        "Point of its own",
        "To be given",
        "Notice not known",
    ],
    "orange": [  # disagreement, setback
        "Returned",
        "Not read",
        "Cannot support",
        "Not accepted",
        "Refused",
        "Disputed",
        "Accepted in part",
        "Late",
        "Not submitted",
        "Signature lapsed",
        "Declined to sign",
        "Too late",
        "Given late",
        "Corrected",
        "Changed since you answered",
    ],
    "green": [  # settled
        "Approved",
        "Taken in",
        "Signed",
        "Submitted",
        "Support",
        "Accepted",
        "Answered",
        "Decided",
        "Confirmed",
        "Given",
        "Given in time",
        "Wording agreed",
        "Opened",
        "Cleared",
        "Ready",
    ],
    "aqua-green": ["Published", "Made public"],  # public
    "purple": ["Part 2, exempt", "Kept exempt", "Commercially sensitive", "Answered privately"],  # restricted
    "grey": [  # over
        "Not sent: nothing of it is public or asked for any more",
        "Withdrawn",
        "Taken back",
        "Recalled",
        "Replaced",
        "Merged",
        "Set aside",
        "Not affected",
        "Closed",
        "Carried over from paper",
        "Resolved",
        "Ends by itself",
        "Not given, with a reason",
    ],
    "red": ["There is a problem", "Failed", "Not delivered"],  # error only
}
TAGS = {word: colour for colour, words in COLOURS.items() for word in words}


def colour_of(word: str) -> str:
    """The colour of a state. A word that is not in the table is a mistake, not a new state."""
    try:
        return TAGS[word]
    except KeyError:
        raise LookupError(f"“{word}” is not one of the words of a state: see portal/nhsuk/words.py") from None


def _here(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def clock(moment: datetime, exact: str = "") -> str:
    """2:41pm, 5pm; with "seconds" 4:58:07pm."""
    at = _here(moment)
    hour = at.hour % 12 or 12
    half = "am" if at.hour < 12 else "pm"
    if exact:
        return f"{hour}:{at:%M:%S}{half}"
    return f"{hour}:{at:%M}{half}" if at.minute else f"{hour}{half}"


def day(moment: date | datetime | None, form: str = "") -> str:
    """31 January 2019; with "weekday" Thursday 31 January 2019."""
    if moment is None:
        return NOT_KNOWN
    at = _here(moment) if isinstance(moment, datetime) else moment
    return f"{at:%A} {at.day} {at:%B %Y}" if form else f"{at.day} {at:%B %Y}"


def when(moment: datetime | None) -> str:
    """Anything due: 5pm on Thursday 31 January 2019."""
    return NOT_KNOWN if moment is None else f"{clock(moment)} on {day(moment, 'weekday')}"


def history(moment: datetime | None) -> str:
    """Anything done: 4 June 2019 at 9:32am."""
    return NOT_KNOWN if moment is None else f"{day(moment)} at {clock(moment)}"


def counted(number: int, noun: str) -> str:
    """6 months, 1 month."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def lasting(length: timedelta) -> str:
    """1 hour 30 minutes; 45 minutes."""
    minutes = round(length.total_seconds() / 60)
    parts = [(minutes // 60, "hour"), (minutes % 60, "minute")]
    return " ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in parts if count) or "less than a minute"


def money(amount: Decimal | int | None) -> str:
    """£128,700,000, as tables have it. What is not known is never £0."""
    if amount is None:
        return NOT_KNOWN
    pounds = Decimal(amount)
    sign = "-" if pounds < 0 else ""
    size = abs(pounds)
    return f"{sign}£{size:,.0f}" if size == size.to_integral_value() else f"{sign}£{size:,.2f}"


def millions(amount: Decimal | int | None) -> str:
    """£128.7 million, as sentences have it; below a million as in a table."""
    if amount is None or abs(Decimal(amount)) < 1_000_000:
        return money(amount)
    pounds = Decimal(amount)
    sign = "-" if pounds < 0 else ""
    scale, name = (1_000_000_000, "billion") if abs(pounds) >= 1_000_000_000 else (1_000_000, "million")
    tenths = (abs(pounds) / scale).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
    return f"{sign}£{tenths:f} {name}"


def financial_year(first: int | date) -> str:
    """2019/20, from the year it starts in or from any day of it."""
    year = first if isinstance(first, int) else first.year - (first.month < 4)
    return f"{year}/{(year + 1) % 100:02}"


def quarter(of: date) -> str:
    """January to March 2019 (quarter 4 of 2018/19)."""
    start = (of.month - 1) // 3 * 3 + 1
    months = [date(of.year, month, 1).strftime("%B") for month in (start, start + 2)]
    number = (start - 4) // 3 % 4 + 1
    return f"{months[0]} to {months[1]} {of.year} (quarter {number} of {financial_year(of)})"


def word_for(state: Any) -> str:
    """The word of a thing's status, or the word itself."""
    return str(state.get_status_display()) if hasattr(state, "get_status_display") else str(state)


# Each names itself among those it descends from: the first of these that is found is the one.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
MACHINES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def browser(user_agent: str) -> str:
    """`Edge on Windows`; what is not known is shown as it calls itself."""
    name = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    machine = next((machine for sign, machine in MACHINES.items() if sign in user_agent), "")
    return f"{name} on {machine}" if name and machine else user_agent
