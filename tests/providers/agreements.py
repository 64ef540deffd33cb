"""Random rounds of decisions, played against a model: what was agreed, in which words, with which sum and day, and where it was sent."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from providers import actions
from providers.documents import contracts
from providers.documents import drawing as documents
from providers.models import Condition, Decision, Effect, Position, Response
from providers.states import AGREED, IN_MEMORANDUM, ON_INTENTIONS, SCHEDULES, Destination, Stance, Verdict

from . import drafts
from .conftest import IN_TIME

REFUSED = (Verdict.NOT_ACCEPT, Verdict.DEFER)


class Rewound(Exception):
    """Thrown to leave nothing of a round behind."""


class Play:
    """One random round: its points, what is decided on them, and what the model says is agreed."""

    def __init__(self, seed: int, invitations: list[Any], intentions: list[Any], author: Any, approver: Any, group: Any = None):
        self.chance = random.Random(seed)
        self.author, self.approver, self.group = author, approver, group
        self.round = invitations[0].round
        self.points = [point for one in invitations for point in self._respond(one, intentions)]
        self.agreed: dict[Any, list[dict[str, Any]]] = {}
        self.marks = 0
        self.refusals = self.corrected = 0

    # ── what is asked ───────────────────────────────────────────────────────────────────────────────────────────────
    def _respond(self, invitation: Any, intentions: list[Any]) -> list[Position]:
        response = Response.objects.create(
            round=invitation.round, organisation=invitation.organisation, invitation=invitation, edition=invitation.round.editions.get()
        )
        chosen = self.chance.sample(intentions, self.chance.randint(1, len(intentions)))
        points = [self._say(response, intention) for intention in chosen]
        points += [self._say_beside(response, number) for number in range(self.chance.choice([0, 0, 1, 2]))]
        Response.objects.filter(pk=response.pk).update(status="SUBMITTED", received_at=IN_TIME)
        return list(Position.objects.filter(pk__in=[one.pk for one in points]).order_by("intention__reference", "own_reference"))

    def _say(self, response: Response, intention: Any) -> Position:
        stance = self.chance.choice(ON_INTENTIONS)
        said = f"SAID {self.chance.random()}." if self.chance.random() < 0.8 else ""
        is_sensitive = self.chance.random() < 0.1
        position = Position.objects.create(
            response=response,
            intention=intention,
            version=intention.published,
            stance=stance,
            comment=said,
            alternative=f"INSTEAD {self.chance.random()}" if self.chance.random() < 0.3 else "",
            is_sensitive=is_sensitive,
            sensitive_reason="Prices" if is_sensitive else "",
        )
        for number in range(self.chance.randint(0, 3)):
            by_date = self._day() if self.chance.random() < 0.5 else None
            Condition.objects.create(position=position, order=number, text=f"CONDITION {self.chance.random()}", by_date=by_date)
        if self.chance.random() < 0.5:
            Effect.objects.create(position=position, kind="investment", bearer="commissioner", amount=self.chance.randint(1, 9) * 1000)
        return position

    def _say_beside(self, response: Response, number: int) -> Position:
        """A point that hangs on no intention."""
        subject, words = self.chance.choice(["MONEY", "TIMETABLE", "PRINCIPLE", "PROPOSED"]), f"<p>SAID {self.chance.random()}.</p>"
        about = {"own_reference": f"OWN-{number + 1:02}", "subject": subject, "title": f"TITLE {self.chance.random()}", "words": words}
        return Position.objects.create(response=response, stance="own", **about)

    def _day(self) -> date:
        return date(2027, 4, 1) + timedelta(days=self.chance.randint(0, 700))

    def _mark(self, what: str) -> str:
        self.marks += 1
        return f"{what} {self.marks} {self.chance.random()}"

    # ── what is decided, and what follows from it in the model ──────────────────────────────────────────────────────
    def decide(self, position: Position, act: Any) -> None:
        """Something random; what may not be decided is refused, and changes nothing."""
        whole, rulings = self._whole(position), {}
        for condition in position.conditions.order_by("order"):
            if self.chance.random() < 0.6:
                rulings[condition] = self._settled(self.chance.choice(Verdict.values))
        expected = self._model(position, whole, rulings)
        rows = [{"condition": condition, **said} for condition, said in rulings.items()]
        try:
            with transaction.atomic():
                act(rulings=rows, **whole)
        except actions.NotInWords:
            assert expected is None, (position.stance, whole, rulings)
            self.refusals += 1
            return
        assert expected is not None, (position.stance, whole, rulings)
        self.agreed[position.pk] = expected

    def _whole(self, position: Position) -> dict[str, Any]:
        return {**self._settled(self.chance.choice(Verdict.values)), "owner": self._mark("OWNER")}

    def _settled(self, verdict: str) -> dict[str, Any]:
        years = self.chance.sample(["2027", "2028"], self.chance.choice([0, 0, 1, 2]))
        return {
            "verdict": verdict,
            "reason": self._mark("REASON") if self.chance.random() < 0.95 else "",
            "agreed": self._mark("AGREED") if self.chance.random() < 0.8 else "",
            "agreed_amounts": {year: f"{self.chance.randint(1, 99999)}.50" for year in years},
            "agreed_by_date": self._day() if self.chance.random() < 0.3 else None,
            "destination": self.chance.choice(Destination.values),
            "contract_reference": self.chance.choice(["", "", "QE-1", "QE-2"]),
        }

    def _model(self, position: Position, whole: dict[str, Any], rulings: dict[Any, dict[str, Any]]) -> list[dict[str, Any]] | None:
        """What is agreed, each with its words; None where the decision must be refused."""
        verdict = whole["verdict"]
        carries = bool(whole["agreed_amounts"] or whole["agreed_by_date"])
        conditions = list(position.conditions.order_by("order"))
        if position.stance == Stance.CLARIFY and verdict in AGREED:
            return None
        for said in (whole, *rulings.values()):
            if said["verdict"] != Verdict.ACCEPT and not said["reason"]:
                return None
        kinds = {said["verdict"] for said in rulings.values()}
        if any(said["verdict"] == Verdict.ACCEPT_IN_PART and not said["agreed"] for said in rulings.values()):
            return None
        if (verdict == Verdict.ACCEPT and kinds - {Verdict.ACCEPT}) or (verdict in REFUSED and kinds & set(AGREED)):
            return None
        if verdict == Verdict.ACCEPT_IN_PART and not whole["agreed"]:
            all_ruled = conditions and len(rulings) == len(conditions) and kinds & set(AGREED)
            if carries or not all_ruled:
                return None
        return self._agreed(position, whole, rulings, conditions, carries=carries)

    def _agreed(self, position: Position, whole: Any, rulings: Any, conditions: list[Condition], *, carries: bool) -> list[dict[str, Any]]:
        found = []
        for condition in conditions:
            said = rulings.get(condition)
            if said is None and whole["verdict"] == Verdict.ACCEPT:
                said = {**whole, "agreed_amounts": {}, "agreed_by_date": None}
            if said and said["verdict"] == Verdict.ACCEPT:
                found.append(self._one(said, condition.text, said["agreed_by_date"] or condition.by_date))
            elif said and said["verdict"] == Verdict.ACCEPT_IN_PART:
                found.append(self._one(said, said["agreed"], said["agreed_by_date"]))
        if whole["verdict"] == Verdict.ACCEPT and (carries or not found):
            found.insert(0, self._one(whole, self._asked(position), whole["agreed_by_date"]))
        if whole["verdict"] == Verdict.ACCEPT_IN_PART and whole["agreed"]:
            found.insert(0, self._one(whole, whole["agreed"], whole["agreed_by_date"]))
        return found

    def _one(self, said: dict[str, Any], text: str, by_date: date | None) -> dict[str, Any]:
        amounts = tuple((int(year), float(pounds)) for year, pounds in sorted(said["agreed_amounts"].items()))
        return {
            "text": text,
            "verdict": said["verdict"],
            "amounts": amounts,
            "by_date": by_date,
            "destination": said["destination"],
            "contract": said["contract_reference"],
        }

    def _asked(self, position: Position) -> str:
        if position.is_own:
            return position.words.removeprefix("<p>").removesuffix("</p>")
        said = position.alternative if position.stance == Stance.CANNOT else ""
        said = (said or position.comment).strip()
        title, who = position.version.title, position.response.organisation.name
        unsaid = {"cannot-support": f"“{title}” is not asked of {who}.", "not-affected": f"“{title}” does not affect {who}."}
        return said or unsaid.get(position.stance, f"“{title}” stands as published.")

    def play(self) -> None:
        """Decide, publish, decide the rest, publish, and correct some of it."""
        for position in self.points:
            for _ in range(self.chance.randint(1, 3)):
                self.decide(position, lambda **said: actions.decide(position=position, by=self.author, **said))  # noqa: B023  called at once
        self._publish()
        drafts.draft(self)
        for decision in Decision.objects.published().filter(position__in=self.points):
            if self.chance.random() < 0.4:
                why = {"by": self.approver, "at": IN_TIME, "why": self._mark("WHY")}
                self.decide(decision.position, lambda **said: actions.correct(decision=decision, **why, **said))  # noqa: B023  called at once
                self.corrected += 1

    def _publish(self) -> None:
        try:
            actions.publish_decisions(round=self.round, by=self.approver, at=IN_TIME)
        except actions.NothingToPublish:
            assert not self.agreed, "something was decided, and nothing published"

    # ── what the world says ─────────────────────────────────────────────────────────────────────────────────────────
    def broken(self, client: Any) -> list[str]:
        """Where a schedule, a clause, the paper or the export says something else than the model."""
        decisions = list(documents.agreed(self.round))
        expected = [(pk, one) for pk, found in self.agreed.items() for one in found]
        return [
            *self._compared(
                "schedules", self._lines(decisions), [self._line(pk, one) for pk, one in expected if one["destination"] in SCHEDULES]
            ),
            *self._compared("clauses", self._clauses(), [self._clause(one) for pk, one in expected if self._is_clause(pk, one)]),
            *self._compared("export", self._exported(client), self._in_export()),
            *self._paper(),
            *drafts.broken(self),
        ]

    @staticmethod
    def _compared(where: str, found: list[Any], expected: list[Any]) -> list[str]:
        more, less = Counter(found) - Counter(expected), Counter(expected) - Counter(found)
        return [f"{where}: {one} is not agreed" for one in more] + [f"{where}: {one} is missing" for one in less]

    def _lines(self, decisions: list[Decision]) -> list[Any]:
        return [
            (
                line.provider,
                line.reference,
                line.schedule,
                line.text,
                line.verdict,
                tuple((y, float(p)) for y, p in line.amounts),
                line.by_date,
            )
            for line in contracts.schedules(decisions)
        ]

    def _line(self, pk: Any, one: dict[str, Any]) -> Any:
        position = next(point for point in self.points if point.pk == pk)
        verdict, schedule = str(Verdict(one["verdict"]).label), str(Destination(one["destination"]).label)
        where = (position.response.organisation.name, position.reference, schedule)
        return (*where, one["text"], verdict, one["amounts"], one["by_date"])

    def _is_clause(self, pk: Any, one: dict[str, Any]) -> bool:
        position = next(point for point in self.points if point.pk == pk)
        return one["destination"] in IN_MEMORANDUM and not position.is_sensitive

    def _clauses(self) -> list[str]:
        return [piece.words.partition(": ")[2] for piece in documents.pieces(self.round)]

    def _clause(self, one: dict[str, Any]) -> str:
        text = one["text"] if one["text"].endswith((".", ".”")) else f"{one['text']}."
        sums = ", ".join(f"£{pounds:,.2f} in {year}/{year % 100 + 1}" for year, pounds in one["amounts"])
        day = one["by_date"]
        by = f" By {day.day} {day:%B %Y}." if day else ""
        return f"{text}{f' {sums}.' if sums else ''}{by}"

    def _exported(self, client: Any) -> list[Any]:
        answer = client.get(reverse("providers:decisions", args=[self.round.slug]), {"download": "csv"}).content.decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(answer))
        return [(row["Intention"], row["Organisation"], row["Agreed wording"], row["Agreed by"]) for row in rows]

    def _in_export(self) -> list[Any]:
        return [self._row(point, self.agreed[point.pk]) for point in self.points if point.pk in self.agreed]

    def _row(self, point: Position, found: list[dict[str, Any]]) -> Any:
        where = (point.reference, point.response.organisation.name)
        if point.is_sensitive:
            return (*where, "Answered privately", "Answered privately")
        days = [f"{one['by_date'].day} {one['by_date']:%B %Y}" if one["by_date"] else "None" for one in found]
        return (*where, " | ".join(one["text"] for one in found), " | ".join(days) if set(days) - {"None"} else "")

    def _paper(self) -> list[str]:
        """On the last paper each point says exactly its agreed words after "Agreed:", and a sensitive one none."""
        batch = self.round.batches.order_by("-number").first()
        if batch is None:
            return []
        cells = [row[3] for chapter in batch.paper.facts["chapters"] for row in chapter["rows"]]
        said = Counter(part for cell in cells for part in _agreed_parts(cell))
        told = [self._clause(one) for point in self.points if not point.is_sensitive for one in self.agreed.get(point.pk, [])]
        return self._compared("paper", list(said.elements()), told)


def _agreed_parts(cell: str) -> list[str]:
    parts = re.sub(r" Corrected on \d+ \w+ \d{4}\.$", "", cell).split("Agreed: ")[1:]
    return [part.split(" Not accepted on “")[0].split(" Deferred on “")[0].split(" Answered on “")[0].strip() for part in parts]


def play(seed: int, *, client: Any, **world: Any) -> tuple[list[str], Play]:
    """One round from nothing, compared, and taken back."""
    try:
        with transaction.atomic():
            played = Play(seed, **world)
            played.play()
            broken = [f"seed {seed}: {one}" for one in played.broken(client)]
            raise Rewound
    except Rewound:
        return broken, played
