"""Words: a line, a text, a password, and what is carried unseen."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import EmailValidator, MaxLengthValidator, ProhibitNullCharactersValidator

from .question import Asked, Question

BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")  # what breaks a line, in whatever alphabet of controls
UNSEEN = re.compile(  # as in rich text: controls, soft hyphens, zero widths, marks that turn the direction; a null is refused instead
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
JOINERS = re.compile("[\u200c\u200d]")  # letters of some alphabets need them; no address does

NOT_AN_EMAIL = "Enter an email address in the correct format, like name@example.com"


class TextField(Question, forms.CharField):
    """One line. A line break that was pasted becomes a space, and what nobody sees is not kept."""

    component = "input"

    def __init__(self, *, max_length: int = 200, width: str | None = None, email: bool = False, **more: Any):
        self.width, self.email = width, email
        super().__init__(max_length=max_length, **more)
        _limit(self, max_length)
        if email:
            self.validators.append(EmailValidator(NOT_AN_EMAIL))

    def to_python(self, value: Any) -> str:
        seen = UNSEEN.sub("", BREAKS.sub(" ", super().to_python(value) or ""))
        return (JOINERS.sub("", seen) if self.email else seen).strip()

    def params(self, asked: Asked) -> dict[str, Any]:
        email = {"type": "email", "autocomplete": "email", "spellcheck": False} if self.email else {}
        return {"value": asked.value() or "", "width": self.width, **email}


class TextArea(Question, forms.CharField):
    """Some lines. Counted as the page counts them: a line break is one character."""

    def __init__(self, *, max_length: int = 4000, rows: int = 5, count: bool = False, **more: Any):
        self.component = "character-count" if count else "textarea"
        self.rows = rows
        super().__init__(max_length=max_length, **more)
        _limit(self, max_length)

    def to_python(self, value: Any) -> str:
        return UNSEEN.sub("", re.sub("\r\n|[\x0b\x0c\u2028\u2029]", "\n", super().to_python(value) or ""))

    def params(self, asked: Asked) -> dict[str, Any]:
        typed = asked.value() or ""
        kept = f"\n{typed}" if typed.startswith(("\n", "\r")) else typed  # browsers swallow the first line break
        counted = {"maxlength": self.max_length} if self.component == "character-count" else {}
        return {"value": kept, "rows": self.rows, **counted}


class PasswordField(Question, forms.CharField):
    """Never written back into the page, and never trimmed: a space may belong to it."""

    component = "password-input"

    def __init__(self, *, label: str = "Password", autocomplete: str = "current-password", **more: Any):
        self.autocomplete = autocomplete
        super().__init__(label=label, max_length=more.pop("max_length", 1000), strip=False, **more)
        self.widget = forms.PasswordInput()

    def params(self, asked: Asked) -> dict[str, Any]:
        return {"autocomplete": self.autocomplete}


class HiddenField(Question, forms.CharField):
    """Carried by the page, not asked; what comes back is checked like anything typed."""

    widget = forms.HiddenInput

    def __init__(self, *, max_length: int = 200, **more: Any):
        more.setdefault("missing", "This page is incomplete. Load it again")
        super().__init__(label=more.pop("label", ""), max_length=max_length, **more)


def _limit(field: forms.CharField, length: int) -> None:
    """Both of what a text may not be, in our words."""
    ours = (MaxLengthValidator, ProhibitNullCharactersValidator)
    field.validators = [check for check in field.validators if not isinstance(check, ours)]
    field.validators.append(MaxLengthValidator(length, f"{field.label} must be {length:,} characters or less"))
    field.validators.append(ProhibitNullCharactersValidator(f"{field.label} has a character in it that cannot be shown. Type it again"))
