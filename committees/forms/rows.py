"""Recommendations and background documents: as many rows as there are, and one more to fill."""

from itertools import count

from portal.nhsuk import fields
from portal.richtext.fields import RichTextField

from ..states import Verb

MOST_ROWS, MOST_SECTIONS = 20, 201


def _recommendation(at):
    return {
        "verb": fields.Select(
            label=f"Recommendation {at}: members are asked to", choices=Verb.choices, blank="Select a verb", required=False
        ),
        "text": fields.TextArea(label=f"Recommendation {at}: text", rows=2, required=False, max_length=2000),
        "informed_by": fields.TextArea(
            label=f"Recommendation {at}: informed by", hint="One source a line", rows=2, required=False, max_length=2000
        ),
    }


def _background(at):
    return {
        "title": fields.TextField(label=f"Document {at}: title", required=False, max_length=300),
        "date": fields.TextField(label=f"Document {at}: date", required=False, max_length=60),
        "where": fields.TextField(label=f"Document {at}: where it is held", required=False, max_length=200),
        "url": fields.TextField(label=f"Document {at}: web address", required=False, max_length=500),
    }


def _section(at):
    return {
        "heading": fields.TextField(label=f"Section {at}: heading", required=False, max_length=200),
        "text": RichTextField(label=f"Section {at}: text", required=False, rows=8),
    }


ROWS = {"recommendations": _recommendation, "background": _background}
ROWS_OF_A_REPORT = {"body": _section}
ROW_LABELS = {"body": "The report", "recommendations": "Recommendations", "background": "Background documents"}


def rows_posted(data, prefix, name, standing, most=MOST_ROWS):
    """A page posts the rows it was drawn with; a made-up post does not make more than a page can hold."""
    if data is None:
        return standing
    stem = f"{prefix}-{name}" if prefix else name
    posted = next(at for at in count(1) if not any(key.startswith(f"{stem}-{at}-") for key in data)) - 1
    return min(max(posted, 1), most)


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
