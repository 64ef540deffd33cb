"""A canary in every private field of one provider's response, in each state it can be in; and everybody who must never hear it."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse

from portal.audit.models import Email, Event
from portal.moves import CannotMove
from providers import actions
from providers.models import Position, Receipt, Remark, Response
from tests.world.doors import names

from .conftest import DEADLINE, IN_TIME, PUBLISHED

CANARY = "canary-of-eastham"  # theirs alone
BETWEEN = "between-eastham-and-the-commissioners"  # a question before it is answered, the reason for more time
PROSE = [f"impact_{name}" for name in ("activity", "workforce", "quality", "estate", "others")]
SAID = {name: f"{CANARY} zebrafish {name}" for name in ("comment", "evidence", "alternative", "consequences", *PROSE)}
ASKER = "Con Tributor"
AMONG = ("providers:", "home", "search", "history", "front", "data", "account:kept", "account:held")
AMONG += ("round", "intentions:rounds", "intentions:view", "intentions:compare")
AMONG += tuple(f"api:{name}" for name in ("round", "chapter", "intention-", "edition", "response", "organisation"))
EDITION = ("/rounds/sel-2027/", "/rounds/sel-2027/UEC-01/", "/rounds/sel-2027/UEC-02/")  # with all that was frozen in it
VIEWS = ("table", "boroughs", "timeline", "money")
KINDS = ("csv", "json", "xlsx", "docx")


class World:
    """One response with everything private in it, moved from state to state by its own people."""

    def __init__(self, **fixtures: Any) -> None:
        self.__dict__.update(fixtures)
        self.response = actions.start(invitation=self.invitation, by=self.contributor)
        self.write(self.first, stance="support")
        condition = {"text": f"{CANARY} condition", "by_date": None}
        self.write(
            self.second, stance="support-with-conditions", conditions=[condition], is_sensitive=True, sensitive_reason=f"{CANARY} why"
        )
        actions.save_statement(response=self.response, by=self.contributor, text=f"<p>{CANARY} statement</p>")
        file = SimpleUploadedFile("evidence.pdf", f"%PDF {CANARY}".encode())
        self.attachment = actions.attach(
            response=self.response, intention=self.second, by=self.contributor, file=file, title=f"{CANARY} file"
        )
        self.remark = actions.remark(
            response=self.response, intention=self.second, by=self.contributor, text=f"{CANARY} remark", at=IN_TIME
        )
        self.question = actions.ask(
            round=self.round, organisation=self.acute, by=self.contributor, text=f"{BETWEEN} question", at=IN_TIME - timedelta(days=3)
        )
        actions.extend(
            invitation=self.invitation, by=self.approver, until=DEADLINE + timedelta(days=1), reason=f"{BETWEEN} extension", at=PUBLISHED
        )
        self.memorandum = None

    def write(self, intention: Any, **content: Any) -> None:
        effect = {"kind": "investment", "bearer": "provider", "amount": 777_123_456, "basis": f"{CANARY} basis"}
        said = {**SAID, "effects": [effect], **content}
        actions.save_position(response=self.response, intention=intention, by=self.contributor, content=said)

    def refresh(self) -> Response:
        return Response.objects.get(pk=self.response.pk)

    def unheard_by(self, who: Any) -> tuple[str, ...]:
        """What must not come to this person's ears. An answered question is read by everybody invited; who asked it, by nobody."""
        if who in (self.author, self.approver):
            return (CANARY,)
        if who == self.competitor and self.question.status == "ANSWERED":
            return CANARY, f"{BETWEEN} extension", ASKER
        return CANARY, BETWEEN, ASKER

    # ── the states, each from the one before it ─────────────────────────────────────────────────────────────────────
    def draft(self) -> None:
        pass

    def awaiting(self) -> None:
        self.response = actions.send(response=self.refresh(), by=self.contributor)

    def signed(self) -> None:
        self.awaiting()
        self._sign()

    def _sign(self) -> None:
        actions.sign(
            response=self.refresh(),
            by=self.signatory,
            organisation=self.acute,
            at=IN_TIME,
            role=f"{CANARY} role",
            reservation=f"{CANARY} reservation",
        )

    def lapsed(self) -> None:
        self._sign()
        self.write(self.first, stance="cannot-support")

    def late(self) -> None:
        try:
            actions.submit(response=self.response, by=self.signatory, arrived_at=DEADLINE + timedelta(days=2), role=f"{CANARY} role")
        except actions.TooLate:
            return
        raise AssertionError("it was not late")

    def submitted(self) -> None:
        self.signed()
        actions.submit(response=self.refresh(), by=self.signatory, arrived_at=IN_TIME)

    def replaced(self) -> None:
        self.submitted()
        again = actions.start(invitation=self.invitation, by=self.contributor)
        actions.submit(response=again, by=self.signatory, arrived_at=IN_TIME, role=f"{CANARY} role")

    def withdrawn(self) -> None:
        self.submitted()
        actions.withdraw(response=self.refresh(), by=self.signatory, reason=f"{CANARY} withdrawal", at=IN_TIME)

    def question_answered(self) -> None:
        """At the same moment to everybody invited; what is drafted stays where it is."""
        self.question = actions.answer(question=self.question, by=self.author, text="Seven days a week.", at=IN_TIME)

    def decision_written(self) -> None:
        self.submitted()
        position = Position.objects.get(response=self.response, intention=self.second)
        ruling = {"condition": position.conditions.get(), "verdict": "defer", "reason": f"{CANARY} ruling"}
        actions.decide(position=position, by=self.author, verdict="not-accept", reason=f"{CANARY} decision", owner=CANARY, rulings=[ruling])

    def decision_published(self) -> None:
        """Of a sensitive point everybody learns only that it was answered privately."""
        self.decision_written()
        actions.publish_decisions(round=self.round, by=self.approver, at=IN_TIME)

    def memorandum_offered(self) -> None:
        """A rival is a party to it, and reads every clause: none is from a sensitive point."""
        self.submitted()
        own = actions.start(invitation=self.rival_invitation, by=self.competitor)
        actions.save_position(response=own, intention=self.first, by=self.competitor, content={"stance": "support"})
        actions.submit(response=own, by=self.competitor, arrived_at=IN_TIME)
        position = Position.objects.get(response=self.response, intention=self.second)
        actions.decide(position=position, by=self.author, verdict="accept", reason=f"{CANARY} decision")
        actions.decide(position=Position.objects.get(response=own), by=self.author, verdict="accept")
        actions.publish_decisions(round=self.round, by=self.approver, at=IN_TIME)
        draft = actions.draft_memorandum(round=self.round, by=self.author)
        self.memorandum = actions.offer(memorandum=draft, by=self.approver)


