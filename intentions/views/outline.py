"""The outline of a round beside its text: the chapter one is in, its intentions with their states and problems, and the other chapters."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from .. import checks
from ..models import Version
from ..models.ties import tie
from .doors import asked, the_chapter, the_round


@require_GET
def outline(request, round):
    """Asked for by the page that edits one intention, once that stands."""
    round = the_round(request, round)
    asked(request, "draft", round)
    code = request.GET.get("chapter") or getattr(round.chapters.order_by("order", "code").first(), "code", "")
    chapter = the_chapter(request, round, code)
    versions = list(Version.objects.visible_to(request.user).in_draft_of(round).filter(intention__chapter=chapter))
    context = {"outline": outline_of(request.user, round, chapter, versions), "round": round, "at": request.GET.get("at", "")}
    return render(request, "intentions/outline.html", context)


def address_of(round, chapter, *, at):
    """Where a page of the desk asks for it, so that the text does not wait, and again once one goes on from there."""
    return f"{reverse('intentions:outline', args=[round.slug])}?chapter={chapter.code}&at={at}"


def outline_of(user, round, chapter, versions, chapters=None):
    """Plain facts for the template. The problems are those of each intention by itself."""
    known = checks.beside(round) if versions else None
    found = {version.pk: checks.of_version(version, round, known) for version in tie(versions)} if versions else {}
    return {
        "found": found,
        "chapter": chapter,
        "chapters": round.chapters.order_by("order", "code") if chapters is None else chapters,
        "rows": [_row(version, round, len(found.get(version.pk, ()))) for version in versions],
        "may_move": user.has_perm("intentions.edit", round),
    }


def _row(version, round, problems):
    intention = version.intention
    return {
        "pk": intention.pk,
        "reference": intention.reference,
        "title": version.title,
        "state": version.get_status_display(),
        "problems": problems,
        "href": reverse("intentions:edit", args=[round.slug, intention.reference]),
        "move": reverse("intentions:move", args=[round.slug, "intention", intention.pk]),
    }
