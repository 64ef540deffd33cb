"""Every address of the portal, with something real behind it, and everybody who may come to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from committees.models import AgendaItem, Meeting, Pack, Paper
from intentions.actions import Arrived, add_pictures, edit_passage, print_draft, write_word
from intentions.models import Round, Volume
from outcomes.models import Measure, Target
from portal.accounts.models import User
from portal.moves.clock import database_now
from portal.organisations.models import Membership, Organisation
from portal.reading.pictures import drawn
from providers.models import Decision, Invitation, Question, Response
from tests.portal.drawings import png

PEOPLE = {
    "nobody": "",
    "stranger": "stranger@nowhere.example",  # logged in, belongs to nothing
    "viewer": "viewer@eastmere.example",
    "author": "author@eastmere.example",
    "approver": "approver@eastmere.example",
    "administrator": "administrator@eastmere.example",
    "elsewhere": "author@luton.example",  # an author of another commissioner
    "contributor": "contributor@harbourside.example",
    "signatory": "signatory@harbourside.example",
    "rival": "signatory@opendoor.example",  # invited to the same round
    "former": "former@harbourside.example",  # their membership has ended
    "clerk": "clerk@eastmere-council.example",
    "member": "member@eastmere-council.example",
    "operator": "operator@portal.example",
}


OF_SAVED_STATES = ("saved_states", "saved_state", "bring_back", "cancel")
OF_ITEMS = ("annex", "defer", "restore", "remark", "release", "minutes", "notes")


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(name with its namespaces, pattern) of every address; one without a name fails."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            assert pattern.name, f"{pattern} has no name"
            yield prefix + pattern.name, pattern


class World:
    """The things behind the addresses: a round being answered, a draft response, a meeting being prepared, an exempt paper."""

    def __init__(self) -> None:
        self.live = Round.objects.get(slug="eastmere-live")
        self.response = Response.objects.get(round=self.live, organisation__slug="demo-acute")
        self.submitted = Response.objects.get(round__slug="sel-2019-20", organisation__slug="demo-acute")
        self.decision = Decision.objects.filter(status="WRITTEN").earliest("written_at")  # not published: its round's alone
        self.meeting = Meeting.objects.get(committee__slug="eastmere-health-scrutiny")
        self.paper = Paper.objects.get(committee__slug="eastmere-health-scrutiny")
        self.measure = Measure.objects.get(outcome__slug="eastmere-same-day")
        self.membership = Membership.objects.get(user__email=PEOPLE["viewer"])

    def arguments(self, name: str, wanted: set[str]) -> dict[str, Any]:
        """What stands in this address, by the words it asks for."""
        known: dict[str, Any] = {
            "round": self.live.slug,
            "reference": "UEC-03" if name.rpartition(":")[2] in ("approve", "return", "take_back") else "UEC-02",
            "code": "UEC",
            "organisation": "demo-acute",
            "slug": self.slug(name) if "slug" in wanted else None,
            "pk": self.pk(name) if "pk" in wanted else None,
            "remark": uuid.UUID(int=0),
            "clause": uuid.UUID(int=0),
            "step": uuid.UUID(int=0),
            "workbook": uuid.UUID(int=0),
            "finding": uuid.UUID(int=0),
            "attachment": uuid.UUID(int=0),
            "point": uuid.UUID(int=0),
            "enclosure": uuid.UUID(int=0),
            "uid": "x",
            "token": "x",
            "uidb36": "x",
            "key": "x",
            "measure": self.measure.pk,
            "kind": "committee" if name.startswith("alerts:") else "section",
            "part": {"intentions:intention_part": "description", "intentions:chapter_part": "narrative"}.get(name, "criterion"),
            "verb": "begin",
            "thing": uuid.UUID(int=0),
            "candidate": uuid.UUID(int=0),
            "book": "outcomes",
            "page": "accessibility",
            "number": 0,
        }
        if name.startswith("intentions:") and known["reference"] == "UEC-02":
            known["reference"] = "PLAN-02"
        if name.startswith("outcomes:"):
            known["organisation"] = "demo-commissioner"
        if name in ("intentions:edition_text", "intentions:document_pdf", "intentions:document_word"):
            known["number"] = 1
        if name == "intentions:document_word":
            write_word(volume=Volume.objects.get(edition__round=self.live, edition__number=1))
        if name == "intentions:picture":
            known |= {"kind": "draft", "pk": self.live.pk, "file": self.picture()}
        if name in ("providers:decide", "providers:correct", "providers:wording"):
            known["round"], known["reference"] = "sel-2019-20", "UEC-02"
        return {word: known[word] for word in wanted}

    def passage_saved_once(self) -> Any:
        passage, author = self.live.sections.first(), User.objects.get(email=PEOPLE["author"])
        return edit_passage(passage=passage, by=author, revision=passage.revision, heading=f"{passage.heading} again")

    def picture(self) -> str:
        """Of a passage that is being written."""
        came = [Arrived(drawn(png()), alternative="Beds in use")]
        author = User.objects.get(email=PEOPLE["author"])
        return str(add_pictures(thing=self.live.sections.first(), by=author, pictures=came).thing.pictures[0]["file"])

    def printed_draft(self) -> Any:
        return write_word(volume=print_draft(round=self.live, by=User.objects.get(email=PEOPLE["author"]), at=database_now()))

    def slug(self, name: str) -> str:
        found = {"api:round-detail": self.live.slug, "api:organisation-detail": "demo-acute", "api:outcome-detail": "eastmere-same-day"}
        if name in found:
            return found[name]
        if name.startswith("organisations:") or name == "remove_person":
            return "demo-commissioner"
        if name.startswith("system:") or name in ("merge", "hand_on"):
            return "demo-provider-group"
        if name.startswith("intentions:"):
            return "greenwich-2014-19"
        if name.startswith("outcomes:"):
            return "eastmere-same-day"
        if name.rpartition(":")[2] in ("seats", "end_seat", "edit_committee", "close", "subscribe"):
            return "eastmere-health-scrutiny"
        papers = (
            "paper",
            "preview",
            "clear",
            "reopen",
            "withdraw",
            "reissue",
            "take_",
            "bring_in",
            "original",
            "picture",
            "describe",
            "changes",
            "revise",
            "word_progress",
            "word_file",
        )
        return self.paper.slug if name.rpartition(":")[2].startswith(papers) else self.meeting.slug

    def pk(self, name: str) -> Any:
        app, _, verb = name.rpartition(":")
        if name in OF_SAVED_STATES:
            return self.passage_saved_once().pk
        if app == "api" and verb.startswith(("response-", "decision-")):
            return self.response.pk if verb.startswith("response-") else self.decision.pk
        if app == "api":
            first = {"chapter": self.live.chapters, "intention": self.live.intentions, "edition": self.live.editions}
            return first[verb.removesuffix("-detail").removesuffix("-draft")].first().pk
        if name == "hand_on":
            return 0  # nothing has become another
        if app == "" and verb in ("offer", "invite_again", "take_back_offer", "brought_in"):
            return self.live.pk  # nobody's invitation
        if app == "account":
            return self.live.pk  # nobody's key
        if app == "organisations" or verb == "remove_person":
            return self.membership.pk
        if app == "system":
            return Pack.objects.get().pk
        if verb in ("draft_progress", "draft_pdf", "draft_word"):
            return self.printed_draft().pk
        if app == "intentions":
            return self.live.sections.first().pk
        if app == "outcomes":
            return Target.objects.get(measure=self.measure).pk if "target" in verb and verb != "add_target" else self.measure.pk
        if app == "committees":
            return AgendaItem.objects.get(paper=self.paper).pk if "item" in verb or verb in OF_ITEMS else Pack.objects.get().pk
        if verb in ("invitation", "letter", "letter_pdf", "clock", "ask_for_time"):
            return Invitation.objects.get(round=self.live, organisation__slug="demo-acute").pk
        if verb == "answer":
            return Question.objects.filter(round__slug="sel-2019-20").first().pk
        return self.submitted.pk if "receipt" in verb else self.response.pk

    def address(self, name: str, pattern: URLPattern) -> str:
        wanted = _words(name, pattern)
        return reverse(name, kwargs=self.arguments(name, wanted))


def _words(name: str, pattern: URLPattern) -> set[str]:
    """The words in the whole address, prefixes included."""
    found = set(pattern.pattern.converters) or set(pattern.pattern.regex.groupindex)
    return found | ({"slug"} if name.startswith("organisations:") else set())


def people() -> dict[str, User | None]:
    """Everybody of PEOPLE; those the demonstration does not have are made."""
    harbourside, luton = Organisation.objects.get(slug="demo-acute"), Organisation.objects.get(slug="luton-ccg")
    User.objects.create_user(PEOPLE["stranger"], "a password", name="Stranger", is_demonstration=True)
    elsewhere = User.objects.create_user(PEOPLE["elsewhere"], "a password", name="Elsewhere", is_demonstration=True)
    Membership.objects.create(user=elsewhere, organisation=luton, role="AUTHOR")
    former = User.objects.create_user(PEOPLE["former"], "a password", name="Former", is_demonstration=True)
    Membership.objects.create(user=former, organisation=harbourside, role="CONTRIBUTOR", ended_at="2026-01-01T09:00Z")
    return {who: User.objects.get(email=email) if email else None for who, email in PEOPLE.items()}
