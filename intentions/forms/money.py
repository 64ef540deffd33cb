from decimal import Decimal

from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from portal.nhsuk import fields

from ..models.content import ROWS
from ..states import Bearer, Confidence, MoneyKind
from .choices import ALL_YEARS, Years

MOST_ROWS = 40


def _year(typed):
    return typed if typed == ALL_YEARS else int(typed)


class MoneyForm(fields.NHSForm):
    """One effect on money. An amount may stay unknown; a row in which nothing is typed is no row."""

    kind = fields.Select(label="What kind of money", choices=MoneyKind.choices, blank="Select a kind", missing="Select a kind of money")
    bearer = fields.Select(label="Who bears or gains it", choices=Bearer.choices, blank="Not settled", required=False)
    amount = fields.MoneyField(
        label="Amount", hint="Over all its years: if they differ, add a row for each year. Leave empty if it is not known", required=False
    )
    year_from = fields.Select(label="First year", choices=(), blank="Not settled", required=False, coerce=_year, empty_value=None)
    year_to = fields.Select(label="Last year", choices=(), blank="Not settled", required=False, coerce=int)
    is_recurrent = fields.YesNo(label="Is it recurrent?", required=False)
    confidence = fields.Select(label="How sure it is", choices=Confidence.choices, blank="Not settled", required=False)
    basis = fields.TextArea(label="Basis", hint="How the amount was worked out", required=False, max_length=1000, rows=2)

    def __init__(self, *args, choices, **more):
        super().__init__(*args, **more)
        self.round = choices.round
        self.fields["year_from"].choices = [*choices.all_years, *choices.years]
        self.fields["year_to"].choices = choices.years

    def clean(self):
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_to")
        if first == ALL_YEARS:
            self._clean_all_years(last)
        elif first and last and last < first:
            self.add_error("year_to", "Last year must be the same as or after the first year")

    def _clean_all_years(self, last):
        """One amount over the whole round is typed once; it is kept with the first year and the last."""
        if last and last != self.round.year_to:
            self.add_error("year_to", "Leave the last year empty: all years of the round are selected")
        self.cleaned_data |= {"year_from": self.round.year_from, "year_to": self.round.year_to}


class MoneyRows(BaseFormSet):
    """Rows in their order. A new row is asked for and a row removed by buttons, so it works without scripts."""

    default_error_messages = {"missing_management_form": "The money on this page is incomplete. Load the page again"}

    def initial_form_count(self):
        """Of what is posted no row is special: any may be left empty."""
        return 0 if self.is_bound else super().initial_form_count()

    def content(self):
        return [{name: row.cleaned_data.get(name) for name in ROWS["money"]} for row in self.typed()]

    def typed(self):
        return [row for row in self.forms if row.is_valid() and row.has_changed()]

    def clean(self):
        if len(self.forms) > MOST_ROWS:
            raise ValidationError(f"Enter {MOST_ROWS} rows of money or fewer")


MoneyFormSet = formset_factory(MoneyForm, formset=MoneyRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 20)


class ChapterMoneyRows(MoneyRows):
    """As they are kept on a chapter: plain JSON, pounds as text so that no penny is lost."""

    def stored(self):
        rows = self.content()
        return [{**row, "amount": None if row["amount"] is None else str(row["amount"])} for row in rows]


ChapterMoneyFormSet = formset_factory(MoneyForm, formset=ChapterMoneyRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 20)


def chapter_rows(data, *, chapter):
    """The rows of a chapter as a form."""
    kept = [{name: row.get(name) for name in ROWS["money"]} for row in chapter.money]
    for row in kept:
        row["amount"] = None if row["amount"] is None else Decimal(str(row["amount"]))
    choices = Years(chapter.round)
    return ChapterMoneyFormSet(data, prefix="money", initial=kept if data is None else None, form_kwargs={"choices": choices})


def row_problems(rows):
    """What is wrong in the rows, each with the place to mend it."""
    found = [{"text": message} for message in rows.non_form_errors()]
    for form in rows.forms:
        for name, messages in form.errors.items():
            found += [{"text": message, "href": f"#{form[name].id_for_label}" if name in form.fields else None} for message in messages]
    return found


def rows_asked_for(data):
    """What was posted with one row more or one less, when the button for that was pressed; None when it was not."""
    for key in data:
        verb, _, prefix = key.partition("_")
        if verb == "add" and f"{prefix}-TOTAL_FORMS" in data:
            return _with_row(data, prefix)
        if verb == "remove" and f"{prefix}-TOTAL_FORMS" in data:
            return _without_row(data, prefix, data[key])
    return None


def _with_row(data, prefix):
    changed = data.copy()
    changed[f"{prefix}-TOTAL_FORMS"] = str(min(_count(data, prefix) + 1, MOST_ROWS))
    return changed


def _without_row(data, prefix, at):
    """The rows after it move up."""
    changed = data.copy()
    kept = [number for number in range(_count(data, prefix)) if str(number) != at]
    for key in [key for key in data if key.startswith(f"{prefix}-") and key.removeprefix(f"{prefix}-")[0].isdigit()]:
        del changed[key]
    for new, old in enumerate(kept):
        for key in [key for key in data if key.startswith(f"{prefix}-{old}-")]:
            changed.setlist(key.replace(f"{prefix}-{old}-", f"{prefix}-{new}-", 1), data.getlist(key))
    changed[f"{prefix}-TOTAL_FORMS"] = str(len(kept))
    return changed


def _count(data, prefix):
    typed = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(typed), MOST_ROWS) if typed.isdecimal() and len(typed) < 4 else 0
