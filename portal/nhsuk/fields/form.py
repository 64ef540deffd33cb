"""A form whose fields are questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from .choices import Choosing


class NHSForm(forms.Form):
    """Draws its questions one under the other. What an answer does not reveal counts for nothing."""

    use_required_attribute = False

    def draw(self) -> SafeString:
        return format_html_join("\n", "{}", ((bound,) for bound in self.questions()))

    __str__ = __html__ = draw

    def questions(self) -> list[BoundField]:
        """Those that stand by themselves; a revealed one is drawn inside the answer that reveals it."""
        inside = {name for field in self._choosing().values() for names in field.reveals.values() for name in names}
        return [bound for bound in self if bound.name not in inside]

    def _choosing(self) -> dict[str, Choosing]:
        questions: dict[str, Any] = self.fields
        return {name: field for name, field in questions.items() if isinstance(field, Choosing)}

    def _clean_form(self) -> None:
        for name, field in self._choosing().items():
            for hidden in field.hidden_by(self.cleaned_data.get(name)):
                self._forget(hidden)
        super()._clean_form()  # type: ignore[misc]

    def _forget(self, name: str) -> None:
        self.errors.pop(name, None)
        empty: Any = self.fields[name]
        self.cleaned_data[name] = getattr(empty, "empty_value", None)