NEEDED = ["invitation", "rival_invitation", "round", "acute", "first", "second"]
NEEDED += ["contributor", "signatory", "author", "approver", "competitor"]


def world_of(request: Any) -> World:
    """Of the fixtures of this storey's tests."""
    return World(**{name: request.getfixturevalue(name) for name in NEEDED})


SEALED = ("draft", "question_answered", "awaiting", "signed", "lapsed", "late")  # not even the round's own commissioners
OPEN = ("submitted", "replaced", "withdrawn", "decision_written", "decision_published", "memorandum_offered")


def addresses(world: World) -> Iterator[str]:
    """Every address of the storey and of the pages above it that gather things, with this response's own things in it."""
    ids = {"response": world.response.pk, "invitation": world.invitation.pk, "question": world.question.pk}
    ids |= {"memorandum": world.memorandum.pk} if world.memorandum else {}
    known = {"round": "sel-2027", "reference": "UEC-02", "organisation": "acute", "code": "UEC", "slug": "sel-2027"}
    known |= {"attachment": world.attachment.pk, "remark": world.remark.pk, "page": "providers"}
    for name, pattern in names():
        if not name.startswith(AMONG):
            continue
        wanted = set(pattern.pattern.converters) or set(pattern.pattern.regex.groupindex)
        for pk in ids.values() if "pk" in wanted else [None]:
            try:
                yield reverse(name, kwargs={word: pk if word == "pk" else known[word] for word in wanted})
            except (KeyError, NoReverseMatch):
                continue
    for path in ("/rounds/sel-2027/responses/", "/rounds/sel-2027/decisions/", "/rounds/sel-2027/questions/", "/responses/", "/search/"):
        yield from (f"{path}?q=canary&download={kind}" for kind in KINDS)
    for path in EDITION:
        yield from (path, f"{path}?edition=1", f"{path}?version=1", *(f"{path}?download={kind}" for kind in KINDS))
    yield from (f"/rounds/sel-2027/view/?as={shown}" for shown in VIEWS)
    yield from (f"/rounds/sel-2027/view/?as=table&download={kind}" for kind in KINDS)
    yield "/search/?q=zebrafish"
    yield f"/history/?of={world.response.pk}"


def heard(answer: Any, words: tuple[str, ...]) -> bool:
    """Whether any of these words is in what was answered: as text, or inside an office file."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as office:
            body = b"".join(office.read(name) for name in office.namelist())
    said = body.decode("utf-8", "replace")
    return any(word in said for word in (*words, "777,123,456", "777123456"))


def visit(world: World, client: Any, who: Any, *, share: float = 1.0, seed: Any = 7) -> tuple[int, list[str]]:
    """How many requests this person made, and the addresses at which they heard the canary."""
    words = world.unheard_by(who)
    chance, asked, found = random.Random(f"{seed}{who}"), 0, []
    client.logout()
    if who is not None:
        client.force_login(who)
    for address in addresses(world):
        if chance.random() > share:
            continue
        for method in ("get", "post"):
            answer = _ask(client, method, address)
            asked += 1
            if answer is not None and heard(answer, words):
                found.append(f"{method} {address}")
    return asked, found


def _ask(client: Any, method: str, address: str) -> Any:
    """A request as a stranger would try it, with ids of others in its body."""
    try:
        return getattr(client, method)(address, {"q": "canary"} if method == "post" else {})
    except CannotMove:
        return None


def mail_and_history(people: list[Any]) -> list[str]:
    """Emails to these people, and lines of the history they may read, that hold the canary."""
    mail = Email.objects.filter(to__in=people, body__contains=CANARY) | Email.objects.filter(to__in=people, subject__contains=CANARY)
    lines = [event.says for person in people for event in Event.objects.visible_to(person).filter(says__contains=CANARY)]
    return [f"an email to {email.to}" for email in mail] + lines


def something_could_leak(world: World) -> bool:
    """The canary is really there: in the text, in the record, in what was received."""
    stored = Position.objects.filter(response=world.response, comment__contains=CANARY).exists()
    return (
        stored
        and Remark.objects.filter(text__contains=CANARY).exists()
        and (world.refresh().received_at is None or CANARY in str(Receipt.objects.get(response=world.response).content))
    )
