import re

from portal.nhsuk import fields

from ..documents.receipt import read_number


class VerifyForm(fields.NHSForm):
    """However a number or a hash is typed: in small letters, with blanks, without dashes."""

    number = fields.TextField(label="Receipt number", hint="For example, CI-7K42-9QHD", missing="Enter the receipt number", width="20")
    sha256 = fields.TextField(
        label="Hash", hint="64 letters and numbers, as printed on the receipt", missing="Enter the hash", max_length=200
    )

    def clean_number(self):
        return read_number(self.cleaned_data["number"]) or ""

    def clean_sha256(self):
        return re.sub(r"[^0-9a-f]", "", self.cleaned_data["sha256"].lower())
