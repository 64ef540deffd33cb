"""A question of a form: a Django field that knows which NHS component draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.nhsuk.components import component


class Asked(BoundField):
    """A question as it stands in one form, with what was typed and what is wrong with it."""

    field: Question

    @property
    def first_input_id(self) -> str:
        """Where a link of the error summary leads."""
        return self.field.first_input_id(self)

    @property
    def problem(self) -> str | None:
        """What is wrong, or where each of several answers is judged by itself, all of it."""
        errors = list(self.errors)
        shown = errors if self.field.judges_each else errors[:1]
        return ". ".join(str(error) for error in shown) or None

    @property
    def words(self) -> str:
        """The label; what need not be answered says so."""
        label = str(self.label)
        says_nothing = self.field.required or not self.field.says_optional or "optional" in label
        return label if says_nothing else f"{label} (optional)"

    @property
    def aria_describedby(self) -> str | None:
        ids = [f"{self.auto_id}-hint"] * bool(self.help_text) + [f"{self.auto_id}-error"] * bool(self.problem)
        return " ".join(ids) or None

    def draw(self) -> SafeString:
        if self.is_hidden:
            return self.as_widget()
        if self.field.component is None:
            return self._frame(self.as_widget())
        return self.field.finish(component(self.field.component, {**self._common(), **self.field.params(self)}))

    __str__ = __html__ = draw

    def _common(self) -> dict[str, Any]:
        label = {"text": self.words, "size": self.field.label_size}
        asks = {"fieldset": {"legend": label}} if self.field.has_legend else {"label": label}
        return {
            "id": self.auto_id,
            "name": self.html_name,
            "hint": {"text": self.help_text} if self.help_text else None,
            "errorMessage": {"text": self.problem} if self.problem else None,
            "attributes": self.field.attributes or None,
            **asks,
        }

    def _frame(self, control: SafeString) -> SafeString:
        """The same label, hint and error around a control that is no NHS component."""
        label = component("label", {"text": self.words, "for": self.auto_id, "size": self.field.label_size})
        hint = component("hint", {"id": f"{self.auto_id}-hint", "text": self.help_text}) if self.help_text else ""
        error = component("error-message", {"id": f"{self.auto_id}-error", "text": self.problem}) if self.problem else ""
        state = " nhsuk-form-group--error" if self.problem else ""
        return format_html('<div class="nhsuk-form-group{}">{}{}{}{}</div>', state, label, hint, error, control)


if TYPE_CHECKING:
    Beside = forms.Field  # a question is always some Django field as well
else:
    Beside = object


class Question(Beside):
    """What a Django field adds to be a question. Stands before the Django field among the parents.

    `component` names the NHS component; None draws the field's own Django widget inside the same label, hint and
    error (the widget gets its id and aria-describedby). `missing` is what an unanswered question is told.
    """

    component: str | None = None
    has_legend = False
    says_optional = True
    judges_each = False
    asks_to = "Enter"
    bound_field_class: type[BoundField] | None = Asked

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        missing: str | None = None,
        label_size: str | None = "s",
        attributes: dict[str, Any] | None = None,
        **more: Any,
    ):
        self.label_size, self.attributes = label_size, attributes or {}
        super().__init__(label=label, help_text=hint, **more)
        self.error_messages["required"] = missing or f"{self.asks_to} {_within_a_sentence(label)}"

    def first_input_id(self, asked: Asked) -> str:
        return asked.auto_id

    def params(self, asked: Asked) -> dict[str, Any]:
        """What this component needs besides label, hint and error."""
        return {}

    def finish(self, html: SafeString) -> SafeString:
        return html


def _within_a_sentence(label: str) -> str:
    """ "Title" becomes "title"; "NHS number" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
