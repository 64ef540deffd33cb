"""Two rounds and two providers: each has to its own what the other must not touch. What foreign ids are tried upon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from intentions import actions as intentions
from intentions.documents import edition_content
from intentions.models import Chapter, Programme, Round, Version
from portal.accounts.models import User
from portal.audit.models import Event
from portal.moves.clock import database_now
from portal.organisations.bulk import read as read_list
from portal.organisations.models import GroupMembership, Membership, Organisation
from portal.organisations.states import Kind, Role
from portal.printing.models import Document
from providers import actions
from providers.models import Position
from providers.states import Subject

from .conftest import PUBLISHED, add_point, edition_of, organisation, published_version, round_of
from .filling import bring_a_letter, bring_a_workbook, bring_decisions

OPEN_UNTIL = datetime(2099, 12, 18, 17, tzinfo=UTC)
SCENES = ("writing", "sending", "sent", "settled")  # how far everybody is
APPS = ("providers", "intentions")


def rows() -> dict[str, list[Any]]:
    """{model: the keys of its rows} of what is written in rounds and in answer to them; and the lists that were brought into a round."""
    found = {model._meta.label: model._default_manager.all() for app in APPS for model in apps.get_app_config(app).get_models()}
    found["audit.Event"] = Event.objects.filter(name="round.list_invited")
    return {label: list(every.order_by("pk").values_list("pk", flat=True)) for label, every in found.items()}


class Born:
    """The rows there are, in the order of the steps that made them: each step's own can be asked for."""

    def __init__(self) -> None:
        self.known = {pk for keys in rows().values() for pk in keys}
        self.steps: list[tuple[str, dict[str, list[Any]]]] = []

    def note(self, whose: str) -> None:
        fresh = {label: [pk for pk in keys if pk not in self.known] for label, keys in rows().items()}
        self.known |= {pk for keys in fresh.values() for pk in keys}
        self.steps.append((whose, fresh))

    def of(self, *whose: str) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for one, fresh in self.steps:
            for label, keys in fresh.items():
                found.setdefault(label, []).extend(keys if one in whose else [])
        return found


