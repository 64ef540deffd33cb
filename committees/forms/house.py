"""The form of a committee's own house: what is typed about its headings, cover sheet, agendas, logo and partners."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from portal.nhsuk import fields
from portal.organisations.models import Organisation

from ..documents.logo import NoPicture, logo_of
from ..models import Committee
from ..states import CoverAsk, DayCount, HeadingKind, Numbering
from .rows import lines, rows_posted

MOST = 60
LOOKS = ("asks", "numbering", "divides_annexes", "logo", "takes_logo_away")
OWN = ("name", "clear_days", "day_count", "paper_days", "gives_notice", "contact_role", "contact_email", "asks", "numbering")
SINGLE = [kind for kind in HeadingKind if kind != HeadingKind.IMPLICATION]


class HouseForm(fields.NHSForm):
    name = fields.TextField(label="Name", missing="Enter its name", max_length=200)
    clear_days = fields.NumberField(label="Clear days", missing="Enter a number of days", minimum=0, maximum=28)
    paper_days = fields.NumberField(
        label="Working days before the agenda is published by which papers are due",
        hint="Their writers are reminded a week before that day, two days before, and on it",
        missing="Enter a number of days",
        minimum=0,
        maximum=28,
    )
    day_count = fields.Radios(label="Days that count", choices=DayCount.choices, missing="Select which days count")
    divides_annexes = fields.BooleanField(
        label="A sheet goes before each PDF from elsewhere",
        hint="Otherwise its heading stands in the margin of its first page",
        required=False,
    )
    gives_notice = fields.BooleanField(label="It is an executive: 28 days' notice of what it takes in private", required=False)
    contact_role = fields.TextField(label="Role to write to", required=False, max_length=150)
    contact_email = fields.TextField(label="Email to write to", required=False, max_length=254, email=True)
    asks = fields.Checkboxes(label="Its cover sheet also asks", choices=CoverAsk.choices, required=False)
    numbering = fields.Radios(label="Numbers", choices=Numbering.choices, missing="Select how papers are numbered")
    logo = fields.FileField(label="Logo", kinds=("png", "jpeg"), hint="A PNG or JPEG picture of at most 2MB", megabytes=2, required=False)
    takes_logo_away = fields.BooleanField(label="Print no logo", required=False)
    partners = fields.TextArea(
        label="Organisations whose people may sit here too",
        hint="For a joint committee or co-opted members: one a line, by its name",
        rows=3,
        required=False,
        max_length=4000,
    )

    def __init__(self, data: Any = None, files: Any = None, *, committee: Committee):
        self.committee = committee
        super().__init__(data, files, initial=_initial(committee))
        self.heading_rows = rows_posted(data, None, "heading", len(committee.headings) + 3, MOST)
        self.agenda_rows = rows_posted(data, None, "agenda", len(committee.agendas) + 1, MOST)
        for at in range(1, self.agenda_rows + 1):
            self.fields |= {f"agenda-{at}-{name}": field for name, field in _agenda(at).items()}
        for at in range(1, self.heading_rows + 1):
            self.fields |= {f"heading-{at}-{name}": field for name, field in _heading(at).items()}
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[str, list[Any]]]:
        """As the page shows it, under headings."""
        own = [name for name in self.fields if "-" not in name]
        return [
            ("The committee", [self[name] for name in own if name not in (*LOOKS, "partners")]),
            ("Who may sit", [self["partners"]]),
            ("How its papers look", [self[name] for name in LOOKS]),
            ("Agendas to begin with", [self[name] for name in self.fields if name.startswith("agenda-")]),
        ]

    def folded(self) -> list[dict[str, Any]]:
        """The headings of a report, each folded under its words unless something is wrong with it."""
        rows = []
        for at in range(1, self.heading_rows + 1):
            asked = [self[name] for name in self.fields if name.startswith(f"heading-{at}-")]
            words = self[f"heading-{at}-heading"].value()
            rows.append(
                {"title": f"{at} {words}" if words else "Add a heading", "asked": asked, "is_open": any(one.errors for one in asked)}
            )
        return rows

    def clean_logo(self) -> str | None:
        if not self.cleaned_data["logo"]:
            return None
        try:
            return logo_of(self.cleaned_data["logo"])
        except NoPicture as trouble:
            self.add_error("logo", str(trouble))
            return None

    def clean_partners(self) -> list[Organisation]:
        """Each by its name, its short name or its code; one that nobody knows is named."""
        found = []
        for line in lines(self.cleaned_data["partners"]):
            named = Organisation.objects.filter(Q(name__iexact=line) | Q(short_name__iexact=line) | Q(slug=line.lower())).first()
            if named is None:
                self.add_error("partners", f"There is no organisation called “{line}”. Write its name as the register has it")
            else:
                found.append(named)
        return found

    def clean(self) -> None:
        super().clean()
        self._check_headings()
        for at in range(1, self.agenda_rows + 1):
            name, said = (self.cleaned_data.get(f"agenda-{at}-{key}") for key in ("name", "lines"))
            if said and not name:
                self.add_error(f"agenda-{at}-name", f"Enter what agenda {at} is called")

    def _check_headings(self) -> None:
        """What the portal writes stands under one heading, or under none."""
        seen: dict[str, int] = {}
        for at in range(1, self.heading_rows + 1):
            words, kind = (self.cleaned_data.get(f"heading-{at}-{key}") for key in ("heading", "kind"))
            if words and not kind:
                self.add_error(f"heading-{at}-kind", f"Select what stands under heading {at}")
            if words and kind in SINGLE:
                if kind in seen:
                    self.add_error(
                        f"heading-{at}-kind", f"Heading {seen[kind]} has the same under it: select another, or empty one of them"
                    )
                seen.setdefault(kind, at)

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        plain = (
            "name",
            "clear_days",
            "day_count",
            "paper_days",
            "gives_notice",
            "divides_annexes",
            "contact_role",
            "contact_email",
            "asks",
            "numbering",
            "partners",
        )
        logo = {"logo": ""} if said["takes_logo_away"] else {"logo": said["logo"]} if said["logo"] else {}
        return {**{name: said[name] for name in plain}, **logo, "agendas": self._agendas(), "headings": self._headings()}

    def _agendas(self) -> list[dict[str, Any]]:
        rows = [{key: self.cleaned_data[f"agenda-{at}-{key}"] for key in ("name", "lines")} for at in range(1, self.agenda_rows + 1)]
        return [{"name": row["name"], "lines": lines(row["lines"])[:MOST]} for row in rows if row["name"]]

    def _headings(self) -> list[dict[str, Any]]:
        """In the order of their places; an emptied one is gone."""
        keys = ("heading", "kind", "section", "numbered", "mandatory", "place")
        rows = [{key: self.cleaned_data[f"heading-{at}-{key}"] for key in keys} for at in range(1, self.heading_rows + 1)]
        kept = [row for row in rows if row["heading"]]
        return sorted(kept, key=lambda row: row.pop("place") or MOST)


def _agenda(at: int) -> dict[str, Any]:
    return {
        "name": fields.TextField(label=f"Agenda {at}: name", required=False, max_length=60),
        "lines": fields.TextArea(label=f"Agenda {at}: items", hint="One a line, in order", rows=6, required=False, max_length=6000),
    }


def _heading(at: int) -> dict[str, Any]:
    return {
        "heading": fields.TextField(label=f"Heading {at}", required=False, max_length=120),
        "kind": fields.Select(label=f"Heading {at}: what stands there", choices=HeadingKind.choices, blank="Select", required=False),
        "section": fields.HiddenField(max_length=60, required=False),
        "place": fields.NumberField(label=f"Heading {at}: place", minimum=1, maximum=MOST, required=False),
        "numbered": fields.BooleanField(label=f"Heading {at} is numbered", required=False, small=True),
        "mandatory": fields.BooleanField(label=f"Heading {at} must be filled before a report is cleared", required=False, small=True),
    }


def _initial(committee: Committee) -> dict[str, Any]:
    own = (*OWN, "divides_annexes")
    said: dict[str, Any] = {name: getattr(committee, name) for name in own}
    said["partners"] = "\n".join(committee.partners.order_by("name").values_list("name", flat=True))
    for at, one in enumerate(committee.agendas, 1):
        said |= {f"agenda-{at}-name": one["name"], f"agenda-{at}-lines": "\n".join(one["lines"])}
    for at, one in enumerate(committee.headings, 1):
        said |= {f"heading-{at}-{key}": one[key] for key in ("heading", "kind", "section", "numbered", "mandatory")}
        said[f"heading-{at}-place"] = at
    return said


class CloseForm(fields.NHSForm):
    successor = fields.Select(label="Which committee goes on with its work", choices=(), blank="None", required=False)

    def __init__(self, *args: Any, others: list[Committee], **more: Any):
        super().__init__(*args, **more)
        self.others = {str(one.pk): one for one in others}
        question: Any = self.fields["successor"]
        question.choices = [(pk, one.name) for pk, one in self.others.items()]

    def facts(self) -> dict[str, Any]:
        return {"successor": self.others.get(self.cleaned_data["successor"])}
