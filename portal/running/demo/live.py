"""The live demonstration round: rolled forward from South East London, published now, open for three weeks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from committees import actions as committees
from committees.states import SeatRole
from intentions import actions as intentions
from intentions.documents.rolled.span import Span
from intentions.documents.rolled.whole import rolled, settled
from intentions.models import Intention, Round
from intentions.states import StillTrue
from outcomes import actions as outcomes
from portal.accounts.models import User
from portal.nhsuk.days_off import day_off_words
from portal.nhsuk.words import financial_year
from portal.organisations.states import Role
from providers import actions as providers
from providers.models import Invitation

from . import papers
from .people import COMMITTEE_PEOPLE
from .reading import item, read
from .responses import Cast
from .rounds import LONDON, Shelf
from .words import plain, rich

FILE = "live.yaml"


def load(shelf: Shelf) -> Round:
    """Outcome, round, first edition, work in hand on both sides, and a committee with a meeting to prepare."""
    content = read(FILE)
    cast = Cast()
    with item(FILE, "outcome"):
        shelf.outcomes[content["outcome"]["slug"]] = outcome(content["outcome"], shelf, cast)
    with item(FILE, "round"):
        round_ = roll(content, shelf, cast)
        publish(content["round"], round_, shelf, cast)
    draft_again(content["draft_again"], round_, cast)
    with item(FILE, "response_begun"):
        begin_response(content["response_begun"], round_, cast)
    with item(FILE, "committee"):
        convene(content, round_, shelf, cast)
    return round_


def first_year(today: date) -> int:
    """The financial year that commissioners plan for today: the one that begins next 1 April."""
    return today.year + (today.month >= 4)


def at_five(day: date) -> datetime:
    """5pm in London, moved on to Monday when the day is a Saturday or Sunday."""
    return datetime.combine(day + timedelta(days=max(0, 7 - day.weekday()) % 7 if day.weekday() >= 5 else 0), time(17), LONDON)


def working_day(day: date) -> date:
    """That day, or the next on which a committee meets."""
    return next(one for one in (day + timedelta(days=later) for later in range(14)) if not day_off_words(one))


def outcome(row: dict[str, Any], shelf: Shelf, cast: Cast) -> Any:
    """An outcome with enough invented months behind it for a chart."""
    by, measure = cast.commissioner(Role.AUTHOR), row["measure"]
    made = outcomes.add_outcome(
        slug=row["slug"],
        statement=row["statement"],
        by=by,
        owner=shelf.organisations["demo-commissioner"],
        population=row["population"],
        prioritised_by=row["prioritised_by"],
        attribute_of_care=row["attribute_of_care"],
        places=[shelf.places["demo-eastmere"]],
        note=row["note"],
        is_published=True,
    )
    indicator = outcomes.add_indicator(
        slug=f"{row['slug']}-share",
        title=measure["title"],
        framework="Local measure",
        polarity="higher-is-better",
        unit=measure["unit"],
        by=by,
    )
    counted = outcomes.add_measure(
        outcome=made, indicator=indicator, title=measure["title"], by=by, status=measure["status"], who_measures=measure["who_measures"]
    )
    target, acute = measure["target"], shelf.organisations["demo-acute"]
    outcomes.add_target(
        measure=counted,
        by=by,
        organisation=acute,
        operator=target["operator"],
        value=Decimal(target["value"]),
        unit=measure["unit"],
        period=target["period"],
    )
    month = timezone.localdate().replace(day=1)
    for value in reversed(measure["values"]):
        last_day = month - timedelta(days=1)
        month = last_day.replace(day=1)
        outcomes.add_observation(
            measure=counted,
            by=by,
            organisation=acute,
            period=f"{last_day:%B %Y}",
            date=last_day,
            value=Decimal(str(value)),
            is_provisional=value is measure["values"][-1],
        )
    return made


def roll(content: dict[str, Any], shelf: Shelf, cast: Cast) -> Round:
    """South East London's chapters and intentions for the coming year, in the demonstration boroughs."""
    author, approver = cast.commissioner(Role.AUTHOR), cast.commissioner(Role.APPROVER)
    year = first_year(timezone.localdate())
    row = content["round"]
    source = shelf.rounds["sel-2019-20"]
    round_ = intentions.roll_forward(
        round=source,
        title=f"{row['title']} {financial_year(year)}",
        slug=row["slug"],
        lead=shelf.organisations["demo-commissioner"],
        participants=[],
        year_from=year,
        year_to=year,
        by=author,
        places=[shelf.places[slug] for slug in content["places"]],
        taken=rolled(source, Span(source.year_from, source.year_to, year, year), settled(source), writers=()).proposed,
    )
    shelf.rounds[round_.slug] = round_
    for intention in round_.intentions.select_related("latest").order_by("chapter__order", "order"):
        with item(FILE, intention.reference):
            bring_up_to_date(intention, year, content, shelf, author, approver)
    return round_


