"""Answers out of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from .question import Asked, Question

NOT_LISTED = "Select one of the answers listed"


class Choosing(Question):
    """What radios and checkboxes share: hints under an answer, and questions that an answer reveals."""

    has_legend = True
    asks_to = "Select"
    choices: Any

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str | list[str]] | None = None,
        inline: bool = False,
        small: bool = False,
        **more: Any,
    ):
        self.hints, self.inline, self.small = hints or {}, inline, small
        self.reveals = {str(key): [names] if isinstance(names, str) else names for key, names in (reveals or {}).items()}
        super().__init__(**more)

    def hidden_by(self, answer: Any) -> set[str]:
        """The fields this answer does not reveal; their values count for nothing."""
        given = {str(one) for one in (answer if isinstance(answer, list) else [answer])}
        shown = {name for key, names in self.reveals.items() if key in given for name in names}
        return {name for names in self.reveals.values() for name in names} - shown

    def chosen(self, asked: Asked) -> set[str]:
        value = asked.value()
        if value is None:
            return set()
        return {str(one) for one in (value if isinstance(value, (list, tuple, set)) else [value])}

    def items(self, asked: Asked) -> Iterator[dict[str, Any]]:
        chosen = self.chosen(asked)
        for value, text in self.choices:
            revealed = [str(asked.form[name]) for name in self.reveals.get(str(value), [])]
            yield {
                "value": str(value),
                "text": str(text),
                "checked": str(value) in chosen,
                "hint": {"text": self.hints[value]} if value in self.hints else None,
                "conditional": {"html": SafeString("".join(revealed))} if revealed else None,
            }

    def finish(self, html: SafeString) -> SafeString:
        """What an answer reveals is shown and hidden by the style sheet: the NHS script gives radios an aria-expanded that they
        may not have, and a browser without scripts would never hide."""
        for script in (r' data-aria-controls="[^"]*"', r" nhsuk-(radios|checkboxes)__conditional--hidden"):
            html = SafeString(re.sub(script, "", html))
        return html

    def params(self, asked: Asked) -> dict[str, Any]:
        return {
            "id": None,
            "idPrefix": asked.auto_id,
            "items": list(self.items(asked)),
            "inline": self.inline,
            "small": self.small,
        }


class Radios(Choosing, forms.TypedChoiceField):
    """One answer."""

    component = "radios"
    widget = forms.RadioSelect

    def __init__(self, *, choices: Any, coerce: Callable[[str], Any] = str, **more: Any):
        more.setdefault("empty_value", "" if coerce is str else None)
        super().__init__(choices=choices, coerce=coerce, **more)
        self.error_messages["invalid_choice"] = NOT_LISTED


class YesNo(Radios):
    """True or False; None when it need not be answered and was not."""

    def __init__(self, **more: Any):
        more.setdefault("inline", not more.get("reveals"))
        super().__init__(choices=[("True", "Yes"), ("False", "No")], coerce=lambda answer: answer == "True", **more)


class Checkboxes(Choosing, forms.TypedMultipleChoiceField):
    """Any number of answers. `exclusive` is the value of "None of these", which stands alone."""

    component = "checkboxes"
    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, choices: Any, coerce: Callable[[str], Any] = str, exclusive: str | None = None, **more: Any):
        self.exclusive = exclusive
        super().__init__(choices=choices, coerce=coerce, **more)
        self.error_messages["invalid_choice"] = NOT_LISTED

    def items(self, asked: Asked) -> Iterator[dict[str, Any]]:
        for item in super().items(asked):
            if item["value"] == self.exclusive:
                yield {"divider": "or"}
                item["behaviour"] = "exclusive"
            yield item

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.exclusive in value and len(value) > 1:
            alone = dict(self.choices)[self.exclusive]
            raise ValidationError(f"Select answers, or select “{alone}”, not both")


class Select(Question, forms.TypedChoiceField):
    """One answer out of many; `blank` stands for none yet."""

    choices: Any
    component = "select"
    asks_to = "Select"

    def __init__(self, *, choices: Any, blank: str | None = "Select an answer", coerce: Callable[[str], Any] = str, **more: Any):
        self.blank = blank
        more.setdefault("empty_value", "" if coerce is str else None)
        super().__init__(choices=choices, coerce=coerce, **more)
        self.error_messages["invalid_choice"] = NOT_LISTED

    def params(self, asked: Asked) -> dict[str, Any]:
        value = "" if asked.value() is None else str(asked.value())
        items = [{"value": str(key), "text": str(text), "selected": str(key) == value} for key, text in self.choices]
        first = [] if self.blank is None else [{"value": "", "text": self.blank, "selected": not value}]
        return {"items": first + items}


class BooleanField(Question, forms.BooleanField):
    """One box to tick. Required means it must be ticked: "Confirm that ..."."""

    component = "checkboxes"

    def __init__(self, *, small: bool = False, **more: Any):
        self.small = small
        super().__init__(**more)

    def params(self, asked: Asked) -> dict[str, Any]:
        hint = {"text": asked.help_text} if asked.help_text else None
        box = {"value": "on", "text": asked.label, "checked": bool(asked.value()), "hint": hint}
        return {"id": None, "idPrefix": asked.auto_id, "items": [box], "label": None, "hint": None, "small": self.small}
