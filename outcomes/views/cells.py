"""How an outcome's cells read in the library."""

from django.template.loader import render_to_string

from ..documents import readings


def latest(row):
    """The first measure that has values, as a reading; None when none has."""
    return next((found[0] for measure in row.measures.all() if (found := readings(measure))), None)


def latest_in_words(row):
    reading = latest(row)
    if reading:
        return reading.sentence
    if not row.measures.all():
        return "No measure yet: to be developed."
    return "No values yet."


def latest_with_icons(row):
    return render_to_string("outcomes/latest.html", {"reading": latest(row), "words": latest_in_words(row)})
