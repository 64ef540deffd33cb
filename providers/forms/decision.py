from decimal import Decimal

from django.utils.html import format_html

from portal.nhsuk import fields, words

from ..documents import agreed
from ..states import Destination, Verdict, verdicts_on
from .confirming import ConfirmingForm

RULED = ("verdict", "agreed", "reason", "agreed_by_date", "destination")
KEPT = (
    *("verdict", "reason", "agreed", "agreed_by_date", "agreed_activity", "destination"),
    *("contract_label", "contract_reference", "needs_new_version", "owner"),
)
SHARED = ("verdict", "reason", "agreed", "destination", "needs_new_version", "owner")  # with other points; sums and days are a point's own


class Reworded(fields.TextArea):
    """A text whose change against what was asked is drawn under it while it is typed; without a script, on the page that answers."""

    def __init__(self, *, name, **more):
        self.place = f"redline-{name}"
        asks = {"hx-post": "", "hx-trigger": "input changed delay:400ms", "hx-target": f"#{self.place}", "hx-swap": "innerHTML"}
        asks |= {"hx-vals": f'{{"redline": "{name}"}}', "hx-include": "closest form", "hx-params": f"redline,csrfmiddlewaretoken,{name}"}
        super().__init__(attributes=asks, required=False, max_length=8000, **more)

    def finish(self, html):
        return format_html('{}<div id="{}" aria-live="polite"></div>', super().finish(html), self.place)


