from portal.nhsuk import fields

from .states import Pace


class PaceForm(fields.NHSForm):
    pace = fields.Radios(label="When do you want them?", choices=Pace.choices, missing="Select when you want them")


class AskForm(PaceForm):
    email = fields.Address(label="Your email address", missing="Enter your email address")
    field_order = ["email", "pace"]
