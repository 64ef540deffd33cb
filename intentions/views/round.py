from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from .. import actions, forms
from .doors import asked, the_chapter, the_round
from .parting import Desk
from .rolling import ask, look, refuse_title, start_form


@require_http_methods(["GET", "POST"])
def start(request):
    """C1. Empty, or a copy of another round, looked at first; a second click finds the title taken."""
    asked(request, "start", None)
    form = start_form(request)
    if not form.is_valid() or "again" in request.POST:
        return ask(request, form)
    if form.cleaned_data["begin"] == forms.COPY:
        return look(request, form)
    try:
        round = actions.start_round(kind=form.cleaned_data["kind"], by=request.user, **form.round_content())
    except IntegrityError as taken:
        refuse_title(form, taken)
        return ask(request, form)
    messages.success(request, f"{round} is started. Only its commissioners can see it.")
    return redirect("intentions:draft", round.slug)


@require_http_methods(["GET", "POST"])
def create_chapter(request, round):
    round = the_round(request, round)
    asked(request, "create", round)
    form = forms.CreateChapterForm(request.POST or None, round=round)
    if form.is_valid():
        chapter = _added(request, round, form)
        messages.success(request, f"The chapter {chapter} is added.")
        return redirect(chapter)
    back = reverse("intentions:draft", args=[round.slug])
    context = {"form": form, "heading": "Add a chapter", "caption": round.title, "button": "Add the chapter", "back": back}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def _added(request, round, form):
    programme, new = form.programme_content()
    if programme is None:
        programme = actions.add_programme(by=request.user, **new)
    code = form.cleaned_data["code"]
    return actions.add_chapter(round=round, programme=programme, code=code, title=programme.name, by=request.user)


@require_http_methods(["GET", "POST"])
def chapter(request, round, code):
    """C3. Like an intention: saved part by part, a late save asks."""
    round = the_round(request, round)
    chapter = the_chapter(request, round, code)
    chapter.round = round
    asked(request, "edit" if request.method == "POST" else "draft", chapter)

    def save(editing, parts):
        said = editing.form.content(parts)
        saved = actions.edit_chapter(chapter=chapter, by=request.user, revision=editing.revisions(), page=editing.page, **said)
        saved.round = round
        return saved

    def make(data):
        return forms.Editing(forms.ChapterForm, thing=chapter, data=data)

    def page(editing, status, problems):
        return _chapter_page(request, chapter, editing, status, problems)

    return Desk(request, thing=chapter, make=make, save=save, page=page, home=lambda _: chapter.get_absolute_url()).answer()


def _chapter_page(request, chapter, editing, status, problems):
    context = {
        "round": chapter.round,
        "chapter": chapter,
        "editing": editing,
        "problems": problems,
        "parts": editing.drawn(),
        "here": reverse("intentions:chapter_here", args=[chapter.round.slug, chapter.code]),
        "back": reverse("intentions:draft", args=[chapter.round.slug]),
    }
    return render(request, "intentions/chapter.html", context, status=status)
