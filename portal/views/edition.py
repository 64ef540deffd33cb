"""A published round (P4), frozen with its edition; and the page that the next edition would make of it."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from intentions.documents import edition_content
from intentions.documents.comparison import between
from intentions.documents.paper.programme import cut_of
from intentions.models import Amendment, Edition, Round, Version
from intentions.states import Cut
from intentions.views.volume import files_of
from portal.moves.clock import database_now
from portal.organisations.rules import COMMISSIONERS
from portal.printing.recipes import checking

from .public import PUBLIC, holds, invitations_of, papers

MOST_NAMED = 2  # places in a column


@login_not_required
def round_(request, round):
    rounds = Round.objects.visible_to(PUBLIC).select_related("lead", "rolled_from")
    found = get_object_or_404(rounds, slug=round)
    editions = _editions(found)
    edition = _asked_for(editions, request.GET.get("edition"))
    context = {
        "later": next((one for one in reversed(editions) if one.number > edition.number), None),
        "files": files_of(edition, getattr(edition, "volume", None)),
        "document_page": f"{reverse('intentions:document', args=[found.slug])}?edition={edition.number}",
        "recipe": checking(name=f"{found.slug}-edition-{edition.number}.json", sha256=edition.sha256),
        "steps": _steps(request.user, found),
        "is_preview": False,
        "amendments": (amendments := _amendments(request.user, found) if edition == editions[0] else []),
        "facts": _facts(found) if amendments else None,
    }
    contents = _contents(found, edition.number)
    return _page(request, found, edition, contents[edition.number], contents.get(edition.number - 1), editions, **context)


@require_GET
def preview_round(request, round):
    """The public page as it would be, were the next edition published now. Nothing is kept."""
    rounds = Round.objects.visible_to(request.user).written_by(request.user).select_related("lead", "rolled_from")
    found = get_object_or_404(rounds.prefetch_related("participants"), slug=round)
    if not request.user.has_perm("intentions.draft", found):
        raise PermissionDenied
    versions = list(Version.objects.visible_to(request.user).for_next_edition_of(found).select_related("intention").with_everything())
    content, editions = edition_content(found, versions), _editions(found)
    deadlines = {name: getattr(found, name) for name in ("question_deadline", "response_deadline")}
    edition = Edition(round=found, number=len(editions) + 1, published_at=database_now(), content=content, **deadlines)
    before = _contents(found, edition.number).get(edition.number - 1)
    return _page(request, found, edition, content, before, editions, is_preview=True, **NOT_YET)


NOT_YET: dict[str, Any] = {  # of what is not published
    "later": None,
    "files": [],
    "document_page": "",
    "recipe": [],
    "steps": [],
    "amendments": [],
    "facts": None,
}


def _amendments(user, round):
    """What was put right since it was published, the latest first."""
    return list(Amendment.objects.visible_to(user).filter(round=round).order_by("-at"))


def _facts(round):
    """What everybody reads of a round that was put right, in the place of what its edition froze."""
    return {
        "title": round.title,
        "years": round.years,
        "paper": round.paper_in_words,
        "lead": round.lead.name,
        "participants": sorted(one.name for one in round.participants.all()),
        "question_deadline": round.question_deadline,
        "response_deadline": round.response_deadline,
    }


def _editions(round):
    rows = round.editions.defer("content").select_related("volume__document").defer("content", "volume__document__facts")
    return list(rows.order_by("-number"))


def _contents(round, number):
    """What this edition and the one before it say."""
    return dict(round.editions.filter(number__in=[number - 1, number]).values_list("number", "content"))


def _page(request, round, edition, content, before, editions, **more):
    chapters = [{**one, "intentions": [_with_cut(intention) for intention in one["intentions"]]} for one in content["chapters"]]
    said = {
        "paper": "",
        **content,
        "chapters": chapters,
        "question_deadline": edition.question_deadline,
        "response_deadline": edition.response_deadline,
    }
    context = {
        "round": round,
        "edition": edition,
        "content": said | (more.pop("facts") or {}),
        "editions": editions,
        "cuts": _cuts(round, chapters, is_in_force=edition == (editions or [None])[0]),
        "changes": _changes(before, content),
        "shown_in": "draft" if more["is_preview"] else "edition",  # from where its pictures are handed out
        "shown_of": round.pk if more["is_preview"] else edition.pk,
        "papers": papers(edition__round=round),
        "crumbs": [{"text": "Home", "href": reverse("front")}, {"text": "Rounds", "href": reverse("intentions:rounds")}],
        **more,
    }
    return render(request, "portal/round.html", context)


def _with_cut(intention):
    """And where in few words: all the names stand on its own page."""
    places = intention["places"]
    where = f"{len(places)} places" if len(places) > MOST_NAMED else ", ".join(places)
    return {**intention, "cut": cut_of(intention), "where": where}


def _cuts(round, chapters, *, is_in_force):
    """[(what becomes of a service, how many intentions, their list)]; only what is in force is listed by itself."""
    counted = Counter(one["cut"] for chapter in chapters for one in chapter["intentions"])
    view = reverse("intentions:view", args=[round.slug])
    return [(cut.label, counted[cut.label], f"{view}?change={cut.value}" if is_in_force else "") for cut in Cut if counted[cut.label]]


def _changes(before, content):
    """What differs from the edition before, beside what its commissioners say of it."""
    return [] if before is None else [one for one in between(before, content) if one.is_change]


def _asked_for(editions, number):
    """The edition of this number; without one the latest."""
    if number is None and editions:
        return editions[0]
    found = next((edition for edition in editions if str(edition.number) == number), None)
    if found is None:
        raise Http404
    return found


def _steps(user, round):
    """The next step of the reader's own organisations; nothing for others."""
    steps = []
    if holds(user, COMMISSIONERS) and user.has_perm("intentions.draft", round):
        steps.append({"text": "Open the draft", "href": reverse("intentions:draft", args=[round.slug])})
        if not round.is_from_paper:
            steps.append({"text": "See the responses", "href": reverse("providers:responses", args=[round.slug])})
        if user.has_perm("committees.make"):
            steps.append({"text": "Make a paper from it", "href": reverse("committees:make_paper")})
    steps += [{"text": f"Respond for {one.organisation.short_name}", "href": one.get_absolute_url()} for one in invitations_of(user, round)]
    return steps
