"""The doors of the draft: a round, a chapter, an intention of the commissioners one belongs to; all else is not there."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from .. import forms
from ..models import CaseStudy, Challenge, Chapter, Enabler, Finding, Intention, RegisterEntry, Round, Section, Suggestion, Thread, Version
from ..models.ties import tie
from ..states import PlannedStatus

PLANNED = Max("planned__publish_at", filter=Q(planned__status=PlannedStatus.WAITING))


def the_round(request, slug, *, known=lambda rounds: rounds, **more):
    """A round whose draft this person may read; `known` and `more` ask the database for more with it."""
    standing = {"latest_edition": Max("editions__number"), "publish_at": PLANNED, **more}
    rounds = Round.objects.visible_to(request.user).written_by(request.user).annotate(**standing)
    return get_object_or_404(known(rounds).select_related("lead", "rolled_from").prefetch_related("participants"), slug=slug)


def the_chapter(request, round, code):
    return get_object_or_404(Chapter.objects.visible_to(request.user).select_related("programme"), round=round, code=code)


KINDS = {
    "section": (Section, forms.SectionForm),
    "challenge": (Challenge, forms.ChallengeForm),
    "example": (CaseStudy, forms.CaseStudyForm),
    "enabler": (Enabler, forms.EnablerForm),
    "provider": (RegisterEntry, forms.RegisterForm),
}


def the_kind(kind):
    """What may stand in the front matter: its table, its form."""
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def the_passage(request, round, kind, pk):
    """A thing of the front matter, and its form."""
    model, form = the_kind(kind)
    passage = get_object_or_404(model.objects.visible_to(request.user), round=round, pk=pk)
    passage.round = round
    return passage, form


def the_intention(request, slug, reference, *, even_deleted=False):
    """The intention, its round and its latest version with everything tied to it, in three queries."""
    user = request.user
    among = Intention.with_deleted.visible_to(user) if even_deleted else Intention.objects.visible_to(user)
    around = {"open_comments": _open(Thread, user), "open_suggestions": _open(Suggestion, user), "came_from": _came_from(user)}
    intentions = among.written_by(user).annotate(**around)
    whole = intentions.select_related("round__lead", "chapter", "owner", "latest__submitted_by", "published").prefetch_related(
        "round__participants"
    )
    intention = get_object_or_404(whole, round__slug=slug, reference=reference)
    intention.chapter.round = intention.round
    intention.latest.intention = intention
    tie([intention.latest])
    return intention


def _open(model, user):
    """How many of these on an intention are open."""
    rows = model.objects.visible_to(user).open().filter(intention=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("intention").annotate(count=Count("pk")).values("count")), 0)


def _came_from(user):
    """The document that an intention was brought in with, and where in it: for whoever writes the draft."""
    found = Finding.objects.visible_to(user).filter(intention=OuterRef("pk")).order_by("order")
    return Subquery(found.values(said=JSONObject(name="brought__name", pk="brought__pk", page="page", line="line"))[:1])


def the_version(request, slug, reference):
    return the_intention(request, slug, reference).latest


def asked(request, verb, thing):
    """Who may; when is judged under the lock."""
    if not request.user.has_perm(f"intentions.{verb}", thing):
        raise PermissionDenied


def waiting_for_approval(round, user):
    """Versions of the round that wait, but for those this person wrote: the next of them comes after each approval."""
    waiting = (
        Version.objects.visible_to(user)
        .filter(intention__round=round, status="IN_REVIEW")
        .select_related("intention__chapter", "submitted_by")
    )
    in_order = waiting.order_by("intention__chapter__order", "intention__order", "intention__reference")
    return [version for version in in_order if not version.is_text_of(user)]
