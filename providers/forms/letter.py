"""A letter that is read into points: its file, what each passage says, and how it came."""

import re

from django.core.exceptions import ValidationError

from portal.nhsuk import fields

from ..documents.letters import INTENTION, LEFT_OUT
from ..states import POSITIONS, Stance, Subject
from .transcript import LetterForm

PROPOSED = ("goes", "stance", "chapter", "title")
GOES = [(INTENTION, "On intentions"), *Subject.choices, (LEFT_OUT, "Leave it out")]


class LetterFileForm(fields.NHSForm):
    file = fields.FileField(label="The letter", kinds=("pdf", "word"), hint="Word (.docx) or PDF", missing="Select the letter")


class PassageForm(fields.NHSForm):
    """What one passage says. What is not ticked as right may still want its answers."""

    goes = fields.Select(label="What it is", choices=GOES, blank="Choose what it is", required=False)
    references = fields.TextField(label="Intentions", hint="References, with commas between", max_length=500, required=False)
    stance = fields.Select(label="Position", choices=POSITIONS, blank="None is stated here", required=False)
    conditions = fields.TextArea(label="Conditions, one a line", required=False, max_length=20000, rows=2)
    words = fields.TextArea(label="In its words", required=False, max_length=20000, rows=3)
    chapter = fields.Select(label="Chapter, if it is about one", choices=[], blank="No chapter", required=False)
    title = fields.TextField(label="Title, if it proposes an intention", max_length=200, required=False)
    revision = fields.HiddenField(required=False)

    def __init__(self, data=None, *, proposal, kept, known, chapters, is_ticked=None):
        self.proposal, self.kept, self.known = proposal, kept, known
        super().__init__(data, prefix=proposal.key.replace(".", "-"), initial=standing(proposal, kept))
        self.fields["chapter"].choices = [(one.code, f"{one.code} {one.title}") for one in chapters]
        for field in self.fields.values():
            field.says_optional = False
        self.is_ticked = is_ticked if is_ticked is not None else kept.get("is_done", proposal.is_sure)

    @property
    def is_open(self):
        """What is folded is shown where something in it is wrong, or stands in it that decides."""
        folded = ("conditions", "words", "chapter", "title")
        return any(name in self.errors for name in folded) or any(self[name].value() for name in ("conditions", "chapter", "title"))

    def clean_references(self):
        """Each as it is called here, however it was typed; one that is not asked is named."""
        typed = [one for one in re.split(r"[,;\s]+", self.cleaned_data["references"]) if one]
        strange = [one for one in typed if one.upper() not in self.known]
        if strange:
            raise ValidationError(f"{', '.join(strange)}: no such intention in this edition")
        return list(dict.fromkeys(self.known[one.upper()] for one in typed))

    def clean(self):
        cleaned = super().clean()
        if self.is_ticked:
            for name, says in self._missing(cleaned):
                self.add_error(name, says)
        return cleaned

    def _missing(self, said):
        goes, wants = said.get("goes"), []
        if not goes:
            wants.append(("goes", "Select what it is, or leave it out"))
        if goes == INTENTION and "references" not in self.errors and not said.get("references"):
            wants.append(("references", "Enter the intentions it is about"))
        if goes == Subject.CHAPTER and not said.get("chapter"):
            wants.append(("chapter", "Select the chapter it is about"))
        if goes == Subject.PROPOSED and not (said.get("title") or "").strip():
            wants.append(("title", "Enter a title for the intention it proposes"))
        if goes != LEFT_OUT and goes and not (said.get("words") or "").strip():
            wants.append(("words", "Enter what it says"))
        if self.lines() and said.get("stance") not in ("", None, Stance.CONDITIONS):
            wants.append(("stance", "You entered conditions. Select “Support with conditions”, or remove them"))
        return wants

    def lines(self):
        return [line.strip() for line in (self.cleaned_data.get("conditions") or "").splitlines() if line.strip()]

    def content(self):
        names = ("goes", "references", "stance", "words", "chapter", "title")
        return {**{name: self.cleaned_data[name] for name in names}, "conditions": self.lines(), "is_done": self.is_ticked}


def standing(proposal, kept):
    """What somebody made of it, else what is proposed."""
    stands = kept or {name: getattr(proposal, name) for name in (*PROPOSED, "references", "conditions")}
    said = {"words": proposal.text, "revision": 0} | stands
    lists = {"references": ", ".join(said["references"]), "conditions": "\n".join(said["conditions"])}
    return {name: said[name] for name in (*PROPOSED, "words", "revision")} | lists


class ReadLetterForm(LetterForm):
    """As for a letter that is typed in: the file is here already."""

    seen = fields.HiddenField(required=False)  # what it had become when this page was opened

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        del self.fields["attached"]
