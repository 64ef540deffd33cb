from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions.models import Intention, Round
from portal.moves import CannotMove
from portal.moves.clock import database_now

from .. import actions, forms
from ..models import Invitation, Question
from ..states import QuestionStatus
from .doors import asked, the_round
from .question_lists import Questions


def _invitation(request, slug):
    """The invitation by which this person may ask about a round; None when they are not asked to answer it."""
    invitations = Invitation.objects.visible_to(request.user).to(request.user).filter(round__slug=slug)
    return next((one for one in invitations.select_related("round", "organisation") if request.user.has_perm("providers.ask", one)), None)


def questions(request, round):
    """C8, both sides: what was asked and answered; the asker is named to nobody."""
    reading = Round.objects.visible_to(request.user).select_related("lead")
    round = get_object_or_404(reading, slug=round)
    invitation = _invitation(request, round.slug)
    rows = Question.objects.visible_to(request.user).as_seen_by(request.user).filter(round=round)
    rows = rows.select_related("intention__round", "round", "merged_into")
    may_answer = request.user.has_perm("providers.answer", round)
    is_open = _is_open(round)
    context = {"round": round, "may_ask": invitation is not None and is_open, "may_answer": may_answer, "is_closed": not is_open}
    return Questions(request, rows, title="Questions", may_answer=may_answer).answer("providers/questions.html", context)


def _is_open(round):
    deadline = round.question_deadline or round.response_deadline
    return deadline is not None and database_now() <= deadline


@require_http_methods(["GET", "POST"])
def ask(request, round):
    arrived_at = database_now()
    invitation = get_object_or_404(
        Invitation.objects.visible_to(request.user).to(request.user), pk=getattr(_invitation(request, round), "pk", None)
    )
    round = invitation.round
    offered = (
        Intention.objects.visible_to(request.user).filter(round=round, published__isnull=False).select_related("published").as_published()
    )
    form = forms.AskForm(request.POST or None, intentions=offered, initial={"intention": request.GET.get("about", "")})
    if form.is_valid():
        question = {"text": form.cleaned_data["text"], "intention": form.about()}
        try:
            actions.ask(round=round, organisation=invitation.organisation, by=request.user, at=arrived_at, **question)
        except actions.QuestionsClosed as refusal:
            form.add_error("text", str(refusal))
        else:
            goes = "The answer goes to everyone invited, unless there is a reason to answer you alone; nobody is told who asked."
            messages.success(request, f"Your question is asked. {goes}")
            return redirect("providers:questions", round.slug)
    context = {"form": form, "round": round, "back": reverse("providers:questions", args=[round.slug])}
    return render(request, "providers/ask.html", context, status=422 if form.is_bound else 200)


def _asked(request, round, pk, verb):
    """The round and a question of it, for those who answer."""
    round = the_round(request, round)
    asked(request, verb, round)
    questions = Question.objects.visible_to(request.user).select_related("intention__round", "round")
    return round, get_object_or_404(questions, round=round, pk=pk)


def _page(request, template, round, question, form, **more):
    context = {"form": form, "round": round, "question": question, "back": reverse("providers:questions", args=[round.slug]), **more}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _done(request, form, says, do):
    """Whether it was done; else what stood in its way is said on the form, and what was typed stays."""
    try:
        do()
    except CannotMove:
        form.add_error(None, "Someone else dealt with this question first. What you typed is still here")
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, says)
        return True
    return False


@require_http_methods(["GET", "POST"])
def answer(request, round, pk):
    """To everyone, in the words in which it was asked or in better ones."""
    round, question = _asked(request, round, pk, "answer")
    form = forms.AnswerForm(request.POST or None, initial={"wording": question.text})
    if form.is_valid():
        said = {"by": request.user, "at": database_now(), **form.cleaned_data}
        if _done(request, form, "The answer went to every organisation invited.", lambda: actions.answer(question=question, **said)):
            return redirect("providers:questions", round.slug)
    told = Invitation.objects.visible_to(request.user).filter(round=round).count()
    return _page(request, "providers/answer.html", round, question, form, told=told)


@require_http_methods(["GET", "POST"])
def merge_question(request, round, pk):
    round, question = _asked(request, round, pk, "merge_question")
    others = Question.objects.visible_to(request.user).filter(round=round, status__in=[QuestionStatus.ASKED, QuestionStatus.ANSWERED])
    form = forms.MergeForm(request.POST or None, others=others.exclude(pk=question.pk).order_by("status", "number", "asked_at"))
    if form.is_valid():
        said = {"by": request.user, "at": database_now(), "into": form.chosen()}
        says = "The questions are merged. Who asked was emailed."
        if _done(request, form, says, lambda: actions.merge_question(question=question, **said)):
            return redirect("providers:questions", round.slug)
    words = {"heading": "Merge with another question", "button": "Merge the questions", "caption": round.title}
    return _page(request, "providers/question.html", round, question, form, nothing=not form.others, **words)


@require_http_methods(["GET", "POST"])
def answer_privately(request, round, pk):
    round, question = _asked(request, round, pk, "answer_privately")
    form = forms.PrivatelyForm(request.POST or None)
    if form.is_valid():
        said = {"by": request.user, "at": database_now(), **form.cleaned_data}
        says = "The answer went to who asked. Nobody else is told."
        if _done(request, form, says, lambda: actions.answer_privately(question=question, **said)):
            return redirect("providers:questions", round.slug)
    words = {"heading": "Answer who asked alone", "button": "Send the answer to who asked", "caption": round.title}
    return _page(request, "providers/question.html", round, question, form, **words)
