"""What a form has against what was typed, as the error summary lists it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, BaseFormSet


def problems_of(*forms: Any) -> list[dict[str, str]]:
    """{text, href} of each error of these forms and formsets, in the order of the page; None is skipped."""
    return [problem for form in forms if form is not None for problem in _of(form)]


def _of(form: Any) -> Iterator[dict[str, str]]:
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from ({"text": str(text)} for text in form.non_form_errors())
            yield from (problem for one in form.forms for problem in _of(one))
    elif isinstance(form, BaseForm) and form.is_bound:
        yield from ({"text": str(text)} for text in form.non_field_errors())
        for bound in form:
            if bound.errors and bound.is_hidden:
                yield {"text": str(bound.errors[0])}
            elif bound.errors:
                href = f"#{getattr(bound, 'first_input_id', bound.id_for_label)}"
                shown = list(bound.errors) if getattr(bound.field, "judges_each", False) else list(bound.errors)[:1]
                yield from ({"text": str(error), "href": href} for error in shown)
