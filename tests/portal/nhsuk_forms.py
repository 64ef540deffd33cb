"""A form of the questions given, drawn and sent."""

from bs4 import BeautifulSoup

from portal.nhsuk import fields


def form_of(**questions):
    return type("Form", (fields.NHSForm,), questions)


def html(drawn):
    return BeautifulSoup(str(drawn), "html.parser")


def complaint(field, typed, name="it"):
    form = form_of(**{name: field})(typed)
    return form.errors[name][0] if name in form.errors else None


def cleaned(field, typed):
    form = form_of(it=field)(typed)
    assert form.is_valid(), form.errors
    return form.cleaned_data["it"]
