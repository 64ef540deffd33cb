"""A report that comes as a Word file: the file, then what is asked before its text is taken in."""

from portal.nhsuk import fields

from .item import UrgentForm, urgency_of

SAID = "All who may read the paper can download the file."


class FileForm(fields.NHSForm):
    upload = fields.FileField(label="Word file", kinds=("word",), hint="A .docx file of at most 10MB", missing="Select a Word file")


class DescribingForm(fields.NHSForm):
    """What each picture shows to somebody who cannot see it. One that says nothing is said to decorate."""

    def __init__(self, *args, pictures, **more):
        super().__init__(*args, **more)
        self.pictures = list(pictures)
        for one in self.pictures:
            self.fields[f"alt-{one.number}"] = fields.TextArea(
                label=f"What picture {one.number} shows",
                hint="For somebody who cannot see it: what it tells, with its figures",
                required=False,
                rows=3,
                max_length=1000,
            )
            self.fields[f"decorates-{one.number}"] = fields.BooleanField(label=f"Picture {one.number} only decorates", required=False)
            self.initial |= {f"alt-{one.number}": one.alt, f"decorates-{one.number}": one.is_decorative}
        for field in self.fields.values():
            field.says_optional = False  # asked before the paper is cleared

    def rows(self):
        """[(picture, its questions)]"""
        return [(one, [self[f"alt-{one.number}"], self[f"decorates-{one.number}"]]) for one in self.pictures]

    def clean(self):
        super().clean()
        for one in self.pictures:
            if self.cleaned_data.get(f"alt-{one.number}") and self.cleaned_data.get(f"decorates-{one.number}"):
                self.add_error(f"alt-{one.number}", f"Say what picture {one.number} shows or that it only decorates, not both")

    def said(self):
        typed = self.cleaned_data
        return {one.number: (typed[f"alt-{one.number}"].strip(), typed[f"decorates-{one.number}"]) for one in self.pictures}


class TakeForm(DescribingForm, UrgentForm):
    """Of a report for an item: title, who reports and, after the deadline, why it is late. Of one for a paper: its title."""

    title = fields.TextField(label="Title of the report", max_length=300, missing="Enter a title")
    author = fields.Select(label="Organisation that reports", choices=(), blank="Select an organisation")
    is_kept = fields.BooleanField(label="Keep the Word file with the paper", required=False)
    field_order = ["title", "author", "chair_reason", "chair_agreed_by", "chair_agreed_date", "is_kept"]

    def __init__(self, *args, original, authors, **more):
        self.is_new = original.item is not None
        item, paper = original.item, original.paper
        title = original.title or (paper.title if paper else item.title)
        initial = {"title": title, "author": str(original.committee.host_id), **(urgency_of(item) if item else {})}
        meeting = item.meeting if item else None
        super().__init__(*args, initial=initial, meeting=meeting, item=item, pictures=original.pictures.order_by("number"), **more)
        self.authors = {str(one.pk): one for one in authors}
        self.fields["author"].choices = [(pk, one.name) for pk, one in self.authors.items()]
        if not self.is_new:
            del self.fields["author"]
        held = f" It also holds {_listed(original.holds)}, which the paper does not show." if original.holds else ""
        self.fields["is_kept"].help_text = f"{SAID}{held}"

    def rest(self):
        """The questions that belong to no picture."""
        return [one for one in self.questions() if not one.name.startswith(("alt-", "decorates-"))]

    def facts(self):
        typed = self.cleaned_data
        author = {"author": self.authors[typed["author"]]} if self.is_new else {}
        return {"title": typed["title"], "is_kept": typed["is_kept"], "said": self.said(), **author, **self.urgency()}


def _listed(words):
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