class DecideForm(fields.NHSForm):
    """The decision on one point and its agreed wording; `same` names other points that get it too."""

    verdict = fields.Radios(
        label="Decision", choices=[], missing="Select a decision", label_size="m", reveals={"accept-in-part": ["agreed"]}
    )
    agreed = Reworded(name="agreed", label="Agreed wording of the point")
    reason = fields.TextArea(
        label="Reason", hint="Published with the decision. You can leave it empty if you accept.", required=False, max_length=4000
    )
    agreed_total = fields.MoneyField(
        label="Agreed amount in total", hint="If you fill it in, it must be what the years make", required=False
    )
    agreed_activity = fields.TextArea(label="Agreed activity", required=False, max_length=2000, rows=2)
    agreed_by_date = fields.DateField(label="Agreed by", required=False)
    destination = fields.Select(label="Goes into", choices=Destination.choices, blank=None, required=False, initial=Destination.MEMORANDUM)
    contract_label = fields.TextField(
        label="Schedule as the contract labels it", hint="For example, Schedule 4C", max_length=120, required=False
    )
    contract_year = fields.Select(label="Contract of the year", choices=[], blank="Not settled", required=False)
    contract_reference = fields.TextField(label="Contract reference", max_length=80, required=False)
    needs_new_version = fields.BooleanField(label="This needs a new version of the intention", required=False)
    owner = fields.TextField(label="Owner", hint="A role, for example Director of urgent care", max_length=150, required=False)
    same = fields.Checkboxes(label="Same decision for", choices=[], required=False, small=True)
    revision = fields.HiddenField(required=False, initial="0")

    def __init__(self, *args, position, others=(), conditions=(), **more):
        super().__init__(*args, **more)
        self.position = position
        self.conditions = dict(enumerate(conditions, start=1))
        self.fields["verdict"].choices = [(one, agreed.SAYS[one]) for one in verdicts_on(position.stance)]
        self._offer_what_was_asked()
        for number, condition in self.conditions.items():
            self._ask_about(number, condition)
        if position.is_own:
            del self.fields["needs_new_version"]
        self.years = agreed.years_of(position)
        self._ask_for_sums()
        for name in self.fields:
            self.fields[name].says_optional = False
        self._offer_others(others)
        of_conditions = [f"{name}_{number}" for number in self.conditions for name in RULED]
        sums = [f"amount_{year}" for year in self.years]
        self.order_fields(["verdict", "agreed", "reason", *of_conditions, *sums])

    # what is asked, in the order of the page

    @property
    def point(self):
        return [self["verdict"], self["reason"]]  # the wording is drawn inside the answer that reveals it

    @property
    def each_condition(self):
        return [(number, one, [self[f"{name}_{number}"] for name in RULED]) for number, one in self.conditions.items()]

    @property
    def beside(self):
        drawn = {"verdict", "agreed", "reason", *(f"{name}_{number}" for number in self.conditions for name in RULED)}
        return [self[name] for name in self.fields if name not in drawn]

    def _offer_what_was_asked(self):
        """The words that were asked, to be changed into what is agreed; a point with conditions may be agreed in their words alone."""
        hint = "Change what was asked into what is agreed."
        if self.conditions:
            hint = "What is agreed on the point itself. Leave it empty where the wording of its conditions says it all."
        else:
            self.initial["agreed"] = self.initial.get("agreed") or agreed.asked(self.position)
        self.fields["agreed"].help_text = hint
        if self.position.stance == "need-clarification":
            self.fields["reason"].label = "Answer"
            self.fields["reason"].help_text = "Published with the decision. A question is answered, not accepted."

    def _ask_for_sums(self):
        for year in self.years:
            label = f"Agreed amount in {words.financial_year(year)}"
            self.fields[f"amount_{year}"] = fields.MoneyField(label=label, required=False)
        self.fields["contract_year"].choices = [(str(year), words.financial_year(year)) for year in self.years]
        said = self.initial.get("agreed_amounts")
        sums = _asked_sums(self.position, self.years) if said is None else {int(year): Decimal(sum_) for year, sum_ in said.items()}
        self.initial |= {f"amount_{year}": pounds for year, pounds in sums.items() if f"amount_{year}" not in self.initial}

    def _offer_others(self, others):
        self.others = {str(one.pk): one for one in others}
        if self.others:
            self.fields["same"].choices = [
                (key, f"{one.response.organisation.short_name}: {one.get_stance_display()}") for key, one in self.others.items()
            ]
        else:
            del self.fields["same"]

    def _ask_about(self, number, condition):
        """What is decided on one condition, if it is something else than on the whole point."""
        said = [(one, agreed.SAYS[one]) for one in Verdict]
        of, small = f"condition {number}", {"required": False}
        asked = {
            "verdict": fields.Select(label=f"Condition {number}", hint=condition.text, choices=said, blank="As the whole point", **small),
            "agreed": Reworded(name=f"agreed_{number}", label=f"Agreed wording of {of}", rows=2),
            "reason": fields.TextArea(label=f"Reason for {of}", max_length=4000, rows=2, **small),
            "agreed_by_date": fields.DateField(label=f"Agreed day for {of}", **small),
            "destination": fields.Select(label=f"Where {of} goes", choices=Destination.choices, blank="As the whole point", **small),
        }
        ruling = self._ruling(condition)
        stands = {"agreed": condition.text, "agreed_by_date": condition.by_date}
        stands |= {name: getattr(ruling, name) or stands.get(name) for name in RULED} if ruling else {}
        for name in RULED:
            self.fields[f"{name}_{number}"] = asked[name]
            self.initial.setdefault(f"{name}_{number}", stands.get(name))

    def _ruling(self, condition):
        """What stands on it by itself; one that was accepted with its point follows the point again."""
        ruling = getattr(condition, "ruling", None)
        follows = ruling and ruling.verdict == self.initial.get("verdict") == Verdict.ACCEPT
        return None if follows else ruling

    # what was said

    def rulings(self):
        """Those conditions that are decided otherwise than the whole; a wording that was changed is accepted in part."""
        said = {number: {name: self.cleaned_data.get(f"{name}_{number}") for name in RULED} for number in self.conditions}
        found = []
        for number, ruled in said.items():
            condition = self.conditions[number]
            if not ruled["verdict"] and self._is_reworded(number) and self.cleaned_data.get("verdict") == Verdict.ACCEPT_IN_PART:
                ruled |= {"verdict": Verdict.ACCEPT_IN_PART, "reason": ruled["reason"] or self.cleaned_data.get("reason")}
            if ruled["verdict"]:
                sent = ruled["destination"] or self.cleaned_data.get("destination") or Destination.MEMORANDUM
                found.append({**ruled, "condition": condition, "destination": sent, **self._contract()})
        return found

    def _is_reworded(self, number):
        typed = (self.cleaned_data.get(f"agreed_{number}") or "").split()
        return bool(typed) and typed != self.conditions[number].text.split()

    def _contract(self):
        year = self.cleaned_data.get("contract_year")
        return {
            "contract_label": self.cleaned_data.get("contract_label") or "",
            "contract_year": int(year) if year else None,
            "contract_reference": self.cleaned_data.get("contract_reference") or "",
        }

    def content(self):
        cleaned = self.cleaned_data
        said = {name: cleaned.get(name) for name in KEPT} | {"agreed_amounts": self.amounts(), **self._contract()}
        said["needs_new_version"] = bool(said["needs_new_version"])
        return {**said, "destination": cleaned.get("destination") or Destination.MEMORANDUM, "agreed": cleaned.get("agreed") or ""}

    def amounts(self):
        typed = {year: self.cleaned_data.get(f"amount_{year}") for year in self.years}
        return {str(year): f"{pounds:.2f}" for year, pounds in typed.items() if pounds is not None}

    def redlines(self):
        """(label, what was asked, what is typed) of each wording that is another now."""
        typed = {"agreed": (self["agreed"].label, agreed.asked(self.position))}
        typed |= {f"agreed_{number}": (self[f"agreed_{number}"].label, one.text) for number, one in self.conditions.items()}
        said = [(label, asked, self[name].value() or "") for name, (label, asked) in typed.items()]
        return [(label, asked, now) for label, asked, now in said if now.split() and now.split() != asked.split()]

    def asked_for(self, name):
        """What was asked, beside which this wording is drawn; None when it is no wording of this form."""
        number = name.removeprefix("agreed_")
        if name == "agreed":
            return agreed.asked(self.position)
        return self.conditions[int(number)].text if number.isdigit() and int(number) in self.conditions else None

    def shared(self):
        """What other points get as well: their own words where they are accepted."""
        return {name: value for name, value in self.content().items() if name in SHARED}

    def chosen(self):
        return [self.others[key] for key in self.cleaned_data.get("same") or []]

    # what is wrong

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("verdict"):
            return cleaned
        self._judge_sums(cleaned)
        ruled = {row["condition"].pk: row for row in self.rulings()}
        number_of = {condition.pk: number for number, condition in self.conditions.items()}
        for condition, name, says in agreed.faults(self.position, self.content(), ruled):
            self.add_error(name if condition is None else f"{name}_{number_of[condition]}", says)
        self._judge_the_unruled(ruled)
        for other in self.chosen():
            if any(True for _ in agreed.faults(other, self.shared(), {})):
                self.add_error("same", f"Decide {other.response.organisation.short_name} by itself: this cannot be said of it")
        return cleaned

    def _judge_sums(self, cleaned):
        """A total that is not what the years make is refused; which of them is meant, only the commissioner knows."""
        total, years = cleaned.get("agreed_total"), sum(map(Decimal, self.amounts().values()), Decimal(0))
        if total is not None and total != years:
            self.add_error("agreed_total", f"The agreed total is {words.money(total)}, but the years make {words.money(years)}")

    def _judge_the_unruled(self, ruled):
        """Nothing that was typed about a condition goes unsaid."""
        for number, condition in self.conditions.items():
            if condition.pk not in ruled and self._is_reworded(number):
                self.add_error(f"verdict_{number}", f"You changed the wording of condition {number}. Select what you decide on it")

    def clean_revision(self):
        typed = self.cleaned_data["revision"]
        return int(typed) if typed.isdigit() else 0


class CorrectForm(DecideForm):
    """The same of a decision that is published, and why."""

    why = fields.TextArea(
        label="Why it is corrected", hint="Published beside the decision.", missing="Enter why the decision is corrected", max_length=2000
    )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.order_fields([name for name in self.fields if name != "why"] + ["why"])


def _asked_sums(position, years):
    """What the provider asks the commissioner to spend, where it says in which year."""
    sums = dict.fromkeys(years, Decimal(0))
    for row in position.rows("effects"):
        if row["kind"] == "investment" and row["bearer"] in ("commissioner", "") and row["amount"] and row["year_from"] == row["year_to"]:
            sums[row["year_from"] or years[0]] += Decimal(row["amount"])
    return {year: pounds for year, pounds in sums.items() if pounds}


class PublishDecisionsForm(ConfirmingForm):
    """Nothing but the password: everything written is published together."""
