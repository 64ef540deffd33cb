"""The question whose answer is rich text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from portal.nhsuk.fields import Question

from .clean import Refused, to_markdown, typed
from .outside.told import listening, tell


class Editor(forms.Textarea):
    """A plain box that becomes an editor where scripts run (static/richtext/editor.js).

    The box holds what a person would type ("- " for a bullet) if that says all of the text, otherwise its HTML; so without
    scripts a text without tables is edited as words. The editor reads the HTML from `data-html`.
    """

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        html, plain = _both(context["widget"]["value"] or "")
        context["widget"]["value"] = plain
        error = " nhsuk-textarea--error" if context["widget"]["attrs"].get("aria-invalid") else ""
        context["widget"]["attrs"] |= {
            "class": f"nhsuk-textarea{error}",
            "data-html": html,
            "data-editor": static("django_prose_editor/editor.js"),
            "data-reads": reverse("pasted"),
        }
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        textarea = super()._render(template_name, context, renderer)  # type: ignore[misc]
        return mark_safe(render_to_string("richtext/editor.html", {"textarea": textarea}))  # noqa: S308  a template's output

    def use_required_attribute(self, initial: Any) -> bool:
        """The browser cannot ask for a box that the editor hides."""
        return False


def _both(value: str) -> tuple[str, str]:
    """The HTML and what stands in the box; what was refused, or left nothing, is shown as it was typed."""
    try:
        with listening():  # to show a text is not to read it: what there was to tell was told when it came
            html = typed(value)
    except Refused:
        return value, value
    plain = to_markdown(html) if html else value
    return html, html if plain is None else plain


class RichTextField(Question, forms.CharField):
    """Words with headings, lists, tables and links. The answer is clean; what was typed is kept when it is refused."""

    component = None
    widget = Editor

    def __init__(self, *, rows: int = 8, **more: Any):
        super().__init__(**more)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        try:
            with listening() as heard:
                text = typed(super().to_python(value) or "")
            tell([f"{self.label}. {sentence}" for sentence in heard])
            return text
        except Refused as refused:
            raise ValidationError(refused.about(str(self.label)), code="refused") from refused

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The editor writes the same text in other tags; that is no change."""
        try:
            with listening():
                return typed(str(data or "")) != typed(str(initial or ""))
        except Refused:
            return True
