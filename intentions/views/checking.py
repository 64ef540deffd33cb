"""The problems of a round as a to-do list, and what somebody said is right."""

from collections import Counter
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.nhsuk.lists.listing import paged

from .. import actions, checks, forms
from ..models import Accepted
from .doors import asked, the_round

STEP, ALL, RIGHT = 40, "all", 5


@require_GET
def problems(request, round):
    """Kind by kind, must fix first; one kind or one chapter of them, so many a page; below, what is right and what is checked."""
    round = the_round(request, round)
    asked(request, "draft", round)
    whole = checks.written(round)
    found, right = checks.of_whole(whole), checks.accepted(whole)
    check, chapter = request.GET.get("check", ""), request.GET.get("chapter", "")
    wanted = [one for one in found if _is_wanted(one, check, chapter)]
    is_right = request.GET.get("show") == "right"
    is_first = len(wanted) == len(found) and request.GET.get("page", "1") == "1"
    context = {
        "round": round,
        "must": sum(problem.is_must for problem in wanted),
        "look": sum(not problem.is_must for problem in wanted),
        "check": check,
        "chapter": chapter,
        "kinds": Counter(checks.CHECKS[problem.check] for problem in _by_kind(found)).items(),
        "chapters": Counter(problem.chapter for problem in found if problem.chapter).items(),
        "count": len(found),
        "is_empty": not whole.versions,
        "is_filtered": len(wanted) < len(found),
        "is_right": is_right,
        "right": right if is_right else right[:RIGHT] if is_first else [],
        "said": len(right),
        "rules": checks.CHECKS.values(),
        "checked": len(checks.CHECKS),
        "back": round.get_draft_url(),
        **_paged(request, _by_kind(wanted)),
    }
    return render(request, "intentions/problems.html", context)


def _is_wanted(problem, check, chapter):
    """Of the kind and the chapter that are asked for; a name that no kind or chapter has finds nothing."""
    return (not check or problem.check == check) and (not chapter or (problem.chapter is not None and problem.chapter.code == chapter))


def _by_kind(found):
    order = {name: number for number, name in enumerate(checks.CHECKS)}
    return sorted(found, key=lambda one: (not one.is_must, order[one.check]))


def _paged(request, found):
    """[(is it must fix, [(what is checked, its problems)])] of one page, or of all."""
    pages = Paginator(found, STEP)
    is_all = request.GET.get("page") == ALL or pages.num_pages == 1
    page, query = pages.get_page(request.GET.get("page")), request.GET.copy()

    def href(at):
        query["page"] = at
        return f"?{query.urlencode()}"

    def kinds(problems):
        return [(checks.CHECKS[check], list(of)) for check, of in groupby(problems, key=lambda one: one.check)]

    shown = groupby(found if is_all else page, key=lambda one: one.is_must)
    return {
        "shown": [(is_must, kinds(of)) for is_must, of in shown],
        "every": "" if is_all else href(ALL),
        "pagination": None if is_all else paged(page, href),
    }


@require_http_methods(["GET", "POST"])
def accept(request, round, key):
    """This is right, with the reason."""
    round = the_round(request, round)
    asked(request, "accept", round)
    problem = next((one for one in checks.problems(round) if one.key == key), None)
    back = reverse("intentions:problems", args=[round.slug])
    if problem is None or problem.is_must:
        messages.warning(request, "This is no longer in the list: the text has changed, or somebody looked at it first.")
        return redirect(back)
    form = forms.AcceptForm(request.POST or None)
    if form.is_valid():
        actions.accept(round=round, problem=problem, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "Kept as right. It comes back if the words change.")
        return redirect(back)
    context = {"form": form, "heading": "This is right", "caption": problem.message, "button": "Keep it as right", "back": back}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


@require_POST
def look_again(request, round, key):
    round = the_round(request, round)
    asked(request, "accept", round)
    accepted = get_object_or_404(Accepted.objects.visible_to(request.user), round=round, key=key)
    actions.look_again(accepted=accepted, by=request.user)
    messages.success(request, "It is in the list again.")
    return redirect("intentions:problems", round.slug)
