"""A letter brought to its desk as a person brings it, gone through and recorded."""

import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from .reading import read, typed

LINES = [
    "Dear Director,",
    "Thank you for your letter.",
    "UEC-01: we support this subject to £40,000 a year; and two nurses by 1 April 2027.",
    "We cannot support UEC-02.",
    "The weather in the valley was poor.",
    "Yours sincerely,",
]


def a_letter(*lines):
    document, out = docx.Document(), io.BytesIO()
    for line in lines or LINES:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def brought(client, content=None, name="letter.docx"):
    """The desk, or the page of the file when it was refused."""
    address = reverse("providers:bring_letter", args=["sel-2027", "acute"])
    return client.post(address, {"file": SimpleUploadedFile(name, content if content is not None else a_letter())}, follow=True)


def page_of(answer):
    return answer.request["PATH_INFO"]


def sent(page, right=(), **more):
    """The form of the desk with these passages ticked beside those that are."""
    form = typed(page)
    ticked = [box["value"] for box in page.select("[name=right]") if box.has_attr("checked")]
    keys = [box["value"] for box in page.select("[name=passage]")]
    return {**form, "passage": keys, "right": [*ticked, *right], **more}


def all_looked_at(client, desk):
    """The one that nothing is proposed for is left out."""
    return client.post(page_of(desk), sent(read(desk), right=["b5"], **{"b5-goes": "LEFT_OUT"}), follow=True)


def recording(page, **more):
    came = {"came_at_day": "18", "came_at_month": "12", "came_at_year": "2026", "came_at_time": "4:58pm"}
    dated = {"dated_day": "3", "dated_month": "11", "dated_year": "2026"}
    return {**typed(page), **came, **dated, "way": "LETTER", **more}
