from portal.nhsuk import fields
from portal.richtext.clean import clean
from portal.richtext.fields import RichTextField
from portal.richtext.refusals import Refused

from ..documents.passages import texts_of
from ..documents.suggested import RICH, html_of, parts_of_words, typed_of

ONE_LINE = {"title"}


class SuggestForm(fields.NHSForm):
    """The words of a draft as they are, to be written over; what each said when the page was opened comes back with it."""

    note = fields.TextField(label="Why", hint="In a few words, for whoever decides", required=False, max_length=500)

    def __init__(self, data=None, *, thing):
        super().__init__(data)
        self.labels = parts_of_words(thing)
        self.texts = texts_of(thing)
        for part, label in self.labels.items():
            self.fields[part] = _question(part, label)
            self.initial[part] = typed_of(part, self.texts[part])
        self.order_fields([*self.labels, "note"])

    def bases(self):
        """[(name, text)]: what each part said when the page was opened."""
        return [(f"base-{part}", self.data.get(f"base-{part}", self.texts[part])) for part in self.labels]

    def clean(self):
        self.proposed = [one for part in self.labels if part in self.cleaned_data for one in self._proposed(part)]
        if not self.errors and not self.proposed:
            self.add_error(None, "Change something in the text, then send it")
        return self.cleaned_data

    def _proposed(self, part):
        """What is proposed for it, if it was changed."""
        try:
            base = clean(self.data.get(f"base-{part}", self.texts[part]))
        except Refused:
            base = self.texts[part]
        wanted = html_of(part, self.cleaned_data[part])
        if part in ONE_LINE and not wanted:
            self.add_error(part, f"Enter a {self.labels[part].lower()}")
        elif wanted != base:
            yield {"part": part, "base": base, "wanted": wanted}


def _question(part, label):
    if part in RICH:
        return RichTextField(label=label, required=False, rows=10)
    if part in ONE_LINE:
        return fields.TextField(label=label, required=False, max_length=200)
    return fields.TextArea(label=label, required=False, rows=3, max_length=8000)


class InWordForm(fields.NHSForm):
    """The file that was downloaded and worked in."""

    file = fields.FileField(
        label="Word file", kinds=("word",), hint="The file that you downloaded here, changed", missing="Select the Word file"
    )
    note = fields.TextField(label="Why", hint="In a few words, for whoever decides", required=False, max_length=500)
