"""The three kinds of item, and what is asked of an uploaded PDF."""

from portal.nhsuk import fields

from ..states import Unseen
from .meeting import PaperItemForm, TitleItemForm

PAPER, UPLOAD, TITLE = "paper", "upload", "title"
CHOICES = [
    (Unseen.REMOVED.value, "Redact: take out what nobody sees, for good"),
    (Unseen.KEPT.value, "Keep the file as it is: what nobody sees can be read in it"),
]
HINTS = {
    Unseen.REMOVED.value: "Each page named above becomes a picture of itself. Its other words can then not be searched or copied.",
    Unseen.KEPT.value: "Everybody who may open the PDF can find these words or pictures. Your name is kept with this decision.",
}


class UploadItemForm(TitleItemForm):
    """A PDF from elsewhere: it is bound as it looks, without what is hidden, and is marked as not accessible.

    With `held`, a file was looked into and waits: what becomes of that which nobody sees on its pages is asked.
    """

    upload = fields.FileField(label="PDF", kinds=("pdf",), hint="A PDF of at most 10MB", missing="Select a PDF")
    held_file = fields.HiddenField(max_length=40, required=False)
    unseen = fields.Radios(
        label="What nobody sees on its pages", choices=CHOICES, hints=HINTS, missing="Select what becomes of what nobody sees"
    )
    field_order = ["title", "unseen", "upload", "held_file", "part"]

    def __init__(self, *args, item=None, **more):
        super().__init__(*args, item=item, **more)
        self.fields["upload"].required = not (self.held or (item and item.upload))
        if self.held is None or self.files.get("upload"):
            del self.fields["unseen"]
        else:
            self.fields["upload"].label = "Or select another PDF"

    def facts(self):
        said = self.cleaned_data
        decided = {"unseen": said["unseen"], "token": self.held.token} if said.get("unseen") else {}
        upload = said["upload"] or (self.held.file() if self.held else None)
        return {**super().facts(), "upload": upload, **decided}


ITEM_FORMS = {PAPER: PaperItemForm, UPLOAD: UploadItemForm, TITLE: TitleItemForm}


def kind_of(item):
    """Which of the three an item is now."""
    return PAPER if item.paper_id else UPLOAD if item.upload else TITLE