class Twins:
    """North asks Eastham and Westham; South asks Westham. Westham's person and South's do the same to what is theirs and to what is not."""

    def __init__(self, scene: str, **fixtures: Any) -> None:
        self.__dict__.update(fixtures)
        self.scene = scene
        colleague = User.objects.create(email="colleague@westham.example", name="Col League", is_demonstration=True)
        Membership.objects.create(user=colleague, organisation=self.rival, role=Role.SIGNATORY)
        self.programme, _ = Programme.objects.get_or_create(slug="uec", defaults={"name": "Urgent care", "kind": "uec"})
        self.born = Born()
        self.north = self._round("north", self.commissioner, self.approver)
        self._eastham()
        self.born.note("eastham")
        self._list(self.north, self.approver)
        self.born.note("lists of north")
        self._westham_in_north()
        self.born.note("westham in north")
        self.south = self._round("south", self.neighbour.memberships.get().organisation, self.neighbour)
        self._westham_in_south()
        self.born.note("south")
        self._list(self.south, self.neighbour)
        self.born.note("lists of south")
        print_all()
        born = self.born.of
        self.theirs = {
            "provider": born("eastham", "lists of north", "lists of south"),
            "commissioner": born("eastham", "lists of north", "westham in north"),
        }
        self.ours = {"provider": born("westham in north", "south"), "commissioner": born("south", "lists of south")}
        self.people = {"provider": self.competitor, "commissioner": self.neighbour}
        self.slugs = {"provider": ["north", "south"], "commissioner": ["south"]}
        self.secrets = {"provider": ("eastham-only",), "commissioner": ("eastham-only", "westham-in-north")}

    def _round(self, name: str, lead: Any, approver: Any) -> Round:
        made = round_of(lead, self.borough, slug=name, title=f"Round of {name}", response_deadline=OPEN_UNTIL)
        chapter = Chapter.objects.create(round=made, programme=self.programme, code="UEC", title="Urgent care")
        versions = [
            published_version(made, chapter, f"UEC-0{number}", f"Intention {number}", approver, number, provider_kinds=[Kind.ACUTE_TRUST])
            for number in (1, 2)
        ]
        frozen = Version.objects.filter(pk__in=[version.pk for version in versions]).with_everything()
        edition_of(made, versions, content=edition_content(made, frozen))
        content = {"service": f"{name}-only", "intended": f"{name}-only", "is_published": False}
        actions.add_procurement(round=made, by=approver, **content)
        return made

    def _respond(self, invitation: Any, by: Any, words: str) -> Any:
        """Everything there is to say, and a question."""
        response = actions.start(invitation=invitation, by=by)
        first, second = invitation.round.intentions.order_by("reference")
        about = {"response": response, "by": by}
        actions.save_position(intention=first, content={"stance": "support", "comment": "Said in the open"}, **about)
        said = {"stance": "support-with-conditions", "comment": words, "conditions": [{"text": words, "by_date": None}]}
        said |= {"effects": [{"kind": "investment", "bearer": "provider", "amount": 1234, "basis": words}], "is_sensitive": True}
        begun = Position.objects.get(response=response, intention=first)
        actions.answer_together(seen={first.reference: begun.revision}, stance="support", at=PUBLISHED, **about)
        actions.save_position(intention=second, content={**said, "sensitive_reason": words}, **about)
        actions.save_statement(text=f"<p>{words}</p>", **about)
        proposed = {"subject": Subject.PROPOSED, "title": "Said in the open", "words": "<p>Said in the open</p>"}
        add_point(**about, **proposed)
        actions.enclose(file=SimpleUploadedFile("letter.pdf", b"%PDF"), title=words, **about)
        actions.attach(intention=second, file=SimpleUploadedFile("evidence.pdf", b"%PDF"), title=words, **about)
        actions.remark(intention=second, text=words, at=PUBLISHED, **about)
        bring_a_workbook(response, by, words, PUBLISHED)
        asked_for = invitation.organisation if not invitation.organisation.is_group else by.memberships.first().organisation
        actions.ask(round=invitation.round, organisation=asked_for, by=by, text=words, at=PUBLISHED)
        return response

    def _invite(self, round: Any, organisation: Any, by: Any) -> Any:
        return actions.invite(round=round, organisations=[organisation], by=by, at=PUBLISHED)[0]

    def _list(self, round: Any, by: Any) -> None:
        """One organisation that nobody knew and a person of it, asked together."""
        cells = [f"Charity of {round.slug}", Kind.VOLUNTARY_SECTOR.label, "", "Fay First", f"fay@{round.slug}.example", ""]
        lines = read_list([cells], is_demonstration=False)
        actions.invite_list(round=round, lines=lines, by=by, at=PUBLISHED, until=OPEN_UNTIL)

    def _group(self, slug: str, member: Any, other: str) -> Any:
        group = organisation(slug, f"Group {slug}", Kind.PROVIDER_GROUP)
        for one in (member, organisation(other, f"Trust {other}", Kind.COMMUNITY_PROVIDER)):
            GroupMembership.objects.create(group=group, member=one, must_sign=one == member)
        return group

    def _submit(self, response: Any, by: Any) -> None:
        actions.submit(response=response, by=by, arrived_at=datetime.now(UTC), role="Signatory")

    def _letter(self, round: Any, slug: str, member: Any, by: Any) -> None:
        """What a group of theirs wrote by post, recorded by the commissioners."""
        invitation = self._invite(round, self._group(slug, member, f"{slug}-partner"), by)
        said = {round.intentions.order_by("reference").first(): {"stance": "support", "comment": "Said in the open"}}
        file = SimpleUploadedFile("letter.pdf", b"%PDF")
        about = {"way": "LETTER", "dated": PUBLISHED.date(), "came_at": PUBLISHED, "files": [file], "said": said, "at": PUBLISHED}
        actions.record_letter(invitation=invitation, by=by, **about)

    # ── theirs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def _eastham(self) -> None:
        invitation = self._invite(self.north, self.acute, self.approver)
        joint = self._invite(self.north, self._group("eastham-group", self.acute, "eastham-partner"), self.approver)
        self._respond(joint, self.contributor, "eastham-only")
        response = self._respond(invitation, self.contributor, "eastham-only")
        bring_a_letter(joint, self.approver, "eastham-only", PUBLISHED)
        if self.scene == "sending":
            response = actions.send(response=response, by=self.contributor)
            actions.sign(response=response, by=self.signatory, organisation=self.acute, at=PUBLISHED, role="Signatory")
        if self.scene in ("sent", "settled"):
            self._submit(response, self.signatory)
            self._decide(response, self.approver, verdict="accept", owner="Director")
        if self.scene == "settled":
            self._publish(self.north, self.approver)
            self._memorandum(self.north, self.approver, self.acute, "eastham-only", is_offered=True)
            self._letter(self.north, "eastham-letters", self.acute, self.approver)

    def _decide(self, response: Any, by: Any, **content: Any) -> None:
        bring_decisions(response.round, by, content.get("owner") or "decided", database_now())
        for position in Position.objects.filter(response=response):
            actions.decide(position=position, by=by, **content)

    def _publish(self, round: Any, by: Any) -> None:
        actions.publish_decisions(round=round, by=by, at=PUBLISHED)

    def _memorandum(self, round: Any, by: Any, whose: Any, words: str, *, is_offered: bool) -> None:
        drafted = actions.draft_memorandum(round=round, by=by, organisation=whose)
        party = drafted.parties.first().organisation
        commitment = {"organisation": party, "action": words, "by_date": None, "owner": words}
        said = {"terms": {"purpose": words, "standing": words}, "commitments": [commitment], "revision": drafted.revision}
        drafted = actions.save_memorandum(memorandum=drafted, by=by, **said)
        if is_offered:
            actions.offer(memorandum=drafted, by=by, until=OPEN_UNTIL.date(), at=PUBLISHED)

    # ── ours ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _westham_in_north(self) -> None:
        invitation = self._invite(self.north, self.rival, self.approver)
        joint = self._invite(self.north, self._group("westham-group", self.rival, "westham-partner"), self.approver)
        response = self._respond(invitation, self.competitor, "westham-in-north")
        self.born.note("westham in north")
        joint = self._respond(joint, self.competitor, "westham-in-north")
        if self.scene == "sending":
            actions.send(response=response, by=self.competitor)
            actions.send(response=joint, by=self.competitor)
        if self.scene in ("sent", "settled"):
            self._submit(response, self.competitor)

    def _westham_in_south(self) -> None:
        """Where the decisions are a scene ahead of those in the north."""
        invitation, later = self._invite(self.south, self.rival, self.neighbour), OPEN_UNTIL + timedelta(days=1)
        actions.ask_for_time(invitation=invitation, by=self.competitor, until=later, reason="westham-in-south", at=PUBLISHED)
        response = self._respond(invitation, self.competitor, "westham-in-south")
        actions.ask(round=self.south, organisation=self.rival, by=self.competitor, text="Asked once more", at=PUBLISHED)
        self._submit(response, self.competitor)
        waits = self._invite(self.south, Organisation.objects.get(slug="westham-partner"), self.neighbour)  # which has not answered yet
        bring_a_letter(waits, self.neighbour, "south-only", PUBLISHED)
        first, second, proposed = Position.objects.filter(response=response).order_by("intention__reference")
        bring_decisions(self.south, self.neighbour, "south-only", database_now())
        actions.decide(position=first, by=self.neighbour, verdict="accept")
        self._publish(self.south, self.neighbour)
        if self.scene == "writing":
            return
        for position in (second, proposed):
            actions.decide(position=position, by=self.neighbour, verdict="accept")
        if self.scene in ("sent", "settled"):
            self._publish(self.south, self.neighbour)
            self._memorandum(self.south, self.neighbour, self.rival, "south-only", is_offered=self.scene == "settled")
        if self.scene == "settled":
            self._letter(self.south, "westham-letters", self.rival, self.neighbour)
            said = {"approving_body": "Governing body", "approved_date": None, "publish_at": OPEN_UNTIL}
            intentions.plan_edition(round=self.south, by=self.neighbour, **said)


def print_all() -> None:
    """Every paper that was ordered is ready, of no real bytes."""
    name = default_storage.save("documents/paper.pdf", ContentFile(b"%PDF-"))
    Document.objects.filter(status="ORDERED").update(status="PRINTING", lease_until=PUBLISHED)
    ready = {"status": "READY", "lease_until": None, "file": name, "sha256": "0" * 64, "size": 5, "pages": 1, "ready_at": PUBLISHED}
    Document.objects.filter(status="PRINTING").update(**ready)


NEEDED = ["borough", "commissioner", "acute", "rival", "contributor", "signatory", "approver", "competitor", "neighbour"]


def needed_of(request: Any) -> dict[str, Any]:
    """The fixtures of this storey's tests that twins are made of."""
    return {name: request.getfixturevalue(name) for name in NEEDED}


def twins_of(request: Any, scene: str) -> Twins:
    return Twins(scene, **needed_of(request))
