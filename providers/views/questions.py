from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions.models import Intention, Round
from portal.moves import CannotMove
from portal.moves.clock import database_now

from .. import actions, forms
from ..models import Invitation, Question
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
    rows = Question.objects.visible_to(request.user).filter(round=round).select_related("intention__round", "round")
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
            messages.success(request, "Your question is asked. The answer goes to everyone invited; nobody is told who asked.")
            return redirect("providers:questions", round.slug)
    context = {"form": form, "round": round, "back": reverse("providers:questions", args=[round.slug])}
    return render(request, "providers/ask.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def answer(request, round, pk):
    round = the_round(request, round)
    asked(request, "answer", round)
    question = get_object_or_404(Question.objects.visible_to(request.user).select_related("intention"), round=round, pk=pk)
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.answer(question=question, by=request.user, text=form.cleaned_data["text"], at=database_now())
        except CannotMove:
            form.add_error("text", "Someone else answered this question first. What you typed is still here")
        else:
            messages.success(request, "The answer went to every organisation invited.")
            return redirect("providers:questions", round.slug)
    told = Invitation.objects.visible_to(request.user).filter(round=round).count()
    context = {"form": form, "round": round, "question": question, "told": told, "back": reverse("providers:questions", args=[round.slug])}
    return render(request, "providers/answer.html", context, status=422 if form.is_bound else 200)
