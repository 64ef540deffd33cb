"""A canary in the private words of the demonstration, each with everybody who may read it; nobody else may ever be sent it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.cache import cache
from django.db import connection, models
from django.utils import timezone

from intentions.actions.kept_pictures import store
from intentions.documents.pictures import picture
from intentions.models import Version
from portal.accounts.models import User
from portal.reading.pictures import drawn
from providers.models import Response
from tests.portal.drawings import png

from .doors import World
from .readers import READERS, Readers
from .spawned import spawn

MARK = re.compile(r"zq(\d{5})zq")
STORIES = ("portal", "outcomes", "intentions", "providers", "committees")


@dataclass(frozen=True)
class Secret:
    field: str
    allowed: frozenset[str]


@dataclass(frozen=True)
class Spec:
    """Some fields of one row: the one there is, or one made for it."""

    model: str
    fields: str
    row: Callable[[Any], dict[str, Any]]  # what it belongs to
    allowed: Callable[[Any], frozenset[str]]


def _of_live(hidden: Any) -> dict[str, Any]:
    return {"round": hidden.world.live}


def _writers(hidden: Any) -> frozenset[str]:
    return hidden.readers.write(hidden.world.live)


def _answering(hidden: Any) -> frozenset[str]:
    return hidden.readers.answer(hidden.world.response.organisation)


def _of_the_sealed(hidden: Any) -> frozenset[str]:
    return hidden.readers.answer(hidden.sealed.organisation)


def _asker_and_writers(hidden: Any) -> frozenset[str]:
    return _of_the_sealed(hidden) | _writers(hidden)


def _answered(hidden: Any, status: str) -> dict[str, Any]:
    """To everybody, in other words than those in which it was asked; or to the asker alone."""
    said = {"number": 901, "wording": "Otherwise", "private_reason": "", "answer": "Yes"} if status == "ANSWERED" else {}
    return {"round": hidden.world.live, "asked_for": hidden.sealed.organisation, "status": status, "answered_at": timezone.now(), **said}


def _decided_by(hidden: Any) -> frozenset[str]:
    return hidden.readers.write(hidden.world.submitted.round)


def _its_author(hidden: Any) -> frozenset[str]:
    return frozenset({"author"})


def _on_an_intention(hidden: Any) -> dict[str, Any]:
    """A position, and no point of its own."""
    published = hidden.world.live.intentions.filter(published__isnull=False).first()
    own = dict.fromkeys(("own_reference", "subject", "title", "words"), "")
    return {"stance": "support", "intention": published, "version": published.published, **own}


SPECS = (
    Spec("intentions.Section", "heading body source pictures", _of_live, _writers),
    Spec("intentions.Challenge", "area statement source", _of_live, _writers),
    Spec(
        "intentions.Chapter",
        "title horizon lead_role narrative finance_short_term finance_medium_long_term finance_rule source objectives supports pictures",
        _of_live,
        _writers,
    ),
    Spec("intentions.Round", "savings_note note source", lambda hidden: {"pk": hidden.world.live.pk}, _writers),
    Spec("intentions.CaseStudy", "title narrative accompanies source benefits_patients benefits_nhs pictures", _of_live, _writers),
    Spec("intentions.Enabler", "title lead_role source", _of_live, _writers),
    Spec(
        "intentions.RegisterEntry",
        "role source",
        lambda hidden: {**_of_live(hidden), "chapter": hidden.made["intentions.Chapter"]},
        _writers,
    ),
    Spec("intentions.Accepted", "message reason", _of_live, _writers),
    Spec("intentions.Many", "rows", _of_live, _writers),
    Spec("intentions.Step", "name", _of_live, _writers),
    Spec("intentions.Planned", "approving_body why", _of_live, _writers),
    Spec(
        "intentions.Version",
        "title description theme timescale lever dependencies reason pictures",
        lambda hidden: {"pk": hidden.draft.pk},
        _writers,
    ),
    Spec("intentions.Money", "basis", lambda hidden: {"version": hidden.draft}, _writers),
    Spec("intentions.Standard", "metric population", lambda hidden: {"version": hidden.draft}, _writers),
    Spec("intentions.Rollout", "bundle element setting", lambda hidden: {"version": hidden.draft}, _writers),
    Spec("intentions.Policy", "subject evidence audit", lambda hidden: {"version": hidden.draft}, _writers),
    Spec("intentions.Duty", "report obliged detail", lambda hidden: {"version": hidden.draft}, _writers),
    Spec("intentions.Contract", "reference provider unserved", lambda hidden: {"version": hidden.draft}, _writers),
    Spec(
        "intentions.Thread", "quote", lambda hidden: {"round": hidden.world.live, "intention": hidden.draft.intention, "of": ""}, _writers
    ),
    Spec(
        "intentions.Suggestion",
        "base wanted note",
        lambda hidden: _of_live(hidden) | {"intention": hidden.draft.intention, "part": "title", "base": "a", "wanted": "b"},
        _writers,
    ),
    Spec("intentions.Settlement", "was becomes", lambda hidden: {"suggestion": hidden.made["intentions.Suggestion"]}, _writers),
    Spec("intentions.Comment", "text", lambda hidden: {"thread": hidden.made["intentions.Thread"]}, _writers),
    Spec("intentions.Exercise", "title", _of_live, _writers),
    Spec("intentions.Criterion", "name question", lambda hidden: {"exercise": hidden.made["intentions.Exercise"]}, _writers),
    Spec(
        "intentions.Candidate",
        "title reason",
        lambda hidden: {"exercise": hidden.made["intentions.Exercise"], "kind": "aspiration", "intention": None},
        _writers,
    ),
    Spec(
        "providers.Position",
        "comment impact_activity impact_workforce impact_quality impact_estate impact_others evidence alternative consequences",
        lambda hidden: {"response": hidden.world.response, "intention__isnull": False},
        _answering,
    ),
    Spec("providers.Response", "covering_statement rights", lambda hidden: {"pk": hidden.world.response.pk}, _answering),
    Spec("providers.Condition", "text", lambda hidden: {"position": hidden.made["providers.Position"]}, _answering),
    Spec("providers.Effect", "basis", lambda hidden: {"position": hidden.made["providers.Position"]}, _answering),
    Spec("providers.Attachment", "title", lambda hidden: {"position": hidden.made["providers.Position"]}, _answering),
    Spec("providers.Enclosure", "title", lambda hidden: {"response": hidden.world.response}, _answering),
    Spec(
        "providers.Position",
        "title words",
        lambda hidden: {"response": hidden.world.response, "intention": None},
        _answering,
    ),
    Spec("providers.Remark", "text", lambda hidden: {"response": hidden.world.response}, _answering),
    Spec(
        "providers.Decision",
        "reason agreed agreed_activity contract_label contract_reference owner",
        lambda hidden: {"position": hidden.undecided, "status": "WRITTEN", "verdict": "accept-in-part"},
        _decided_by,
    ),
    Spec("providers.Memorandum", "terms", lambda hidden: {"round": hidden.world.submitted.round, "status": "DRAFT"}, _decided_by),
    Spec(
        "providers.Clause",
        "text",
        lambda hidden: {"memorandum": hidden.made["providers.Memorandum"], "decision": None, "drawn": "", "left_out_because": ""},
        _decided_by,
    ),
    Spec(
        "providers.Party",
        "taken_out_because",
        lambda hidden: {"memorandum": hidden.made["providers.Memorandum"], "organisation": hidden.undecided.response.organisation},
        _decided_by,
    ),
    Spec("providers.Commitment", "action owner", lambda hidden: {"memorandum": hidden.made["providers.Memorandum"]}, _decided_by),
    Spec(
        "providers.Question",
        "text",
        lambda hidden: {
            "round": hidden.world.live,
            "asked_for": hidden.world.response.organisation,
            "status": "ASKED",
            "private_reason": "",
            "wording": "",
        },
        lambda hidden: _answering(hidden) | _writers(hidden),
    ),
    Spec("providers.Response", "covering_statement", lambda hidden: {"pk": hidden.sealed.pk}, _of_the_sealed),
    Spec(
        "providers.Position",
        "comment evidence alternative consequences",
        lambda hidden: {"response": hidden.sealed, **_on_an_intention(hidden)},
        _of_the_sealed,
    ),
    Spec("providers.Condition", "text", lambda hidden: {"position": hidden.made["providers.Position"]}, _of_the_sealed),
    Spec("providers.Attachment", "title", lambda hidden: {"position": hidden.made["providers.Position"]}, _of_the_sealed),
    Spec("providers.Signature", "reservation signatory_role", lambda hidden: {"response": hidden.sealed}, _of_the_sealed),
    Spec(
        "providers.Question", "text", lambda hidden: _answered(hidden, "ANSWERED"), lambda hidden: _of_the_sealed(hidden) | _writers(hidden)
    ),
    Spec(
        "providers.Question",
        "text answer private_reason",
        lambda hidden: _answered(hidden, "PRIVATE"),
        lambda hidden: _of_the_sealed(hidden) | _writers(hidden),
    ),
    Spec(
        "committees.Paper",
        "title strategic_summary purpose policy_context strategic_context conclusion background exempt_reason",
        lambda hidden: {"pk": hidden.world.paper.pk},
        lambda hidden: (
            hidden.readers.sit(hidden.world.paper.committee, "CLERK") | hidden.readers.holding([hidden.world.paper.author_id], READERS)
        ),
    ),
    Spec(
        "committees.Note",
        "text place",
        lambda hidden: {"user": hidden.people["member"], "item": hidden.item},
        lambda hidden: frozenset({"member"}),
    ),
    Spec(
        "committees.Release",
        "reason",
        lambda hidden: {"item": hidden.item},
        lambda hidden: hidden.readers.sit(hidden.world.meeting.committee, "CLERK"),
    ),
    Spec("audit.Email", "subject body failure", lambda hidden: {"to": hidden.people["author"]}, _its_author),
    Spec("accounts.ApiKey", "name", lambda hidden: {"user": hidden.people["author"]}, _its_author),
)


@contextmanager
def held_still() -> Iterator[None]:
    """What is frozen may be written for once: the triggers of the database sleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield  # a fault ends the transaction, and what was set in it
        cursor.execute("SET session_replication_role = origin")


