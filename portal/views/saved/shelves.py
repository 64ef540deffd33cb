"""Where each kind of thing stands whose saved states can be read: who may read its draft, who may write it, and by which action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from committees import actions as committees
from committees.documents import revised as papers
from committees.models import Paper
from committees.models.exemption import EXEMPTION
from intentions import actions as intentions
from intentions.documents import LABELS
from intentions.documents import revised as drafts
from intentions.forms import ChapterForm
from intentions.models import CaseStudy, Challenge, Chapter, Enabler, Plan, RegisterEntry, Round, Section, Version
from intentions.models.content import keys_of
from outcomes import actions as outcomes
from outcomes.documents import revised as library
from outcomes.models import Outcome
from portal.moves.clock import database_now
from portal.organisations.models import Organisation
from portal.revisions.kinds import KEPT, Kind
from providers import actions as providers
from providers.documents import LABELS as ANSWERS
from providers.documents import revised as answers
from providers.documents.position import OWN_LABELS
from providers.models import Position, Response


@dataclass(frozen=True)
class Shelf:
    """One kind of thing. `drafts(user)` are those whose draft the user may read; `save(thing, by, revision, said)` is its action."""

    kind: Kind
    drafts: Callable[[Any], Any]
    write: str  # the permission to save, as the next is to read a draft
    save: Callable[..., Any]
    read: str = ""
    title: Callable[[Any], str] = str
    back: Callable[[Any], str] = lambda thing: thing.get_draft_url()
    leave: Callable[[Any], str] | None = None  # where one goes who cancels
    whose: Callable[[Any], Any] = lambda thing: thing  # of what the permission is asked
    keys: Callable[[str], tuple[str, ...]] = lambda part: (part,)
    is_open: Callable[[Any], bool] = lambda thing: True
    labels: Mapping[str, str] = field(default_factory=dict)
    rich: frozenset[str] = frozenset()

    def find(self, user, pk):
        """The thing, to somebody who may read its draft; to those of other organisations it is not there."""
        thing = get_object_or_404(self.drafts(user), pk=pk)
        if self.read and not user.has_perm(self.read, self.whose(thing)):
            raise PermissionDenied
        return thing

    def writes(self, user, thing):
        return user.has_perm(self.write, self.whose(thing))

    def may_write(self, user, thing):
        return self.is_open(thing) and self.writes(user, thing)

    def label(self, part):
        return self.labels.get(part) or part.replace("_", " ").capitalize()

    def bring_back(self, thing, *, by, revision, said, parts=None):
        """All of it or these parts, by the thing's own action: a save like any other, refused like any other."""
        content = self.kind.read(said)
        if self.kind.has_content:
            content |= dict.fromkeys(thing.content) | said[KEPT]
        if parts is not None:
            keys = {key for part in parts for key in self.keys(part)}
            content = {key: value for key, value in content.items() if key in keys}
        return self.save(thing, by, revision, content)


DRAFT = "intentions.draft"
WITH_PART = {"subject": ("subject", "frozen_chapter"), "is_sensitive": ("is_sensitive", "sensitive_reason", "sensitive_until")}


def _rounds(user):
    return Round.objects.visible_to(user).written_by(user)


def _of_rounds(model):
    return lambda user: model.objects.visible_to(user).filter(round__in=_rounds(user)).select_related("round__lead")


def _versions(user):
    return (
        Version.objects.visible_to(user)
        .filter(intention__round__in=_rounds(user), latest_of__isnull=False)
        .select_related("intention__round__lead")
    )


def _ours(user):
    return Response.objects.visible_to(user).of(user).select_related("organisation", "round")


def _positions(user):
    related = ("response__organisation", "response__round", "intention__round", "version", "frozen_chapter")
    return Position.objects.visible_to(user).filter(response__in=_ours(user)).select_related(*related)


def _point_save(point, by, revision, content):
    """A point of their own; one that a colleague removed is not brought back by halves."""
    return providers.save_point(response=point.response, point=point.pk, by=by, content=content, revision=dict.fromkeys(content, revision))


def _position_save(position, by, revision, content):
    about = {"response": position.response, "intention": position.intention}
    return providers.save_position(**about, by=by, content=content, revision=revision)


def _statement_save(response, by, revision, content):
    said = {"text": content.get("covering_statement"), "rights": content.get("rights")}
    return providers.save_statement(response=response, by=by, revision=revision, **said)


def _facts_save(round, by, revision, content):
    note = "What was said before is said again."
    return providers.edit_facts(round=round, by=by, revision=revision, at=database_now(), note=note, **content)


