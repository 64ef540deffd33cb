"""Who can log in to the demonstration. Their second factor is off; they exist only when it was loaded."""

from __future__ import annotations

from dataclasses import dataclass

from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Role

PASSWORD = "demonstration only 2026"  # noqa: S105  printed by `make demo`; these accounts exist nowhere else


@dataclass(frozen=True)
class Person:
    """An invented person in a demonstration organisation."""

    email: str
    name: str
    role: str
    organisation: str
    job_title: str


PEOPLE = (
    Person("author@eastmere.example", "Priya Demo", Role.AUTHOR, "demo-commissioner", "Commissioning lead"),
    Person("author2@eastmere.example", "Tom Demo", Role.AUTHOR, "demo-commissioner", "Programme officer"),
    Person("approver@eastmere.example", "Sam Demo", Role.APPROVER, "demo-commissioner", "Director of commissioning"),
    Person("viewer@eastmere.example", "Vera Demo", Role.VIEWER, "demo-commissioner", "Finance analyst"),
    Person("administrator@eastmere.example", "Ada Demo", Role.ADMINISTRATOR, "demo-commissioner", "Business manager"),
    Person("contributor@harbourside.example", "Alex Demo", Role.CONTRIBUTOR, "demo-acute", "Deputy director of strategy"),
    Person("signatory@harbourside.example", "Carol Demo", Role.SIGNATORY, "demo-acute", "Chief executive"),
    Person("contributor@larkfield.example", "Ben Demo", Role.CONTRIBUTOR, "demo-mental-health", "Head of contracts"),
    Person("signatory@larkfield.example", "Dora Demo", Role.SIGNATORY, "demo-mental-health", "Director of finance"),
    Person("contributor@greenlane.example", "Gus Demo", Role.CONTRIBUTOR, "demo-community", "Director of business development"),
    Person("signatory@greenlane.example", "Hana Demo", Role.SIGNATORY, "demo-community", "Chief executive"),
    Person("contributor@fivebridges.example", "Ian Demo", Role.CONTRIBUTOR, "demo-federation", "Business manager"),
    Person("signatory@fivebridges.example", "Jo Demo", Role.SIGNATORY, "demo-federation", "Chair"),
    Person("signatory@opendoor.example", "Kit Demo", Role.SIGNATORY, "demo-voluntary", "Chief officer"),
    Person("coordinator@fourrivers.example", "Lee Demo", Role.CONTRIBUTOR, "demo-provider-group", "Programme director"),
    Person("signatory@fourrivers.example", "Mina Demo", Role.SIGNATORY, "demo-provider-group", "Independent chair"),
)
COMMITTEE_PEOPLE = (
    Person("clerk@eastmere-council.example", "Nora Demo", Role.CLERK, "demo-council", "Committee clerk"),
    Person("member@eastmere-council.example", "Omar Demo", Role.MEMBER, "demo-council", "Member of the committee"),
    Person("member2@eastmere-council.example", "Pat Demo", Role.MEMBER, "demo-council", "Member of the committee"),
)
OPERATOR = Person("operator@portal.example", "Quinn Demo", "OPERATOR", "", "Portal operator")


def enrol(person: Person, organisations: dict[str, Organisation], password: str) -> User:
    """A person with a (hashed) password and, unless the operator, a role."""
    user = User.objects.create_user(person.email, name=person.name, is_demonstration=True, is_operator=person.role == "OPERATOR")
    user.password = password
    user.save(update_fields=["password"])
    if person.organisation:
        Membership.objects.create(user=user, organisation=organisations[person.organisation], role=person.role, job_title=person.job_title)
    return user


def carriers() -> tuple[User, User]:
    """The two accounts under whose names the historic rounds are written and approved. Nobody can log in as them."""
    names = (("import@portal.example", "Import of source documents"), ("import-check@portal.example", "Check of the import"))
    writer, approver = (User.objects.create_user(email, None, name=name, is_demonstration=True) for email, name in names)
    return writer, approver


def listed() -> list[dict[str, str]]:
    """Email, password, name, role and organisation of everyone who can log in to the demonstration."""
    rows = []
    for person in (*PEOPLE, *COMMITTEE_PEOPLE, OPERATOR):
        user = User.objects.filter(email=person.email, is_demonstration=True).first()
        if user is None:
            continue
        organisation = Organisation.objects.filter(slug=person.organisation).first()
        rows.append(
            {
                "email": person.email,
                "password": PASSWORD,
                "name": person.name,
                "role": Role(person.role).label if person.role in Role.values else "Operator",
                "organisation": organisation.name if organisation else "",
            }
        )
    return rows