class Hidden:
    """The demonstration with its secrets in place."""

    def __init__(self, people: dict[str, User | None], specs: tuple[Spec, ...] = SPECS) -> None:
        self.people, self.readers, self.world = people, Readers(people), World()
        self.secrets: list[Secret] = []
        self.made: dict[str, Any] = {}
        self.draft = Version.objects.filter(intention__round=self.world.live, published_at=None, latest_of__isnull=False).first()
        self.item = self.world.meeting.items.first()
        responses = Response.objects.filter(round=self.world.submitted.round, status="SUBMITTED")
        self.undecided = apps.get_model("providers.Position").objects.filter(response__in=responses, decision=None).first()
        with held_still():
            self.sealed = self._sealed()
            for spec in specs:
                self._hide(spec)

    def _sealed(self) -> Any:
        """What the rival submitted to the live round, which is sealed: only its own people may read it, and no commissioner."""
        spawn(apps.get_model("providers.Seal"), round=self.world.live, sealed_by=self.people["approver"])
        cache.clear()
        asked = self.world.live.invitations.get(organisation__in=self.people["rival"].memberships.values("organisation"))
        given = {"invitation": asked, "organisation": asked.organisation, "round": asked.round, "edition": self.world.response.edition}
        given |= {"received_at": timezone.now(), "submitted_by": self.people["rival"], "status": "SUBMITTED", "recorded": ""}
        return spawn(Response, **given)

    def _hide(self, spec: Spec) -> None:
        model = apps.get_model(spec.model)
        which = spec.row(self)
        row = model._base_manager.filter(**which).first() or spawn(model, **which)
        self.made[spec.model] = row
        words = {name: self._word(model, name, spec) for name in spec.fields.split()}
        model._base_manager.filter(pk=row.pk).update(**words)

    def _word(self, model: type[models.Model], name: str, spec: Spec) -> Any:
        mark = f"zq{len(self.secrets):05}zq"
        self.secrets.append(Secret(f"{spec.model}.{name}", spec.allowed(self)))
        if name == "pictures":
            kept = drawn(png())
            store(kept.file, kept.content)
            return [picture({"file": kept.file, "width": kept.width, "height": kept.height, "alternative": mark, "caption": mark})]
        return [mark] if isinstance(model._meta.get_field(name), ArrayField) else mark

    def leaked(self, said: str, who: str) -> set[str]:
        """The fields whose canary is in these words although this person may not read it."""
        found = {self.secrets[int(number)] for number in MARK.findall(said)}
        return {secret.field for secret in found if who not in secret.allowed}
