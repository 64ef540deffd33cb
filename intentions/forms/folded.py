"""A long list of boxes with the likely ones in front: those chosen and those the round uses; the others a fold away."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.nhsuk import fields
from portal.nhsuk.components import component

FEW = 8


class FoldedBoxes(fields.Asked):
    def draw(self):
        near, far = self.field.folded(self)
        if not far:
            return super().draw()
        legend = {"text": f"{self.label}: more", "classes": "nhsuk-u-visually-hidden"}
        boxes = {"idPrefix": f"{self.auto_id}-more", "name": self.html_name, "items": far, "small": True, "fieldset": {"legend": legend}}
        count = f"Show {len(far)} more" if near else f"Choose from {len(far)}"
        summary = format_html('{}<span class="nhsuk-u-visually-hidden">: {}</span>', count, self.label)
        fold = component("details", {"summaryHtml": summary, "html": component("checkboxes", boxes)})
        return SafeString(super().draw() + fold)

    __str__ = __html__ = draw


class FoldedCheckboxes(fields.Checkboxes):
    """`near` holds the values in front, beside those chosen; a short list is not folded."""

    bound_field_class = FoldedBoxes
    near: frozenset[str] = frozenset()

    def folded(self, asked):
        items = list(super().items(asked))
        if len(items) <= FEW:
            return items, []
        in_front = [item for item in items if item["checked"] or item["value"] in self.near]
        return in_front, [item for item in items if item not in in_front]

    def items(self, asked):
        return iter(self.folded(asked)[0])