def _passage(model, kind, **more):
    def back(passage):
        return reverse("intentions:edit_passage", args=[passage.round.slug, kind, passage.pk])

    def save(passage, by, revision, content):
        return intentions.edit_passage(passage=passage, by=by, revision=revision, **content)

    def leave(passage):
        return reverse("intentions:front", args=[passage.round.slug])

    return Shelf(
        drafts.KINDS[model],
        _of_rounds(model),
        "intentions.edit",
        save,
        DRAFT,
        back=back,
        leave=leave,
        whose=lambda passage: passage.round,
        **more,
    )


SHELVES = {  # by the name of the model
    "version": Shelf(
        drafts.VERSION,
        _versions,
        "intentions.edit",
        lambda version, by, revision, content: intentions.save_version(version=version, by=by, content=content, revision=revision),
        DRAFT,
        back=lambda version: version.get_absolute_url(),
        title=lambda version: f"{version.intention.reference} {version.title}",
        is_open=lambda version: version.is_editable,
        leave=lambda version: version.intention.round.get_draft_url(),
        keys=keys_of,
        labels=LABELS,
        rich=frozenset({"description"}),
    ),
    "chapter": Shelf(
        drafts.KINDS[Chapter],
        _of_rounds(Chapter),
        "intentions.edit",
        lambda chapter, by, revision, content: intentions.edit_chapter(chapter=chapter, by=by, revision=revision, **content),
        DRAFT,
        leave=lambda chapter: chapter.round.get_draft_url(),
        labels=ChapterForm.labels,
        rich=frozenset({"narrative"}),
    ),
    "section": _passage(Section, "section", rich=frozenset({"body"}), labels={"body": "Text"}),
    "challenge": _passage(Challenge, "challenge"),
    "casestudy": _passage(CaseStudy, "example", rich=frozenset({"narrative"})),
    "enabler": _passage(Enabler, "enabler"),
    "registerentry": _passage(RegisterEntry, "provider"),
    "round": Shelf(
        drafts.KINDS[Round],
        lambda user: _rounds(user).select_related("lead"),
        "intentions.edit",
        _facts_save,
        DRAFT,
    ),
    "plan": Shelf(
        drafts.KINDS[Plan],
        lambda user: Plan.objects.visible_to(user).written_by(user).select_related("organisation"),
        "intentions.edit",
        lambda plan, by, revision, content: intentions.edit_plan(plan=plan, by=by, revision=revision, **content),
        DRAFT,
        leave=lambda plan: reverse("intentions:plans"),
        is_open=lambda plan: not plan.is_published,
    ),
    "outcome": Shelf(
        library.OUTCOME,
        lambda user: Outcome.objects.visible_to(user).filter(owner__in=Organisation.objects.visible_to(user).of(user)),
        "outcomes.edit",
        lambda outcome, by, revision, content: outcomes.edit_outcome(outcome=outcome, by=by, revision=revision, **content),
        "outcomes.edit",
        back=lambda outcome: reverse("outcomes:edit", args=[outcome.slug]),
    ),
    "paper": Shelf(
        papers.PAPER,
        lambda user: Paper.objects.visible_to(user).prepared_by(user).select_related("committee", "author", "edition"),
        "committees.save",
        lambda paper, by, revision, content: committees.save_paper(paper=paper, by=by, revision=revision, **content),
        keys=lambda part: EXEMPTION if part == "exemption" else (part,),
        is_open=lambda paper: paper.status == "DRAFT",
        rich=frozenset({"purpose", "policy_context", "strategic_context", "conclusion", "implications"}),
    ),
    "point": Shelf(
        answers.POINT,
        lambda user: _positions(user).filter(intention=None),
        "providers.edit",
        _point_save,
        whose=lambda point: point.response,
        title=lambda point: f"{point.reference} {point.heading}",
        back=lambda point: reverse("providers:point", args=[point.response_id, point.pk]),
        is_open=lambda point: point.response.is_editable,
        keys=lambda part: WITH_PART.get(part, (part,)),
        labels={**ANSWERS, **OWN_LABELS, "subject": "About"},
        rich=frozenset({"words"}),
    ),
    "position": Shelf(
        answers.POSITION,
        lambda user: _positions(user).filter(intention__isnull=False),
        "providers.edit",
        _position_save,
        whose=lambda position: position.response,
        title=lambda position: f"the answer to {position.reference}",
        back=lambda position: reverse("providers:position", args=[position.response_id, position.reference]),
        is_open=lambda position: position.response.is_editable,
        labels=ANSWERS,
    ),
    "response": Shelf(
        answers.STATEMENT,
        _ours,
        "providers.edit",
        _statement_save,
        title=lambda response: f"the covering statement of {response.organisation}",
        back=lambda response: response.get_absolute_url(),
        is_open=lambda response: response.is_editable,
        labels={"rights": "Reservation of rights"},
        rich=frozenset({"covering_statement"}),
    ),
}


def the_shelf(kind):
    if kind not in SHELVES:
        raise Http404
    return SHELVES[kind]
