"""A paper of 2008, and what is typed of it."""

from datetime import date

PAPER = {
    "paper_title": "Strategic plan",
    "paper_publisher": "Eastham Primary Care Trust",
    "paper_date": date(2008, 3, 1),
    "paper_is_month": True,
}
NO_DATE = {f"paper_date_{part}": "" for part in ("day", "month", "year")}
SENTENCE = "“Strategic plan”, published by Eastham Primary Care Trust, March 2008"
MARK = "carried over from paper"


PASSWORD = "open the portal door"


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def typed(lead, year=2008, **changes):
    return {
        "begin": "paper",
        "title": f"Intentions of {year}",
        "kind": "annual",
        "lead": str(lead.pk),
        "year_from": str(year),
        "year_to": str(year),
        "paper_title": "Strategic plan",
        "paper_publisher": "Eastham Primary Care Trust",
        "paper_date_day": "1",
        "paper_date_month": "3",
        "paper_date_year": str(year),
        "paper_is_month": "on",
        **changes,
    }
