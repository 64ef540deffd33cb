"""Form fields that draw themselves as NHS components, with their label, hint and error.

    class StartForm(fields.NHSForm):
        title = fields.TextField(label="Title", missing="Enter a title", max_length=200)
        deadline = fields.DateTimeField(label="Response deadline", hint="For example, 31 1 2019, 5pm")
        why = fields.Radios(label="Why", choices=[...], reveals={"OTHER": "reason"})
        reason = fields.TextArea(label="Reason", missing="Enter a reason")   # asked only under "OTHER"

`{{ form }}` draws every field, `{{ form.title }}` one of them; `{% error_summary form %}` lists what is wrong.
"""

from .addresses import Address
from .choices import BooleanField, Checkboxes, Radios, Select, YesNo
from .dates import DateField, DateTimeField
from .files import FileField, FilesField
from .form import NHSForm
from .keeping import DayForm
from .numbers import MoneyField, NumberField
from .question import Asked, Question
from .text import HiddenField, PasswordField, TextArea, TextField

__all__ = [
    "Address",
    "Asked",
    "BooleanField",
    "Checkboxes",
    "DateField",
    "DateTimeField",
    "DayForm",
    "FileField",
    "FilesField",
    "HiddenField",
    "MoneyField",
    "NHSForm",
    "NumberField",
    "PasswordField",
    "Question",
    "Radios",
    "Select",
    "TextArea",
    "TextField",
    "YesNo",
]