def bring_up_to_date(intention: Intention, year: int, content: dict[str, Any], shelf: Shelf, author: User, approver: User) -> None:
    """The demonstration boroughs, invented money and outcomes, what began a year before; then review and approval."""
    extra: dict[str, Any] = {}
    draft = intention.versions.get()
    for earlier, years in content["began"].get(intention.reference, {}).items():
        extra["description"] = draft.description.replace(earlier, financial_year(year - years))
    if draft.to_date and draft.to_date < date(year, 4, 1):  # of a year that was over before the round began
        extra |= {"timescale": financial_year(year), "from_date": date(year, 4, 1), "to_date": date(year + 1, 3, 31)}
    if intention.reference in content["money"]:
        extra["money"] = [effect | {"year_from": year, "year_to": year} for effect in content["money"][intention.reference]]
    if intention.reference in content["outcomes"]:
        extra["outcomes"] = [shelf.outcomes[slug] for slug in content["outcomes"][intention.reference]]
    if intention.reference in content["kinds"]:
        extra["kind"] = content["kinds"][intention.reference]
    if intention.reference in content["provider_kinds"]:
        extra["provider_kinds"] = content["provider_kinds"][intention.reference]
    version = intentions.save_version(
        version=draft,
        by=author,
        revision=draft.revision,
        content={
            "places": [shelf.places[slug] for slug in content["only_in"].get(intention.reference, content["places"])],
            "providers": [],
            **extra,
        },
    )
    if intention.reference not in content["draft_again"]["draft"]:
        intentions.confirm(intention=intention, by=author, answer=StillTrue.CHANGED)
    version = intentions.submit(version=version, by=author)
    intentions.approve(version=version, by=approver, at=timezone.now())


def publish(row: dict[str, Any], round_: Round, shelf: Shelf, cast: Cast) -> None:
    now = timezone.now()
    providers.publish(
        round=round_,
        by=cast.commissioner(Role.APPROVER),
        approving_body=row["approving_body"],
        approved_date=timezone.localdate(),
        at=now,
        question_deadline=at_five(timezone.localdate() + timedelta(days=row["question_days"])),
        response_deadline=at_five(timezone.localdate() + timedelta(days=row["response_days"])),
        invited=[shelf.organisations[slug] for slug in row["invited"]],
    )


def draft_again(row: dict[str, Any], round_: Round, cast: Cast) -> None:
    """Work towards edition 2: a draft, one in review, one returned."""
    author, approver = cast.commissioner(Role.AUTHOR), cast.commissioner(Role.APPROVER)
    for reference in row["draft"]:
        with item(FILE, reference):
            intentions.open_next_version(intention=round_.intentions.get(reference=reference), by=author)
    for reference, title in row["review"].items():
        with item(FILE, reference):
            version = intentions.open_next_version(intention=round_.intentions.get(reference=reference), by=author)
            version = intentions.save_version(version=version, by=author, content={"title": title}, revision=version.revision)
            intentions.submit(version=version, by=author)
    for reference, reason in row["returned"].items():
        with item(FILE, reference):
            version = intentions.open_next_version(intention=round_.intentions.get(reference=reference), by=author)
            version = intentions.submit(version=version, by=author)
            intentions.return_(version=version, by=approver, reason=reason)


def begin_response(row: dict[str, Any], round_: Round, cast: Cast) -> None:
    """A response that its organisation has opened and begun."""
    by = cast.writer(row["organisation"])
    invitation = Invitation.objects.get(round=round_, organisation__slug=row["organisation"])
    providers.open_(invitation=invitation, by=by, at=timezone.now())
    response = providers.start(invitation=invitation, by=by)
    for reference, said in row["positions"].items():
        with item(FILE, reference):
            providers.save_position(
                response=response,
                intention=round_.intentions.get(reference=reference),
                by=by,
                content={
                    "stance": said["stance"],
                    "comment": said["comment"],
                    "conditions": [{"text": said["condition"], "by_date": None}] if "condition" in said else [],
                },
            )
    for said in row["points"]:
        with item(FILE, said["title"]):
            providers.save_point(response=response, point=uuid4(), by=by, content=said)


def convene(content: dict[str, Any], round_: Round, shelf: Shelf, cast: Cast) -> None:
    """A committee with its clerk and members, and a meeting with an agenda still to be finished."""
    row, meeting = content["committee"], content["meeting"]
    house = read("papers.yaml")["committees"][0]
    committee = papers.found(
        house,
        shelf,
        host="demo-council",
        name=row["name"],
        slug=row["slug"],
        contact_role=row["contact_role"],
        contact_email=row["contact_email"],
        is_demonstration=True,
    )
    people = {person: User.objects.get(email=person.email) for person in COMMITTEE_PEOPLE}
    clerk = next(user for person, user in people.items() if person.role == Role.CLERK)
    for person, user in people.items():
        committees.seat(committee=committee, user=user, role=SeatRole(person.role), by=clerk)
    called = committees.call_meeting(
        committee=committee,
        date=working_day(timezone.localdate() + timedelta(days=meeting["days"])),
        time=time.fromisoformat(meeting["time"]),
        venue=meeting["venue"],
        by=clerk,
    )
    committees.add_item(meeting=called, title=meeting["minutes"], by=clerk)
    exempt = content["exempt"]
    paper = committees.make_paper(
        committee=committee,
        author=shelf.organisations["demo-commissioner"],
        title=exempt["title"],
        by=cast.commissioner(Role.AUTHOR),
        kind="information",
        purpose=rich(exempt["purpose"]),
        recommendations=[{"verb": "note", "text": "Note the range of the negotiation.", "informed_by": []}],
        is_exempt=True,
        exempt_basis=exempt["basis"],
        exempt_reason=plain(exempt["reason"]),
        exempt_decided_by=exempt["decided_by"],
        exempt_decided_date=timezone.localdate(),
        exempt_review_date=timezone.localdate() + timedelta(days=180),
    )
    committees.add_item(meeting=called, title=paper.title, by=clerk, paper=paper, is_exempt=True)
