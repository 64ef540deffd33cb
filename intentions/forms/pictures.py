"""A picture added by hand, and what is said of those that are there."""

import re

from django.core.exceptions import ValidationError

from portal.nhsuk import fields
from portal.reading.pictures import NoPicture, drawn

FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf)", re.IGNORECASE)
NAME = "Say what it shows: the name of its file says nothing to a reader"
BOTH = "Say what it shows, or tick that it only decorates"


def is_file_name(words):
    return bool(FILE_NAME.fullmatch(words))


class PictureForm(fields.NHSForm):
    alternative = fields.TextArea(
        label="Say what this picture shows",
        hint="For readers who do not see it: what somebody should know from it, in a sentence or two",
        required=False,
        max_length=500,
        rows=2,
    )
    decorates = fields.BooleanField(label="It only decorates", required=False, small=True)
    caption = fields.TextField(
        label="Caption", hint="The words under it, for example Figure 1: beds in use", required=False, max_length=300
    )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.says_optional = False

    def clean(self):
        super().clean()
        if self.cleaned_data.get("decorates") and self.cleaned_data.get("alternative"):
            self.add_error("alternative", BOTH)
        if is_file_name(self.cleaned_data.get("alternative") or ""):
            self.add_error("alternative", NAME)

    def said(self):
        return {name: self.cleaned_data[name] for name in ("alternative", "decorates", "caption")}


class AddPictureForm(PictureForm):
    file = fields.FileField(
        label="Picture",
        hint="PNG, JPEG, GIF or WebP, smaller than 10MB. Save a drawing (SVG, EMF or WMF) as PNG first",
        kinds=("png", "jpeg", "gif", "webp"),
        missing="Select a picture",
    )
    field_order = ("file", "alternative", "decorates", "caption")

    def clean_file(self):
        file = self.cleaned_data["file"]
        file.seek(0)
        try:
            return drawn(file.read())
        except NoPicture as refusal:
            raise ValidationError(f"“{file.name}” was not taken. {refusal}") from refusal


def forms_of(rows, data=None):
    """{file: its form}, in their order."""
    names = ("alternative", "decorates", "caption")
    return {row["file"]: PictureForm(data, prefix=row["file"][:16], initial={name: row[name] for name in names}) for row in rows}


def keeps_pictures(form, names, address):
    """What is pasted into these questions has a home for its pictures: the page at that address."""
    for name in names:
        if name in form.fields:
            form.fields[name].widget.attrs["data-pictures"] = address
