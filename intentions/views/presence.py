"""Who else is in a draft, and what they changed since the page was opened. Asked by the page itself, each half minute."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from .. import documents, forms
from ..models import Plan
from .doors import asked, the_chapter, the_intention, the_passage, the_round
from .parting import tell_here


@require_POST
def here(request, round, reference):
    intention = the_intention(request, round, reference)
    asked(request, "draft", intention)
    part = forms.part_of_input(request.POST.get("writing", ""))
    return tell_here(request, intention, part=part, changes=intention.latest, labels=documents.LABELS)


@require_POST
def chapter_here(request, round, code):
    round = the_round(request, round)
    chapter = the_chapter(request, round, code)
    chapter.round = round
    asked(request, "draft", chapter)
    return _tell(request, chapter, forms.ChapterForm(thing=chapter))


@require_POST
def passage_here(request, round, kind, pk):
    round = the_round(request, round)
    asked(request, "draft", round)
    passage, form = the_passage(request, round, kind, pk)
    return _tell(request, passage, form(thing=passage, around=forms.Around(round, request.user)))


@require_POST
def round_here(request, round):
    round = the_round(request, round)
    asked(request, "draft", round)
    return _tell(request, round, forms.FactsForm(thing=round))


@require_POST
def plan_here(request, slug):
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=slug)
    asked(request, "draft", plan)
    return _tell(request, plan, forms.PlanForm(thing=plan))


def _tell(request, thing, form):
    part = forms.part_among(form.parts, request.POST.get("writing", ""))
    return tell_here(request, thing, part=part, changes=thing, labels=form.labels)
