"""What is looked for in the texts of a round, and what comes in its place."""

from portal.nhsuk import fields
from portal.richtext.finding import Search

EVERYWHERE, FRONT, PLANS, FACTS = "", "front", "plans", "facts"


class ReplaceForm(fields.NHSForm):
    find = fields.TextField(label="Find", missing="Enter the words to find", max_length=200)
    by = fields.TextField(label="Replace with", hint="Leave empty to take the words out", required=False, max_length=200)
    whole = fields.BooleanField(label="Whole words only", required=False, small=True)
    case = fields.BooleanField(label="Capitals must match", required=False, small=True)
    within = fields.Select(label="Where", choices=(), blank=None, required=False)

    def __init__(self, data=None, *, chapters):
        super().__init__(data)
        ones = [(chapter.code, f"{chapter.code} {chapter.title}") for chapter in chapters]
        beside = [(FACTS, "Facts of the round"), (FRONT, "Front matter"), (PLANS, "Plans on a page")]
        self.fields["within"].choices = [(EVERYWHERE, "The whole round"), *beside, *ones]
        for field in self.fields.values():
            field.says_optional = False

    def clean(self):
        found = self.cleaned_data.get("find")
        if found and found == self.cleaned_data.get("by"):
            self.add_error("by", "Enter other words than those to find")

    @property
    def search(self):
        said = self.cleaned_data
        return Search(said["find"], said.get("by") or "", is_case_kept=said["case"], is_whole=said["whole"])

    @property
    def within_chosen(self):
        return self.cleaned_data.get("within") or EVERYWHERE
