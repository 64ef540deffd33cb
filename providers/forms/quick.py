"""Quick answers: a position and a comment for each intention, in a row of its own."""

from intentions.forms.opened import Opened
from portal.nhsuk import fields

from ..states import POSITIONS, Stance

BLANK = "No position yet"
TOGETHER = [one for one in POSITIONS if one[0] != Stance.CONDITIONS]  # conditions are written one by one


class RowForm(fields.NHSForm):
    """The answer to one intention, with what it said when the page was opened."""

    stance = fields.Select(label="Position", choices=POSITIONS, blank=BLANK, required=False, label_size=None)
    comment = fields.TextArea(label="Comment", max_length=8000, rows=1, required=False, label_size=None)

    def __init__(self, data=None, *, task):
        self.task, position = task, task.position
        stands = {"stance": position.stance if position else "", "comment": position.comment if position else ""}
        super().__init__(data, prefix=task.reference, initial=stands)
        for field in self.fields.values():
            field.says_optional, field.label = False, f"{field.label} on {task.reference}"
        now = Opened.at(position.revision if position else 0, stands)
        self.opened = now if data is None else Opened.read(data.get(self.opened_name, ""))

    @property
    def opened_name(self):
        return f"opened-{self.task.reference}"

    def clean_stance(self):
        stance = self.cleaned_data["stance"]
        if stance and stance != Stance.CONDITIONS and self.task.has_conditions:
            self.add_error("stance", f"{self.task.reference} has conditions. Open it to remove them, or support with conditions")
        return stance

    def content(self):
        """What this person changed."""
        answers = {name: self.cleaned_data.get(name) or "" for name in ("stance", "comment")}
        return {name: answers[name] for name in self.opened.changed(answers)}

    def ask_again(self, stale):
        """The next save is judged from having seen what somebody else wrote."""
        now = Opened.at(stale.thing.revision, {part: conflict.theirs for part, conflict in stale.conflicts.items()})
        self.opened.update(now)


class TogetherForm(fields.NHSForm):
    """One position for all that are ticked."""

    together = fields.Select(
        label="Position for all that are ticked", choices=TOGETHER, missing="Select a position for all that are ticked"
    )
    common = fields.TextArea(
        label="Comment for all of them", hint="Goes only where no comment stands", max_length=8000, rows=2, required=False
    )
