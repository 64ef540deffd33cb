"""A round half-way: intentions of usual length with the usual few problems, front matter, comments, suggestions."""

from intentions import actions
from intentions.models import Programme, Section
from intentions.states import RoundKind
from portal.accounts.models import User
from portal.organisations.models import Organisation, Place
from tests.intentions.crowd import crowd

TOPICS = (
    ("Frailty at the front door", "frailty nurses meet older people in the emergency department"),
    ("Heart failure at home", "heart failure nurses visit people within two days of going home"),
    ("Children with asthma", "practices review the inhalers of children twice a year"),
    ("Crisis cafés", "crisis cafés open every evening for people who would else wait in a corridor"),
    ("Feet of people with diabetes", "foot clinics see people with an ulcer on the next working day"),
)
STREETS = ("north", "south", "east", "west", "middle")
PASSAGES = ("Vision", "Principles", "Where we are", "What people told us", "How we shall work", "What comes next")
PLACE = "lambeth-southwark-lewisham"  # the longest name in use: rows grow with it
WHY = (
    "<p>People who live here wait longer than people elsewhere, and are older. "
    "We say here what we shall do about it, with whom, and by when.</p>"
)


def make(rows: int) -> None:
    by = User.objects.get(email="author@eastmere.example")
    approver = User.objects.get(email="approver@eastmere.example")
    lead, trust = (Organisation.objects.get(slug=slug) for slug in ("demo-commissioner", "demo-acute"))
    about = {"title": "Twenty-five intentions", "slug": "twenty-five", "kind": RoundKind.ANNUAL, "year_from": 2028, "year_to": 2028}
    round = actions.start_round(**about, lead=lead, participants=[], by=by, sections=[])
    for heading in PASSAGES:
        actions.add_passage(round=round, model=Section, by=by, heading=heading, kind="other", body=WHY * 2)
    chapter = actions.add_chapter(round=round, programme=Programme.objects.first(), code="BED", title="Care near home", by=by)
    for number, version in enumerate(crowd(chapter, by, trust, Place.objects.get(slug=PLACE), rows, timescale="2028/29")):
        _write(version, number)
        if number % 4 == 0:
            actions.start_thread(about=version.intention, by=approver, text="Is that agreed with the practices?")
        if number % 5 == 0:
            wanted = version.description.replace("agree", "settle")
            actions.suggest(about=version.intention, part="description", by=approver, base=version.description, wanted=wanted)


def _write(version, number: int) -> None:
    """About 80 words; every third has one of the slips that people make."""
    title, does = TOPICS[number % 5]
    street = STREETS[number // 5 % 5]
    slip = ("", "", f" This follows BED-{number + 300}.")[number % 3]
    version.title = f"{title} in the {street}"
    begins, reaches = number * 3 + 20, number * 11 + 150
    version.description = (
        f"<p>In the {street} of the borough {does}. They begin with {begins} of them and reach {reaches} by the end of the year; "
        f"ward {number + 1} and {number % 4 + 2} practices take part.{slip}</p><ul><li>The trust names a lead and sends the numbers "
        f"each month, from {number + 3} April.</li><li>We agree the tariff of £{number * 7 + 90} a visit with it.</li></ul>"
    )
    version.strength = "" if number % 8 == 5 else "will"
    version.timescale = "" if number % 12 == 7 else "2028/29"
    version.save()
