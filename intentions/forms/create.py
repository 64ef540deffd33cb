from uuid import UUID

from django.core.exceptions import ValidationError

from portal.nhsuk import fields


class CreateForm(fields.NHSForm):
    """A new intention needs a chapter and a title; everything else is asked on its own page."""

    chapter = fields.Select(label="Chapter", choices=(), blank="Select a chapter", missing="Select a chapter")
    title = fields.TextField(label="Title", hint="What you mean to buy, change or stop", missing="Enter a title", max_length=200)
    once = fields.HiddenField(max_length=36)

    def __init__(self, data=None, *, chapters, **more):
        super().__init__(data, **more)
        self.chapters = {chapter.code: chapter for chapter in chapters}
        self.fields["chapter"].choices = [(code, chapter.title) for code, chapter in self.chapters.items()]

    def clean_once(self):
        try:
            return str(UUID(self.cleaned_data["once"]))
        except ValueError:
            raise ValidationError("This page is incomplete. Load it again") from None
