"""The illustrative responses to the South East London round: fiction, by demonstration organisations, at the times the file gives."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from intentions import actions as intentions
from portal.accounts.models import User
from portal.organisations.models import Membership
from portal.organisations.states import Role
from providers import actions
from providers.models import Condition, Invitation, Response
from providers.states import Verdict

from .reading import item, read
from .rounds import Shelf
from .words import plain, rich

FILE = "responses.yaml"
GROUP = "demo-provider-group"
DESTINATIONS = {"service-specification": "specification", "quality-requirement": "quality"}


class Cast:
    """Who acts for whom: one signatory and one writer of each organisation."""

    def __init__(self) -> None:
        self.by_role: dict[tuple[str, str], User] = {}
        for membership in Membership.objects.select_related("user", "organisation").filter(user__is_demonstration=True):
            self.by_role.setdefault((membership.organisation.slug, membership.role), membership.user)

    def signatory(self, organisation: str) -> User:
        return self.by_role[organisation, Role.SIGNATORY]

    def writer(self, organisation: str) -> User:
        return self.by_role.get((organisation, Role.CONTRIBUTOR)) or self.signatory(organisation)

    def commissioner(self, role: str) -> User:
        return self.by_role["demo-commissioner", role]


def load(shelf: Shelf) -> None:
    """Edition, invitations, questions, responses and decisions, in the order in which they happened."""
    content = read(FILE)
    cast = Cast()
    round_ = shelf.rounds[content["round"]]
    approver = cast.commissioner(Role.APPROVER)
    edition, times = content["edition"], content["timetable"]
    with item(FILE, "edition"):
        intentions.publish(
            round=round_,
            by=approver,
            approving_body=edition["approving_body"],
            approved_date=edition["approved_on"],
            at=edition["published_at"],
            question_deadline=times["question_deadline"],
            response_deadline=times["response_deadline"],
            is_carried_over=True,
        )
        invited = [shelf.organisations[row["organisation"]] for row in content["invitations"]]  # and no real organisation
        actions.invite(round=round_, organisations=invited, by=approver, at=edition["published_at"])
        round_.refresh_from_db()
    for row in content["invitations"]:
        with item(FILE, f"invitation of {row['organisation']}"):
            settle_invitation(row, round_, cast, approver)
    for row in content["questions"]:
        with item(FILE, row["ref"]):
            question = actions.ask(
                round=round_,
                organisation=shelf.organisations[row["asked_by"]],
                by=cast.writer(row["asked_by"]),
                text=row["question"],
                at=row["asked_at"],
                intention=shelf.intentions[round_.slug, row["intention"]],
            )
            actions.answer(question=question, by=cast.commissioner(Role.AUTHOR), text=row["answer"], at=row["answered_at"])
    answered = {}
    for row in sorted(content["responses"], key=lambda row: row["submitted_at"]):
        with item(FILE, row["slug"]):
            answered[row["slug"]] = respond(row, round_, shelf, cast)
    decide(content, answered, cast)
    with item(FILE, "decisions_batch"):
        actions.publish_decisions(round=round_, by=approver, at=content["decisions_batch"]["published_at"])
    hold_back(content, answered, cast)


def settle_invitation(row: dict[str, Any], round_: Any, cast: Cast, approver: User) -> None:
    """When it was first opened, and the extra time one organisation was given."""
    invitation = Invitation.objects.get(round=round_, organisation__slug=row["organisation"])
    actions.open_(invitation=invitation, by=cast.writer(row["organisation"]), at=row["first_opened_at"])
    extension = row["extension"]
    if extension:
        actions.extend(invitation=invitation, by=approver, until=extension["until"], reason=extension["reason"], at=extension["granted_at"])


def respond(row: dict[str, Any], round_: Any, shelf: Shelf, cast: Cast) -> Response:
    """One response from first word to receipt, with its signatures in the order in which they were given."""
    slug, written_at = row["organisation"], min(one["signed_at"] for one in row["signatures"]) - timedelta(days=10)
    response = actions.start(invitation=Invitation.objects.get(round=round_, organisation__slug=slug), by=cast.writer(slug))
    response = actions.save_statement(response=response, by=cast.writer(slug), text=rich(row["covering_statement"]), at=written_at)
    for entry in row["positions"]:
        with item(FILE, f"{row['slug']}, {entry['ref']}"):
            intention = shelf.intentions[round_.slug, entry["ref"]]
            actions.save_position(response=response, intention=intention, by=cast.writer(slug), content=position(entry), at=written_at)
    if row.get("relation_to_collective"):
        response = stand(row["relation_to_collective"], response, cast.writer(slug))
    response.refresh_from_db()
    for signature in sorted(row["signatures"], key=lambda signature: signature["signed_at"]):
        response = sign(signature, response, shelf, cast, writer=cast.writer(slug))
    actions.submit(response=response, by=cast.signatory(slug), arrived_at=row["submitted_at"])
    response.refresh_from_db()
    return response


def sign(row: dict[str, Any], response: Response, shelf: Shelf, cast: Cast, *, writer: User) -> Response:
    """A signature; one that lapsed does so because the text was taken back and changed."""
    if response.status == "DRAFT":
        response = actions.send(response=response, by=writer)
    actions.sign(
        response=response,
        by=cast.signatory(row["organisation"]),
        organisation=shelf.organisations[row["organisation"]],
        at=row["signed_at"],
        role=row["signatory_role"],
        reservation=reserved(row["reservation"]),
        confirmed_date=row.get("board_confirmed_on"),
    )
    response.refresh_from_db()
    if row["status"] == "lapsed":
        response = actions.reopen(response=response, by=writer)
        text = response.covering_statement + rich("The condition on bridging care was reworded after the first signature.")
        response = actions.save_statement(response=response, by=writer, text=text, at=row["lapsed_at"])
    return response


def stand(row: dict[str, Any], response: Response, writer: User) -> Response:
    """That it supports the answer of its group, but for some intentions."""
    group = Invitation.objects.get(round=response.round, organisation__slug=GROUP)
    return actions.relate(response=response, by=writer, group=group, differs_on=row["differs_on"])


def reserved(row: dict[str, Any] | None) -> str:
    """A reservation, led by the intentions it is about."""
    return f"{', '.join(row['intentions'])}: {plain(row['text'])}" if row else ""


def position(row: dict[str, Any]) -> dict[str, Any]:
    impact = row.get("impact") or {}
    return {
        "stance": row["position"],
        "comment": plain(row["comment"]),
        "conditions": [{"text": plain(entry["text"]), "by_date": entry.get("by")} for entry in row.get("conditions") or []],
        "effects": [effect(entry) for entry in impact.get("money") or []],
        "impact_activity": "\n".join(activity(entry) for entry in impact.get("activity") or []),
        "impact_workforce": plain(impact.get("workforce")),
        "impact_quality": plain(impact.get("quality")),
        "impact_estate": plain(impact.get("estate")),
        "impact_others": plain(impact.get("other_providers")),
        "evidence": plain(row.get("evidence")),
        "alternative": plain(row.get("alternative")),
        "is_sensitive": row.get("commercially_sensitive", False),
        "sensitive_reason": plain(row.get("commercially_sensitive_reason")),
    }


def effect(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": row["kind"],
        "bearer": row["bearer"],
        "amount": row["amount_gbp"],
        "year_from": row["years"][0],
        "year_to": row["years"][-1],
        "is_recurrent": row["recurrent"],
        "confidence": row["confidence"],
        "basis": plain(row["basis"]),
    }


def activity(row: dict[str, Any]) -> str:
    return f"{plain(row['metric'])}: from {row['from']:,} to {row['to']:,} {row['unit']}"


def decide(content: dict[str, Any], answered: dict[str, Response], cast: Cast, status: str = "published") -> None:
    """One decision a position, in the words the file agrees on; where it decides conditions by themselves, a ruling on each."""
    points: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in content["decisions"]:
        if row["status"] == status:
            points[row["response"], row["intention"]].append(row)
    for (slug, reference), rows in points.items():
        with item(FILE, ", ".join(row["ref"] for row in rows)):
            rows.sort(key=lambda row: row.get("condition") or 0)
            position = answered[slug].positions.get(intention__reference=reference)
            verdicts = {row["decision"] for row in rows}
            is_ruled = len(verdicts) > 1
            whole = {**settled(rows[0]), "reason": " ".join(plain(row["reason"]) for row in rows)}
            if is_ruled:
                whole = {"verdict": Verdict.ACCEPT_IN_PART, "reason": "Each condition is decided on its own merits."}
            actions.decide(
                position=position,
                by=cast.commissioner(Role.AUTHOR),
                rulings=rulings(rows if is_ruled else of_conditions(rows[0]), list(position.conditions.order_by("order"))),
                needs_new_version=any(row["effect"]["new_version"] for row in rows),
                owner=rows[0]["owner_role"],
                **whole,
            )


def of_conditions(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Its conditions, each as a decision of its own, for the reason and the destination of the whole unless it has another."""
    about = {"destination": row["destination"]}
    found = [{**about, **one, "condition": number} for number, one in enumerate(row.get("conditions") or [], start=1)]
    return [{"reason": "" if one["decision"] == Verdict.ACCEPT else row["reason"], **one} for one in found]


def rulings(rows: list[dict[str, Any]], conditions: list[Condition]) -> list[dict[str, Any]]:
    """What is decided on each condition."""
    return [{"condition": conditions[row["condition"] - 1], **settled(row)} for row in rows]


def settled(row: dict[str, Any]) -> dict[str, Any]:
    """A verdict and its agreed words."""
    return {
        "verdict": row["decision"],
        "reason": plain(row["reason"]),
        "agreed": plain(row.get("agreed")),
        "agreed_by_date": row.get("by"),
        "agreed_amounts": {str(year): f"{pounds:.2f}" for year, pounds in (row.get("amounts") or {}).items()},
        "destination": DESTINATIONS.get(row["destination"], row["destination"]),
    }


def hold_back(content: dict[str, Any], answered: dict[str, Response], cast: Cast) -> None:
    """The decisions that the file keeps written and not published."""
    decide(content, answered, cast, status="written")
